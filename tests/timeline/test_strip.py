"""The strip: rows of bars that say, day by day, what snapshots say; texts that can be read; both pens alike."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import gate
import numpy as np
import pytest
import timelines
from msgspec.structs import replace
from rasters import FAR_APART, beyond, by_matplotlib, by_resvg

from mapgen.drawing.primitives import Drawing, Group, Patch, Text
from mapgen.drawing.sizes import Size
from mapgen.errors import InputError
from mapgen.pens.svg import svg_document
from mapgen.record.surnames import shorter_names
from mapgen.render_options import RenderOptions
from mapgen.timeline.stills import StillOptions, still_drawing
from mapgen.words.wording import wording

WAYS = ["article", "phone", "x dark", "og es", "square pt 5", "print", "phone es elected", "article print-bw future"]
WAYS += ["og elected", "x elected pt", "x 5 dark elected", "square print-bw elected"]


def rows(drawing: Drawing) -> dict[str, list[Patch]]:
    """Return the bars of each country."""
    return {group.about["iso3"]: bars(group) for group in drawing.groups if group.kind == "row"}


def bars(group: Group) -> list[Patch]:
    """Return the bars of a row from left to right."""
    return [member for member in group.members if isinstance(member, Patch)]


@pytest.mark.parametrize("way", WAYS)
def test_every_strip_may_be_published(way: str) -> None:
    """Nothing overlaps, is cut off, too small or illegible, and the key explains all that is drawn."""
    assert not gate.broken_rules(timelines.still("strip", way))


@pytest.mark.parametrize("way", ["og", "x 5", "article print-bw", "square dark"])
def test_every_bar_is_explained_with_its_stripes(way: str) -> None:
    """Each colour of a bar together with its stripes is that of a patch of the key, elects of every class included."""
    drawing = timelines.still("strip", f"{way} elected")
    striped_in_key = {patch.fill for patch in gate.patches(drawing) if patch.role == "key" and patch.hatch}
    striped = {bar.fill for row_bars in rows(drawing).values() for bar in row_bars if bar.hatch}
    assert len(striped) > 1
    assert striped <= striped_in_key


@pytest.mark.parametrize("basis", ["office", "elected"])
def test_bars_say_day_by_day_what_snapshots_say(basis: str) -> None:
    """Every country's bars tile the date range without a gap, and on any day its bar shows that day's entry."""
    date_range = timelines.date_range(basis)
    drawn = rows(still_drawing("strip", date_range, RenderOptions()))
    assert drawn.keys() == date_range.at_last.by_code.keys()
    for row_bars in drawn.values():
        days = [(date.fromisoformat(bar.about["from"]), date.fromisoformat(bar.about["to"])) for bar in row_bars]
        assert [days[0][0], days[-1][1]] == [date_range.first, date_range.last]
        for (_, end), (begin, _) in pairwise(days):
            assert begin == end + timedelta(days=1)
        for bar, next_bar in pairwise(row_bars):
            assert bar.box[2] == pytest.approx(next_bar.box[0])
    turns = [interval.first for interval in date_range.intervals]
    for day in sorted({*turns, *(turn - timedelta(days=1) for turn in turns[1:])}):
        for entry in date_range.snapshot_on(day).entries:
            bar = next(mark for mark in drawn[entry.iso3] if mark.about["from"] <= day.isoformat() <= mark.about["to"])
            attributes = bar.about["status"], bar.about.get("leader"), bar.about.get("alignment")
            assert attributes == (entry.status.value, entry.leader, entry.alignment), (entry.iso3, day)


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
@pytest.mark.parametrize("size", ["article", "og", "x", "square", "portrait", "story", "phone", "print"])
def test_who_holds_office_on_the_last_day_stands_after_every_row(size: str, lang: str) -> None:
    """Each row ends with the name of the one in office, beside its last bar, uncut, and that bar has none inside."""
    drawing = timelines.still("strip", f"{size} {lang}")
    for group in drawing.groups:
        if group.kind != "row":
            continue
        (holder,) = (mark for mark in group.members if isinstance(mark, Text) and mark.role == "holder")
        last = bars(group)[-1]
        assert holder.text in shorter_names(last.about["leader"], group.about["iso3"])
        assert last.box[2] < holder.left < holder.left + holder.width < drawing.width
        assert last.box[1] - 1 <= holder.y <= last.box[3]
        inside = [mark for mark in group.members if isinstance(mark, Text) and mark.role == "bar"]
        assert all(mark.left < last.box[0] for mark in inside)


def test_a_row_without_a_holder_ends_with_the_reason() -> None:
    """An office that is vacant on the last day, or a result that is pending, is said so where the name would be."""
    day = date(2026, 2, 17)
    drawing = still_drawing("strip", timelines.date_range(last=day), RenderOptions())
    holders = {mark.iso3: mark.text for mark in drawing.texts if mark.role == "holder"}
    assert holders["PER"] == "Office vacant"
    assert holders["CHL"] == "Boric"


def test_bars_lie_where_their_days_are() -> None:
    """A day takes as much of the axis as any other."""
    date_range = timelines.date_range()
    every = [bar for of_one in rows(timelines.still("strip")).values() for bar in of_one]
    left, right = min(bar.box[0] for bar in every), max(bar.box[2] for bar in every)
    a_day = (right - left) / ((date_range.last - date_range.first).days + 1)
    for bar in every:
        begin, end = (date.fromisoformat(bar.about[key]) for key in ("from", "to"))
        assert bar.box[0] == pytest.approx(left + (begin - date_range.first).days * a_day)
        assert bar.box[2] - bar.box[0] == pytest.approx(((end - begin).days + 1) * a_day)


def test_the_headline_counts_what_the_record_says() -> None:
    """It tells the lead on the first day, the most another class ever had, and the lead on the last day."""
    date_range = timelines.date_range()
    counts = [[entry.bloc.value for entry in interval.snapshot.entries] for interval in date_range.intervals]
    first, last = ({bloc: one.count(bloc) for bloc in ("left", "centre", "right")} for one in (counts[0], counts[-1]))
    most = max(count.count("left") for count in counts)
    year = next(
        interval.first.year
        for interval, one in zip(date_range.intervals, counts, strict=True)
        if one.count("left") == most
    )
    assert (max(first, key=first.__getitem__), max(last, key=last.__getitem__)) == ("right", "right")
    number = ["no", *"one two three four five six seven eight nine ten eleven twelve".split()]  # noqa: SIM905
    assert timelines.still("strip").metadata["title"] == (
        f"South America: {number[first['right']]} on the right in 1998, {number[most]} on the left in {year},"
        f" {number[last['right']]} on the right in 2026"
    )


def test_rows_are_sorted_by_name_or_by_the_last_flip() -> None:
    """By name, as the alphabet has it; else by class on the last day, the longest in it first."""
    named = timelines.still("strip", choices=StillOptions(order="name"))
    names = [group.about["name"] for group in named.groups if group.kind == "row"]
    assert names == sorted(names)
    keys = []
    for bars_of_row in rows(timelines.still("strip")).values():
        bloc = bars_of_row[-1].about["bloc"]
        begin = [bar.about["to"] for bar in bars_of_row if bar.about["bloc"] != bloc]
        keys.append((("left", "centre", "right").index(bloc), begin[-1] if begin else ""))
    assert keys == sorted(keys)


def far_apart(drawing: Drawing, altered: Drawing | None = None) -> int:
    """Return how many pixels of the two pens differ by more than a pixel's shift."""
    by_one_pen, by_other_pen = by_matplotlib(drawing), by_resvg(altered or drawing)
    return int((np.maximum(beyond(by_one_pen, by_other_pen), beyond(by_other_pen, by_one_pen)) > FAR_APART).sum())


