"""Shares beside the map: the numbers, what they count, and the bars that show them."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import gate
import moments
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rasters import FAR_APART, beyond, by_matplotlib, by_resvg

import mapgen
from mapgen.basemap.cache import prepared_basemap
from mapgen.choropleth import shares as module
from mapgen.choropleth.shares import share_of, whole_percents
from mapgen.cli.main import main
from mapgen.drawing.primitives import Drawing, Text
from mapgen.drawing.sizes import NAMED, Size, parse_size
from mapgen.errors import InputError
from mapgen.layout.share_bars import Segment, ShareBar, draw_bars
from mapgen.pipeline import drawing_of
from mapgen.places.figures import MEASURES, Figure, read_figures
from mapgen.places.languages import languages
from mapgen.places.regions import read_region
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme
from mapgen.themes.theme import Fill
from mapgen.words.boundary_words import shapes_named
from mapgen.words.share_notes import share_notes
from mapgen.words.wording import wording

ATLAS: dict[str, Any] = tomllib.loads((moments.DATA / "atlas.toml").read_text(encoding="utf-8"))
EN = wording("en")
THEME = read_theme("newsprint")


def drawn(moment: str, size: str = "article", lang: str = "en", **options: Any) -> Drawing:  # noqa: ANN401
    """Return the drawing of a moment with bars of all measures; a user's classes are not folded."""
    classes = options.pop("classes", 3)
    classes = 5 if moment == moments.OWN_CLASSES else classes
    render_options = RenderOptions(classes, lang=lang, size=parse_size(size), **{"shares": MEASURES, **options})
    return drawing_of(moments.snapshot(moment), render_options)


def said(drawing: Drawing) -> list[str]:
    """Return the texts of the bars, in order."""
    return [text.text for text in drawing.texts if text.role == "share"]


class TestNumbers:
    """Amounts and percents."""

    @given(st.lists(st.floats(0, 1e12), min_size=1, max_size=9))
    def test_percents_sum_to_a_hundred(self, amounts: list[float]) -> None:
        """Whole percents are the exact ones rounded up or down, and sum to 100; nothing at all has none."""
        percents = whole_percents(amounts)
        if not sum(amounts):
            assert percents == ()
            return
        assert sum(percents) == 100
        for amount, percent in zip(amounts, percents, strict=True):
            assert abs(percent - 100 * amount / sum(amounts)) < 1 + 1e-9

    def test_the_largest_remainder_is_rounded_up(self) -> None:
        """Of 33.4, 33.3 and 33.3 the first gets the percent that is left; of equals, the first."""
        assert whole_percents([334, 333, 333]) == (34, 33, 33)
        assert whole_percents([333, 334, 333]) == (33, 34, 33)
        assert whole_percents([1, 1, 1]) == (34, 33, 33)

    def test_population_by_hand(self) -> None:
        """On 15 December 2025, with Chile's elect, the Factbook's figures added up on paper, state by state."""
        share = share_of(moments.choropleth(moments.KAST), "population", 3)
        left = 221_359_387 + 49_842_298 + 794_099 + 653_605 + 3_449_444 + 31_755_435
        right = 45_418_098 + 12_436_103 + 19_091_343 + 18_479_841 + 7_604_044 + 32_768_614
        parts = [(part.name, part.amount, part.percent, "".join(sorted(part.states))) for part in share.parts]
        assert parts == [
            ("left", left, 69, "BRACOLGUYSURURYVEN"),
            ("right", right, 31, "ARGBOLCHLECUPERPRY"),
        ]
        assert share.years["GUY"] == 2024
        assert {year for code, year in share.years.items() if code != "GUY"} == {2025}

    @pytest.mark.parametrize("iso3", sorted(set(ATLAS["state"]) - set(ATLAS["exception"])))
    def test_areas_drawn_are_those_of_the_factbook(self, iso3: str) -> None:
        """The area drawn of a state at 50m is within 3% of the total area that the CIA World Factbook prints."""
        area = moments.choropleth(moments.KAST).basemap.territories[iso3].area_km2
        assert area == pytest.approx(ATLAS["state"][iso3]["area"], rel=0.03)

    def test_what_is_not_drawn_is_not_counted(self) -> None:
        """Ecuador has no Galápagos, 7 880 km², less than its reference; GUF and FLK are nobody's."""
        choropleth = moments.choropleth(moments.KAST)
        drawn_area = choropleth.basemap.territories["ECU"].area_km2
        assert drawn_area == pytest.approx(ATLAS["exception"]["ECU"]["other_area"] - 7_880, rel=0.01)
        counted = [code for part in share_of(choropleth, "area", 3).parts for code in part.states]
        assert sorted(counted) == list(choropleth.region.states)

    def test_islands_in_insets_are_counted(self) -> None:
        """With its insets the map draws Galápagos, 7 880 km², and Easter Island, 164 km²: so they count."""
        region = read_region("south-america")
        plain, with_insets = (
            prepared_basemap(region.with_insets(wanted), "10m", 5000).territories for wanted in (False, True)
        )
        more = {code: with_insets[code].area_km2 - plain[code].area_km2 for code in ("ECU", "CHL", "BRA")}
        assert more == {"ECU": pytest.approx(7_880, rel=0.03), "CHL": pytest.approx(164, rel=0.1), "BRA": 0}

    def test_states_without_a_class_are_parts_of_their_own(self) -> None:
        """A vacant office and a pending result stand after the classes, under their status."""
        for moment, status in ((moments.PERU_VACANT, "vacant"), (moments.PENDING, "result-pending")):
            last = share_of(moments.choropleth(moment), "area", 5).parts[-1]
            assert (last.name, len(last.states)) == (status, 1)

    def test_the_api_gives_the_numbers(self) -> None:
        """`shares_of` returns what the bars show, of all measures or of some; an unknown one is an error."""
        snapshot = moments.snapshot(moments.KAST)
        assert [share.measure for share in mapgen.shares_of(snapshot)] == list(MEASURES)
        (share,) = mapgen.shares_of(snapshot, RenderOptions(shares=("population",)))
        assert share == share_of(moments.choropleth(moments.KAST), "population", 3)
        with pytest.raises(InputError, match=r'share "populaton": write population, area or gdp.*"population"'):
            mapgen.shares_of(snapshot, RenderOptions(shares=("populaton",)))


