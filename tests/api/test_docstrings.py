"""The examples in the docstrings of public names: each name has one, and it prints what the docstring shows."""

from __future__ import annotations

import doctest
import inspect
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

import mapgen

NAMES = [name for name in mapgen.__all__ if name != "__version__"]
METHODS = {
    "Map.figure": mapgen.Map.figure,
    "Map.plot": mapgen.Map.plot,
    "Map.save": mapgen.Map.save,
    "Comparison.render": mapgen.Comparison.render,
}
DOCUMENTED = {**{name: getattr(mapgen, name) for name in NAMES}, **METHODS}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run every example in an empty folder, without a display, and leave no figure open."""
    monkeypatch.chdir(tmp_path)
    with mpl.rc_context({"backend": "Agg"}):
        yield
        plt.close("all")


@pytest.mark.parametrize("name", DOCUMENTED)
def test_the_example_of_a_docstring_does_what_it_says(name: str) -> None:
    """Each public name has an example in its docstring that runs alone and prints the output in the docstring."""
    text = inspect.getdoc(DOCUMENTED[name]) or ""
    example = doctest.DocTestParser().get_doctest(text, {}, name, None, None)
    assert example.examples, name
    failures: list[str] = []
    doctest.DocTestRunner().run(example, out=failures.append)
    assert not failures, "".join(failures)


def test_the_example_of_the_package_runs(tmp_path: Path) -> None:
    """The code in the package's docstring can be pasted and runs."""
    _, code = (mapgen.__doc__ or "").split("\n", 1)
    exec(compile(code, "mapgen", "exec"), {})  # noqa: S102 (our own docstring)
    assert (tmp_path / "map.svg").is_file()
