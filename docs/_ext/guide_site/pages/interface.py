"""Settings that depend on the language, on SITE_URL, REPO_URL and REPO_BRANCH."""

from typing import Any
from urllib.parse import urlencode

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError
from sphinx.locale import _

from guide_site.addresses import folder_url
from guide_site.languages import language_of


def set_language(_app: Sphinx, config: Config) -> None:
    """Set the title, the prompts of folded code and the smart quotes of the language."""
    language = language_of(config.language)
    config.project = config.html_title = language.title
    config.nb_code_prompt_show, config.nb_code_prompt_hide = _("Show the code"), _("Hide the code")
    config.smartquotes_excludes = {}  # Sphinx leaves Chinese out
    config.smartquotes_action = language.smart


def set_addresses(_app: Sphinx, config: Config) -> None:
    """Link to the published site and to the repository where their addresses are known."""
    folder = language_of(config.language).folder
    try:
        config.site_url = folder_url("SITE_URL", config.site_url)
        config.repo_url = folder_url("REPO_URL", config.repo_url)
    except ValueError as error:
        raise ConfigError(str(error)) from None
    if config.site_url:
        config.html_baseurl = f"{config.site_url}{folder}/"
    if config.repo_url:
        edit = f"{config.repo_url}edit/{config.repo_branch}/docs/{folder}/{{filename}}"
        config.html_theme_options = {**config.html_theme_options, "source_edit_link": edit}


def add_report_link(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], *_: object
) -> None:
    """Give the template a link to a new issue that names the page."""
    if app.config.repo_url and "page_source_suffix" in context:
        name = f"{language_of(app.config.language).folder}/{page}{context['page_source_suffix']}"
        query = urlencode({"title": f"{name}: "})
        context["report_link"] = f"{app.config.repo_url}issues/new?{query}"


def setup(app: Sphinx) -> None:
    """Connect to Sphinx."""
    app.add_config_value("site_url", "", "html")
    app.add_config_value("repo_url", "", "html")
    app.add_config_value("repo_branch", "main", "html")
    app.connect("config-inited", set_language)
    app.connect("config-inited", set_addresses)
    app.connect("html-page-context", add_report_link)
