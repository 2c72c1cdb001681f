"""The classes of a table: the standard scale in three languages and in letters, or a scale of the user's own."""

from __future__ import annotations

from itertools import combinations

import pytest
from coloraide import Color

from mapgen.errors import InputError
from mapgen.importing.classes import MOST_CLASSES, has_no_data, read_classes
from mapgen.importing.colours import CATEGORY_COLOURS, SIDE_COLOURS
from mapgen.record.alignments import STANDARD_SCALE
from mapgen.record.snapshot_file import scale_names
from mapgen.record.snapshots import Status
from mapgen.themes.file import read_theme, theme_names
from mapgen.themes.measures import DEFICIENCIES, LEAST_BETWEEN_FILLS, difference
from mapgen.themes.tones import LEAST_CONTRAST, LEAST_TEXT_CONTRAST, contrast

THEMES = [theme for theme in map(read_theme, theme_names()) if not theme.patterns_always]


def read(*texts: str, **labels: str) -> dict[str, str | None]:
    """Return the class of each text of a column."""
    classes = read_classes(texts, labels, "Column")
    return {text: classes.name_of(text) for text in texts}


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        ("izquierda derecha centro", "left right centre"),
        ("centro-direita Esquerda centro-esquerda", "centre-right left centre-left"),
        ("LEFT Right CENTER-LEFT", "left right centre-left"),
        ("left-wing right_wing centrist", "left right centre"),
        ("L C R", "left centre right"),
        ("I C D", "left centre right"),
        ("e CE c CD d", "left centre-left centre centre-right right"),
        ("far-left right", "left right"),
        ("ultraderecha izquierda", "right left"),
    ],
)
def test_the_standard_scale_in_its_words(texts: str, names: str) -> None:
    """In three languages, in words and in letters, in any case, with hyphens or without."""
    assert list(read(*texts.split()).values()) == names.split()
    assert read_classes(texts.split(), {}, "c").is_standard


@pytest.mark.parametrize(
    "text", ["", "NA", "n/a", "N/D", "-", "–", "..", "no data", "Sin datos", "sem dados", "unknown"]
)
def test_no_data(text: str) -> None:
    """Cells that say nothing, or that nothing is known."""
    assert has_no_data(text)
    assert read("left", "right", text)[text] is None


@pytest.mark.parametrize("texts", [("L", "C"), ("D", "R"), ("I", "R"), ("C",)])
def test_letters_of_one_side_are_no_scale(texts: tuple[str, ...]) -> None:
    """L and C may be Liberals and Conservatives; D and R are other parties elsewhere."""
    assert not read_classes(texts, {}, "Column").is_standard


def test_both_ends_and_sides_are_classes_of_their_own() -> None:
    """A table that tells far right from right keeps them apart, from left to right, with their blocs."""
    classes = read_classes(("right", "far right", "left", "far left"), {}, "c")
    assert classes.names == ("far-left", "left", "right", "far-right")
    assert classes.blocs == {"far-left": "left", "left": "left", "right": "right", "far-right": "right"}


def test_own_classes_keep_their_words_and_order() -> None:
    """Names for the file, labels as written first, a colour each, in the order of the table; abstentions are grey."""
    classes = read_classes(("Yes", "ABSTAIN ing", "yes", "No!"), {}, "Vote")
    assert classes.names == ("yes", "abstain-ing", "no")
    assert list(classes.labels.values()) == ["Yes", "ABSTAIN ing", "No!"]
    assert classes.colours == {"yes": CATEGORY_COLOURS[0], "no": CATEGORY_COLOURS[1]}
    assert [classes.name_of(text) for text in ("YES", "No!")] == ["yes", "no"]


def test_numbers_stand_in_their_order() -> None:
    """Codes of a dataset are classes of their own, and can be given labels."""
    assert read_classes(("2", "10", "0"), {}, "c").names == ("class-0", "class-2", "class-10")
    labels = read_classes(("2", "10", "0"), {}, "Regime").labels
    assert [*labels.values()] == ["Regime 0", "Regime 2", "Regime 10"]  # a bare number beside a count says nothing
    assert read_classes(("45%", "8,5%", "-3"), {}, "c").names == ("class-minus-3", "class-8-5", "class-45")
    named = read_classes(("1", "0"), {"0": "Autocracy", "1": "Democracy"}, "c")
    assert dict(zip(named.names, named.labels.values(), strict=True)) == {
        "democracy": "Democracy",
        "autocracy": "Autocracy",
    }


