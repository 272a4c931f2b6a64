"""Run by each kernel before its first cell: PyTorch's warnings about the machine come here.

Where there is no ``/proc``, it complains of that. The cells find no name that they have not made.
"""

__import__("torch").backends.cpu.get_cpu_capability()