class TestNotes:
    """What was counted, of when."""

    @pytest.mark.parametrize("lang", languages())
    def test_the_note_names_source_year_and_shapes(self, lang: str) -> None:
        """Each measure has its source; figures have their year, those of another year by name; areas their scale."""
        choropleth, words = moments.choropleth(moments.KAST), wording(lang)
        note = share_notes(
            [share_of(choropleth, one, 3) for one in MEASURES], shapes_named(choropleth.region, "50m", words), words
        )
        assert f"CIA World Factbook, 2025 ({words.country('GUY')}: 2024)" in note
        assert f"CIA World Factbook, 2024 ({words.country('VEN')}: 2023)" in note
        assert "Natural Earth 1:50 " in note
        assert " 12 " in note

    def test_a_state_without_a_figure_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A state that the source has no figure of is not counted, and the note says so."""
        known = {code: one for code, one in read_figures("population").items() if code != "SUR"}
        monkeypatch.setattr(module, "read_figures", lambda _measure: known)
        share = share_of(moments.choropleth(moments.KAST), "population", 3)
        assert share.without == ("SUR",)
        assert "SUR" not in share.years
        assert share_notes([share], "", EN).endswith("No population figure: Suriname.")
        assert "Shares of the 11 countries counted." in share_notes([share], "", EN)

    def test_many_years_are_a_span(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where more than three figures are of another year than most, first and last year are given."""
        figures = {code: Figure(1, 2020 + number) for number, code in enumerate(read_region("south-america").states)}
        monkeypatch.setattr(module, "read_figures", lambda _measure: figures)
        share = share_of(moments.choropleth(moments.KAST), "gdp", 3)
        assert "CIA World Factbook, 2020–2031." in share_notes([share], "", EN)


class TestBars:
    """How they are drawn."""

    @pytest.mark.parametrize("lang", languages())
    @pytest.mark.parametrize("size", NAMED)
    def test_every_page_with_bars_passes_the_gate(self, size: str, lang: str) -> None:
        """Whatever the size, the language and the day, bars keep the rules; large and upright pages all have them."""
        for number, moment in list(enumerate(moments.MOMENTS))[list(languages()).index(lang) :: 3]:
            drawing = drawn(moment, size, lang, classes=(3, 5)[number % 2])
            assert gate.broken_rules(drawing) == [], moment
            assert drawing.shows_shares or size in {"phone", "og", "x"}, moment

    @pytest.mark.parametrize("size", ["250x250", "300x800", "8000x200", "200x8000", "360x700"])
    def test_odd_pages_pass_the_gate(self, size: str) -> None:
        """A page without room for bars, or none for notes, is drawn without them."""
        for moment in (moments.KAST, moments.BOLIVIA_VACANT, moments.OWN_CLASSES):
            assert gate.broken_rules(drawn(moment, size)) == [], moment

    def test_a_bar_says_its_name_and_its_percents(self) -> None:
        """Names are the language's, percents as its locale writes them, and those of a row sum to 100."""
        assert said(drawn(moments.KAST)) == ["Population", "69%", "31%", "Area", "63%", "37%", "GDP", "66%", "34%"]
        assert said(drawn(moments.KAST, lang="es", shares=["population"])) == ["Población", "69\u00a0%", "31\u00a0%"]

    def test_segments_are_as_wide_as_their_percent(self) -> None:
        """A percent is as wide in each segment of a bar, and the colours are the key's."""
        drawing = drawn(moments.OWN_CLASSES, "square", shares=["area"])
        segments = gate.segments(drawing)
        percents = [part.percent for part in share_of(moments.choropleth(moments.OWN_CLASSES), "area", 5).parts]
        widths = [one.box[2] - one.box[0] for one in segments]
        assert [width / sum(widths) for width in widths] == pytest.approx([percent / 100 for percent in percents])
        assert [one.fill for one in segments] == [one.fill for one in gate.patches(drawing) if one.role == "key"][:-1]

    def test_narrow_segments_go_without_a_percent(self) -> None:
        """In the middle of a bar a narrow segment has no percent; at its end the percent stands after the bar."""
        fill = Fill("#12324f")
        parts = [Segment(fill, percent, f"{percent}%") for percent in (95, 2, 3)]
        texts = [
            one
            for one in draw_bars([ShareBar("Area", tuple(parts))], (10, 0), 300, 12, THEME)[0]
            if isinstance(one, Text)
        ]
        assert [text.text for text in texts] == ["Area", "95%", "3%"]
        assert texts[-1].ground == THEME.page
        assert texts[-1].box[2] <= 310

    def test_lists_give_way_before_bars(self) -> None:
        """The user asked for bars, not for leaders in lists: a wide page drops these first."""
        with_bars, without = drawn(moments.KAST, "900x500"), drawn(moments.KAST, "900x500", shares=())
        assert "Milei" in " ".join(text.text for text in without.texts)
        assert "Milei" not in " ".join(text.text for text in with_bars.texts)
        assert with_bars.shows_shares

    def test_both_pens_draw_the_same_bars(self) -> None:
        """Bars with a pattern, in a small picture, by either pen."""
        drawing = replace(drawn(moments.BOLIVIA_VACANT, "480x700", classes=5), factor=1)
        svg_pixels, figure_pixels = by_resvg(drawing), by_matplotlib(drawing)
        assert (beyond(svg_pixels, figure_pixels).max(axis=-1) > FAR_APART).sum() <= 3


