"""Maps of a comparison: what changed or is disputed, in full colour and with its direction; the rest quiet."""

from __future__ import annotations

import json
from datetime import date

import gate
import moments
import pytest
from msgspec.structs import replace

from mapgen.comparison.compare import Comparison, Operand, comparison_of
from mapgen.comparison.differences import DifferenceKind
from mapgen.comparison.map import comparison_drawing, headline_of
from mapgen.comparison.operands import operands_of
from mapgen.comparison.recreation import recreation_drawing
from mapgen.comparison.texts import capital, sentences_of
from mapgen.drawing.primitives import Area, Drawing
from mapgen.drawing.sizes import CARDS, NAMED, parse_size
from mapgen.errors import InputError
from mapgen.places.languages import languages
from mapgen.places.regions import read_region
from mapgen.proof.displayed import DisplayedFacts
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions
from mapgen.sources.given_values import snapshot_of_values
from mapgen.sources.reading import read_source
from mapgen.words.overrides import Overrides
from mapgen.words.wording import wording

CHANGE = ("2021-12-31", "2025-12-31")
BACK = ("2025-12-31", "2021-12-31")
NOTHING = ("2025-12-20", "2025-12-21")
BY_BASIS = ("el-ciudadano-2025-12-15", "record/office")
UNPLACED = ("globonews-2024-11-25", "record/office")
AGREED = ("poder360-2025-12-15", "record")
BY_DAY = ("el-ciudadano-2025-12-15", "2023-06-01/office")
PENDING = ("2020-11-10", "2026-11-23/elected")
CASES = (CHANGE, BACK, NOTHING, BY_BASIS, UNPLACED, AGREED, BY_DAY, PENDING)
WAYS = ("article", "phone es", "x pt", "square dark", "print", "article print-bw", "og wikimedia", "article 5")
SIZES, LANGS = set(NAMED), {"es", "pt"}


def compared(operands: tuple[str, str]) -> Comparison:
    """Return the comparison of two operands as a person types them."""
    return comparison_of(*operands_of(*operands))


def options(way: str = "article") -> RenderOptions:
    """Return options as words say them: a size, a language, a theme, 5 classes."""
    words = way.split()
    themes = [word for word in words if word not in SIZES | LANGS | {"5"}]
    return RenderOptions(
        size=parse_size(words[0]),
        lang=next((word for word in words if word in LANGS), "en"),
        theme=themes[0] if themes else "newsprint",
        classes=5 if "5" in words else None,
    )


def drawn(operands: tuple[str, str], way: str = "article") -> Drawing:
    """Return the map of a comparison."""
    return comparison_drawing(compared(operands), options(way))


def areas(drawing: Drawing) -> dict[str, Area]:
    """Return the territories of a drawing by their codes."""
    return {mark.iso3: mark for mark in drawing.layers["territories"] if isinstance(mark, Area) and mark.iso3}


@pytest.mark.parametrize("way", WAYS)
def test_every_map_may_be_published(way: str) -> None:
    """Nothing overlaps, is cut off, too small or illegible, and the key explains all that is drawn."""
    for operands in CASES:
        if not (way.endswith("5") and operands[0][0] not in "12"):
            assert gate.broken_rules(drawn(operands, way)) == [], operands


@pytest.mark.parametrize(
    "way", ["article", "phone es", "square es", "x pt", "print", "portrait dark", "article print-bw"]
)
def test_every_fact_check_may_be_published(way: str) -> None:
    """The same of two maps side by side."""
    for operands in (BY_BASIS, UNPLACED, AGREED, BY_DAY):
        assert gate.broken_rules(recreation_drawing(compared(operands), options(way))) == [], operands


def test_what_flipped_stands_out_with_its_direction() -> None:
    """Each state that flipped is in its new class's own colour with an arrow, each other in a quieter one without."""
    comparison, drawing = compared(CHANGE), drawn(CHANGE)
    flips = {difference.iso3: difference for difference in comparison.of(DifferenceKind.FLIP)}
    assert flips
    loud = {areas(drawing)[code].fill for code in flips}
    assert loud.isdisjoint(
        areas(drawing)[difference.iso3].fill for difference in comparison.differences if difference.iso3 not in flips
    )
    labels = {text.iso3: text.text for text in drawing.layers["labels"] if getattr(text, "role", "") == "label"}
    for difference in comparison.differences:
        arrow = "" if difference.iso3 not in flips else "→" if (difference.steps or 0) > 0 else "←"
        # A quiet state without room for its name stands in the list below the map.
        first = labels[difference.iso3][0] if difference.iso3 in flips else labels.get(difference.iso3, "…")[0]
        assert first == arrow or (not arrow and first not in "→←")
        attributes = drawing.attributes[difference.iso3]
        assert attributes["from"] == difference.a.bloc
        assert attributes["change"] == (difference.b.bloc if difference.iso3 in flips else difference.kind)
        assert attributes.get("changed") == (difference.transition.day.isoformat() if difference.transition else None)


