"""The shipped figures equal those of the Factbook, with their years; the file matches its provenance note."""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from mapgen.places.figures import Figure, read_figures

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "geodata" / "figures"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import geodata/rebuild_figures.py, which is a script and not part of the package."""
    monkeypatch.syspath_prepend(ROOT / "geodata")
    for name in ("rebuild", "rebuild_figures"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("rebuild_figures")


@pytest.mark.parametrize(
    ("measure", "iso3", "expected"),
    [
        ("population", "ARG", Figure(45_418_098, 2025)),
        ("population", "GUY", Figure(794_099, 2024)),
        ("population", "PSE", Figure(3_310_554 + 2_184_652, 2025)),  # the West Bank and the Gaza Strip
        ("gdp", "BRA", Figure(4_165_000_000_000, 2024)),
        ("gdp", "VEN", Figure(110_943_000_000, 2023)),
        ("gdp", "PSE", Figure(20_339_000_000, 2024)),  # both entries give this figure for the two territories together
    ],
)
def test_figures_are_those_of_the_factbook(measure: str, iso3: str, expected: Figure) -> None:
    """Each figure equals the one in its Factbook entry, with the same year."""
    assert read_figures(measure)[iso3] == expected


def test_what_has_no_figure_has_no_row() -> None:
    """Overseas departments are counted in France and have no row of their own."""
    assert "GUF" not in read_figures("population")
    assert "FLK" not in read_figures("gdp")


def test_provenance_is_of_this_file() -> None:
    """The note beside the table has the file's hash, and package, version, homepage, file, licence and command."""
    note = json.loads((FOLDER / "factbook.csv.source.json").read_text(encoding="utf-8"))
    assert note["sha256"] == hashlib.sha256((FOLDER / "factbook.csv").read_bytes()).hexdigest()
    assert note["command"] == "python geodata/rebuild_figures.py"
    for source in note["sources"]:
        assert all(source[key] for key in ("package", "version", "home", "file", "licence"))
        assert len(source["sha256"]) == 64


def test_a_changed_upstream_is_refused(script: ModuleType, tmp_path: Path) -> None:
    """A wheel other than the pinned one stops the rebuild; the message has both hashes."""
    (tmp_path / script.WHEEL).write_bytes(b"other")
    with pytest.raises(script.UpstreamError, match=rf"{hashlib.sha256(b'other').hexdigest()}.*{script.WHEEL_SHA256}"):
        script.entries(tmp_path)


def test_figures_are_read_with_their_year(script: ModuleType) -> None:
    """The newest GDP counts, in dollars; an entry without a year or without inhabitants gives no figure."""
    name = "Real GDP (purchasing power parity)"
    years = {f"{name} 2023": {"text": "$1 million (2023 est.)"}, f"{name} 2024": {"text": "$1.21 trillion (2024 est.)"}}
    assert script.gdp({"Economy": {name: {**years, "note": "data in 2021 dollars"}}}) == (1_210_000_000_000, 2024)
    assert script.population({"People and Society": {"Population": {"text": "uninhabited"}}}) is None
    total = {"total": {"text": "1,234 (July 2020 est.)"}}
    assert script.population({"People and Society": {"Population": total}}) == (1234, 2020)
