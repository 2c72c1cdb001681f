"""Territories are drawn neutral, as their sovereign or hidden; claims dashed, hatched or hidden; texts say so."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path
from re import escape

import gate
import pytest

from mapgen.basemap.boundaries import read_boundaries
from mapgen.drawing.primitives import Area, Border, Drawing, Strokes
from mapgen.drawing.sizes import parse_size
from mapgen.errors import InputError
from mapgen.pipeline import drawing_of
from mapgen.places.countries import sovereign_of
from mapgen.places.languages import languages
from mapgen.places.regions import CLAIM_TREATMENTS, TERRITORY_TREATMENTS, read_region
from mapgen.proof.displayed import DisplayedFacts
from mapgen.record.snapshots import Snapshot
from mapgen.record.tables import rows_of
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.themes.file import read_theme, theme_names
from mapgen.views.treatments import treatments_of
from mapgen.words.alt_text import LONGEST_ALT

LIST = Path(__file__).parents[1] / "data" / "with-sovereigns.toml"
SIZES = ("article", "phone", "og", "400x600", "250x250")
DAY = "2025-12-15"


def known() -> Snapshot:
    """Return a snapshot with entries for France, whose class no state is in, and for the United Kingdom."""
    return answer(read_source(LIST), Question())


def drawn(size: str = "article", lang: str = "en", theme: str = "newsprint", **treated: dict[str, str]) -> Drawing:
    """Return the drawing of that snapshot."""
    return drawing_of(known(), RenderOptions(size=parse_size(size), lang=lang, theme=theme, **treated))  # type: ignore[arg-type]


def said(drawing: Drawing, role: str) -> str:
    """Return all texts of a role as one text, without the numbers of notes."""
    return re.sub(f"[{gate.RAISED}]", "", " ".join(text.text for text in drawing.texts if text.role == role))


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("size", SIZES)
def test_every_treatment_passes_the_gate(size: str, lang: str) -> None:
    """Every treatment of French Guiana, the Falklands, the Essequibo and both claims of Suriname passes the gate."""
    for (one, french), (other, essequibo) in product(enumerate(TERRITORY_TREATMENTS), enumerate(CLAIM_TREATMENTS)):
        # All pairs of treatments of the two large areas are drawn; the small areas take different ones in turn.
        turn = (one + other) % 3
        falklands, surinams = TERRITORY_TREATMENTS[turn], CLAIM_TREATMENTS[turn]
        territories = {"GUF": french, "FLK": falklands}
        claims = {"essequibo": essequibo, "tigri": surinams, "marouini": surinams}
        drawing = drawn(size, lang, territories=territories, claims=claims)
        assert gate.broken_rules(drawing) == [], (territories, claims)
        assert len(drawing.metadata["alt"]) <= LONGEST_ALT


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("scale", ["110m", "10m"])
def test_every_theme_and_scale_passes_the_gate(theme: str, scale: str) -> None:
    """Hatching is visible on the colours of every theme, and every scale has the claims; a poster has no hatching."""
    treatment = "dashed" if read_theme(theme).is_poster else "hatched"
    for classes in (3, 5):
        options = RenderOptions(
            classes=classes,
            theme=theme,
            scale=scale,
            territories={"GUF": "sovereign"},
            claims=dict.fromkeys(("essequibo", "tigri", "marouini"), treatment),
        )
        assert gate.broken_rules(drawing_of(known(), options)) == []


def test_a_territory_follows_its_sovereign_and_is_not_counted() -> None:
    """It has the colour, alignment and bloc of France; status, counts, headline and list do not change."""
    plain, made = drawn("og"), drawn("og", territories={"GUF": "sovereign"})
    attributes = made.attributes["GUF"]
    assert (attributes["status"], attributes["alignment"], attributes["bloc"]) == ("not-applicable", "centre", "centre")
    assert attributes["title"] == "French Guiana: as France (Centre), not counted."
    (view,) = DisplayedFacts.read(made.metadata["shows"]).views
    shown = next(iter(view.moments.values()))["GUF"]
    assert (shown.follows, shown.alignment) == ("FRA", "centre")
    colours = {area.iso3: area.fill for area in gate.areas(made)}
    assert colours["GUF"] == read_theme("newsprint").three["centre"]
    assert said(made, "headline") == said(plain, "headline")
    assert said(made, "list") == said(plain, "list")
    assert "French Guiana: coloured as the state it belongs to (France), not counted." in made.metadata["description"]
    assert "GUF:sovereign" in made.metadata["options"]
    # No state is in the centre: the key names the territory that is, without a number.
    assert "Centre: French Guiana" in said(made, "key")
    assert "Centre" not in said(plain, "key")


def test_a_follower_of_a_class_with_states_adds_nothing_to_its_count() -> None:
    """The key stays the same if the Falklands are drawn as the United Kingdom, which is of the left."""
    made = drawn(territories={"FLK": "sovereign", "GUF": "hidden"})
    assert "Left 4" in said(made, "key").replace("Left  4", "Left 4")
    assert (
        "coloured as the United Kingdom, which administers them; claimed by Argentina" in made.metadata["description"]
    )
    assert "Not counted" not in said(made, "key")


def test_sovereigns_are_in_no_table() -> None:
    """A list may give an alignment to France, but `show` does not list it."""
    assert [entry.iso3 for entry in known().sovereigns] == ["FRA", "GBR"]
    assert "FRA" not in {row["iso3"] for row in rows_of(known())}


def test_a_record_may_hold_governments_of_sovereigns(
    command: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """The territory follows the government in office on the day shown; before the first one there is no data."""
    shipped = Path("geodata/records/south-america.toml").read_text(encoding="utf-8")
    (tmp_path / "record.toml").write_text(shipped, encoding="utf-8")
    made_up = ("--leader", "A. Test", "--start", "2020-01-01", "--alignment", "right")
    assert command("update", "France", "--record", "record.toml", *made_up, "--yes").returncode == 0
    asked = ("render", "record.toml", "--territory", "Guayana Francesa=sovereign", "-o", "map.svg", "--as-of")
    assert command(*asked, DAY).returncode == 0
    svg = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert 'data-iso3="GUF" data-name="French Guiana" data-bloc="right" data-status="not-applicable"' in svg
    assert "A. Test" not in svg
    refused = command(*asked, "2010-01-01")
    assert refused.returncode == 2
    assert "does not say who governs France on 2010-01-01; give it a [[government]]" in refused.stderr
    assert "France" not in command("show", "record.toml", "--as-of", DAY).stdout


def test_hidden_means_not_drawn_and_said() -> None:
    """A hidden territory has no area, label, border or claim; the note and the metadata name it."""
    plain = drawn(claims={"marouini": "dashed"})
    made = drawn(territories={"GUF": "hidden"}, claims={"marouini": "dashed"})
    assert "GUF" not in {area.iso3 for area in gate.areas(made)} | {text.iso3 for text in made.texts}
    assert not [one for one in made.layers["claims"] if isinstance(one, Border) and one.path == "claim-marouini"]
    assert len(made.shapes["borders"].data) < len(plain.shapes["borders"].data)
    edge = set(made.shapes["GUF"].lines[0])
    ends = {point for line in made.shapes["borders"].lines for point in line}
    assert len(edge & ends) <= 2  # the corners, where the border between Suriname and Brazil continues
    assert "Not shown: French Guiana (France)." in made.metadata["description"]
    assert made.metadata["alt"].endswith("Not shown: French Guiana (France).")
    assert "GUF:hidden" in made.metadata["options"]
    assert "as it is not a state of the region: Falkland Islands" in made.metadata["description"]


def test_a_claim_is_dashed_hatched_or_hidden() -> None:
    """Each claim is drawn as chosen and explained: dashed or hidden by a note, hatched by the key and a note."""
    dashed, hatched, hidden = (drawn(claims={"essequibo": treatment}) for treatment in CLAIM_TREATMENTS)
    assert {type(one) for one in dashed.layers["claims"]} == {Border}
    assert {type(one) for one in hatched.layers["claims"]} == {Border, Strokes}
    assert hidden.layers["claims"] == ()
    assert "Dashed line: the eastern limit of what Venezuela claims in Guyana" in dashed.metadata["description"]
    assert "Claimed by Venezuela" in said(hatched, "key")
    assert "Hatched: claimed by Venezuela, administered by Guyana (Essequibo)." in hatched.metadata["description"]
    assert "Not drawn: what Venezuela claims in Guyana (Essequibo)." in hidden.metadata["description"]
    assert not [
        one for layer in hidden.layers.values() for one in layer if isinstance(one, Area) and "claim" in one.path
    ]


def test_what_the_region_hides_is_named_and_what_the_user_hides_is_told() -> None:
    """A claim that the region's file hides is disputed land in a class; that it is not drawn is a user's choice."""
    assert "(Essequibo). Disputed: Tigri. " in drawn().metadata["description"]
    assert (
        "Not drawn: what Suriname claims and Guyana administers (Tigri)."
        in (drawn(claims={"tigri": "hidden"}).metadata["description"])
    )


def test_claims_of_one_claimant_share_an_entry_of_the_key() -> None:
    """Suriname's two claims, on grounds that take the same strokes, have one entry in the key."""
    key = said(drawn(claims={"tigri": "hatched", "marouini": "hatched"}), "key")
    assert key.count("Claimed by Suriname") == 1


