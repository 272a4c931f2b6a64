"""Errors on lessons link their entry in the error clinic; ``clinic.yml`` names what is there."""

from pathlib import Path

import pytest
import yaml
from guide_site.languages import Language
from guide_site.pages.clinic import entry_of
from guide_site.publish import site as building

from tests import ROOT

from .builds import both, myst, soup

RAISES = """```{code-cell} python
from autograd_guide import expect
with expect(ValueError):
    raise ValueError("the first thing")
with expect(TypeError):
    raise TypeError("another thing")
```
"""
ENTRY = f"""
(errors-first)=
## The first

{RAISES}
"""
SIGNATURES = "errors-first: first thing\n"


def sources(folder: Path, signatures: str) -> Path:
    """Write a site with a lesson and a page of errors in both languages; return its sources."""
    for language in ("en", "zh"):
        (folder / language).mkdir(parents=True)
        tree = "\n```{toctree}\nerrors\n```\n"
        (folder / language / "index.md").write_text(myst(end=RAISES + tree), "utf-8")
        (folder / language / "errors.md").write_text(myst(end=ENTRY), "utf-8")
    (folder / "clinic.yml").write_text(signatures, "utf-8")
    return folder


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site with a page of errors, and return its folder."""
    docs = sources(tmp_path_factory.mktemp("clinic") / "docs", SIGNATURES)
    return building.build_site(docs, docs.parent / "build").parent


def test_an_error_on_a_lesson_links_its_entry_and_no_other(clinic: Path) -> None:
    """The link has the address of the entry; a message without entry has no link."""
    for language, text in (("en", "What to do"), ("zh", "怎么办")):
        links = soup(clinic / language / "index.html").select(".raised a")
        assert [(each.get_text(), each["href"]) for each in links] == [
            (text, "errors.html#errors-first")
        ]


def test_the_page_of_errors_has_the_field_and_no_such_link(clinic: Path) -> None:
    """The field is there once, hidden by CSS until the script has come; other pages have none."""
    page = soup(clinic / "en/errors.html")
    assert len(page.select(".clinic textarea")) == 1
    assert not page.select(".raised a")
    assert not soup(clinic / "en/index.html").select(".clinic")


def test_a_label_that_is_not_there_stops_the_build(tmp_path: Path, last_good: Path) -> None:
    """The warning names the label."""
    docs = sources(tmp_path / "clinic", "errors-lost: first thing\n")
    with pytest.raises(building.BuildError, match="there is no entry 'errors-lost'"):
        building.build_site(docs, last_good)


@both
def test_a_site_without_the_page_has_no_style_of_it(site: Path, language: Language) -> None:
    """The fixture has no page of errors."""
    assert "clinic" not in (site / language.folder / "index.html").read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_signature_is_in_an_output_of_its_entry(language: str) -> None:
    """A new wording of PyTorch shows here."""
    signatures = yaml.safe_load((ROOT / "docs/clinic.yml").read_text("utf-8"))
    page = soup(ROOT / "build/site" / language / "errors.html")
    for label, part in signatures.items():
        section = page.find(id=label)
        assert section is not None, label
        entry = section if section.name == "section" else section.find_parent("section")
        assert entry is not None
        raised = [each.get_text() for each in entry.select(".raised pre")]
        assert label in {entry_of(text, {label: part}) for text in raised}, (label, part)
