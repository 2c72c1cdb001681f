"""Themes: colours that can be told apart and read, and errors that say how to correct a user's theme."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from re import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.drawing.hatch import HATCH_PATTERNS, LEANING
from mapgen.errors import InputError
from mapgen.files.colours import luminance
from mapgen.record.alignments import CLASSES, STANDARD_SCALE, Bloc, Scale
from mapgen.record.categories import category_colours
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.file import read_theme, theme_names
from mapgen.themes.theme import Fill, Pattern, Theme
from mapgen.themes.tones import contrast

# A theme of somebody's own, sound as it stands.
MINE = """\
[page]
ground = "#ffffff"
ink = "#111111"
quiet = "#555555"
[land]
context = "#eeeeee"
border = "#ffffff"
border_width = 0.9
claim = "#222222"
[three]
left = "#dd4444"
centre = "#888888"
right = "#113355"
[five]
left = "#aa1111"
centre-left = "#ee7777"
centre = "#888888"
centre-right = "#6699cc"
right = "#113355"
[status.elected]
pattern = "stripes"
[status.result-pending]
colour = "#ddddcc"
pattern = "dots"
pattern_colour = "#666655"
[status.vacant]
colour = "#f2f2f2"
pattern = "cross"
[status.no-data]
colour = "#a1a1a1"
[status.not-applicable]
colour = "#c2c2c2"
"""
# The line around what is too pale for its page, and what has one.
COAST = "#8f8f8f"
PALE_GREY = Fill("#a1a1a1", "none", "#111111", coast=COAST)
PENDING = Fill("#ddddcc", "dots", "#666655", coast=COAST)
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
every_theme = pytest.mark.parametrize("name", theme_names())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a theme of somebody's own lies."""
    return tmp_path / "mine.toml"


@pytest.fixture
def user_theme(path: Path) -> Theme:
    """Return a theme of somebody's own."""
    path.write_text(MINE)
    return read_theme(str(path))


class TestContrast:
    """Contrast as WCAG 2.2 measures it."""

    @pytest.mark.parametrize(
        ("first", "second", "ratio"),
        [
            pytest.param("#000000", "#ffffff", 21.0, id="black on white"),
            pytest.param("#777777", "#ffffff", 4.48, id="grey that just fails"),
            pytest.param("#767676", "#ffffff", 4.54, id="grey that just passes"),
            pytest.param("#949494", "#ffffff", 3.03, id="grey for large type"),
            pytest.param("#ff0000", "#ffffff", 4.0, id="red on white"),
            pytest.param("#00ff00", "#ffffff", 1.37, id="green on white"),
            pytest.param("#0000ff", "#ffffff", 8.59, id="blue on white"),
            pytest.param("#ffff00", "#000000", 19.56, id="yellow on black"),
            pytest.param("#ff0000", "#0000ff", 2.15, id="red on blue"),
        ],
    )
    def test_known_ratios(self, first: str, second: str, ratio: float) -> None:
        """The values that accessibility checkers agree on."""
        assert contrast(first, second) == pytest.approx(ratio, abs=0.005)

    @pytest.mark.parametrize(
        ("colour", "expected"),
        [
            ("#000000", 0),
            ("#ffffff", 1),
            ("#ff0000", 0.2126),
            ("#00ff00", 0.7152),
            ("#0000ff", 0.0722),
            ("#808080", 0.2159),
        ],
    )
    def test_known_luminances(self, colour: str, expected: float) -> None:
        """Linear light, weighted by how bright each primary looks; near black the curve is a straight line."""
        assert luminance(colour) == pytest.approx(expected, abs=5e-5)
        assert luminance("#0a0a0a") == pytest.approx(10 / 255 / 12.92)

    @given(first=colours, second=colours)
    def test_contrast_is_mutual_and_bounded(self, first: str, second: str) -> None:
        """From 1, against itself, to 21."""
        assert contrast(first, second) == contrast(second, first)
        assert 1 <= contrast(first, second) <= 21
        assert contrast(first, first) == 1


