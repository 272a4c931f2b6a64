"""Run by each kernel before its first cell: PyTorch's warnings about the machine come here.

Where there is no ``/proc``, it complains of that. Each figure is also drawn for narrow screens,
under a MIME type of its own. The cells find no name that they have not made.
"""

__import__("torch").backends.cpu.get_cpu_capability()


def draw_narrow_too() -> None:
    """Add to what a figure shows in a kernel the same figure for narrow screens."""
    from importlib import import_module  # noqa: PLC0415 # or the cells would find the name

    from IPython.core.getipython import get_ipython  # noqa: PLC0415

    def narrow(figure: object) -> dict[str, str]:
        module = import_module("autograd_guide.narrow")  # only where there is a figure
        return {"image/svg+xml;narrow": module.narrow(figure)}

    if (shell := get_ipython()) and (formatter := shell.display_formatter):
        bundles = formatter.mimebundle_formatter
        bundles.for_type_by_name("matplotlib.figure", "Figure", narrow)


draw_narrow_too()
del draw_narrow_too
