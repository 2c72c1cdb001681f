"""Reading a snapshot: it names every state of the region once, or says what the others are."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from re import escape

import pytest

from mapgen.errors import InputError
from mapgen.files.documents import Document
from mapgen.places.regions import Region
from mapgen.record.alignments import Bloc
from mapgen.record.snapshot_file import read_snapshot
from mapgen.record.snapshots import Basis, Entry, Snapshot, Status

HEAD = """\
[snapshot]
region = "south-america"
as_of = 2025-12-15
coder = "A paper"
source = "A paper, 15 December 2025"
"""
CODES = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN")
# Its header is on line 6.
ALL = "[alignments]\n" + "".join(f'{code} = "left"\n' for code in CODES)

Read = Callable[[str], Snapshot]


@pytest.fixture
def read(document: Callable[[str], Document]) -> Read:
    """Return a function that reads a snapshot from TOML text."""
    return lambda text: read_snapshot(document(text))


def test_every_key_is_read(read: Read) -> None:
    """In a snapshot with every key, each value is where its key says."""
    head = HEAD + (
        'title = "A list"\nbasis = "elected"\nbasis_inferred = true\nlicence = "CC0-1.0"\n'
        'scale = ["left", "right"]\nmissing = "no-data"\nnote = "A note."\n'
    )
    snapshot = read(head + '[alignments]\nVEN = "left"\nARG = "right"\nBOL = "no-data"\n')
    assert snapshot.title == "A list"
    assert snapshot.region == "south-america"
    assert snapshot.as_of == date(2025, 12, 15)
    assert snapshot.basis is Basis.ELECTED
    assert snapshot.basis_inferred
    assert snapshot.coder == "A paper"
    assert snapshot.scale.names == ("left", "right")
    assert snapshot.source == "A paper, 15 December 2025"
    assert snapshot.published
    assert len(snapshot.sha256) == 64


def test_entries_are_as_published(read: Read, south_america: Region) -> None:
    """There is one entry per state, sorted by code, with the list's source; an unknown state has no source."""
    snapshot = read(HEAD + 'missing = "no-data"\n[alignments]\nVEN = "left"\nARG = "right"\nBOL = "no-data"\n')
    source = ("A paper, 15 December 2025",)
    assert tuple(snapshot.by_code) == south_america.states
    assert snapshot.by_code["ARG"] == Entry("ARG", Status.AS_PUBLISHED, "right", sources=source)
    assert snapshot.by_code["VEN"] == Entry("VEN", Status.AS_PUBLISHED, "left", sources=source)
    assert snapshot.by_code["BOL"] == Entry("BOL", Status.NO_DATA)
    assert snapshot.by_code["PER"] == Entry("PER", Status.NO_DATA)


def test_what_need_not_be_said_has_a_plain_meaning(read: Read) -> None:
    """The default title is the coder and the day; without a basis, the basis is unknown."""
    snapshot = read(HEAD + ALL)
    assert snapshot.title == "A paper, 2025-12-15"
    assert snapshot.basis is None
    assert not snapshot.basis_inferred


@pytest.mark.parametrize("name", ["Perú", "peru", "Peru", "per", "PER"])
def test_a_state_may_be_named(name: str, read: Read) -> None:
    """A file may name a state by its code or its name."""
    text = HEAD + ALL.replace('PER = "left"', f'"{name}" = "right"')
    assert read(text).by_code["PER"].alignment == "right"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            'CHL = "left"\n',
            "",
            'no alignment for CHL (Chile); name them, or write missing = "no-data" in [snapshot]',
            id="state missing",
        ),
        pytest.param(
            'CHL = "left"\nCOL = "left"\nECU = "left"\n',
            "",
            'no alignment for CHL (Chile), COL (Colombia) and ECU (Ecuador); name them, or write missing = "no-data"',
            id="states missing",
        ),
        pytest.param(
            'CHL = "left"\n',
            'CHL = "left"\nChile = "right"\n',
            '"Chile": CHL stands twice; name it once',
            id="state twice",
        ),
        pytest.param(
            'CHL = "left"\n',
            'CHL = "left"\nChlie = "right"\n',
            '"Chlie": it is not a state of the region south-america; did you mean "CHL" (Chile)?',
            id="misspelt state",
        ),
        pytest.param(
            'CHL = "left"\n',
            'CHL = "left"\nFLK = "right"\n',
            '"FLK": Falkland Islands / Malvinas (FLK) is not a state of the region south-america',
            id="territory",
        ),
        pytest.param(
            'CHL = "left"',
            'CHL = "rihgt"',
            'CHL = "rihgt": it is not one of left, centre-left, centre, centre-right, right or no-data; '
            'did you mean "right"?',
            id="misspelt alignment",
        ),
        pytest.param(
            'CHL = "left"',
            "CHL = 1",
            "CHL = 1: write one of left, centre-left, centre, centre-right, right or no-data, in quotes",
            id="no word",
        ),
    ],
)
def test_a_fault_in_the_list_is_named(old: str, new: str, message: str, read: Read) -> None:
    """The message has file, line, table, key, value and what would be right, and nothing else."""
    with pytest.raises(InputError, match=r"made.toml, line \d+, " + escape(f"[alignments]: {message}")) as refused:
        read(HEAD + ALL.replace(old, new))
    assert len(refused.value.problems) == 1


