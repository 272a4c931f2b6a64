"""READMEs, CI, version pins and hooks at the top of the repository agree with each other."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from tests import ROOT

# A pre-commit hook's GitHub repository, and the package whose version in constraints.txt it has.
HOOKS = {"astral-sh/ruff-pre-commit": "ruff", "zizmorcore/zizmor-pre-commit": "zizmor"}


def read(name: str) -> str:
    """Return the text of a file of the repository."""
    return (ROOT / name).read_text("utf-8")


def test_both_readmes_give_the_same_commands() -> None:
    """The code blocks are the same in both languages, in the same order."""
    blocks = re.compile(r"^```.+?^```$", re.MULTILINE | re.DOTALL)
    assert blocks.findall(read("README.md")) == blocks.findall(read("README.zh.md"))


def test_an_example_needs_no_gigabytes() -> None:
    """Each line that installs PyTorch names the index of the small builds."""
    lines = [
        line for line in read("README.md").splitlines() if re.match("pip install .*torch", line)
    ]
    assert lines
    assert all(line.endswith("https://download.pytorch.org/whl/cpu") for line in lines)


def lessons(readme: str) -> list[str]:
    """Return the pages that the list of lessons links to, in their order."""
    return re.findall(r"^1\. \[.*\]\(docs/\w+/(\w+)\.md\)$", read(readme), re.MULTILINE)


def test_both_readmes_list_the_lessons_as_the_site_does() -> None:
    """The lessons, which are the pages with a program, stand there in the order of the toctree."""
    pages = (line.strip() for line in read("docs/en/index.md").splitlines())
    wanted = [page for page in pages if (ROOT / f"examples/en/{page}.py").exists()]
    assert lessons("README.md") == lessons("README.zh.md") == wanted


def test_ci_finds_the_two_commands_in_the_readme() -> None:
    """The lines that .ci/run takes out of README.md are the two commands and no others."""
    pattern = re.search(r"grep -E '(.+?)' README.md", read(".ci/run"))
    assert pattern
    found = [line for line in read("README.md").splitlines() if re.match(pattern[1], line)]
    assert [line.rsplit("nox ")[-1] for line in found] == ["-s docs", "-s tests"]


def pinned(python: str, system: str = "linux") -> dict[str, list[str]]:
    """Return for each package the versions that constraints.txt pins on a Python and a system."""
    rows = (row.partition("#")[0].strip() for row in read("constraints.txt").splitlines())
    environment = {"python_version": python, "sys_platform": system}
    versions: dict[str, list[str]] = {}
    for package in map(Requirement, filter(None, rows)):
        given = versions.setdefault(package.name, [])
        if package.marker is None or package.marker.evaluate(environment):
            given.append(str(package.specifier).removeprefix("=="))
    return versions


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_each_python_is_given_one_version_of_each_package(python: str) -> None:
    """For each Python exactly one of a package's lines has an environment marker that applies."""
    versions = pinned(python, system="darwin")  # no line of constraints.txt excludes macOS
    assert {name: given for name, given in versions.items() if len(given) != 1} == {}


def test_hooks_are_the_versions_that_lint_uses() -> None:
    """pre-commit runs the same versions of ruff and zizmor as `nox -s lint`."""
    hooks = dict(re.findall(r"github\.com/(\S+)\s+rev: v(\S+)", read(".pre-commit-config.yaml")))
    versions = pinned("3.11")
    assert {tool: [hooks[hook]] for hook, tool in HOOKS.items()} == {
        tool: versions[tool] for tool in HOOKS.values()
    }


def test_the_site_is_published_with_the_tested_versions() -> None:
    """.github/requirements.txt has the versions of constraints.txt for publish.yml's Python.

    If it has not, run `nox -s hashes`.
    """
    workflow = read(".github/workflows/publish.yml")
    (python,) = re.findall(r'python-version: "(.+)"', workflow)
    assert f"on Linux with Python {python}:" in read(".github/requirements.txt")
    given = {f"{name}=={one}" for name, versions in pinned(python).items() for one in versions}
    rows = read(".github/requirements.txt").splitlines()
    hashed = [row.split() for row in rows if not row.startswith("#")]
    assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", digest) for _, digest in hashed)
    assert {package for package, _ in hashed} - given == set()
    project = tomllib.loads(read("pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *chain(*project["dependency-groups"].values())]
    direct = {re.split(r"[^\w-]", one)[0].lower() for one in wanted if isinstance(one, str)}
    assert direct - {package.partition("==")[0] for package, _ in hashed} == set()


def test_a_file_that_is_named_is_there() -> None:
    """A path in a comment, a table or a setting must exist, also after the file was moved."""
    named = re.compile(r"(?<![\w/<])(?:docs/_ext|src|tests)/[\w/]+\.(?:js|py|txt|yml)\b")
    suffixes = {".js", ".md", ".py", ".toml", ".txt", ".yml"}
    folders = (".github", "docs", "src", "tests")
    files = [
        *ROOT.glob("*.*"),
        *(file for folder in folders for file in (ROOT / folder).rglob("*")),
    ]
    lost = {
        f"{file.relative_to(ROOT)}: {path}"
        for file in files
        if file.suffix in suffixes
        for path in named.findall(file.read_text("utf-8"))
        if not (ROOT / path).exists()
    }
    assert lost == set()


@pytest.mark.parametrize("version", [(3, 8, 20), (3, 10, 4)])
def test_an_older_python_is_refused_in_one_sentence(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It can read the noxfile, which names the Python that there is and the one that is needed."""
    text = read("noxfile.py")
    ast.parse(text, feature_version=version[:2])
    monkeypatch.setattr(sys, "version_info", (*version, "final", 0))
    with pytest.raises(SystemExit) as refusal:
        exec(compile(text, "noxfile.py", "exec"), {"__file__": "noxfile.py"})  # noqa: S102 # as nox does
    said = str(refusal.value)
    assert "needs Python 3.11 or newer" in said
    assert ".".join(map(str, version)) in said
    assert "\n" not in said


YAML = [path for folder in ("docs", "tests", ".github") for path in (ROOT / folder).rglob("*.yml")]


def double_keys(node: yaml.Node) -> Iterator[str]:
    r"""Yield the line and the name of each key that a mapping has had before.

    >>> list(double_keys(yaml.compose("a: 1\nb: {c: 2, c: 3}\na: 4")))
    ['2: c', '3: a']
    """
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    seen = set[str]()
    for key, value in [*pairs, *((None, item) for item in items)]:
        yield from double_keys(value)
        if key and key.value in seen:
            yield f"{key.start_mark.line + 1}: {key.value}"
        seen |= {key.value} if key else set()


@pytest.mark.parametrize("path", YAML, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_key_stands_twice(path: Path) -> None:
    """YAML would keep the last one, without a word, and lose what stands below the first."""
    node = yaml.compose(path.read_text("utf-8"))
    assert node is not None
    assert not list(double_keys(node))
