"""Settings of both sites; what depends on the language is set by ``pages/interface.py``."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "sphinxcontrib.katex",
]
extensions += ["guide_site"]

# Where the site and its repository are published: known only to whoever publishes them.
site_url = os.environ.get("SITE_URL", "")
repo_url = os.environ.get("REPO_URL", "")
repo_branch = os.environ.get("REPO_BRANCH", "main")
notebook_urls = os.environ.get("NOTEBOOK_URLS", "")  # NAME=ADDRESS …, of sites that open notebooks

locale_dirs = [str(HERE / "locales")]
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["guide.css", "course.css"]
html_js_files = [
    (name, {"defer": "defer"}) for name in ("language.js", "scrolling.js", "drawers.js")
]

html_theme = "furo"
html_logo = html_favicon = "_static/logo.svg"
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
pygments_style, pygments_dark_style = "a11y-light", "a11y-dark"
# Keys are ours (course.js): Sphinx' own cannot be turned off by the reader.
html_theme_options = {"top_of_page_buttons": ["edit"], "enable_search_shortcuts": False}
html_copy_source = html_show_sourcelink = html_show_copyright = html_show_sphinx = False
html_use_index = html_domain_indices = html_scaled_image_link = False

myst_enable_extensions = ["amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath"]
myst_dmath_allow_space = myst_dmath_allow_digits = False  # $5 and $6 are no formula

# Our reader hands over pages whose cells it has run: see the room "cells".
nb_custom_formats = {".md": "guide_site.cells.execution.read"}
nb_execution_mode = "off"
nb_execution_timeout = 60
# The room "cells" says these shorter, with the number of the cell.
suppress_warnings = ["codeautolink.parse_block", "myst-nb.lexer", "mystnb.nbcell"]
nb_mime_priority_overrides = [("html", "image/svg+xml", 0)]

# Code can be copied, what it printed can not.
copybutton_selector = "div:not(.output) > div.highlight pre"
copybutton_prompt_text, copybutton_prompt_is_regexp = r">>> |\.\.\. ", True

katex_prerender = True
katex_css_path = "katex/katex.min.css"

# The reference: short names, one argument a line where a signature is long.
add_module_names = False
maximum_signature_line_length = 60
napoleon_attr_annotations = False
nitpick_ignore_regex = [("py:class", r"(collections\.abc|matplotlib|torch)\..+")]  # other sites
python_use_unqualified_type_names = True