@pytest.mark.parametrize(
    ("territories", "claims", "message"),
    [
        ({"FRG": "hidden"}, {}, 'territory "FRG": it is no territory of south-america; there is FLK (Falkland Islands'),
        ({"Frnech Guiana": "hidden"}, {}, 'did you mean "GUF" (French Guiana)?'),
        ({"Guyana": "hidden"}, {}, 'territory "Guyana": Guyana is a state of south-america, and always drawn'),
        ({"GUF": "sovreign"}, {}, "write neutral, sovereign or hidden; did you mean"),
        ({"GUF": "hidden", "French Guiana": "neutral"}, {}, "GUF is given twice; give it once"),
        ({}, {"esequibo": "hidden"}, 'there is essequibo, marouini or tigri; did you mean "essequibo"?'),
        ({}, {"essequibo": "dotted"}, "claim essequibo=dotted: write dashed, hatched or hidden"),
    ],
)
def test_what_cannot_be_treated_so_is_an_error(
    territories: dict[str, str], claims: dict[str, str], message: str
) -> None:
    """The message lists what the region has, and the nearest name."""
    with pytest.raises(InputError, match=escape(message)):
        treatments_of(read_region("south-america"), territories, claims)


def test_a_sovereign_that_a_list_does_not_know_is_an_error(
    command: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    """The message says what is missing and how to give it, and nothing is written."""
    published = read_source(Path("geodata/snapshots/el-ciudadano-2025-12-15.toml"))
    assert isinstance(published, Snapshot)
    with pytest.raises(InputError, match=r"does not say who governs France .*; write FRA and its alignment under"):
        drawing_of(published, RenderOptions(territories={"GUF": "sovereign"}))
    refused = command("render", "--as-of", DAY, "--territory", "GUF=sovereign", "-o", "map.svg")
    assert refused.returncode == 2
    assert 'give it a [[government]] with country = "FRA", or choose neutral or hidden' in refused.stderr


@pytest.mark.parametrize("option", ["--territory", "--claim"])
def test_two_treatments_of_one_are_an_error(
    option: str, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """A territory with two treatments is refused, as either could be meant."""
    name = {"--territory": "GUF", "--claim": "essequibo"}[option]
    refused = command("render", option, f"{name}=hidden", option, f"{name}=neutral", "-o", "map.svg")
    assert refused.returncode == 2
    assert f"{name}: hidden and neutral are asked for; give one" in refused.stderr


def test_sovereigns_are_those_of_the_boundaries() -> None:
    """For every territory, the table (read without geopandas) equals the column of the boundaries."""
    for row in read_boundaries("10m").itertuples():
        assert sovereign_of(str(row.iso3)) == row.sovereign
