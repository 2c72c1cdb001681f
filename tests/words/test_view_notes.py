"""The note on a view: whose borders a map shows, and every disputed area that it draws in a class."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.affinity import affine_transform

from mapgen.basemap.boundaries import read_territories
from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth
from mapgen.disk.shipped import shipped_path
from mapgen.drawing.primitives import Drawing
from mapgen.errors import InputError
from mapgen.pipeline import drawing_of, staged
from mapgen.places.countries import country_name
from mapgen.places.languages import languages
from mapgen.places.regions import read_region
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.views.areas import DisputedArea, areas
from mapgen.views.view import read_view
from mapgen.words.notes import notes_of
from mapgen.words.overrides import Overrides

REGION = '[region]\nname = "Black Sea"\nstates = ["GEO", "MDA", "ROU", "RUS", "UKR"]\nwindow = [20, 40, 48, 54]\n'
LIST = """
[snapshot]
title   = "A list"
region  = "{region}"
as_of   = {day}
coder   = "us"
source  = "us"
missing = "no-data"

[alignments]
{state} = "left"
"""


def listed(folder: Path, region: str = "black-sea.toml", state: str = "UKR", day: str = "2026-01-01") -> Snapshot:
    """Return a list of one state, the others without data."""
    (folder / "black-sea.toml").write_text(REGION, encoding="utf-8")
    path = folder / f"{state}-{day}.toml"
    path.write_text(LIST.format(region=region, state=state, day=day), encoding="utf-8")
    return answer(read_source(path), Question())


def noted(snapshot: Snapshot, **options: object) -> str:
    """Return the long description of a map, which has all its notes."""
    return drawn(snapshot, **options).metadata["description"]


def drawn(snapshot: Snapshot, **options: object) -> Drawing:
    """Return the drawing of a list, small as it is."""
    return drawing_of(snapshot, RenderOptions(**options))  # type: ignore[arg-type]


def test_the_note_says_whose_borders_they_are_and_what_they_change(tmp_path: Path) -> None:
    """States stand in brackets after what is drawn in them; what the boundaries have otherwise is by itself."""
    snapshot = listed(tmp_path)
    un = (
        "Borders by UN documents: Abkhazia and South Ossetia (Georgia), Crimea and eastern Donbas "
        "(Ukraine), Transnistria (Moldova)."
    )
    held = (
        "Borders by who holds the land: Abkhazia, eastern Donbas, South Ossetia and Transnistria by themselves; Crimea "
        "disputed."
    )
    assert un in noted(snapshot)
    assert noted(snapshot) == noted(snapshot, view="un")
    assert held in noted(snapshot, view="de-facto")


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", "Borders by UN documents: Abkhazia and South Ossetia (Georgia)"),
        ("es", "Fronteras según documentos de la ONU: Abjasia y Osetia del Sur (Georgia)"),
        ("pt", "Fronteiras segundo documentos da ONU: Abecásia e Ossétia do Sul (Geórgia)"),
    ],
)
def test_the_note_is_in_the_language_of_the_map(lang: str, says: str, tmp_path: Path) -> None:
    """It stands on the map itself, not in its description alone."""
    made = drawn(listed(tmp_path), lang=lang)
    assert says in made.metadata["description"]
    assert says[:9] in " ".join(text.text for text in made.texts if text.role == "note")


@pytest.mark.parametrize(
    ("lang", "says"), [("en", "Disputed: Tigri."), ("es", "En disputa: Tigri."), ("pt", "Em disputa: Tigri.")]
)
def test_south_america_has_no_note_on_the_default_view(lang: str, says: str) -> None:
    """None of its land is drawn otherwise than its own file says, whose claims have their own sentences.

    Tigri, which the file hides, has Guyana's class and is named; Marouini lies in grey French Guiana, and has no class.
    """
    snapshot = answer(read_source(None), Question(as_of=date(2025, 12, 15)))
    for view in ("un", "de-facto", "india"):
        said = noted(snapshot, lang=lang, view=view)
        assert not any(body in said for body in ("UN documents", "ONU"))
        assert says in said
        assert "Marouini" not in said
    assert noted(snapshot, lang=lang) == noted(snapshot, lang=lang, view="de-facto")


def test_argentina_draws_the_malvinas_as_its_own() -> None:
    """They have Argentina's class and no entry among what is not counted; the note has the law."""
    snapshot = answer(read_source(None), Question(as_of=date(2025, 12, 15)))
    made = drawn(snapshot, view="argentina", lang="es")
    said = made.metadata["description"]
    assert "Fronteras según la ley argentina 26.651: Islas Malvinas / Falkland (Argentina)." in said
    assert "No se cuenta, por no ser Estado de la región: Guayana Francesa" in said
    assert made.attributes["FLK"]["alignment"] == made.attributes["ARG"]["alignment"]
    assert "FLK:ARG" in made.metadata["options"]


