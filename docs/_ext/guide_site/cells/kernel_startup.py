"""Run by each kernel before its first cell: PyTorch's warnings about the machine come here.

Where there is no ``/proc``, it complains of that. The cells find no name that they have not made.
Each figure is also drawn for narrow screens, under a MIME type that ``narrow.py`` takes out again.
"""

__import__("torch").backends.cpu.get_cpu_capability()
get_ipython().display_formatter.mimebundle_formatter.for_type_by_name(  # type: ignore[name-defined] # noqa: F821
    "matplotlib.figure",
    "Figure",
    lambda figure: {
        "image/svg+xml;narrow": __import__("importlib")
        .import_module("autograd_guide.narrow")
        .narrow(figure)
    },
)