def test_an_alignment_is_on_the_list_s_own_scale(read: Read) -> None:
    """A list of two classes takes no other class."""
    with pytest.raises(InputError, match=escape('CHL = "centre": it is not one of left, right or no-data') + "$"):
        read(HEAD + 'scale = ["left", "right"]\n' + ALL.replace('CHL = "left"', 'CHL = "centre"'))


class TestOwnScale:
    """A publisher's own scale, whose classes a file may label, colour and fold."""

    HEAD = HEAD + 'missing = "no-data"\nscale = ["pink-tide", "brown"]\n'
    REST = '[alignments]\nARG = "brown"\nBRA = "pink-tide"\n'

    def test_its_classes_say_what_they_are(self, read: Read) -> None:
        """A class may have labels in one language or in each, a colour, and a bloc."""
        classes = (
            '[classes.pink-tide]\nlabel = "Pink tide"\ncolour = "#FF00AA"\nbloc = "left"\n'
            '[classes.brown]\nlabel = { en = "Brown", es = "Marrón" }\n'
        )
        snapshot = read(self.HEAD + classes + self.REST)
        assert snapshot.scale.names == ("pink-tide", "brown")
        assert snapshot.scale.labels == {"pink-tide": {"en": "Pink tide"}, "brown": {"en": "Brown", "es": "Marrón"}}
        assert snapshot.scale.colours == {"pink-tide": "#ff00aa"}
        assert [snapshot.by_code[code].bloc for code in ("BRA", "ARG", "PER")] == [Bloc.LEFT, Bloc.NONE, Bloc.NONE]
        assert not snapshot.scale.is_standard
        assert all(entry.scale == snapshot.scale for entry in snapshot.entries)

    def test_nothing_need_be_said_of_a_class(self, read: Read) -> None:
        """Up to five classes take the theme's colours."""
        snapshot = read(self.HEAD + self.REST)
        assert not snapshot.scale.labels
        assert not snapshot.scale.colours
        assert snapshot.by_code["ARG"].alignment == "brown"

    @pytest.mark.parametrize(
        ("classes", "message"),
        [
            pytest.param(
                "[classes.pink]\n",
                "line 8, [classes.pink]: the scale has no class of that name; it has pink-tide or brown",
                id="class that is not on the scale",
            ),
            pytest.param(
                '[classes.brown]\nlable = "Brown"\n',
                'line 9, [classes.brown]: unknown key "lable"; did you mean "label"?',
                id="misspelt key",
            ),
            pytest.param(
                '[classes.brown]\ncolour = "brownish"\n',
                'line 9, [classes.brown]: colour = "brownish": write a colour as CSS does, such as "#e8505b"',
                id="no colour",
            ),
            pytest.param(
                '[classes.brown]\nbloc = "centre-right"\n',
                'line 9, [classes.brown]: bloc = "centre-right": it is not one of left, centre or right; '
                'did you mean "centre"?',
                id="alignment for a bloc",
            ),
            pytest.param(
                '[classes.brown]\nlabel = { de = "Braun" }\n',
                'line 9, [classes.brown]: label = { de = "Braun" }: unknown key "de"',
                id="language that no map speaks",
            ),
            pytest.param(
                "[[classes]]\nbrown = 1\n", "line 8: write one table [classes.NAME] for each class", id="two brackets"
            ),
        ],
    )
    def test_a_fault_in_a_class_is_named(self, classes: str, message: str, read: Read) -> None:
        """The message has line, table, key and what would be right, and nothing else."""
        with pytest.raises(InputError, match="made.toml, " + escape(message)) as refused:
            read(self.HEAD + classes + self.REST)
        assert len(refused.value.problems) == 1

    @pytest.mark.parametrize(
        ("scale", "message"),
        [
            pytest.param(
                '["left", "Centre"]',
                '"Centre" is no name of a class; write small letters, digits and hyphens, and its label in [classes]; '
                'did you mean "centre"?',
                id="capital",
            ),
            pytest.param('["far left", "x"]', '"far left" is no name of a class; write small letters,', id="space"),
            pytest.param('["no-data", "x"]', '"no-data" is no name of a class;', id="word that has a meaning"),
            pytest.param('["x", "y", "x"]', "write each name once", id="name twice"),
            pytest.param("[]", "write one or more of left, centre-left,", id="no class"),
            pytest.param('"x"', "write a list, in square brackets", id="no list"),
        ],
    )
    def test_a_fault_in_a_name_is_named(self, scale: str, message: str, read: Read) -> None:
        """Names of classes are short identifiers; labels are for people."""
        with pytest.raises(InputError, match=r"made.toml, line 6, \[snapshot\]: scale = .*: " + escape(message)):
            read(f"{HEAD}scale = {scale}\n{ALL}")

    @pytest.mark.parametrize("scale", ['["pink-tide", "brown"]', '["Pink tide", "brown"]'])
    def test_what_is_wrong_in_the_head_brings_no_complaints_about_classes(self, scale: str, read: Read) -> None:
        """The scale is read even if the head is faulty; if the scale is faulty, classes are not checked."""
        head = self.HEAD.replace('coder = "A paper"\n', "").replace('["pink-tide", "brown"]', scale)
        with pytest.raises(InputError) as refused:
            read(head + '[classes.brown]\nlabel = "Brown"\n' + self.REST)
        assert all("[snapshot]" in problem.where for problem in refused.value.problems)

    def test_more_than_twelve_classes_without_colours_need_them(self, read: Read) -> None:
        """There are colours for twelve; a thirteenth needs its own, whichever it is."""
        names = [f"c{number}" for number in range(13)]
        text = HEAD + f'missing = "no-data"\nscale = {json.dumps(names)}\n{{}}[alignments]\nARG = "c1"\n'
        assert read(text.format('[classes.c4]\ncolour = "#000005"\n')).scale.colours == {"c4": "#000005"}
        message = "[snapshot]: there are colours for 12 classes, and 13 have none; give more of them their own"
        with pytest.raises(InputError, match=escape(message) + "$"):
            read(text.format(""))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            'coder = "A paper"\n',
            "",
            'the key "coder" is missing (who made the classification)',
            id="no coder",
        ),
        pytest.param(
            'source = "A paper, 15 December 2025"\n',
            "",
            'the key "source" is missing (an address, or a citation in words)',
            id="no source",
        ),
        pytest.param(
            'region = "south-america"\n',
            "",
            'the key "region" is missing (the region whose states it names)',
            id="no region",
        ),
        pytest.param(
            "as_of = 2025-12-15",
            'as_of = "2025-12-15"',
            'as_of = "2025-12-15": write the date without quotes: 2025-12-15',
            id="date in quotes",
        ),
        pytest.param(
            "as_of = 2025-12-15",
            "asof = 2025-12-15",
            'unknown key "asof"; did you mean "as_of"?',
            id="misspelt key",
        ),
        pytest.param(
            "as_of = 2025-12-15",
            'as_of = 2025-12-15\nbasis = "won"',
            'basis = "won": it is not one of office or elected',
            id="no basis",
        ),
        pytest.param(
            "as_of = 2025-12-15",
            'as_of = 2025-12-15\nmissing = "left"',
            'missing = "left": it is not one of no-data',
            id="the others guessed",
        ),
        pytest.param(
            "as_of = 2025-12-15",
            'as_of = 2025-12-15\nscale = ["right", "left"]',
            'scale = ["right", "left"]: write one or more of left, centre-left, centre, centre-right, right, '
            "each once and in this order",
            id="scale turned round",
        ),
        pytest.param(
            '"south-america"',
            '"south-amerika"',
            'region "south-amerika": there is no such region; `mapgen regions` lists ',
            id="misspelt region",
        ),
    ],
)
def test_a_fault_in_the_head_is_named(old: str, new: str, message: str, read: Read) -> None:
    """A faulty head causes no further messages about the list, and each has the line of its key."""
    with pytest.raises(InputError, match=r"made.toml, line \d+, " + escape(f"[snapshot]: {message}")) as refused:
        read(HEAD.replace(old, new) + ALL)
    assert all(problem.where.endswith(", [snapshot]") for problem in refused.value.problems)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            HEAD,
            'made.toml, [alignments]: the table is missing; write one line `ARG = "right"` per state',
            id="no list",
        ),
        pytest.param(
            HEAD + "[[alignments]]\n" + ALL.partition("\n")[2],
            'made.toml, line 6, [[alignments]]: the table is missing; write one line `ARG = "right"` per state',
            id="two brackets",
        ),
        pytest.param(
            HEAD + ALL + "[alignment]\n",
            'made.toml, line 19: unknown table or key "alignment"; did you mean "alignments"?',
            id="misspelt table",
        ),
        pytest.param(
            HEAD + ALL + "[zzz]\n",
            'made.toml, line 19: unknown table or key "zzz"; a snapshot has the tables snapshot, classes or alignments',
            id="unknown table",
        ),
    ],
)
def test_a_fault_in_the_tables_is_named(text: str, message: str, read: Read) -> None:
    """Both tables of a snapshot are required."""
    with pytest.raises(InputError, match=escape(message) + "$") as refused:
        read(text)
    assert len(refused.value.problems) == 1