def test_venezuela_hatches_what_it_claims() -> None:
    """The key has the name that the view gives to it, and the note says whose view it is."""
    snapshot = answer(read_source(None), Question(as_of=date(2025, 12, 15)))
    made = drawn(snapshot, view="venezuela", lang="es")
    assert "Guayana Esequiba, en reclamación" in " ".join(text.text for text in made.texts if text.role == "key")
    said = made.metadata["description"]
    assert "Fronteras según la reclamación de Venezuela: Esequibo (Guayana Esequiba, en reclamación)." in said
    assert "Rayado: reclamado por Venezuela, administrado por Guyana (Esequibo)." in said


def test_guyana_draws_its_land_without_a_mark() -> None:
    """No line is drawn across Guyana, and the note still names the Essequibo."""
    snapshot = answer(read_source(None), Question(as_of=date(2025, 12, 15)))
    said = noted(snapshot, view="guyana")
    assert "Borders by Guyana's position: Essequibo and Tigri (Guyana)." in said
    assert "Dashed" not in said


def test_no_disputed_area_of_the_world_is_drawn_in_a_class_without_a_name(tmp_path: Path) -> None:
    """The default map of the world names every area, parts of Kashmir by the whole, but for those it leaves grey."""
    said = noted(listed(tmp_path, "world")).partition("Borders by UN documents")[2]
    grey = {"falklands", "marouini"}  # the latter in French Guiana, which is not counted
    for slug, area in areas().items():
        # A state has the name that its label has: as Palestine.
        by_label = country_name("PSE", "en") if area.codes == ("PSE",) else area.names["en"]
        name = area.group.get("en") or by_label
        assert (name in said) is (slug not in grey), slug
    assert "Western Sahara by itself" in said


def test_a_state_of_the_region_keeps_its_class(tmp_path: Path) -> None:
    """China's view draws no state of the world in China: Taiwan stays, and is named as disputed."""
    made = drawn(listed(tmp_path, "world", "TWN"), view="china")
    assert made.attributes["TWN"]["bloc"] == "left"
    said = made.metadata["description"]
    assert "Aksai Chin and Arunachal Pradesh (China)" in said
    assert "Taiwan" in said.partition("Borders by China")[2].partition("disputed")[0]


def test_maps_of_divisions_name_the_disputed_land_in_them(tmp_path: Path) -> None:
    """The note names what of the divisions' country is disputed, and in which division a view draws what."""
    india = listed(tmp_path, "india", "IN-AP")
    assert "Arunachal Pradesh and Jammu and Kashmir with Ladakh disputed." in noted(india)
    said = noted(india, view="india")
    assert "Borders by India's law: Aksai Chin, Gilgit-Baltistan and Siachen Glacier (Ladakh), " in said
    assert "Arunachal Pradesh and Jammu and Kashmir with Ladakh (India), Azad Kashmir (Jammu and Kashmir)." in said
    argentina = listed(tmp_path, "argentina", "AR-B")
    assert "Borders" not in noted(argentina)
    assert "26.651: Falkland Islands / Malvinas (Tierra del Fuego)." in noted(argentina, view="argentina")


def test_the_metadata_list_what_a_view_treats(tmp_path: Path) -> None:
    """Programs read how each area is drawn, and by which view; a map that no view changes lists none."""
    made = drawn(listed(tmp_path), territories={"crimea": "RUS"})
    treated = json.loads(made.metadata["disputed"])
    assert set(treated) == {"abkhazia", "crimea", "donbas", "south-ossetia", "southern-kurils", "transnistria"}
    assert treated["transnistria"] == {"drawn": "MDA", "mark": "hidden", "view": "MDA", "held": [], "claimed": ["MDA"]}
    assert (treated["crimea"]["drawn"], "view" in treated["crimea"]) == ("RUS", False)
    assert f"view=un:{read_view('un').own}" in made.metadata["options"]
    south_america = drawn(answer(read_source(None), Question(as_of=date(2025, 12, 15))))
    assert "disputed" not in south_america.metadata


