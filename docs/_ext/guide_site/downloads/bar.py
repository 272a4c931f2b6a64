"""The download bar below each title, and the files it links: notebook, Markdown, llms.txt."""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import nbformat
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.locale import _

from guide_site.addresses import folder_url
from guide_site.below_title import put
from guide_site.downloads.markdown import Cell, Markdown, as_text, keep_plain_text
from guide_site.downloads.notebooks import notebook
from guide_site.downloads.wheel import install_line
from guide_site.languages import Language, language_of

LINK = re.compile(r"\[([^]]*)\]\([^)]*\)")


def notebook_hosts(text: str) -> dict[str, str]:
    """Return the sites that open a notebook, and the address of the notebooks' folder in each.

    >>> notebook_hosts("Colab=https://colab.research.google.com/github/me/guide/blob/pages")
    {'Colab': 'https://colab.research.google.com/github/me/guide/blob/pages/'}
    """
    hosts = {}
    for part in text.split():
        name, _, url = part.partition("=")
        if not url:
            msg = f"NOTEBOOK_URLS has {part!r}, but each of its parts must be NAME=ADDRESS"
            raise ValueError(msg)
        hosts[name] = folder_url("NOTEBOOK_URLS", url)
    return hosts


def set_hosts(_app: Sphinx, config: Config) -> None:
    """Read where notebooks can be opened."""
    try:
        config.notebook_hosts = notebook_hosts(config.notebook_urls)
    except ValueError as error:
        raise ConfigError(str(error)) from None


def web(site_url: str, language: Language) -> str:
    """Return the published address of a language's folder, or "" where the site has none."""
    return f"{site_url}{language.folder}/" if site_url else ""


def links(page: str, base: str) -> Callable[[str], str]:
    """Return a function that rewrites a link of a page for the Markdown file beside it.

    >>> links("scalar", "")("#scalar-sum"), links("scalar", "https://example.org/")("graph.html")
    ('scalar.html#scalar-sum', 'https://example.org/graph.html')
    """
    name, up = posixpath.basename(page), "../" * page.count("/")
    base = urljoin(base, page) if base else ""

    def link(target: str) -> str:
        before = {"#": f"{name}.html", "_": up}.get(target[0], "")  # _downloads is at the top
        return urljoin(base, before + target)

    return link


def links_from_elsewhere(page: str, base: str) -> Callable[[str], str]:
    """Return the same for a file that is moved elsewhere: only absolute addresses stay links.

    >>> links_from_elsewhere("scalar", "")("graph.html")
    ''
    """
    link = links(page, base)
    return lambda target: found if urlsplit(found := link(target)).scheme else ""


def install_cell(code: str, wheel: str, base: str) -> str:
    """Return the code of the cell that installs what a notebook imports, or nothing.

    >>> install_cell("import torch", "guide.whl", "")
    ''
    >>> print(install_cell("import autograd_guide, sklearn", "guide.whl", ""))
    # Once: this guide's helper package, and what it needs.
    # Save guide.whl beside this notebook first: “Set up” links it.
    %pip install guide.whl scikit-learn
    """
    if "autograd_guide" not in code:
        return ""
    more = " scikit-learn" if "sklearn" in code else ""
    once = str(_("# Once: this guide's helper package, and what it needs."))
    save = _("# Save {} beside this notebook first: “Set up” links it.").format(wheel)
    lines = [once, *([] if base else [save]), f"%{install_line(wheel, base)}{more}"]
    return "\n".join(lines)