def test_the_arrow_follows_the_order_of_the_dates() -> None:
    """Asked backwards, what moved to the left has moved to the right."""
    there, back = (
        {code: about["change"] for code, about in drawn(operands).attributes.items() if about.get("change") in SIDES}
        for operands in (CHANGE, BACK)
    )
    assert there.keys() == back.keys()
    assert not [code for code in there if there[code] == back[code]]


SIDES = {"left", "centre", "right"}


def test_it_says_who_followed_whom_on_which_day() -> None:
    """The description names both leaders and the day of each flip, for which the notes of a picture have no room."""
    comparison, drawing = compared(CHANGE), drawn(CHANGE)
    words = wording("en")
    for difference in comparison.of(DifferenceKind.FLIP):
        for transition in difference.transitions:
            line = f"{transition.before.leader} → {transition.after.leader}, {words.day(transition.day)}"
            assert line in drawing.metadata["description"]


def test_both_colours_show_where_two_coders_differ() -> None:
    """A disputed state has A's colour, and B's in its pattern; its tooltip gives the reason."""
    drawing = drawn(BY_BASIS)
    plain = {entry: area.fill for entry, area in areas(drawing).items()}
    chile = areas(drawing)["CHL"]
    strokes = {strokes.colour for strokes in chile.hatch}
    assert chile.fill != plain["ARG"] != plain["BRA"]
    assert strokes
    assert chile.fill not in strokes
    assert drawing.attributes["CHL"]["compared"] == "basis"
    assert "José Antonio Kast" in drawing.attributes["CHL"]["title"]
    assert {about["compared"] for code, about in drawing.attributes.items() if code not in {"CHL", "GUF", "FLK"}} == {
        "agree"
    }


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
@pytest.mark.parametrize("operands", CASES)
def test_sentences_name_every_state_that_differs(lang: str, operands: tuple[str, str]) -> None:
    """Each flip, shift, handover and state without comparison stands in the sentences, in every language."""
    comparison, words = compared(operands), wording(lang)
    sentences = " ".join(sentences_of(comparison, words))
    differing = [difference for difference in comparison.differences if difference.kind is not DifferenceKind.SAME]
    for difference in (
        differing
        if comparison.is_change
        else comparison.of(
            DifferenceKind.FLIP, DifferenceKind.UNPLACED, DifferenceKind.UNKNOWN, DifferenceKind.HANDOVER
        )
    ):
        assert words.country(difference.iso3) in sentences, difference
    assert "{" not in sentences


def test_it_shows_both_operands_and_what_explains_them() -> None:
    """A change shows all days between; a disagreement both operands, and the record on the basis of their agreement."""
    (date_range,) = DisplayedFacts.read(drawn(CHANGE).metadata["shows"]).views
    assert (min(date_range.moments), date_range.until) == (date(2021, 12, 31), date(2025, 12, 31))
    mine, theirs, alternative = DisplayedFacts.read(drawn(BY_BASIS).metadata["shows"]).views
    day = date(2025, 12, 15)
    assert [view.at(day)["CHL"].alignment for view in (mine, theirs, alternative)] == ["right", "left", "right"]
    assert json.loads(drawn(BY_BASIS).metadata["compared"])["coder"] == "El Ciudadano"
    assert len(DisplayedFacts.read(drawn(AGREED).metadata["shows"]).views) == len(AGREED)


@pytest.mark.parametrize("way", ["article", "phone", "print", "phone es", "phone pt"])
def test_a_fact_check_has_the_published_list_on_the_left_and_each_difference_by_number(way: str) -> None:
    """In whatever order they are given; each number stands on both maps and before its line in the list.

    It does so at every size: where a map is too small for names beside it, discs in the land have the numbers.
    """
    record = capital(wording(options(way).lang).say("compare.record"))
    for operands in (BY_DAY, BY_DAY[::-1], BY_BASIS):
        drawing = recreation_drawing(compared(operands), options(way))
        texts = [text for text in drawing.texts if text.text in {"El Ciudadano", record} and text.bold]
        assert [text.text for text in sorted(texts, key=lambda one: one.x)] == ["El Ciudadano", record]
        numbered = compared(operands).of(DifferenceKind.FLIP, DifferenceKind.UNPLACED)
        numbers = [text.text.split()[0] for text in drawing.texts if text.role == "label"]
        assert sorted(numbers) == sorted(2 * [str(number) for number in range(1, len(numbered) + 1)])
        assert [text.text for text in drawing.texts if text.role == "list" and text.text.isdigit()] == [
            str(number) for number in range(1, len(numbered) + 1)
        ]