def test_what_a_user_chooses_is_not_said_to_be_the_views(tmp_path: Path) -> None:
    """It has a sentence of its own, and its mark another."""
    snapshot = listed(tmp_path)
    said = noted(snapshot, territories={"crimea": "RUS", "transnistria": "neutral"}, claims={"crimea": "hatched"})
    assert "By choice of this map: Crimea (Russia); Transnistria by itself." in said
    assert "Crimea" not in said.partition("Borders by UN documents")[2].partition(".")[0]
    assert "Hatched: Crimea, disputed." in said
    assert "By choice of this map: Crimea not shown." in noted(snapshot, territories={"Crimea": "hidden"})


def test_a_claim_of_an_area_off_the_map_is_refused(tmp_path: Path) -> None:
    """A mark that a user asks for and that cannot be drawn is an error, not silence."""
    region = tmp_path / "baltic.toml"
    region.write_text('[region]\nstates = ["EST", "RUS"]\nwindow = [20, 55, 32, 62]\n', encoding="utf-8")
    snapshot = listed(tmp_path, "baltic.toml", "EST")
    with pytest.raises(InputError, match="claim crimea=dashed: it lies outside this map"):
        drawn(snapshot, claims={"crimea": "dashed"})
    assert "Crimea" not in noted(snapshot)


def test_a_map_of_a_day_before_a_state_says_so(tmp_path: Path) -> None:
    """It names the state and its first day; of many, three and how many more; on the day itself it says nothing."""
    before = noted(listed(tmp_path, day="1991-08-24"))
    assert "on this day these were not yet states within them: Russia (25 December 1991) and Moldova" in before
    assert "not yet" not in noted(listed(tmp_path, day="1991-12-25"))
    made = drawn(listed(tmp_path, "world", day="1989-01-01"))
    shown = " ".join(text.text for text in made.texts if text.role == "note")
    assert "South Sudan (9 July 2011), Kosovo" in made.metadata["description"]
    assert "more" in shown


def test_a_division_has_the_land_that_is_its_own_by_law(tmp_path: Path) -> None:
    """By Argentina's law the Malvinas are Tierra del Fuego's, in its class, and not among what is not counted."""
    provinces = listed(tmp_path, "argentina", "AR-V")
    made = drawn(provinces, view="argentina")
    said = made.metadata["description"]
    assert "Borders by Argentina's law 26.651: Falkland Islands / Malvinas (Tierra del Fuego)." in said
    assert "Not counted" not in said
    assert made.attributes["FLK"]["alignment"] == made.attributes["AR-V"]["alignment"] == "left"
    assert "Not counted" in noted(provinces)


def test_divisions_that_cannot_follow_a_view_are_said_to_be_drawn_as_held(tmp_path: Path) -> None:
    """India's divisions stay India's by Pakistan's map, and the note does not say that this map has them so."""
    said = noted(listed(tmp_path, "india", "IN-AP"), view="pakistan")
    assert "Borders by who holds the land: Jammu and Kashmir with Ladakh disputed." in said
    assert "Pakistan's map" not in said


def test_what_a_view_leaves_to_its_base_is_the_bases(tmp_path: Path) -> None:
    """Argentina's law says nothing about Crimea, and the note does not say that it does."""
    said = noted(listed(tmp_path), view="argentina")
    assert said == noted(listed(tmp_path))
    assert "Borders by Russia's law of 2023: Crimea and eastern Donbas (Russia). Borders by UN documents:" in noted(
        listed(tmp_path), view="russia"
    )


@pytest.mark.parametrize("lines", ['divisions = ["VEN"]', 'states = ["VEN"]'])
def test_a_claimant_hatches_what_it_claims_beside_it(lines: str, tmp_path: Path) -> None:
    """The Essequibo is no land of Venezuela's in the boundaries: its view hatches it there, and says so."""
    (tmp_path / "mine.toml").write_text(f'[region]\nname = "Mine"\n{lines}\n', encoding="utf-8")
    snapshot = listed(tmp_path, "mine.toml", "VE-A" if "div" in lines else "VEN")
    made = drawn(snapshot, view="venezuela", lang="es")
    assert "Guayana Esequiba, en reclamación" in " ".join(text.text for text in made.texts if text.role == "key")
    assert (
        "Fronteras según la reclamación de Venezuela: Esequibo (Guayana Esequiba, en reclamación)."
        in made.metadata["description"]
    )
    assert "Esequibo" not in noted(snapshot, lang="es")