@pytest.mark.parametrize("texts", [("-3", "3"), ("A-", "A", "A+"), ("−1", "1", "0"), ("-7%", "7%")])
def test_a_minus_tells_classes_apart(texts: tuple[str, ...]) -> None:
    """Scores and ratings; and one minus is the same as another."""
    assert len(set(read(*texts).values())) == len(texts)
    assert len(set(read("-3", "−3").values())) == 1


def test_a_label_may_be_a_class_of_the_standard_scale() -> None:
    """So the words of another language, and codes, become the standard scale."""
    assert read("links", "rechts", links="left", rechts="right") == {"links": "left", "rechts": "right"}
    assert read("1", "2", "3", **{"1": "left", "2": "right", "3": "no-data"}) == {"1": "left", "2": "right", "3": None}


def test_marks_of_footnotes_make_no_class() -> None:
    """`Right-wing[2]` is Right-wing, in the standard scale and in one's own; the label is without the mark."""
    assert read("Right-wing[2]", "Left-wing [a][b]") == {"Right-wing[2]": "right", "Left-wing [a][b]": "left"}
    assert read_classes(("Monarchy[note 1]", "Republic", "monarchy"), {}, "c").labels == {
        "monarchy": "Monarchy",
        "republic": "Republic",
    }
    assert has_no_data("n/a[1]")


def test_pictures_beside_a_word_of_the_scale_say_nothing() -> None:
    """`🔴 Left` is left; beside other words, and alone, a picture may tell classes apart."""
    assert read("🔴 Left", "🔵\ufe0f Right", "left") == {"🔴 Left": "left", "🔵\ufe0f Right": "right", "left": "left"}
    assert len(set(read("👍 vote", "👎 vote", "👍", "👎").values())) == 4


def test_a_column_of_marks_has_the_class_of_its_heading() -> None:
    """`x` says that a state is a member of what the column is called."""
    assert read_classes(("x", "X"), {}, "Mercosur").labels == {"mercosur": "Mercosur"}


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [("izqiuerda", "left"), ("rihgt", "right"), ("derehca", "right"), ("centre-lft", "centre-left")],
)
def test_a_mistyped_word_of_the_scale_is_asked_about(mistyped: str, meant: str) -> None:
    """It would else become a class of its own; the message has the option for either."""
    with pytest.raises(
        InputError, match=rf'class "{mistyped}": is it {meant}, or .*--class-label "{mistyped}={meant}"'
    ):
        read("left", "right", mistyped)
    assert read("left", "right", mistyped, **{mistyped: meant})[mistyped] == meant


@pytest.mark.parametrize(("text", "meant"), [("Gauche", "left"), ("Mitte-Rechts", "centre-right"), ("destra", "right")])
def test_the_scale_in_a_further_language_is_asked_about(text: str, meant: str) -> None:
    """As a class of its own, a left could be blue on the map."""
    with pytest.raises(InputError, match=rf'class "{text}": is it {meant}, or .*--class-label "{text}={meant}"'):
        read(text, "xyz")
    assert len(set(read(text, "xyz", **{text: "Their word"}).values())) == 2


@pytest.mark.parametrize("text", ["populist", "other", "military", "none of them"])
def test_another_word_makes_the_scale_ones_own(text: str) -> None:
    """Then all its classes are kept, and those of the standard scale have their blocs."""
    classes = read_classes(("left", text, "right"), {}, "c")
    assert (len(classes.names), dict(classes.blocs)) == (3, {"left": "left", "right": "right"})


def test_more_classes_than_a_map_can_tell_apart_are_refused() -> None:
    """The message has the number and both ways out."""
    texts = [f"kind {n}" for n in range(MOST_CLASSES + 1)]
    with pytest.raises(
        InputError, match=rf"at most {MOST_CLASSES} classes apart, and there are 13: .*--class-label.*--class"
    ):
        read(*texts)
    assert len(set(read(*texts, **dict.fromkeys(texts[5:], "rest")).values())) == 6