def test_all_problems_of_a_file_come_at_once(read: Read) -> None:
    """All problems of a file are reported together."""
    text = HEAD.replace("as_of", "as_off") + '[alignmnts]\n[alignments]\nChlie = "left"\nARG = "rihgt"\n'
    with pytest.raises(InputError) as refused:
        read(text)
    assert [problem.message for problem in refused.value.problems] == [
        'unknown table or key "alignmnts"; did you mean "alignments"?',
        'unknown key "as_off"; did you mean "as_of"?',
        'the key "as_of" is missing (the day it speaks of)',
        (
            'ARG = "rihgt": it is not one of left, centre-left, centre, centre-right, right or no-data; '
            'did you mean "right"?'
        ),
    ]
    with pytest.raises(InputError) as refused:
        read(text.replace("as_off", "as_of").replace("[alignmnts]\n", ""))
    assert [problem.message.partition(";")[0] for problem in refused.value.problems] == [
        '"Chlie": it is not a state of the region south-america',
        'ARG = "rihgt": it is not one of left, centre-left, centre, centre-right, right or no-data',
        (
            "no alignment for BOL (Bolivia), BRA (Brazil), CHL (Chile), COL (Colombia), ECU (Ecuador), GUY (Guyana), "
            "PER (Peru), PRY (Paraguay), SUR (Suriname), URY (Uruguay) and VEN (Venezuela)"
        ),
    ]