def file_for(app: Sphinx, name: str) -> Path:
    """Return the path of a file of the site, in a folder that is there."""
    file = Path(app.outdir, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def write_markdown(
    app: Sphinx, page: str, _template: str, _context: object, document: nodes.document | None
) -> None:
    """Write the Markdown of a page."""
    if document is not None:
        base = web(app.config.site_url, language_of(app.config.language))
        text = as_text([*Markdown(links(page, base)).pieces(document)])
        file_for(app, f"{page}.md").write_text(text, "utf-8")


def write_notebook(
    app: Sphinx, page: str, _template: str, _context: object, document: nodes.document | None
) -> None:
    """Write the notebook of a page with cells, as they were executed."""
    if document is None or not has_bar(app, page) or not has_cells(document):
        return
    base = web(app.config.site_url, language_of(app.config.language))
    pieces = [*Markdown(links_from_elsewhere(page, base)).pieces(document)]
    code = "\n".join(piece.code for piece in pieces if isinstance(piece, Cell))
    first = install_cell(code, app.env.guide_wheel, base)  # type: ignore[attr-defined]
    executed = Path(app.outdir).parent / "jupyter_execute" / f"{page}.ipynb"
    said = _("Not shown on the page: a check of its text, or what later cells need")
    result = notebook(pieces, nbformat.read(executed, as_version=4), first, said)
    nbformat.write(result, file_for(app, f"{page}.ipynb"))


def has_bar(app: Sphinx, page: str) -> bool:
    """Say whether a page has the bar: the start page only lists the others."""
    return page != str(app.config.root_doc)


def has_cells(document: nodes.document) -> bool:
    """Say whether a page shows a code cell."""
    found = document.findall(nodes.container)
    return any(node.get("nb_element") == "cell_code" for node in found)


def program(page: str, document: nodes.document) -> str:
    """Return the link to the program of a page, or the empty string."""
    name = posixpath.basename(page)
    files = (node.get("filename", "") for node in document.findall(addnodes.download_reference))
    return next((f"_downloads/{file}" for file in files if file.endswith(f"/{name}.py")), "")


def show(app: Sphinx, document: nodes.document, page: str) -> None:
    """Put the bar with the links to the files below the title."""
    if not has_bar(app, page):
        return
    name, up = posixpath.basename(page), "../" * page.count("/")
    file = f"{page}.ipynb" if has_cells(document) else ""
    found = program(page, document)
    folder = language_of(app.config.language).folder
    hosts = app.config.notebook_hosts if file else {}
    put(
        app,
        document,
        "take-along.html",
        program=up * bool(found) + found,
        notebook=posixpath.basename(file),
        markdown=f"{name}.md",
        hosts={name: f"{url}{folder}/{file}" for name, url in hosts.items()},
    )


def in_order(app: Sphinx) -> list[str]:
    """Return the names of the pages in the order of the toctree."""
    relations = app.env.collect_relations()
    pages, page = [], app.config.root_doc
    while page and page not in pages:
        pages.append(page)
        page = relations[page][2]
    return pages


def llms_line(address: str, text: str) -> str:
    r"""Return a line of ``llms.txt`` about a page.

    >>> llms_line("en/scalar.md", "# One number\n\nA [formula](graph.html),\nits slope.\n\n## More")
    '- [One number](en/scalar.md): A formula, its slope.'
    """
    title, _, more = text.rstrip().partition("\n\n")
    about = " ".join(LINK.sub(r"\1", more.partition("\n\n")[0]).split())
    return f"- [{title.removeprefix('# ')}]({address})" + (f": {about}" if about else "")


def write_list(app: Sphinx, error: Exception | None) -> None:
    """Write this language's part of ``llms.txt``, with links relative to the top of the site."""
    if error is not None or app.builder.name != "html":
        return
    language = language_of(app.config.language)
    base = f"{app.config.site_url}{language.folder}/"
    entries = [
        llms_line(f"{base}{page}.md", Path(app.outdir, f"{page}.md").read_text("utf-8"))
        for page in in_order(app)
    ]
    text = "\n".join([f"## {language.name}", "", *entries, ""])
    Path(app.outdir, "llms.txt").write_text(text, "utf-8")


def keep_text(_app: Sphinx, doctree: nodes.document) -> None:
    """Store the text form of HTML outputs while both are in the doctree."""
    keep_plain_text(doctree)


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_config_value("notebook_urls", "", "html")
    app.add_config_value("notebook_hosts", {}, "html")
    app.add_js_file("copy_page.js", defer="defer")
    app.connect("config-inited", set_hosts)
    app.connect("doctree-read", keep_text)
    app.connect("doctree-resolved", show)
    app.connect("html-page-context", write_markdown)
    app.connect("html-page-context", write_notebook)
    app.connect("build-finished", write_list)