class TestWords:
    """Who cannot see the bars, and programs."""

    @pytest.mark.parametrize("lang", languages())
    def test_alt_text_and_description_tell_them(self, lang: str) -> None:
        """The alt text names the measures where there is room, the long description percents and what was counted."""
        settled, words = drawn(moments.KAST, lang=lang).metadata, wording(lang)
        for measure in MEASURES:
            assert words.say(f"share.noun.{measure}") in settled["alt"]
        # Which countries have no result comes first: 250 characters hold no more.
        metadata = drawn(moments.PENDING, lang=lang).metadata
        assert words.country("BRA") in metadata["alt"]
        last = share_of(moments.choropleth(moments.PENDING), "area", 3).parts[-1]
        assert f"{words.say('status.result-pending')} {words.percent(last.percent)}." in metadata["description"]
        assert "CIA World Factbook" in metadata["description"]
        assert len(metadata["alt"]) <= 250

    def test_metadata_hold_the_numbers(self) -> None:
        """The metadata of a map with bars hold amounts, percents and years by measure; that of others has none."""
        numbers = json.loads(drawn(moments.KAST).metadata["shares"])
        assert numbers["population"]["parts"]["left"] == [307_854_268, 69]
        assert numbers["gdp"]["years"]["VEN"] == 2023
        assert "shares" not in drawn(moments.KAST, shares=()).metadata
        small = drawn(moments.KAST, "300x400")
        assert "shares" not in small.metadata
        assert "Factbook" not in small.metadata["description"]

    def test_the_command_says_when_there_is_no_room(self, tmp_path: Any) -> None:  # noqa: ANN401
        """`--share all` on a page too small draws the map without bars, and says so on stderr."""
        command = ["render", "--as-of", "2025-12-15", "--share", "all", "-o", str(tmp_path / "map.svg")]
        small = CliRunner().invoke(main, [*command, "--size", "300x400"])
        assert (small.exit_code, "no room for --share" in small.stderr) == (0, True)
        large = CliRunner().invoke(main, command)
        assert (large.exit_code, "--share" in large.stderr) == (0, False)
        assert ">Population<" in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_a_page_keeps_its_notes_before_its_bars() -> None:
    """Where bars would cost the notes, the page is the one without them."""
    for height in range(500, 900, 20):
        size = Size(360, height)
        options = RenderOptions(size=size, shares=MEASURES)
        page = drawing_of(moments.snapshot(moments.PENDING), options)
        notes = [text.text for text in page.texts if text.role == "note"]
        if page.shows_shares:
            assert any("Dashed" in line for line in notes), height
        else:
            assert page.layers == drawing_of(moments.snapshot(moments.PENDING), RenderOptions(size=size)).layers


def test_divisions_have_shares_of_area_alone() -> None:
    """Figures are of countries: a map of states of Brazil is refused those of population and GDP, and has areas."""
    for measure in ("population", "gdp"):
        with pytest.raises(
            InputError, match=f'share "{measure}": there are no figures for what brazil shows; write area'
        ):
            mapgen.render({"SP": "left", "RJ": "right"}, region="brazil", shares=[measure])
    shares = mapgen.render({"SP": "left", "RJ": "right"}, region="brazil", shares=["area"])
    assert "27 states and districts" in shares.description