def test_a_measure_is_no_class() -> None:
    """A colour for each value of an index says nothing; few numbers, and whole ones, may be classes."""
    index = [f"0.{n}1" for n in range(7)]
    with pytest.raises(InputError, match=r'7 different numbers with fractions \("0.01", "0.11", …\).*--class-label'):
        read(*index)
    assert len(set(read(*index, **dict.fromkeys(index[:3], "low"), **dict.fromkeys(index[3:], "high")).values())) == 2
    assert len(read_classes(index[:6], {}, "c").names) == 6
    assert len(read_classes([*map(str, range(10))], {}, "c").names) == 10


@pytest.mark.parametrize("text", ["x" * 300, "a\u0000b", "a\u202eb"])
def test_a_text_that_is_no_line_is_refused(text: str) -> None:
    """It could stand in no key of a map."""
    with pytest.raises(InputError, match=r'class ".*--class-label'):
        read(text, "other")


@pytest.mark.parametrize(
    "texts",
    [
        ("No data!", "class"),
        ("民主", "專制"),
        ("a-b", "a b", "a/b"),
        ("1", "-1"),
        (*("é" * n for n in range(1, 12)),),
        ("left", "no-data?"),
        ("x" * 90, "x" * 91),
    ],
)
def test_names_are_those_of_a_scale(texts: tuple[str, ...]) -> None:
    """Whatever is written, the file takes the names: each is valid, and there is one for each class."""
    names = read_classes(texts, {}, "c").names
    assert scale_names(list(names)) == names
    assert not set(names) <= set(STANDARD_SCALE)


class TestColours:
    """The colours of categories pass the gate that themes pass."""

    @pytest.mark.parametrize("colour", CATEGORY_COLOURS)
    def test_they_stand_out(self, colour: str) -> None:
        """From every page by 3:1, and labels on them by 4.5:1."""
        for theme in THEMES:
            assert contrast(colour, theme.page) >= LEAST_CONTRAST, theme.name
            assert contrast(theme.legible(colour), colour) >= LEAST_TEXT_CONTRAST, theme.name

    @pytest.mark.parametrize("deficiency", DEFICIENCIES)
    def test_readers_with_any_vision_can_tell_them_apart(self, deficiency: str) -> None:
        """Any two of them, and each from a state without data."""
        for first, second in combinations(CATEGORY_COLOURS, 2):
            assert difference(first, second, deficiency) >= LEAST_BETWEEN_FILLS, (first, second)
        for theme in THEMES:
            for colour in CATEGORY_COLOURS:
                assert difference(colour, theme.statuses[Status.NO_DATA].colour, deficiency) >= LEAST_BETWEEN_FILLS

    @pytest.mark.parametrize(
        "texts", [("right", "junta", "left"), ("FAR RIGHT", "right", "centre", "left", "far left")]
    )
    def test_a_side_has_its_colour_wherever_it_stands(self, texts: tuple[str, ...]) -> None:
        """A left in blue and a right in orange, as the order of the table would have it, mislead the readers."""
        classes = read_classes(texts, {}, "c")
        assert len(set(classes.colours.values())) == len(texts)
        assert {name: colour for name, colour in classes.colours.items() if name in SIDE_COLOURS} == {
            name: SIDE_COLOURS[name] for name in classes.names if name in SIDE_COLOURS
        }

    def test_two_words_for_a_side_have_two_colours(self) -> None:
        """The side's colours are of the palette, and no two classes share one."""
        assert set(SIDE_COLOURS.values()) < set(CATEGORY_COLOURS)
        colours = read_classes(("izquierda", "left", "junta", *"abcdefghi"), {}, "c").colours
        assert len(set(colours.values())) == MOST_CLASSES

    def test_the_first_are_the_furthest_apart(self) -> None:
        """A map of two or three categories is plain to everybody."""
        for deficiency in DEFICIENCIES:
            for first, second in combinations(CATEGORY_COLOURS[:3], 2):
                assert difference(first, second, deficiency) >= 2 * LEAST_BETWEEN_FILLS


def test_two_classes_differ_in_greyscale() -> None:
    """Yes and no, member and none: the commonest tables keep their meaning on a photocopier."""
    light, dark = (
        Color(colour).convert("lab")["l"] for colour in read_classes(("yes", "no"), {}, "c").colours.values()
    )
    assert light - dark > 12