# The bar of a single day is a small part of a pixel wide, which the pens smooth differently along its height.
A_DAY = 30


@pytest.mark.parametrize(
    "way", ["article", "og dark elected", "phone future", "square pt 5", "article print-bw future", "print"]
)
def test_both_pens_draw_the_same_strip(way: str) -> None:
    """The SVG, rasterised, shows what matplotlib draws, but for the bar of a day."""
    drawing = timelines.still("strip", way)
    # As many pixels for each CSS pixel as an article has, or fewer.
    assert far_apart(replace(drawing, factor=min(drawing.factor, 2.0))) <= A_DAY


def test_a_lost_bar_is_seen() -> None:
    """The comparison of pens catches a row without one of its bars."""
    drawing = timelines.still("strip")
    rows_of = drawing.layers["territories"]
    short = replace(
        rows_of[1], members=tuple(member for member in rows_of[1].members if member is not bars(rows_of[1])[1])
    )
    altered = replace(drawing, layers={**drawing.layers, "territories": (rows_of[0], short, *rows_of[2:])})
    assert far_apart(drawing, altered) > A_DAY


def test_its_svg_is_small_and_names_every_country_once() -> None:
    """Under a fifth of what sanitizers take; one element a row carries data-iso3, and each bar a title."""
    svg = svg_document(timelines.still("strip"))
    assert len(svg) < 200_000
    assert svg.count("<") - svg.count("</") < 5000
    assert svg.count("data-iso3=") == len(timelines.date_range().at_last.entries)
    assert re.search(r"<title>Néstor Kirchner, [^<]+: Left, from 25 May 2003 to 9 December 2007 \(1,?660 days\)", svg)


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_it_has_a_description_in_words(lang: str) -> None:
    """The alt text says what it is, the days and the story; the description names every country and leader."""
    metadata = timelines.still("strip", lang).metadata
    assert len(metadata["alt"]) <= 250
    assert "1998" in metadata["alt"]
    assert all(leader in metadata["description"] for leader in ("Javier Milei", "Hugo Chávez", "Evo Morales"))
    assert metadata["as-of"] == "1998-01-01/2026-11-25"


def test_a_page_too_low_says_how_many_rows_fit() -> None:
    """A page on which rows could not be read is refused, with the height that would do."""
    with pytest.raises(InputError, match=r"size 360x250: has room for \d+ rows of a strip, and there are 12; make it"):
        still_drawing("strip", timelines.date_range(), RenderOptions(size=Size(360, 250)))


@pytest.mark.parametrize(
    ("options", "choices", "message"),
    [
        (RenderOptions(slogans={"left": "Hola"}), StillOptions(), "slogan: a picture of many days has none"),
        (RenderOptions(shares=("area",)), StillOptions(), "share: a picture of many days has none"),
        (RenderOptions(), StillOptions(order="flap"), 'order "flap": write flip or name; did you mean "flip"'),
    ],
)
def test_what_a_strip_cannot_have_is_refused(options: RenderOptions, choices: StillOptions, message: str) -> None:
    """Slogans, images and shares are of one day, and orders are known by name."""
    with pytest.raises(InputError, match=message):
        still_drawing("strip", timelines.date_range(), options, choices)


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_a_description_says_once_that_an_office_is_vacant(lang: str) -> None:
    """Nobody has a class in brackets: the status stands alone, with its day."""
    description = timelines.still("strip", f"article {lang}").metadata["description"]
    vacant = wording(lang).say("status.vacant")
    assert vacant in description
    assert f"{vacant} (" not in description