def test_a_larger_area_is_named_only_if_no_part_of_it_is_elsewhere(tmp_path: Path) -> None:
    """By Pakistan's map Aksai Chin stays China's: that all of Kashmir were Pakistan's would be false."""
    (tmp_path / "kashmir.toml").write_text(
        '[region]\nname = "Kashmir"\nstates = ["CHN", "IND", "PAK"]\n', encoding="utf-8"
    )
    snapshot = listed(tmp_path, "kashmir.toml", "IND")
    assert "Arunachal Pradesh and Kashmir disputed." in noted(snapshot)
    said = noted(snapshot, view="pakistan")
    assert "map of 2020: Azad Kashmir, Gilgit-Baltistan and Jammu and Kashmir with Ladakh (Pakistan)." in said
    assert "Aksai Chin and Arunachal Pradesh disputed." in said


def test_an_area_that_is_a_state_has_one_name_on_a_map(tmp_path: Path) -> None:
    """Label, list and note agree, and a name of one's own is in all of them."""
    middle_east = listed(tmp_path, "middle-east", "PSE")
    assert "Palestina, en disputa." in noted(middle_east, lang="es")
    assert "Palestina, en disputa." in noted(middle_east, lang="es", texts=Overrides(names={"PSE": "Palestina"}))


REGIONS = (
    'states = ["GEO", "MDA", "RUS", "UKR"]\nwindow = [20, 40, 48, 54]',
    'states = ["CYP", "ISR", "SYR"]\nterritories = ["XNC"]',
    'states = ["ETH", "SDN", "SOM", "SSD"]',
    'states = ["MAR"]',
    'states = ["CHN", "IND", "PAK"]\nterritories = ["TWN"]',
    'states = ["GUY", "SUR", "VEN"]',
    'states = ["GUY", "VEN"]\nclaims = { essequibo = "hidden" }',
    'states = ["BLZ", "GTM"]',
    'divisions = ["IND"]',
)


@pytest.mark.parametrize("lines", REGIONS)
@pytest.mark.parametrize("view", ["un", "de-facto", "pakistan", "russia"])
def test_no_disputed_land_is_drawn_in_a_class_without_its_name(lines: str, view: str, tmp_path: Path) -> None:
    """Whatever the view: land of an area that lies in a class, as the shapes alone tell, is named in each language."""
    (tmp_path / "mine.toml").write_text(f'[region]\nname = "Mine"\n{lines}\n', encoding="utf-8")
    snapshot = listed(tmp_path, "mine.toml", read_region(str(tmp_path / "mine.toml")).states[0])
    for lang in languages():
        choropleth, map_style = staged(snapshot, RenderOptions(view=view, lang=lang))
        said = " ".join(note.full or note.text for note in notes_of(choropleth, map_style.words)).casefold()
        for area in areas_in_a_class(choropleth):
            states = map(map_style.words.country, area.codes)
            names = (area.names[lang], area.group.get(lang, area.names[lang]), *states)
            assert any(name.casefold() in said for name in names), (area.slug, lang, said)


def areas_in_a_class(choropleth: Choropleth) -> list[DisputedArea]:
    """Return the areas of which a visible pixel or more is drawn in a class, by the shapes of the boundary files.

    At the edges of an area, a pixel wide, and of less than a thirtieth of it, generalised borders may differ.
    """
    basemap, metres = choropleth.basemap, choropleth.basemap.metres
    classed = [entry.iso3 for entry in choropleth.entries if entry.follows or entry.iso3 in choropleth.region.states]
    fills = shapely.union_all([filled(basemap.shapes[code]) for code in classed])
    cut, world = gpd.read_file(shipped_path("boundaries/areas.fgb")), read_territories("50m")
    pixel = max(basemap.width, basemap.height) / 1200
    found = []
    for slug, area in areas().items():
        own = [*cut[(cut["area"] == slug) & (cut["scale"] == "50m")].geometry]
        coded = world[world["iso3"].isin(area.codes)].geometry
        land = gpd.GeoSeries([shapely.union_all([*own, *coded])], crs=world.crs)
        flat = shapely.make_valid(land.to_crs(metres.crs).iloc[0])
        if flat.is_empty or not np.isfinite(flat.bounds).all():
            continue
        on_grid = affine_transform(
            flat, [1 / metres.step, 0, 0, -1 / metres.step, -metres.left / metres.step, metres.top / metres.step]
        )
        seen = on_grid.buffer(-pixel).intersection(fills).area
        if seen >= pixel**2 and seen > on_grid.area / 30:
            found.append(area)
    return found


def filled(shape: Shape) -> shapely.Geometry:
    """Return the polygon that a path fills, even and odd."""
    whole: shapely.Geometry = shapely.Polygon()
    for ring in shape.lines:
        if len(ring) > 3:
            whole = whole.symmetric_difference(shapely.Polygon(ring).buffer(0))
    return whole
