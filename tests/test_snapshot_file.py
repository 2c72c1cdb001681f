"""Reading a snapshot: every state of the region is named once, or the file says what the others are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from re import escape

import pytest

from mapgen.documents import Document
from mapgen.errors import InputError
from mapgen.regions import Region
from mapgen.snapshot_file import read_snapshot
from mapgen.snapshots import Basis, Entry, Snapshot, Status

HEAD = """\
[snapshot]
region = "south-america"
as_of = 2025-12-15
coder = "A paper"
source = "A paper, 15 December 2025"
"""
CODES = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN")
# Its header stands on line 6.
ALL = "[alignments]\n" + "".join(f'{code} = "left"\n' for code in CODES)

Read = Callable[[str], Snapshot]


@pytest.fixture
def read(document: Callable[[str], Document]) -> Read:
    """Return what reads a snapshot of TOML text."""
    return lambda text: read_snapshot(document(text))


def test_every_key_is_read(read: Read) -> None:
    """A snapshot with everything in it: each value stands where its key says."""
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
    """One for each state in order of the codes, with the list's source; who is not known has none."""
    snapshot = read(HEAD + 'missing = "no-data"\n[alignments]\nVEN = "left"\nARG = "right"\nBOL = "no-data"\n')
    source = ("A paper, 15 December 2025",)
    assert tuple(snapshot.by_code) == south_america.states
    assert snapshot.by_code["ARG"] == Entry("ARG", Status.AS_PUBLISHED, "right", sources=source)
    assert snapshot.by_code["VEN"] == Entry("VEN", Status.AS_PUBLISHED, "left", sources=source)
    assert snapshot.by_code["BOL"] == Entry("BOL", Status.NO_DATA)
    assert snapshot.by_code["PER"] == Entry("PER", Status.NO_DATA)


def test_what_need_not_be_said_has_a_plain_meaning(read: Read) -> None:
    """The title is the coder and the day; a basis that nobody gave is not known."""
    snapshot = read(HEAD + ALL)
    assert snapshot.title == "A paper, 2025-12-15"
    assert snapshot.basis is None
    assert not snapshot.basis_inferred


@pytest.mark.parametrize("name", ["Perú", "peru", "Peru", "per", "PER"])
def test_a_state_may_be_named(name: str, read: Read) -> None:
    """By its code or its name, so that nobody has to know the codes."""
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
            '"Chlie": it is not a state of the region; did you mean "CHL" (Chile)?',
            id="misspelt state",
        ),
        pytest.param(
            'CHL = "left"\n',
            'CHL = "left"\nFLK = "right"\n',
            '"FLK": it is not a state of the region; they are ARG, BOL,',
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
    """With file, line, table, key, value, and what would be right: that alone."""
    with pytest.raises(InputError, match="made.toml, line 6, " + escape(f"[alignments]: {message}")) as refused:
        read(HEAD + ALL.replace(old, new))
    assert len(refused.value.problems) == 1


def test_an_alignment_is_on_the_list_s_own_scale(read: Read) -> None:
    """A list of two classes stays one of two classes."""
    with pytest.raises(InputError, match=escape('CHL = "centre": it is not one of left, right or no-data') + "$"):
        read(HEAD + 'scale = ["left", "right"]\n' + ALL.replace('CHL = "left"', 'CHL = "centre"'))


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
            'region "south-amerika": there is no such region; there is south-america; did you mean "south-america"?',
            id="misspelt region",
        ),
    ],
)
def test_a_fault_in_the_head_is_named(old: str, new: str, message: str, read: Read) -> None:
    """And brings no complaints about the list that would follow from it."""
    with pytest.raises(InputError, match="made.toml, line 1, " + escape(f"[snapshot]: {message}")) as refused:
        read(HEAD.replace(old, new) + ALL)
    assert {problem.where for problem in refused.value.problems} == {refused.value.problems[0].where}


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
            'made.toml, line 6, [alignments]: the table is missing; write one line `ARG = "right"` per state',
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
    """A snapshot has two tables, and both must be there."""
    with pytest.raises(InputError, match=escape(message) + "$") as refused:
        read(text)
    assert len(refused.value.problems) == 1


def test_all_problems_of_a_file_come_at_once(read: Read) -> None:
    """One run says all there is to mend."""
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
        '"Chlie": it is not a state of the region',
        'ARG = "rihgt": it is not one of left, centre-left, centre, centre-right, right or no-data',
        (
            "no alignment for BOL (Bolivia), BRA (Brazil), CHL (Chile), COL (Colombia), ECU (Ecuador), GUY (Guyana), "
            "PER (Peru), PRY (Paraguay), SUR (Suriname), URY (Uruguay) and VEN (Venezuela)"
        ),
    ]
