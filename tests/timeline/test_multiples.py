"""Small multiples: a map for each day, with its counts and changes; every shape once in an SVG."""

from __future__ import annotations

import re
from datetime import date, timedelta

import gate
import pytest
import timelines
from rasters import agree, by_matplotlib, by_resvg

from mapgen.drawing.primitives import Area, Drawing, Group, Text
from mapgen.drawing.sizes import CARDS, parse_size
from mapgen.errors import InputError
from mapgen.files.periods import regular_days
from mapgen.pens.svg import svg_document
from mapgen.record.spells import drawn_class
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme
from mapgen.themes.theme import Fill
from mapgen.timeline.date_range import DateRange
from mapgen.timeline.stills import StillOptions, still_drawing
from mapgen.words.wording import wording

SIX = tuple(date(year, 12, 31) for year in (1998, 2005, 2011, 2015, 2020, 2025))


def panels(drawing: Drawing) -> list[Group]:
    """Return the panels in their order."""
    return [group for group in drawing.groups if group.kind == "panel"]


@pytest.mark.parametrize(
    ("way", "choices"),
    [
        ("article", StillOptions(grows=True)),
        ("article", StillOptions(every="turning", grows=True)),
        ("x dark", StillOptions(days=SIX)),
        ("phone es", StillOptions(days=SIX)),
        ("print pt 5", StillOptions()),
        ("square print-bw", StillOptions(days=SIX)),
        ("og elected poster", StillOptions(days=SIX)),
    ],
)
def test_every_grid_may_be_published(way: str, choices: StillOptions) -> None:
    """Nothing overlaps, is cut off, too small or illegible, and the key explains all that is drawn."""
    assert not gate.broken_rules(timelines.still("grid", way, choices))


def test_there_is_a_panel_for_each_day_with_that_days_map() -> None:
    """Panels are the chosen days, in order; each territory has the class that a snapshot of the day gives it."""
    drawing = timelines.still("grid", "", StillOptions(days=(*reversed(SIX), SIX[0])))
    assert [panel.about["as-of"] for panel in panels(drawing)] == [day.isoformat() for day in SIX]
    assert drawing.metadata["dates"] == ",".join(day.isoformat() for day in SIX)
    before: dict[str, str] = {}
    for panel, day in zip(panels(drawing), SIX, strict=True):
        snapshot = timelines.date_range().snapshot_on(day)
        classes_by_code = {entry.iso3: drawn_class(entry, 3) for entry in snapshot.entries}
        drawn = {code: about["bloc"] for code, about in panel.attributes.items() if code in classes_by_code}
        assert drawn == {entry.iso3: entry.bloc.value for entry in snapshot.entries}
        changed = [code for code in sorted(classes_by_code) if before and before[code] != classes_by_code[code]]
        assert panel.about["changed"].split() == changed
        before = classes_by_code


@pytest.mark.parametrize("way", ["article", "og es", "x pt", "square", "portrait es", "story", "phone pt", "article 5"])
def test_words_on_changes_say_where_to(way: str) -> None:
    """Below each map stand all changes since the one before, named or numbered with their class, and nothing is cut."""
    drawing = timelines.still("grid", way, StillOptions(days=SIX))
    words = wording(drawing.lang)
    for panel in panels(drawing):
        told = " ".join(mark.text for mark in panel.members if isinstance(mark, Text) and mark.role == "change")
        assert "…" not in told
        changed = panel.about["changed"].split()
        by_class: dict[str, list[str]] = {}
        for code in changed:
            about = panel.attributes[code]
            by_class.setdefault(about["alignment" if "5" in way.split() else "bloc"], []).append(code)
        for name, codes in by_class.items():
            arrow = f"→ {words.class_label(name, timelines.date_range().at_last.scale).lower()}"
            names = ", ".join(words.countries(codes))
            assert f"{names} {arrow}" in told or f"{len(codes)} {arrow}" in told, (told, names)


@pytest.mark.parametrize("size", CARDS)
def test_no_text_of_a_card_is_too_small_for_a_phone(size: str) -> None:
    """Every text of a grid or a strip on a card has at least the size's least type; there are few words of notes."""
    for kind, choices in (("grid", StillOptions(days=SIX[:4])), ("strip", StillOptions())):
        drawing = timelines.still(kind, size, choices)
        assert min(text.size for text in drawing.texts) >= CARDS[size].least_type
        notes = " ".join(text.text for text in drawing.texts if text.role == "note")
        assert 0 < len(notes.split()) <= CARDS[size].note_words


def test_what_has_not_changed_recedes() -> None:
    """On each map but the first, a state keeps its full colour only if it changed; the key has the receding colours."""
    drawing = timelines.still("grid", "", StillOptions(days=SIX))
    theme = read_theme("newsprint")
    for number, panel in enumerate(panels(drawing)):
        for mark in panel.members:
            if isinstance(mark, Area) and "bloc" in panel.attributes[mark.iso3] and mark.iso3 not in {"FLK", "GUF"}:
                full = Fill(theme.three[panel.attributes[mark.iso3]["bloc"]])
                changed = number == 0 or mark.iso3 in panel.about["changed"].split()
                assert mark.fill == (full if changed else theme.quieted(full)).colour
    assert "Unchanged" in {text.text for text in drawing.texts if text.role == "key"}


