"""Times other builds of the same pages: ``python -m tests.tools.bench.others [ROUNDS]``.

No session installs what it compares with: first ``pip install sphinx-gallery`` into an environment
that has the ``bench`` group.
"""

import sys
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from tests import ROOT
from tests.reading.pages import LANGUAGES, Page, cells
from tests.tools.bench.measure import Cost, cost
from tests.tools.bench.sites import pages
from tests.tools.bench.trials import TRIALS, compare, sphinx, together

PLAIN = """\
extensions = ["myst_nb"]
html_theme = "furo"
myst_enable_extensions = ["amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath"]
nb_execution_mode = "force"
nb_execution_timeout = 60
nb_execution_in_temp = True
"""
GALLERY = """\
extensions = ["sphinx_gallery.gen_gallery"]
html_theme = "furo"
sphinx_gallery_conf = {
    "examples_dirs": ["examples"],
    "gallery_dirs": ["gallery"],
    "filename_pattern": r"\\.py$",
    "image_scrapers": ["tests.tools.bench.others.draw"],
    "capture_repr": ("_repr_html_", "__repr__"),
    "remove_config_comments": True,
}
"""


class Scraper:
    """Saves the figure that a cell ends in as SVG: Sphinx-Gallery's own scraper sees pyplot's only.

    The value of a cell stays in the names of the next one, so the last figure is kept to compare.
    """

    last: object = None

    def __call__(self, _block: object, variables: dict[str, Any], config: dict[str, Any]) -> str:
        """Return the reStructuredText that shows the figure."""
        from sphinx_gallery.scrapers import figure_rst  # noqa: PLC0415 # no session installs it

        value = variables["example_globals"].get("___")
        paths = []
        if isinstance(value, Figure) and value is not self.last:
            path = Path(next(variables["image_path_iterator"])).with_suffix(".svg")
            value.savefig(path, bbox_inches="tight")
            paths.append(str(path))
        self.last = value
        return str(figure_rst(paths, config["src_dir"]))


draw = Scraper()


def stock(folder: Path) -> Cost:
    """Plain MyST-NB on the same pages, one language after the other."""
    (folder / "conf.py").write_text(PLAIN, "utf-8")
    docs = {language: ROOT / "docs" / language for language in LANGUAGES}
    return together([cost(sphinx("-c", folder, docs[name], folder / name)) for name in LANGUAGES])


def program(page: Page) -> str:
    """Return the cells of a page as one program of a gallery."""
    title = f'"""\n{page.name} {page.language}\n{"=" * 40}\n"""\n'
    return title + "\n\n# %%\n# Next.\n".join(cell.text for cell in cells(page)) + "\n"


def gallery(folder: Path) -> Cost:
    """Sphinx-Gallery on the same cells, both languages in one process."""
    examples = folder / "examples"
    examples.mkdir()
    (folder / "conf.py").write_text(GALLERY, "utf-8")
    (folder / "index.rst").write_text("All\n===\n\n.. toctree::\n\n   gallery/index\n", "utf-8")
    (examples / "README.rst").write_text("Gallery\n=======\n", "utf-8")
    for page in (page for language in LANGUAGES for page in pages(ROOT, language)):
        path = examples / f"plot_{page.language}_{page.name}.py"
        path.write_text(program(page), "utf-8")
    return cost(sphinx(folder, folder / "html"))


if __name__ == "__main__":
    rounds = int((sys.argv[1:] or ["5"])[0])
    compare(rounds, {**TRIALS, "stock MyST-NB": stock, "Sphinx-Gallery": gallery})