class TestShippedThemes:
    """What mapgen brings along."""

    def test_newsprint_is_there(self) -> None:
        """It is the default."""
        assert "newsprint" in theme_names()

    @every_theme
    def test_a_theme_knows_its_name(self, name: str) -> None:
        """Which the picture's metadata gives."""
        assert read_theme(name).name == name

    @every_theme
    def test_type_can_be_read(self, name: str) -> None:
        """Ink and quiet ink have 4.5:1 on the page; a label in the better of ink and page 4.5:1 on three classes."""
        theme = read_theme(name)
        assert contrast(theme.ink, theme.page) >= 7
        assert contrast(theme.quiet, theme.page) >= 4.5
        for colour in theme.three.values():
            assert contrast(theme.legible(colour), colour) >= 4.5

    @every_theme
    def test_no_two_classes_or_statuses_look_alike(self, name: str) -> None:
        """Every fill that a map can have is its own."""
        theme = read_theme(name)
        plain = [fill for status, fill in theme.statuses.items() if status is not Status.ELECTED]
        for classes, names in CLASSES.items():
            for patterns in {bool(theme.patterns), theme.patterns_always}:
                fills = [*plain, *(theme.class_fill(one, classes, patterns=patterns) for one in names)]
                assert all(one != other for one, other in combinations(fills, 2))


class TestFill:
    """How an entry is drawn."""

    @pytest.mark.parametrize(
        ("entry", "classes", "expected"),
        [
            pytest.param(Entry("AAA", Status.IN_OFFICE, "centre-left"), 3, Fill("#dd4444"), id="class of three"),
            pytest.param(Entry("AAA", Status.IN_OFFICE, "centre-left"), 5, Fill("#ee7777", coast=COAST), id="of five"),
            pytest.param(Entry("AAA", Status.AS_PUBLISHED, "right"), 3, Fill("#113355"), id="published"),
            pytest.param(
                Entry("AAA", Status.ELECTED, "right"), 3, Fill("#113355", "stripes", "#8193a5"), id="elect: striped"
            ),
            pytest.param(Entry("AAA", Status.VACANT), 3, Fill("#f2f2f2", "cross", "#111111", coast=COAST), id="vacant"),
            pytest.param(Entry("AAA", Status.RESULT_PENDING), 5, PENDING, id="pending"),
            pytest.param(Entry("AAA", Status.NO_DATA), 3, PALE_GREY, id="no data"),
            pytest.param(Entry("AAA", Status.NOT_APPLICABLE), 5, Fill("#c2c2c2", "none", "#111111"), id="no state"),
            pytest.param(
                Entry("AAA", Status.IN_OFFICE),
                3,
                Fill("#a1a1a1", "none", "#111111", coast=COAST),
                id="nothing to colour",
            ),
        ],
    )
    def test_a_class_gives_the_colour_and_a_status_the_pattern(
        self, entry: Entry, classes: int, expected: Fill, user_theme: Theme
    ) -> None:
        """Where there is no class the status gives both; patterns default to none, their colour to the ink.

        An elect's stripes are a tone of the class, 4:1 to it, and what is too pale for the page has a line around it.
        """
        assert user_theme.fill(entry, classes) == expected

    def test_the_more_legible_of_ink_and_page_is_chosen(self, user_theme: Theme) -> None:
        """The one with the higher contrast to a background."""
        assert user_theme.legible("#ffffff") == user_theme.ink
        assert user_theme.legible("#000000") == user_theme.page

    def test_a_part_of_the_standard_scale_keeps_its_colours(self, user_theme: Theme) -> None:
        """They are those of its names, and not spread anew."""
        scale = Scale(("centre-left", "centre"))
        assert user_theme.class_colour("centre-left", 5, scale) == user_theme.five["centre-left"]
        assert user_theme.class_colour("centre", 5, scale) == user_theme.five["centre"]

    def test_a_colour_of_one_s_own_goes_first(self, user_theme: Theme) -> None:
        """On a map of the scale's classes and of three; the other classes keep the theme's."""
        scale = Scale(("a", "b"), {"a": Bloc.LEFT}, colours={"a": "#00ff00"})
        assert user_theme.class_colour("a", 5, scale) == "#00ff00"
        assert user_theme.class_colour("b", 5, scale) == category_colours(scale)["b"]
        assert user_theme.class_colour("left", 3, scale) == user_theme.three["left"]
        assert user_theme.fill(Entry("AAA", Status.AS_PUBLISHED, "a", scale=scale), 3) == Fill(user_theme.three["left"])


