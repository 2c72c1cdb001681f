"""The structure that the design fixes, held by tests."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parent.parent
# The issue that asked for it fixed its signature: it has an argument for each option of the command.
FRONT_DOORS = {"render", "show"}
MODULES = sorted((ROOT / "mapgen").rglob("*.py"))


def test_imports_follow_the_flow(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Every import contract of pyproject.toml is kept."""
    monkeypatch.chdir(ROOT)
    assert lint_imports() == 0, capsys.readouterr().out


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_a_module_holds_one_idea(module: Path) -> None:
    """A module has at most 280 lines, a function at most 45 and six parameters, and no except catches everything.

    The front doors of the API alone may have more parameters, and the lines that these take.
    """
    text = module.read_text(encoding="utf-8")
    assert text.count("\n") <= 280
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and not (node.name in FRONT_DOORS and module.parent.name == "mapgen"):
            arguments = node.args
            assert (node.end_lineno or 0) - node.lineno < 45, node.name
            assert len([*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]) <= 7, node.name
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None


def test_most_functions_are_short() -> None:
    """Nine in ten function bodies have fewer than 20 statements' lines, docstrings aside."""
    lengths = []
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lengths.append((body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0)
    assert sum(length < 20 for length in lengths) >= 0.9 * len(lengths)


def test_the_top_level_is_fixed() -> None:
    """Nothing but the fixed files and folders, the licence and dotfiles stands at the top."""
    fixed = {"pyproject.toml", "README.md", "LICENSE", "geodata", "mapgen", "outputs", "tests"}
    made_by_tools = {"build", "dist"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - made_by_tools <= fixed
