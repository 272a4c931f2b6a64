"""Each program of examples/ runs in an empty folder and prints what its docstring says."""

import re
from pathlib import Path

import pytest

from tests import ROOT
from tests.lessons.examples import EXPECTED, NO_FONT, complaint, differences, promised, run
from tests.reading.pages import FIRST, LANGUAGES

PROGRAMS = sorted((ROOT / "examples").glob("*/*.py"))
STAGES = (r"\.backward\(\)", r"\bplt\.", r"\bargparse\.")
WRONG = [("--lr", "abc"), ("--lr", "0"), ("--save", "picture.jpg"), ("--save", "missing/x.png")]


def programs_with(text: str) -> list[Path]:
    """Return the programs whose code has this text."""
    return [path for path in PROGRAMS if text in path.read_text(encoding="utf-8")]


def name(program: Path) -> str:
    """Return the test id of a program: language and file name."""
    return f"{program.parent.name}-{program.stem}"


@pytest.mark.parametrize("program", PROGRAMS, ids=name)
def test_a_program_prints_what_its_docstring_says(program: Path, tmp_path: Path) -> None:
    """Stdout is the expected output of the docstring, stderr empty but for a missing font."""
    code = program.read_text(encoding="utf-8")
    expected = promised(code)
    assert expected, (
        f"{program.relative_to(ROOT)}: no output stands after “Expected output:” or “运行结果：”"
    )
    done = run(program, tmp_path)
    assert done.stderr == complaint(code), f"\n{program.name} wrote to stderr:\n{done.stderr}"
    report = "\n".join(differences(expected, done.stdout.rstrip("\n")))
    assert not report, f"\n{program.relative_to(ROOT)} prints something else:\n{report}"
    assert done.returncode == 0


@pytest.mark.parametrize("program", PROGRAMS, ids=name)
def test_the_first_command_is_the_one_whose_output_is_listed(program: Path) -> None:
    """The docstring suggests the command without options, once, before the expected output."""
    before, _, _ = EXPECTED.split(program.read_text(encoding="utf-8"), maxsplit=1)
    assert re.findall(r"^    (python .*)$", before, re.MULTILINE) == [f"python {program.name}"]


@pytest.mark.parametrize("program", programs_with("argparse"), ids=name)
def test_a_program_teaches_first_then_draws_and_reads_options_last(program: Path) -> None:
    """No line that draws stands before `backward()`, no line of options before one that draws."""
    code = program.read_text(encoding="utf-8")
    taught, drawn, read = ([m.start() for m in re.finditer(p, code)] for p in STAGES)
    assert max(taught) < min(drawn) <= max(drawn) < min(read)


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
@pytest.mark.parametrize("program", programs_with("argparse"), ids=name)
def test_a_wrong_option_gets_one_sentence(
    program: Path, arguments: tuple[str, str], tmp_path: Path
) -> None:
    """Stderr is one line, which names the option and what was wrong; the program fails."""
    done = run(program, tmp_path, *arguments)
    said = done.stderr.removeprefix(complaint(program.read_text(encoding="utf-8")))
    assert done.returncode > 0
    assert said.count("\n") == 1, said
    assert all(word in said for word in arguments)


@pytest.mark.parametrize("program", programs_with("argparse"), ids=name)
def test_a_program_with_options_explains_them(program: Path, tmp_path: Path) -> None:
    """``--help`` names each option that the program adds."""
    done = run(program, tmp_path, "--help")
    options = re.findall(r'add_argument\("(--\w+)', program.read_text(encoding="utf-8"))
    assert (done.returncode, done.stderr) == (0, "")
    assert all(option in done.stdout for option in options)


@pytest.mark.parametrize("program", programs_with('"--save"'), ids=name)
def test_a_program_that_draws_can_keep_its_picture(program: Path, tmp_path: Path) -> None:
    """``--save`` writes the file that it names."""
    assert run(program, tmp_path, "--save", "picture.svg").returncode == 0
    assert "<svg" in (tmp_path / "picture.svg").read_text(encoding="utf-8")


def test_each_chinese_program_that_draws_has_the_warning_about_fonts() -> None:
    """`NO_FONT`, which the tests expect on stderr, is in these programs and in no other."""
    drawing = [program for program in programs_with("FONTS = [") if program.parent.name == "zh"]
    assert programs_with(NO_FONT) == drawing != []


def test_every_program_exists_in_both_languages() -> None:
    """The folders of examples/ have files of the same names."""
    names = {
        language: {path.name for path in PROGRAMS if path.parent.name == language}
        for language in LANGUAGES
    }
    assert all(each == names[FIRST] != set() for each in names.values())


def test_a_program_cannot_import_the_helper_package(tmp_path: Path) -> None:
    """`run` blocks `import autograd_guide`, also where the package is installed."""
    program = tmp_path / "importing.py"
    program.write_text("import autograd_guide", encoding="utf-8")
    assert "import of autograd_guide halted" in run(program, tmp_path).stderr


@pytest.mark.parametrize(
    ("expected", "printed", "is_same"),
    [
        ("y = 120.000000", "y = 120.001", True),
        ("y = 120.000000", "y = 120.1", False),
        ("y = 0.000000", "y = 0.0000004", True),
        ("y = 1e-8", "y = 2e-8", False),
        ("y = -2", "y = 2", False),
        ("1\n2", "1", False),
        ("name", "title", False),
    ],
)
def test_outputs_are_compared_word_by_word_and_number_by_number(
    expected: str, printed: str, *, is_same: bool
) -> None:
    """Numbers may differ by one part in ten thousand, a zero by 1e-6, words not at all."""
    assert bool(differences(expected, printed)) is not is_same
