"""The structure of the house, held by tests: its wings, their order, and the size of what stands in them."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "mapgen"
MODULES = sorted(PACKAGE.rglob("*.py"))
WINGS = sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))
# Its signature has an argument for each option of the command.
FRONT_DOORS = {"render", "show"}


def functions(module: Path) -> list[ast.FunctionDef]:
    """Return the functions and methods of a module."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def test_imports_follow_the_flow(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every import contract of pyproject.toml is kept."""
    monkeypatch.chdir(ROOT)
    assert lint_imports() == 0, capsys.readouterr().out


@pytest.mark.parametrize("wing", WINGS, ids=lambda wing: wing.name)
def test_a_wing_says_what_it_is_for(wing: Path) -> None:
    """Its `__init__.py` holds a docstring alone: what it is for, what comes in and goes out, what it does not know."""
    (docstring,) = ast.parse((wing / "__init__.py").read_text(encoding="utf-8")).body
    text = ast.literal_eval(docstring.value) if isinstance(docstring, ast.Expr) else ""
    assert text.count(".") >= 3


@pytest.mark.parametrize("wing", WINGS, ids=lambda wing: wing.name)
def test_a_wing_holds_one_noun(wing: Path) -> None:
    """It has at most 22 modules, and none stands a floor deeper."""
    assert len(list(wing.glob("*.py"))) <= 22
    assert not list(wing.glob("*/*.py"))


def test_few_modules_stand_before_the_wings() -> None:
    """The flow, the API, errors and the version; all else is in a wing."""
    assert len(list(PACKAGE.glob("*.py"))) <= 8


def test_a_class_has_its_name_alone() -> None:
    """No two classes of the package share a name, an underscore before it aside."""
    names = Counter(
        node.name.lstrip("_")
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.relative_to(PACKAGE).as_posix())
def test_a_module_holds_one_idea(module: Path) -> None:
    """A module has at most 250 lines, a function at most 45 and six parameters, and no except catches everything."""
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") <= 250
    for function in functions(module):
        arguments = function.args
        assert function.name in FRONT_DOORS or (function.end_lineno or 0) - function.lineno < 45, function.name
        # A method's own object, and the options of a command or of a public function, do not count.
        named = [one.arg for one in (*arguments.posonlyargs, *arguments.args) if one.arg not in {"self", "cls"}]
        assert len(named) <= 6, function.name
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None


def test_most_functions_are_short() -> None:
    """Nine in ten function bodies have fewer than 20 lines, docstrings aside."""
    lengths = []
    for function in (function for module in MODULES for function in functions(module)):
        body = function.body[1:] if ast.get_docstring(function) else function.body
        lengths.append((body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0)
    assert sum(length < 20 for length in lengths) >= 0.9 * len(lengths)


def test_the_top_level_is_fixed() -> None:
    """Nothing but the fixed files and folders, the licence and dotfiles stands at the top."""
    fixed = {"pyproject.toml", "README.md", "LICENSE", "geodata", "mapgen", "outputs", "tests"}
    made_by_tools = {"build", "dist"}
    top = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert top - made_by_tools <= fixed