class TestPatterns:
    """Patterns of classes: the theme's own, on request or always, and what an elect's adds to them."""

    @every_theme
    def test_directions_carry_the_side(self, name: str) -> None:
        """Every shipped theme has level strokes on the left, upright ones on the right, both or none in the centre."""
        centre = (0.0, 90.0) if name == "print-bw" else ()
        for number, patterns in read_theme(name).patterns.items():
            kinds = {name: pattern.kind for name, pattern in patterns.items()}
            assert len(set(kinds.values())) == number
            for class_name, kind in kinds.items():
                side = next(side for side in ("left", "right", "centre") if class_name.endswith(side))
                assert HATCH_PATTERNS[kind].angles == {"left": (0.0,), "right": (90.0,), "centre": centre}[side]

    def test_a_class_has_its_pattern_on_request(self) -> None:
        """By three classes or five; without being asked it has its colour alone."""
        theme = read_theme("newsprint")
        entry = Entry("AAA", Status.IN_OFFICE, "centre-left")
        assert theme.fill(entry, 5) == Fill(theme.five["centre-left"])
        five, three = theme.fill(entry, 5, patterns=True), theme.fill(entry, 3, patterns=True)
        assert (five.colour, five.patterns) == (theme.five["centre-left"], (Pattern("level", theme.page),))
        assert (three.colour, three.patterns) == (theme.three["left"], (Pattern("level-sparse", theme.page),))

    @every_theme
    def test_the_strokes_of_an_elect_s_class_lean(self, name: str) -> None:
        """They are as dense as those of the class, on its colour, and there is no second pattern above them."""
        theme = read_theme(name)
        for number, names in CLASSES.items() if theme.patterns else ():
            for alignment in names:
                of_class = theme.class_fill(alignment, number, patterns=True)
                fill = theme.fill(Entry("AAA", Status.ELECTED, alignment), number, patterns=True)
                assert of_class.under
                assert (fill.colour, fill.patterns) == (
                    of_class.colour,
                    (Pattern(LEANING[of_class.under.kind], of_class.under.colour),),
                )
                leaning, upright = HATCH_PATTERNS[fill.pattern], HATCH_PATTERNS[of_class.under.kind]
                assert (leaning.spacing, leaning.width) == (upright.spacing, upright.width)
                assert set(leaning.angles) in ({45.0}, {45.0, 135.0})

    @every_theme
    @pytest.mark.parametrize("number", CLASSES)
    def test_the_stripes_of_an_elect_are_calm(self, name: str, number: int) -> None:
        """A tone of the class, neither page nor ink: it stands out, but does not cut the land into pieces."""
        theme = read_theme(name)
        if theme.patterns_always:
            return
        for alignment in CLASSES[number]:
            fill = theme.fill(Entry("AAA", Status.ELECTED, alignment), number)
            assert 4 <= contrast(fill.pattern_colour, fill.colour) < 4.7
            assert fill.pattern_colour not in {theme.page, theme.ink}

    def test_other_statuses_keep_theirs(self) -> None:
        """They have no class, so none of its patterns."""
        theme = read_theme("print-bw")
        assert theme.fill(Entry("AAA", Status.VACANT), 3, patterns=True) == theme.statuses[Status.VACANT]

    def test_strokes_stand_out_from_a_colour_of_one_s_own(self) -> None:
        """They are a tone of it, 3:1 to it: not black on gold, as on the tape around a hazard."""
        theme, scale = read_theme("newsprint"), Scale(("a", "b"), colours={"a": "#eeeecc"})
        for name, kind in (("a", "level-sparse"), ("b", "upright-sparse")):
            fill = theme.class_fill(name, 5, scale, patterns=True)
            (pattern,) = fill.patterns
            assert pattern.kind == kind
            assert 3 <= contrast(pattern.colour, fill.colour) < 3.3

    def test_a_theme_of_patterns_has_no_hue(self) -> None:
        """Every colour of print-bw is a grey, and it has no use for a scale's own colours."""
        theme, scale = read_theme("print-bw"), Scale(("a", "b"), colours={"a": "#00ff00"})
        fills = [fill for one in theme.statuses.values() for fill in (one.colour, one.pattern_colour)]
        colours = [*theme.three.values(), *theme.five.values(), *fills, theme.context, theme.outline, theme.casing]
        assert all(one[1:3] == one[3:5] == one[5:7] for one in colours)
        assert {*theme.three.values(), *theme.five.values()} == {"#ffffff", "#000000"}
        assert theme.class_fill("a", 5, scale, patterns=True) == theme.class_fill("left", 5, patterns=True)


