"""Run by each kernel before the first cell: what PyTorch says of the machine belongs to no cell.

Where there is no ``/proc``, it complains of that. The cells find no name that they have not made.
"""

__import__("torch").backends.cpu.get_cpu_capability()