@pytest.mark.parametrize("size", CARDS)
@pytest.mark.parametrize("lang", languages())
def test_a_fact_check_on_a_card_has_few_words_and_large_ones(size: str, lang: str) -> None:
    """No list, nor numbers that would lead to one; two lines of headline, and no type that a phone shows too small."""
    drawing = recreation_drawing(compared(BY_BASIS), RenderOptions(size=CARDS[size], lang=lang))
    texts = drawing.texts
    assert min(text.size for text in texts) >= CARDS[size].least_type
    assert sum(text.role == "headline" for text in texts) <= 2
    assert {text.text for text in texts if text.role == "label"} <= {"Chile"}
    assert not [text for text in texts if text.text.isdigit()]


def test_a_fact_check_in_an_article_is_as_high_as_its_contents() -> None:
    """At the size of an article it has no empty band; at sizes of a network it has that size."""
    size = NAMED["article"]
    assert recreation_drawing(compared(BY_BASIS), options()).height < size.height
    square = recreation_drawing(compared(BY_BASIS), options("square"))
    assert (square.width, square.height) == (1080, 1080)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"slogans": {"left": "Sí"}}, "slogan left: a map of a comparison has none; leave it out"),
        ({"shares": ("area",)}, "share area: a map of a comparison has none"),
        ({"classes": 5}, "classes 5: the two have different scales; draw them with 3"),
        ({"texts": Overrides(classes={"left": "Ours"})}, 'text "left": a map of a comparison has no captions of'),
    ],
)
def test_what_such_a_map_cannot_have_is_refused(given: dict[str, object], message: str) -> None:
    """The message names what was given."""
    with pytest.raises(InputError, match=message):
        comparison_drawing(compared(BY_BASIS), RenderOptions(**given))  # type: ignore[arg-type] (fields by name)


def test_a_scale_without_blocs_is_refused() -> None:
    """A class of a coder's own that belongs to no bloc has neither left nor right to move to."""
    with pytest.raises(InputError, match=r"needs to know sides; give each class its `bloc` in \[classes\.NAME\]"):
        comparison_drawing(compared((str(moments.DATA / "own-classes.toml"),) * 2), RenderOptions())


def test_a_fact_check_without_room_is_refused() -> None:
    """The message names the size."""
    with pytest.raises(InputError, match=r"size 200x240: the list of differences leaves no room for the maps"):
        recreation_drawing(compared(BY_DAY), RenderOptions(size=parse_size("200x240")))


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("case", [CHANGE, BY_BASIS, UNPLACED, AGREED, BY_DAY])
def test_a_description_says_each_sentence_once(case: tuple[str, str], lang: str) -> None:
    """What the standfirst says is not said before it as well."""
    comparison = compared(case)
    description = comparison_drawing(comparison, replace(options(), lang=lang)).metadata["description"]
    for sentence in sentences_of(comparison, wording(lang)):
        assert description.count(sentence) == 1, sentence


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "World: 20 moved to the left, 1 to the right"),
        ("es", "Mundo: 20 pasaron a la izquierda, 1 a la derecha"),
        ("pt", "Mundo: 20 passaram para a esquerda, 1 para a direita"),
    ],
)
def test_the_numbers_of_a_headline_are_of_one_kind(lang: str, expected: str) -> None:
    """Where one of them has no word, all are figures."""
    states = read_region("world").states[:21]
    record = read_source(None)
    assert isinstance(record, Record)
    days = [date(2025, 1, 1), date(2026, 1, 1)]
    moved = [("right", "left")] * 20 + [("left", "right")]
    operands = []
    for number, day in enumerate(days):
        classes = {code: sides[number] for code, sides in zip(states, moved, strict=True)}
        snapshot = snapshot_of_values(classes, day, None, "world")
        operands.append(Operand(replace(snapshot, basis=Basis.OFFICE), record))
    assert capital(headline_of(comparison_of(*operands), wording(lang))) == expected


def test_land_that_is_not_counted_has_no_outline_in_black_ink() -> None:
    """Around islands it would be all that is seen of them, as black as a class."""
    drawn_areas = areas(drawn(("2021-12-31", "2025-12-31"), "article print-bw"))
    assert [drawn_areas[code].outline for code in ("FLK", "GUF")] == ["", ""]
    assert drawn_areas["BRA"].outline