def test_a_class_may_be_named_in_another_language(read: Read) -> None:
    """A list may have the words of any language of the map; the snapshot has those of its scale."""
    head = HEAD.replace("south-america", "South-America") + 'basis = "Office"\nmissing = "Sin datos"\n'
    rows = 'ARG = "Derecha"\nbrasil = "Esquerda"\nPER = "sem dados"\nCHL = "centro-direita"\n'
    snapshot = read(f"{head}[alignments]\n{rows}")
    assert (snapshot.region, snapshot.basis) == ("south-america", Basis.OFFICE)
    assert {code: snapshot.by_code[code].alignment for code in ("ARG", "BRA", "PER", "CHL", "URY")} == {
        "ARG": "right",
        "BRA": "left",
        "PER": None,
        "CHL": "centre-right",
        "URY": None,
    }


def test_a_class_of_one_s_own_is_what_it_says(read: Read) -> None:
    """On a scale of one's own, a word that is a name of it is that name, in whatever language."""
    head = HEAD + 'missing = "no-data"\nscale = ["izquierda", "derecha"]\n'
    snapshot = read(head + '[alignments]\nARG = "Derecha"\n')
    assert snapshot.by_code["ARG"].alignment == "derecha"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[alignments]\nARG = "left"\nBRA = "lfet"\n', 9),
        ('[alignments]\nARG = "left"\n"Brazzil" = "left"\n', 9),
        ('basis = "ofice"\n[alignments]\n', 7),
        ('scale = ["a", "b"]\n[alignments]\nARG = "a"\n[classes.a]\nlabel = "A"\ncolour = "reddish"\n', 12),
    ],
)
def test_a_fault_has_the_line_of_its_key(text: str, line: int, read: Read) -> None:
    """The place is the line of the key, and not that of its table."""
    with pytest.raises(InputError, match=f"line {line}, "):
        read(HEAD + 'missing = "no-data"\n' + text)


def test_a_fault_in_an_inline_table_has_the_line_of_that_table(read: Read) -> None:
    """What stands inside a value has the line of the key with that value."""
    head = f'\nclasses = {{ a = {{ colour = "reddish" }} }}\n{HEAD}scale = ["a", "b"]\nmissing = "no-data"\n'
    with pytest.raises(InputError, match=r'line 2, .*: colour = "reddish"'):
        read(head + '[alignments]\nARG = "a"\n')
