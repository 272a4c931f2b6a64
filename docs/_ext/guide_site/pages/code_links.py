"""Links from names in cells to their documentation: ours, PyTorch's and others'.

The lists of names lie in docs/inventories, so that a build needs no network. sphinx-codeautolink
follows ``x = torch.tensor(1.0)`` to ``x.grad`` when it is told what a built-in function returns.
"""

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx_codeautolink import extension
from sphinx_codeautolink.extension import resolve

from guide_site.pages.linked_code import link_page
from guide_site.paths import DOCS

INVENTORIES = DOCS / "inventories"
SITES = {
    "matplotlib": "https://matplotlib.org/stable/",
    "sklearn": "https://scikit-learn.org/stable/",
    "torch": "https://docs.pytorch.org/docs/stable/",
}
NO_TENSOR = {"allclose", "data_ptr", "equal", "is_inference", "item", "numpy", "tolist"}
annotated = resolve.get_return_annotation


def returned(function: Any) -> Any:  # noqa: ANN401 (functions and what they return, of any kind)
    """Return what a function says that it returns, and a tensor for a built-in one of PyTorch.

    >>> import torch
    >>> returned(torch.tensor) is returned(torch.Tensor.detach) is torch.Tensor
    True
    """
    import torch  # noqa: PLC0415 # not while one writes: it takes seconds

    name = getattr(function, "__name__", "")
    owners = (torch, torch.Tensor)
    built_in = not hasattr(function, "__annotations__") and name not in NO_TENSOR
    if built_in and any(function is getattr(owner, name, None) for owner in owners):
        return torch.Tensor
    return annotated(function)


def set_sites(_app: Sphinx, config: Config) -> None:
    """Set the inventories of intersphinx, and the names that codeautolink leaves without a link."""
    config.intersphinx_mapping = {
        name: (address, str(INVENTORIES / f"{name}.inv")) for name, address in SITES.items()
    }
    config.codeautolink_concat_default = True
    config.codeautolink_disable_link_titles = True
    config.codeautolink_inventory_map = {
        "torch.Tensor": ""
    }  # "": a plain variable of this type gets no link


def setup(app: Sphinx) -> None:
    """Connect to Sphinx; while one writes, cells stay without links, which takes seconds."""
    app.setup_extension("sphinx.ext.intersphinx")
    if app.config.overrides.get("run_cells") != "cache":
        resolve.get_return_annotation = returned
        extension.link_html = link_page
        app.setup_extension("sphinx_codeautolink")
    app.connect("config-inited", set_sites)
