"""Tests of values as people type them: any case, words of other languages, days in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import mapgen
from mapgen.batch.manifest import read_manifest
from mapgen.cli.main import main
from mapgen.disk.shipped import package_path
from mapgen.disk.writing import write_all
from mapgen.editing.starter import starter_files
from mapgen.files import dates
from mapgen.themes.file import read_theme

PLAIN = {
    "basis": "elected",
    "lang": "es",
    "size": "og",
    "theme": "dark",
    "labels": "codes",
    "scale": "110m",
    "region": "south-america",
    "svg-text": "outlines",
    "share": "gdp",
    "claim": "essequibo=hatched",
    "territory": "GUF=hidden",
    "slogan": "left=Juntos",
    "text": "note=Dos.",
}
TYPED = {
    "basis": "Elected",
    "lang": "ES",
    "size": "OG",
    "theme": "Dark",
    "labels": "Codes",
    "scale": "110M",
    "region": "South-America",
    "svg-text": "Outlines",
    "share": "GDP",
    "claim": "Essequibo=Hatched",
    "territory": "guf=Hidden",
    "slogan": "Izquierda=Juntos",
    "text": "Note=Dos.",
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run every test in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """Run a command that succeeds."""
    result = CliRunner().invoke(main, arguments, prog_name="mapgen", catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result


def test_every_value_may_be_in_any_case() -> None:
    """The map of values in any case is, byte for byte, that of the words themselves."""
    for name, values in (("a.svg", PLAIN), ("b.svg", TYPED)):
        options = [word for option, value in values.items() for word in (f"--{option}", value)]
        run("render", "--as-of", "2025-12-15", *options, "-o", name)
    assert Path("a.svg").read_bytes() == Path("b.svg").read_bytes()
    assert run("check", "--theme", "Print-BW").exit_code == 0
    csv = run("show", "--as-of", "2025-12-15", "--format", "CSV").stdout
    assert csv == run("show", "--as-of", "2025-12-15", "--format", "csv").stdout


@pytest.mark.parametrize("measure", ["Población", "população", "POPULATION"])
def test_a_measure_has_a_name_in_each_language(measure: str) -> None:
    """Shares are asked for in any language of the map, on the command line, in a manifest and from Python."""
    run("render", "--as-of", "2025-12-15", "--share", "population", "-o", "a.svg")
    run("render", "--as-of", "2025-12-15", "--share", measure, "-o", "b.svg")
    assert Path("a.svg").read_bytes() == Path("b.svg").read_bytes()
    Path("maps.toml").write_text(f'[[map]]\nshare = ["{measure}"]\n', encoding="utf-8")
    assert read_manifest(Path("maps.toml")).tables[0].values["share"] == ("population",)
    assert mapgen.render(as_of="2025-12-15", shares=measure).svg == Path("a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["FLK", "Falkland Islands", "islas malvinas", "Falkland", "Ilhas Malvinas"])
def test_a_place_has_each_of_its_names(name: str) -> None:
    """A place whose names are disputed is found by each of them, for its name on the map and for its treatment."""
    for path, typed in (("a.svg", "FLK"), ("b.svg", name)):
        options = ("--text", f"name.{typed}=X", "--territory", f"{typed}=hidden")
        run("render", "--as-of", "2025-12-15", *options, "-o", path)
    assert Path("a.svg").read_bytes() == Path("b.svg").read_bytes()


def test_python_takes_any_case() -> None:
    """The Python API takes the values that the command line takes."""
    typed = mapgen.render(as_of="2025-12-15", basis="Elected", lang="ES", size="OG", theme="Dark", labels="Codes")
    plain = mapgen.render(as_of="2025-12-15", basis="elected", lang="es", size="og", theme="dark", labels="codes")
    assert typed.svg == plain.svg
    given = mapgen.render({"arg": "Derecha", "Brasil": "esquerda", "PER": "Sin datos"}, as_of="2025-12-15")
    assert given.svg == mapgen.render({"ARG": "right", "BRA": "left"}, as_of="2025-12-15").svg


def test_days_may_be_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day option and the Python API take today and yesterday in every language of the map."""
    monkeypatch.setattr(dates, "today", lambda: dates.date(2025, 12, 16))
    dated = run("show", "--as-of", "2025-12-15", "--format", "json").stdout
    for word in ("yesterday", "AYER", "ontem"):
        assert run("show", "--as-of", word, "--format", "json").stdout == dated
    assert mapgen.render(as_of="Ayer").snapshot.as_of == dates.date(2025, 12, 15)
    assert run("compare", "ayer", "Hoy").stdout == run("compare", "2025-12-15", "2025-12-16").stdout


def test_a_manifest_takes_words() -> None:
    """A manifest has the words themselves, whatever was typed; its days stay words until it is run."""
    values = 'as_of = ["hoy", "Yesterday", 2025-12-15]\nbasis = "Elected"\nlang = "ES"\nsize = "OG"\ntheme = "Dark"\n'
    Path("maps.toml").write_text(f'[[map]]\n{values}formats = "SVG"\nlabels = "Codes"\nscale = "110M"\n')
    (table,) = read_manifest(Path("maps.toml")).tables
    assert table.values["as_of"] == ("today", "yesterday", dates.date(2025, 12, 15))
    named = {key: table.values[key] for key in ("basis", "lang", "size", "theme", "formats", "labels", "scale")}
    assert named == {
        "basis": ("elected",),
        "lang": ("es",),
        "size": ("og",),
        "theme": ("dark",),
        "formats": ("svg",),
        "labels": "codes",
        "scale": "110m",
    }


def test_update_writes_the_word_of_the_scale() -> None:
    """An alignment in another language is written to the record as its scale has it."""
    write_all(starter_files(Path("desk")))
    run("update", "Perú", "--record", "desk/record.toml", "--alignment", "Centro-Izquierda", "--yes")
    before, after = (mapgen.read(path) for path in (None, "desk/record.toml"))
    changed = {*after.governments} - {*before.governments}
    assert [government.alignment for government in changed] == ["centre-left"]
    assert "Centro-Izquierda" not in Path("desk/record.toml").read_text(encoding="utf-8")


def test_a_theme_takes_any_colour() -> None:
    """A theme whose colours are written in other forms, or with `color`, is the same theme."""
    text = package_path("themes/newsprint.toml").read_text(encoding="utf-8")
    assert 'colour = "' in text
    other = text.replace("colour ", "color ").replace('"#e8505b"', '"RGB(232 80 91)"')
    assert other != text.replace("colour ", "color ")
    for folder, theme in (("a", text), ("b", other)):
        Path(folder).mkdir()
        Path(f"{folder}/theme.toml").write_text(theme, encoding="utf-8")
    plain, typed = (read_theme(f"{folder}/theme.toml") for folder in "ab")
    assert plain == typed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "28/11/2025", "2025-12-31"), '"28/11/2025": it is no date; write 2025-11-28'),
        (("compare", "2025-11-31", "2025-12-31"), '"2025-11-31": it is no day: November has 30 days'),
        (("show", "--as-of", "03/04/2026"), '"03/04/2026" is no date; write 2026-04-03 or 2026-03-04'),
        (("update", "Peru", "--vote", "2026-13"), '"2026-13" is no date; write 2027-10-24, or 2027-10 or 2027'),
    ],
)
def test_a_day_that_is_none_is_answered(arguments: tuple[str, ...], message: str) -> None:
    """Commands say what to write in place of a text that is no day."""
    result = CliRunner().invoke(main, arguments, prog_name="mapgen")
    assert result.exit_code == 2
    assert message in result.stderr