def test_turning_days_are_those_on_which_a_colour_changes() -> None:
    """Each shows other colours than the day before, and between two of them nothing changes."""
    date_range = timelines.date_range()
    days = date_range.turning(3)

    def colours(day: date) -> list[str]:
        return [drawn_class(entry, 3) for entry in date_range.snapshot_on(day).entries]

    assert all(colours(day) != colours(day - timedelta(days=1)) for day in days[1:])
    for day, after in zip(days, (*days[1:], date_range.last + timedelta(days=1)), strict=True):
        between = [interval.first for interval in date_range.intervals if day <= interval.first < after]
        assert all(colours(one) == colours(day) for one in between)


def test_an_svg_writes_every_shape_once() -> None:
    """A grid of all turning days keeps within what sanitizers take, and each territory's path stands once."""
    drawing = timelines.still("grid", "", StillOptions(every="turning", grows=True))
    svg = svg_document(drawing)
    assert len(svg) < 500_000
    assert svg.count("<") - svg.count("</") < 5000
    for code in ("BRA", "GUF"):
        assert svg.count(drawing.shapes[code].data) == 1
    assert svg.count('data-iso3="BRA"') == len(panels(drawing))
    assert len(set(re.findall(r' id="([^"]+)"', svg))) == len(re.findall(r' id="', svg))
    assert all(found.startswith("abc") for found in re.findall(r' id="([^"]+)"', svg_document(drawing, "abc")))


@pytest.mark.parametrize("way", ["article", "x dark", "og elected poster"])
def test_both_pens_draw_the_same_grid(way: str) -> None:
    """The SVG, rasterised, shows what matplotlib draws."""
    drawing = timelines.still("grid", way, StillOptions(days=SIX))
    assert agree(by_matplotlib(drawing), by_resvg(drawing))


def test_maps_fill_the_page_they_are_given() -> None:
    """Fewer maps on a page are larger, and all of a page have one size."""

    def scales(count: int) -> set[float]:
        choices = StillOptions(days=SIX[:count])
        return {round(panel.placement.scale, 6) for panel in panels(timelines.still("grid", "og", choices))}

    two, six = scales(2), scales(6)
    assert len(two) == len(six) == 1
    assert two.pop() > six.pop()


def test_a_page_grows_only_where_its_maps_need_it() -> None:
    """A few maps leave it lower, as nothing stands below them; many make it higher, never wider."""
    few = timelines.still("grid", "", StillOptions(days=SIX[:2], grows=True))
    many = timelines.still("grid", "", StillOptions(grows=True))
    assert few.width == 640
    assert few.height <= 800
    assert (
        min(text.y for text in few.texts if text.role == "note") - max(box.bounds[3] for box in gate.land(few).values())
        < 90
    )
    assert many.width == 640
    assert many.height > 800


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_it_has_a_description_in_words(lang: str) -> None:
    """The alt text says how many maps, and the description each one's day."""
    metadata = timelines.still("grid", lang, StillOptions(days=SIX)).metadata
    assert len(metadata["alt"]) <= 250
    assert metadata["alt"].startswith("6 ")
    assert all(str(day.year) in metadata["description"] for day in SIX)


@pytest.mark.parametrize(
    ("size", "choices", "message"),
    [
        (
            "phone",
            StillOptions(),
            r"size 360x560: has room for \d+ maps that can be read, and 29 are asked for; choose",
        ),
        ("article", StillOptions(days=(date(1990, 1, 1),)), "date 1990-01-01: it is outside the days shown"),
        ("article", StillOptions(every="yeer"), 'every "yeer": write year, quarter, month or turning'),
        ("article", StillOptions(every="month", grows=True), r"347 maps: a page 640 wide has room for some \d+"),
    ],
)
def test_what_a_grid_cannot_show_is_refused(size: str, choices: StillOptions, message: str) -> None:
    """Too many maps, days outside the date range, unknown periods."""
    with pytest.raises(InputError, match=message):
        still_drawing("grid", timelines.date_range(), RenderOptions(size=parse_size(size)), choices)


def test_as_many_maps_as_the_message_names_fit() -> None:
    """The number in the message is right: so many are drawn, one more is refused."""
    options = RenderOptions(size=parse_size("phone"))
    with pytest.raises(InputError, match="has room for") as refused:
        still_drawing("grid", timelines.date_range(), options)
    number = re.search(r"room for (\d+)", str(refused.value))
    assert number
    days = regular_days(timelines.FIRST, timelines.LAST, "year")[: int(number[1])]
    assert len(panels(still_drawing("grid", timelines.date_range(), options, StillOptions(days=days)))) == len(days)


def test_a_day_before_the_record_begins_is_refused() -> None:
    """Also for chosen days without a date range."""
    with pytest.raises(InputError, match="date 1990-01-01: before"):
        DateRange.of_days(timelines.record(), [date(1990, 1, 1)], timelines.date_range().basis)
    with pytest.raises(InputError, match="dates: there is none"):
        DateRange.of_days(timelines.record(), [], timelines.date_range().basis)


@pytest.mark.parametrize("way", ["article", "phone"])
def test_no_map_stands_alone_in_the_last_row(way: str) -> None:
    """Eleven maps have four columns, where five would leave one map alone below two full rows."""
    days = tuple(date(year, 12, 31) for year in range(2015, 2026))
    drawing = timelines.still("grid", way, StillOptions(days=days, grows=way == "article"))
    tops = [round(panel.placement.y) for panel in panels(drawing)]
    assert [tops.count(top) for top in sorted(set(tops))] == [4, 4, 3]
