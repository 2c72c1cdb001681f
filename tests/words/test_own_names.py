"""Tests of names that a user gives to countries."""

from __future__ import annotations

from pathlib import Path

import pytest

import mapgen
from mapgen.places.regions import read_region
from mapgen.words.own_names import own_names

REGION = read_region("south-america")
NAMES = {"name.FLK": "Islas del Sur", "name.Brasil": "Brasilia Magna", "name.chl": "Chilito"}


def test_a_country_is_named_by_its_code_or_its_name() -> None:
    """Codes in any case and usual names in any language name a country of the region, a territory or a sovereign."""
    given = {"flk": "a", "Brazil": "b", "Reino Unido": "c"}
    assert own_names(given, REGION) == {"FLK": "a", "BRA": "b", "GBR": "c"}


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"Brazli": "x"}, 'name.Brazli": south-america has no such country or territory; did you mean "BRA" (Brazil)?'),
        ({"BRAA": "x"}, "has no such country or territory; write its code or name, as name.BRA"),
        ({"Spain": "x"}, "has no such country or territory; write its code or name, as name.BRA"),
        ({"BRA": "x", "Brasil": "y"}, 'text "name.Brasil": BRA is named twice; name it once'),
    ],
)
def test_an_unknown_country_is_refused(names: dict[str, str], message: str) -> None:
    """The message has the code where only one can be meant."""
    with pytest.raises(mapgen.InputError) as refused:
        own_names(names, REGION)
    assert message in str(refused.value)


def test_a_name_stands_wherever_the_map_says_it() -> None:
    """Label, headline, notes, alt text, tooltips and attributes have the user's name, and none has the usual one."""
    drawn = mapgen.render(as_of="2025-12-15", basis="elected", texts=NAMES)
    for text in (drawn.svg, drawn.caption, drawn.description):
        assert "Chilito" in text
        assert "Chile" not in text.replace("Universidad de Chile", "")
    assert "Falkland" not in drawn.svg
    assert "Malvinas" not in drawn.svg
    assert "Islas del Sur" in drawn.svg
    assert "Brasilia Magna" in drawn.svg


def test_a_name_is_one_line() -> None:
    """A name that no map can show is refused, by its name."""
    with pytest.raises(mapgen.InputError, match=r"text name\.BRA.*: it is empty"):
        mapgen.render(as_of="2025-12-15", texts={"name.BRA": " "})
    with pytest.raises(mapgen.InputError, match="texts, names"):
        mapgen.render(as_of="2025-12-15", options=mapgen.RenderOptions(texts=mapgen.Overrides(names=3)))


def test_a_long_name_breaks_no_layout() -> None:
    """A name too long for its country is broken, set beside it or left to the list; nothing leaves the page."""
    name = "República Plurinacional, Soberana, Federativa e Indivisible del Altiplano Central"
    for size in ("article", "og", "phone"):
        drawn = mapgen.render(as_of="2025-12-15", size=size, texts={"name.BOL": name, "name.URY": name})
        assert name in drawn.description


@pytest.mark.usefixtures("small_embeds")
def test_an_embed_and_a_page_have_the_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their tables and lists are of the map's names."""
    from click.testing import CliRunner

    from mapgen.cli.main import main

    monkeypatch.chdir(tmp_path)
    named = ("--as-of", "2025-12-15", "--text", "name.BOL=Altiplano")
    for command in (
        ("embed", "-o", "e", "--live"),
        ("page", "--from", "2025-12-01", "--to", "2025-12-15", "-o", "p.html"),
    ):
        assert CliRunner().invoke(main, [*command, *named]).exit_code == 0
    for path in (tmp_path / "e" / "embed.html", tmp_path / "p.html"):
        text = path.read_text(encoding="utf-8")
        assert "Altiplano" in text
        assert "Bolivia<" not in text


def test_a_manifest_names_countries(tmp_path: Path) -> None:
    """A manifest has names among its texts, as the command line has them."""
    from mapgen.batch.manifest import read_manifest
    from mapgen.batch.map_table import style_of_table
    from mapgen.plain_options import render_options

    (tmp_path / "maps.toml").write_text('[[map]]\ntext = { "name.FLK" = "Islas Malvinas", Note = "Dos." }\n')
    (table,) = read_manifest(tmp_path / "maps.toml").tables
    texts = render_options(style_of_table(table.values)).texts
    assert (texts.names, texts.note) == ({"FLK": "Islas Malvinas"}, "Dos.")


@pytest.mark.parametrize(
    ("treatment", "said"),
    [
        ("neutral", "Islas del Sur (British, claimed by Argentina)"),
        ("sovereign", "Islas del Sur: coloured as the United Kingdom, which administers them; claimed by Argentina"),
    ],
)
def test_a_name_of_ones_own_hides_no_dispute(treatment: str, said: str) -> None:
    """Who administers a territory and who claims it is said whatever it is called."""
    record = Path(__file__).resolve().parent.parent / "data" / "with-sovereigns.toml"
    names, treatments = {"name.FLK": "Islas del Sur"}, {"FLK": treatment}
    drawn = mapgen.render(record, as_of="2025-12-15", texts=names, territories=treatments)
    assert said in drawn.description