PATTERNS = """\
[patterns]
drawn = "always"
[patterns.three]
left = { pattern = "level", colour = "#ffffff" }
centre = { pattern = "dots", colour = "#ffffff" }
right = { pattern = "upright", colour = "#ffffff" }
[patterns.five]
left = { pattern = "level", colour = "#ffffff" }
centre-left = { pattern = "level-sparse", colour = "#ffffff" }
centre = { pattern = "pluses", colour = "#ffffff" }
centre-right = { pattern = "upright-sparse", colour = "#ffffff" }
right = { pattern = "upright", colour = "#ffffff" }
"""


class TestOwnTheme:
    """A theme that somebody writes."""

    def test_a_file_is_read_by_its_path(self, path: Path) -> None:
        """It is called as its file, and its colours may be in capitals."""
        path.write_text(MINE.replace('"#dd4444"', '"#DD4444"'))
        assert read_theme(str(path)) == Theme(
            name="mine",
            page="#ffffff",
            ink="#111111",
            quiet="#555555",
            context="#eeeeee",
            border="#ffffff",
            border_width=0.9,
            claim="#222222",
            coast=COAST,
            sea="#ffffff",
            sea_ink="#555555",
            context_ink="#555555",
            three={"left": "#dd4444", "centre": "#888888", "right": "#113355"},
            five={
                "left": "#aa1111",
                "centre-left": "#ee7777",
                "centre": "#888888",
                "centre-right": "#6699cc",
                "right": "#113355",
            },
            statuses={
                Status.ELECTED: Fill("#ffffff", "stripes", ""),
                Status.VACANT: Fill("#f2f2f2", "cross", "#111111"),
                Status.RESULT_PENDING: Fill("#ddddcc", "dots", "#666655"),
                Status.NO_DATA: Fill("#a1a1a1", "none", "#111111"),
                Status.NOT_APPLICABLE: Fill("#c2c2c2", "none", "#111111"),
            },
        )

    def test_a_winner_not_recorded_looks_like_a_result_pending_unless_the_theme_says(self, path: Path) -> None:
        """A theme without that table stays valid; one that has it gives its own look."""
        for text in (MINE, MINE + '[status.not-recorded]\ncolour = "#eeccaa"\n'):
            path.write_text(text)
            theme = read_theme(str(path))
            own = Fill("#eeccaa", "none", "#111111", coast=COAST) if "not-recorded" in text else PENDING
            assert theme.fill(Entry("AAA", Status.NOT_RECORDED), 3) == own

    @pytest.mark.parametrize("width", ["0", "10", "0.5"])
    def test_a_width_is_from_nought_to_ten(self, width: str, path: Path) -> None:
        """Both included, whole or not."""
        path.write_text(MINE.replace("border_width = 0.9", f"border_width = {width}"))
        assert read_theme(str(path)).border_width == float(width)

    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("newsprnt", 'or a file NAME.toml; did you mean "newsprint"?'),
            ("zzz", "or a file NAME.toml"),
            ("mine.json", "or a file NAME.toml"),
        ],
    )
    def test_an_unknown_theme_is_an_error(self, name: str, message: str) -> None:
        """The message names those there are, and the nearest."""
        with pytest.raises(
            InputError, match=rf'^theme "{name}": there is no such theme; there is .*newsprint.*, {message}'
        ):
            read_theme(name)

    def test_a_missing_file_is_an_error(self, path: Path) -> None:
        """Like any other file."""
        with pytest.raises(InputError, match=r"mine\.toml: there is no such file$"):
            read_theme(str(path))

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            pytest.param(
                'ink = "#111111"', 'ink = "blackish"', '[page]: ink = "blackish": write a colour as CSS does', id="name"
            ),
            pytest.param('ink = "#111111"', 'ink = "#12"', 'ink = "#12": write a colour as CSS does', id="short"),
            pytest.param('ink = "#111111"', "ink = 0", "ink = 0: write a colour as CSS does", id="number"),
            pytest.param(
                'ink = "#111111"',
                'ikn = "#111111"',
                '[page]: unknown key "ikn"; did you mean "ink"?',
                id="misspelt key",
            ),
            pytest.param(
                "border_width = 0.9",
                "border_width = -1",
                "[land]: border_width = -1: write a width in pixels, from 0 to 10",
                id="width below nought",
            ),
            pytest.param(
                "border_width = 0.9",
                "border_width = 10.5",
                "border_width = 10.5: write a width in pixels, from 0 to 10",
                id="width beyond ten",
            ),
            pytest.param(
                "border_width = 0.9",
                "border_width = nan",
                "border_width = nan: write a width in pixels, from 0 to 10",
                id="width that is no number",
            ),
            pytest.param(
                "border_width = 0.9",
                "border_width = true",
                "border_width = true: write a width in pixels, from 0 to 10",
                id="width that is no width",
            ),
            pytest.param(
                'pattern = "stripes"',
                'pattern = "strips"',
                '[status.elected]: pattern = "strips": it is not one of none, stripes, bands, cross, dots, level, '
                "level-sparse, upright, upright-sparse, level-wide, upright-wide, grid-wide, grid, pluses or dashes; "
                'did you mean "stripes"?',
                id="misspelt pattern",
            ),
            pytest.param(
                'pattern = "stripes"',
                "",
                '[status.elected]: the key "pattern" is missing (none, stripes, bands, cross, dots, level, '
                "level-sparse, upright, upright-sparse, level-wide, upright-wide, grid-wide, grid, pluses or dashes)",
                id="no pattern",
            ),
            pytest.param(
                "[status.vacant]",
                "[status.vacnt]",
                'unknown table or key "status.vacnt"; did you mean "status.vacant"?',
                id="misspelt status",
            ),
            pytest.param(
                "[status.no-data]\ncolour",
                "[status.no-data]\ncolr",
                '[status.no-data]: unknown key "colr"; did you mean "colour"?',
                id="misspelt key of a status",
            ),
            pytest.param("[five]", "[fiv]", 'unknown table or key "fiv"; did you mean "five"?', id="misspelt table"),
            pytest.param(
                "[page]",
                "[zzz]\n[page]",
                'unknown table or key "zzz"; a theme has the tables page, land, three, five, patterns or status',
                id="unknown table",
            ),
            pytest.param("[land]", "[[land]]", "stands where a table of keys belongs", id="two brackets"),
        ],
    )
    def test_a_fault_names_table_key_and_value(self, old: str, new: str, message: str, path: Path) -> None:
        """With the file and the line of the table, and what would be right."""
        assert MINE.count(old) == 1
        path.write_text(MINE.replace(old, new))
        with pytest.raises(InputError, match=escape(message)) as refused:
            read_theme(str(path))
        fault = next(problem for problem in refused.value.problems if message in str(problem))
        assert fault.where.startswith(f"{path}, line ")

    def test_what_may_be_left_out_is_read_where_it_stands(self, path: Path) -> None:
        """Labels, outline, casing, separators and patterns; an outline has a default width."""
        text = MINE.replace("[land]", '[land]\noutline = "#000000"\ncasing = "#ffffff"\nseparators = "between-classes"')
        path.write_text(text.replace("[page]", '[page]\nlabels = "codes"') + PATTERNS)
        theme = read_theme(str(path))
        assert (theme.labels, theme.outline, theme.outline_width) == ("codes", "#000000", 0.6)
        assert (theme.casing, theme.separators, theme.patterns_always) == ("#ffffff", "between-classes", True)
        assert theme.patterns[3]["centre"] == Pattern("dots", "#ffffff")
        assert list(theme.patterns[5]) == list(STANDARD_SCALE)
        path.write_text(text.replace("[land]", "[land]\noutline_width = 2") + PATTERNS.replace("always", "on-request"))
        assert (read_theme(str(path)).outline_width, read_theme(str(path)).patterns_always) == (2.0, False)

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("[page]", '[page]\nlabels = "name"', '[page]: labels = "name": it is not one of names, leaders, codes or'),
            ("[land]", "[land]\ncasing = 1", "[land]: casing = 1: write a colour as CSS does"),
            ("[land]", '[land]\noutline = "blackish"', '[land]: outline = "blackish": write a colour as CSS does'),
            ("[land]", "[land]\noutline_width = 11", "outline_width = 11: write a width in pixels, from 0 to 10"),
            ("[land]", '[land]\nseparators = "some"', 'separators = "some": it is not one of all or between-classes'),
            ('"always"', '"never"', '[patterns]: drawn = "never": it is not one of on-request or always'),
            ("drawn", "draw", '[patterns]: unknown key "draw"; did you mean "drawn"?'),
            (
                'centre = { pattern = "dots"',
                'centre = { pattern = "dot"',
                '[patterns.three]: centre = { pattern = "dot"',
            ),
            (
                'centre = { pattern = "dots", ',
                "centre = { ",
                'the key "pattern" is missing (stripes, bands, cross,',
            ),
            ('"dots", colour = "#ffffff"', '"dots"', 'the key "colour" is missing (the colour of its strokes)'),
            ('centre = { pattern = "dots", colour = "#ffffff" }', 'centre = "dots"', "stands where a table of keys"),
            ('centre = { pattern = "dots", colour = "#ffffff" }', "", '[patterns.three]: the key "centre" is missing'),
            ("[patterns.three]", "[patterns.tree]", '[patterns]: unknown key "tree"'),
        ],
    )
    def test_a_fault_in_what_may_be_left_out_is_named_too(self, old: str, new: str, message: str, path: Path) -> None:
        """With the table, the key, the value and what would be right."""
        assert (MINE + PATTERNS).count(old) >= 1
        path.write_text((MINE + PATTERNS).replace(old, new, 1))
        with pytest.raises(InputError, match=escape(message)):
            read_theme(str(path))

    @pytest.mark.parametrize("patterns", ["patterns = 3", 'patterns = "level"', "[[patterns]]"])
    def test_patterns_are_tables(self, patterns: str, path: Path) -> None:
        """Whatever else stands there is refused, not stumbled over."""
        path.write_text(f"{patterns}\n{MINE}" if "=" in patterns else f"{MINE}\n{patterns}\n")
        with pytest.raises(InputError, match=escape("write [patterns.three] and [patterns.five], each a table")):
            read_theme(str(path))

    @pytest.mark.parametrize("status", ["status = 3", 'status = "striped"', "[[status]]"])
    def test_statuses_are_tables(self, status: str, path: Path) -> None:
        """Whatever else stands there is refused, not stumbled over."""
        text = MINE[: MINE.index("[status.")]
        path.write_text(f"{status}\n{text}" if "=" in status else f"{text}\n{status}\n")
        with pytest.raises(InputError, match=escape("write [status.elected] and so on, each a table of keys") + "$"):
            read_theme(str(path))

    def test_every_colour_must_be_there(self, path: Path) -> None:
        """A theme is complete: the error names every missing key, table by table."""
        path.write_text("[page]\n")
        with pytest.raises(InputError) as refused:
            read_theme(str(path))
        missing: dict[str, list[str]] = {}
        for problem in refused.value.problems:
            missing.setdefault(problem.where.rpartition(", ")[2], []).append(problem.message.split('"')[1])
        assert missing == {
            "[page]": ["ground", "ink", "quiet"],
            "[land]": ["context", "border", "border_width", "claim"],
            "[three]": ["left", "centre", "right"],
            "[five]": list(STANDARD_SCALE),
            "[status.elected]": ["pattern"],
            "[status.vacant]": ["colour"],
            "[status.result-pending]": ["colour"],
            "[status.no-data]": ["colour"],
            "[status.not-applicable]": ["colour"],
        }

    def test_all_problems_of_a_theme_come_at_once(self, path: Path) -> None:
        """One run says all there is to mend."""
        path.write_text('[page]\nground = "whitish"\nink = "#000000"\nquiet = "#333333"\n[three]\nleft = "reddish"\n')
        with pytest.raises(InputError) as refused:
            read_theme(str(path))
        message = str(refused.value)
        assert f'{path}, line 2, [page]: ground = "whitish": write a colour as CSS does' in message
        assert f'{path}, line 6, [three]: left = "reddish": write a colour as CSS does' in message
        assert f'{path}, [land]: the key "border_width" is missing (their width in pixels)' in message
        assert f'{path}, [five]: the key "centre-left" is missing (a colour)' in message
        assert f'{path}, [status.elected]: the key "pattern" is missing' in message
