"""Reading a record: the meaning of each key, and every problem of a file at once, with its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from re import escape, match

import pytest

from mapgen.errors import InputError
from mapgen.files.dates import PartialDate, exact
from mapgen.files.documents import Document
from mapgen.record.alignments import STANDARD_SCALE
from mapgen.record.file import read_record
from mapgen.record.model import (
    CameBy,
    Government,
    Outcome,
    Reading,
    Record,
    Source,
    SourceStatus,
    Vacancy,
    Vote,
    Win,
)

HEAD = """\
[record]
title = "Made up"
region = "south-america"
begins = 2000-01-01
coder = "test"
scale = ["left", "centre-left", "centre", "centre-right", "right"]
"""
# A government with its header on line 7 and its keys from line 8 on.
ADA = """\
[[government]]
country = "CHL"
leader = "Ada"
alignment = "left"
"""

Read = Callable[[str], Record]


@pytest.fixture
def read(document: Callable[[str], Document]) -> Read:
    """Return a function that reads a record from TOML text."""
    return lambda text: read_record(document(text))


class TestSound:
    """Valid files."""

    def test_every_key_is_read(self, read: Read, document: Callable[[str], Document]) -> None:
        """In a record with every key, each value is where its key says."""
        text = """\
[record]
title = "Made up"
region = "south-america"
begins = 2000-01-01
coder = "test"
licence = "CC0-1.0"
scale = ["left", "right"]
[reviewed]
CHL = 2004-05-06
[[government]]
country = "CHL"
leader = "Ada"
party = "A"
elected = [2001-01-01, 2003-01-01]
declared = [2003-01-09]
start = 2001-03-01
end = 2004-03-01
term_ends = "2005-03"
came_by = "de-facto"
alignment = "right"
contested = true
reasoning = "So they say."
readings = [{ coder = "EFE", alignment = "centre", source = "a page", status = "read", note = "far" }]
sources = ["an address", { source = "a set", status = "dataset", supports = "dates" }]
note = "A note."
[[government]]
country = "CHL"
leader = "Bo"
elected = [2003-12-01]
alignment = "no-data"
void = true
[[vote]]
country = "PER"
date = "2030"
outcome = "not-recorded"
note = "A vote."
sources = ["a paper"]
[[vacancy]]
country = "PER"
start = 2001-01-01
end = 2001-01-02
note = "A day."
sources = [{ source = "a page" }]
"""
        assert read(text) == Record(
            title="Made up",
            region="south-america",
            begins=date(2000, 1, 1),
            coder="test",
            scale=("left", "right"),
            licence="CC0-1.0",
            governments=(
                Government(
                    country="CHL",
                    leader="Ada",
                    alignment="right",
                    party="A",
                    wins=(
                        Win(date(2001, 1, 1), date(2001, 1, 1)),
                        Win(date(2003, 1, 1), date(2003, 1, 9)),
                    ),
                    start=date(2001, 3, 1),
                    end=date(2004, 3, 1),
                    term_ends=PartialDate(date(2005, 3, 1), date(2005, 3, 31)),
                    came_by=CameBy.DE_FACTO,
                    contested=True,
                    reasoning="So they say.",
                    readings=(Reading("EFE", "centre", "a page", SourceStatus.READ, "far"),),
                    sources=(Source("an address"), Source("a set", SourceStatus.DATASET, "dates")),
                    note="A note.",
                ),
                Government(
                    country="CHL",
                    leader="Bo",
                    alignment="no-data",
                    wins=(Win(date(2003, 12, 1), date(2003, 12, 1)),),
                    void=True,
                ),
            ),
            votes=(
                Vote(
                    "PER",
                    PartialDate(date(2030, 1, 1), date(2030, 12, 31)),
                    Outcome.NOT_RECORDED,
                    "A vote.",
                    (Source("a paper"),),
                ),
            ),
            vacancies=(Vacancy("PER", date(2001, 1, 1), date(2001, 1, 2), "A day.", (Source("a page"),)),),
            reviewed={"CHL": date(2004, 5, 6)},
            sha256=document(text).sha256,
        )
        assert isinstance(read(text).governments[0].came_by, CameBy)

    def test_only_the_head_must_be_there(self, read: Read) -> None:
        """A record may have no government; optional keys have defaults."""
        record = read(HEAD)
        assert record.scale == STANDARD_SCALE
        assert not any([record.governments, record.votes, record.vacancies, record.reviewed, record.licence])

    def test_an_address_alone_is_a_source_that_nobody_says_was_read(self, read: Read) -> None:
        """A source without a status is `quoted`."""
        record = read(HEAD + ADA + 'start = 2001-01-01\nsources = ["x", { source = "y" }]\n')
        assert {source.status for source in record.governments[0].sources} == {SourceStatus.QUOTED}

    @pytest.mark.parametrize(
        ("declared", "known"),
        [
            pytest.param("[]", ["2001-05-01", "2003-05-01"], id="none"),
            pytest.param("[2001-05-04]", ["2001-05-04", "2003-05-01"], id="of the first"),
            pytest.param("[2003-05-01]", ["2001-05-01", "2003-05-01"], id="on the day of the vote"),
            pytest.param("[2003-04-30]", ["2003-04-30", "2003-05-01"], id="the day before the second"),
            pytest.param("[2003-07-04, 2002-01-01]", ["2002-01-01", "2003-07-04"], id="in any order"),
        ],
    )
    def test_a_declared_day_belongs_to_the_last_vote_before_it(
        self, declared: str, known: list[str], read: Read
    ) -> None:
        """A vote's result is known on the day of the vote, unless a later day is declared."""
        record = read(HEAD + ADA + f"elected = [2001-05-01, 2003-05-01]\ndeclared = {declared}\n")
        wins = record.governments[0].wins
        assert [win.voted for win in wins] == [date(2001, 5, 1), date(2003, 5, 1)]
        assert [win.known.isoformat() for win in wins] == known

    def test_a_vote_may_be_a_day_or_less(self, read: Read) -> None:
        """A day stands without quotes; a month or year in quotes if only that is known."""
        vote = '[[vote]]\ncountry = "CHL"\noutcome = "scheduled"\n'
        record = read(HEAD + f'{vote}date = 2030-05-01\n{vote}date = "2030-05"\n')
        assert [str(one.date) for one in record.votes] == ["2030-05-01", "2030-05"]
        assert record.votes[0].date == exact(date(2030, 5, 1))


# A faulty government, and its message. The header is on line 7.
IN_A_GOVERNMENT = [
    pytest.param(
        'start = "2001-01-01"',
        'start = "2001-01-01": write the date without quotes: 2001-01-01',
        id="date in quotes",
    ),
    pytest.param(
        "start = 2001-01-01T12:00:00",
        "start = 2001-01-01T12:00:00: a day is wanted, without a time: 2001-01-01",
        id="datetime",
    ),
    pytest.param(
        'start = "soon"',
        'start = "soon": this is no date; write YYYY-MM-DD, such as 2025-12-14, without quotes',
        id="no date",
    ),
    pytest.param(
        'start = 2001-01-01\nterm_ends = "2005-13"',
        'term_ends = "2005-13": this is no date; write 2027-10-24, or "2027-10" or "2027" while only that is known',
        id="invalid partial date",
    ),
    pytest.param(
        "elected = 2001-01-01",
        "elected = 2001-01-01: write a list, in square brackets",
        id="one vote without brackets",
    ),
    pytest.param(
        'elected = [2001-01-01, "2003-01-01"]',
        'elected = [2001-01-01, "2003-01-01"]: item 2, "2003-01-01": write the date without quotes: 2003-01-01',
        id="date in quotes in a list",
    ),
    pytest.param(
        "elected = [2003-01-01, 2001-01-01]",
        "elected: list the votes won from first to last, each once",
        id="votes out of order",
    ),
    pytest.param(
        "elected = [2001-01-01, 2001-01-01]",
        "elected: list the votes won from first to last, each once",
        id="vote twice",
    ),
    pytest.param(
        "elected = [2001-01-01]\ndeclared = [2000-12-31]",
        "declared = 2000-12-31: there is no vote in `elected` on or before it",
        id="declared before the vote",
    ),
    pytest.param(
        "start = 2001-01-01\ndeclared = [2000-12-31]",
        "declared = 2000-12-31: there is no vote in `elected` on or before it",
        id="declared without a vote",
    ),
    pytest.param(
        "elected = [2001-01-01]\ndeclared = [2001-01-05, 2001-01-09]",
        "declared = 2001-01-09: the vote of 2001-01-01 was declared on 2001-01-05 already",
        id="declared twice",
    ),
    pytest.param(
        "elected = [2001-01-01]\ndeclared = [2001-01-01, 2001-01-09]",
        "declared = 2001-01-09: the vote of 2001-01-01 was declared on 2001-01-01 already",
        id="declared twice, once on the day itself",
    ),
    pytest.param(
        "start = 2001-01-01\nend = 2000-12-31",
        "end = 2000-12-31: before its start (2001-01-01)",
        id="end before start",
    ),
    pytest.param(
        "elected = [2001-01-01]\nend = 2002-01-01",
        "end = 2002-01-01: without a start; give `start`, or leave `end` out for an elect",
        id="end without start",
    ),
    pytest.param(
        "start = 2001-01-01\nvoid = true",
        "void = true: but it took office on 2001-01-01; leave one of the two out",
        id="void with a start",
    ),
    pytest.param(
        'party = "A"',
        "has neither `start` nor `elected`: when did it take office, or win?",
        id="neither start nor elected",
    ),
    pytest.param(
        "start = 2001-01-01\nelectd = [2001-01-01]",
        'unknown key "electd"; did you mean "elected"?',
        id="misspelt key",
    ),
    pytest.param(
        'start = 2001-01-01\ncame_by = "elections"',
        'came_by = "elections": it is not one of election, succession, appointment, acting or de-facto; '
        'did you mean "election"?',
        id="misspelt way into office",
    ),
    pytest.param(
        'start = 2001-01-01\ncontested = "yes"',
        'contested = "yes": write true or false, without quotes',
        id="flag in quotes",
    ),
    pytest.param(
        'start = 2001-01-01\nparty = ""',
        'party = "": it is empty; write the text, or leave the key out',
        id="empty text",
    ),
    pytest.param(
        'start = 2001-01-01\nnote = """\nTwo\nlines"""',
        r'note = "Two\u000alines": it holds the control character U+000A; write it on one line',
        id="two lines",
    ),
    pytest.param(
        'start = 2001-01-01\nsources = "https://a.example"',
        'sources = "https://a.example": write a list, in square brackets',
        id="source without brackets",
    ),
    pytest.param(
        'start = 2001-01-01\nsources = [{ source = "a", sorce = "b" }]',
        'sources = [{ source = "a", sorce = "b" }]: item 1, { source = "a", sorce = "b" }: '
        'unknown key "sorce"; did you mean "source"?',
        id="source with an unknown key",
    ),
    pytest.param(
        'start = 2001-01-01\nsources = [{ source = "a", status = "unsourced" }]',
        'status = "unsourced": it is not one of read, quoted or dataset',
        id="source that is none",
    ),
    pytest.param(
        'start = 2001-01-01\nsources = [{ source = "a", supports = "begin" }]',
        'supports = "begin": it is not one of holder, start, end or dates',
        id="what a source shows",
    ),
    pytest.param(
        'start = 2001-01-01\nreadings = [{ coder = "EFE", alignment = "far-right", source = "a" }]',
        'alignment = "far-right": it is not one of left, centre-left, centre, centre-right, right or no-data; '
        'did you mean "right"?',
        id="reading off the scale",
    ),
    pytest.param(
        'start = 2001-01-01\nreadings = ["EFE"]',
        'readings = ["EFE"]: item 1, "EFE": "EFE" stands where a table of keys belongs',
        id="reading without a table",
    ),
]


class TestGovernment:
    """Faults in a [[government]]."""

    @pytest.mark.parametrize(("keys", "message"), IN_A_GOVERNMENT)
    def test_a_fault_names_line_table_country_and_leader(self, keys: str, message: str, read: Read) -> None:
        """The message has file, line, country, leader, key, value and what would be right, and nothing else."""
        text = HEAD + ADA + keys + "\n"
        with pytest.raises(InputError, match=escape(message)) as refused:
            read(text)
        (problem,) = refused.value.problems
        # A message begins with its key; any other one is about the table, whose header is on line 7.
        key = match(r'(?:unknown key ")?(\w+)|', problem.message)
        assert key
        lines = [n for n, line in enumerate(text.split("\n"), start=1) if n > 7 and match(rf"{key[1]}\b", line)]
        line = next(iter(lines), 7)
        assert problem.where.endswith(f"made.toml, line {line}, [[government]] (CHL, Ada)")

    @pytest.mark.parametrize(
        ("country", "message"),
        [
            pytest.param(
                "Chlie",
                'it is not a state of the region south-america; did you mean "CHL" (Chile)?',
                id="misspelt name",
            ),
            pytest.param("CHI", "it is not a state of the region south-america; they are ARG, ", id="no code"),
            pytest.param("USA", "United States (USA) is not a state of the region south-america", id="elsewhere"),
            pytest.param("Spain", "Spain (ESP) is not a state of the region south-america", id="a name elsewhere"),
        ],
    )
    @pytest.mark.parametrize(
        ("table", "keys"),
        [
            ("government", 'leader = "Ada"\nalignment = "left"\nstart = 2001-01-01\n'),
            ("vote", 'date = "2030"\noutcome = "scheduled"\n'),
            ("vacancy", "start = 2001-01-01\nend = 2001-01-02\n"),
        ],
    )
    def test_a_wrong_country_brings_the_right_one(
        self, table: str, keys: str, country: str, message: str, read: Read
    ) -> None:
        """In every table with a country, the message says what the text means, or has the name that it may mean."""
        with pytest.raises(InputError, match=escape(f'country = "{country}": {message}')) as refused:
            read(HEAD + f'[[{table}]]\ncountry = "{country}"\n{keys}')
        (problem,) = refused.value.problems
        assert f"made.toml, line 8, [[{table}]] ({country}" in problem.where

    @pytest.mark.parametrize(
        ("scale", "alignment", "message"),
        [
            (
                '["left", "right"]',
                "centre-left",
                "it is not one of left, right or no-data",
            ),
            (
                '["left", "centre", "right"]',
                "centr",
                'it is not one of left, centre, right or no-data; did you mean "centre"?',
            ),
            ('["left"]', "Lefty", 'it is not one of left or no-data; did you mean "left"?'),
            ('["left"]', "derecha", "it is not one of left or no-data"),
        ],
    )
    def test_an_alignment_is_on_the_record_s_own_scale(
        self, scale: str, alignment: str, message: str, read: Read
    ) -> None:
        """An alignment is on the record's scale, or no-data; for a misspelt one the message has the nearest."""
        head = HEAD[: HEAD.index("scale")] + f"scale = {scale}\n"
        government = ADA.replace('"left"', f'"{alignment}"') + "start = 2001-01-01\n"
        with pytest.raises(InputError, match=escape(f'(CHL, Ada): alignment = "{alignment}": {message}') + "$"):
            read(head + government)

    def test_every_key_that_must_be_there_is_asked_for(self, read: Read) -> None:
        """The message for a missing key says what the key means."""
        with pytest.raises(InputError) as refused:
            read(HEAD + "[[government]]\nstart = 2001-01-01\n")
        assert [problem.message for problem in refused.value.problems] == [
            'the key "country" is missing (ISO 3166-1 code, or a name)',
            'the key "leader" is missing (the usual name)',
            'the key "alignment" is missing (on the record\'s scale, or no-data)',
        ]
        assert refused.value.problems[0].where.endswith("made.toml, line 7, [[government]]")

    def test_every_key_of_a_reading_and_a_source_is_asked_for(self, read: Read) -> None:
        """Readings and sources have required keys as well."""
        with pytest.raises(InputError) as refused:
            read(HEAD + ADA + 'start = 2001-01-01\nreadings = [{ note = "x" }]\nsources = [{ status = "read" }]\n')
        assert [problem.message.rpartition(" }: ")[2] for problem in refused.value.problems] == [
            'the key "coder" is missing (who says so)',
            'the key "alignment" is missing (what they say)',
            'the key "source" is missing (where they say it)',
            'the key "source" is missing (an address, or a citation in words)',
        ]


class TestOtherTables:
    """Faults elsewhere in a record."""

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            pytest.param(
                '[[vote]]\ncountry = "CHL"\ndate = "spring"\noutcome = "scheduled"\n',
                'line 9, [[vote]] (CHL): date = "spring": this is no date; write 2027-10-24, or "2027-10" or "2027" '
                "while only that is known",
                id="vote on no date",
            ),
            pytest.param(
                '[[vote]]\ncountry = "CHL"\ndate = 2030\noutcome = "scheduled"\n',
                'line 9, [[vote]] (CHL): date = 2030: this is no date; write 2027-10-24, or "2027-10" or "2027" ',
                id="year without quotes",
            ),
            pytest.param(
                '[[vote]]\ncountry = "CHL"\ndate = "2030"\noutcome = "canceled"\n',
                'line 10, [[vote]] (CHL): outcome = "canceled": it is not one of scheduled, not-recorded, annulled or '
                'cancelled; did you mean "cancelled"?',
                id="misspelt outcome",
            ),
            pytest.param(
                '[[vote]]\ncountry = "CHL"\ndate = "2030"\n',
                'line 7, [[vote]] (CHL): the key "outcome" is missing (scheduled, not-recorded, annulled or cancelled)',
                id="vote without outcome",
            ),
            pytest.param(
                '[vote]\ncountry = "CHL"\ndate = "2030"\noutcome = "scheduled"\n',
                "line 7: write [[vote]] with two brackets: there are several",
                id="one bracket",
            ),
            pytest.param(
                '[[vacancy]]\ncountry = "CHL"\nstart = 2001-01-01\nend = 2001-01-01\n',
                "line 10, [[vacancy]] (CHL): end = 2001-01-01: a vacancy ends after it starts (2001-01-01)",
                id="vacancy of no length",
            ),
            pytest.param(
                '[[vacancy]]\ncountry = "CHL"\nstart = 2001-01-01\n',
                'line 7, [[vacancy]] (CHL): the key "end" is missing (first day no longer vacant)',
                id="vacancy without end",
            ),
            pytest.param(
                '[[vacancy]]\ncountry = "CHL"\nend = 2001-01-01\n',
                'line 7, [[vacancy]] (CHL): the key "start" is missing (first vacant day)',
                id="vacancy without start",
            ),
            pytest.param(
                "[[vacancy]]\nstart = 2001-01-01\nend = 2001-01-02\n",
                'line 7, [[vacancy]]: the key "country" is missing (ISO 3166-1 code, or a name)',
                id="vacancy of no country",
            ),
            pytest.param(
                '[[vote]]\ndate = "2030"\noutcome = "scheduled"\n',
                'line 7, [[vote]]: the key "country" is missing (ISO 3166-1 code, or a name)',
                id="vote of no country",
            ),
            pytest.param(
                "[reviewed]\nCHL = 2026-01-01\nChile = 2026-01-02\n",
                'line 9, [reviewed]: "Chile": CHL stands twice; name it once',
                id="review under a code and a name",
            ),
            pytest.param(
                '[reviewed]\nCHL = "2026-01-01"\n',
                'line 8, [reviewed]: CHL = "2026-01-01": write the date without quotes: 2026-01-01',
                id="review in quotes",
            ),
            pytest.param(
                "[[reviewed]]\nCHL = 2026-01-01\n",
                "line 7, [[reviewed]]: write a table: one line `CHL = 2026-10-05` per country",
                id="two brackets",
            ),
            pytest.param(
                "[[goverment]]\nstart = 2001-01-01\n",
                'line 7: unknown table or key "goverment"; did you mean "government"?',
                id="misspelt table",
            ),
            pytest.param(
                "[zzz]\n",
                'line 7: unknown table or key "zzz"; a record has the tables record, reviewed, government, vote or '
                "vacancy",
                id="unknown table",
            ),
        ],
    )
    def test_a_fault_names_its_table(self, text: str, message: str, read: Read) -> None:
        """The message has file, line, table, key, value and what would be right, and nothing else."""
        with pytest.raises(InputError, match="made.toml, " + escape(message)) as refused:
            read(HEAD + text)
        assert len(refused.value.problems) == 1

    @pytest.mark.parametrize(
        ("key", "value", "message"),
        [
            (
                "region",
                '"south-amerika"',
                'region "south-amerika": there is no such region; `mapgen regions` lists ',
            ),
            ("begins", '"2000-01-01"', 'begins = "2000-01-01": write the date without quotes: 2000-01-01'),
            ("begins", "2000", "begins = 2000: this is no day but a year; write the day as well, such as 2000-01-01"),
            (
                "scale",
                '["right", "left"]',
                (
                    'scale = ["right", "left"]: write one or more of left, centre-left, centre, centre-right, right, '
                    "each once and in this order"
                ),
            ),
            (
                "scale",
                '["far-left"]',
                (
                    'scale = ["far-left"]: item 1, "far-left": it is not one of left, centre-left, centre, '
                    'centre-right or right; did you mean "left"?'
                ),
            ),
            ("title", "3", "title = 3: write it as text in quotes"),
        ],
    )
    def test_a_fault_in_the_head_names_its_key(self, key: str, value: str, message: str, read: Read) -> None:
        """A faulty head causes no further messages about the rest of the file."""
        lines = [f"{key} = {value}" if line.startswith(key) else line for line in HEAD.splitlines()]
        rest = ADA.replace("CHL", "Chile") + "start = 2001-01-01\n"
        number = next(number for number, line in enumerate(lines, start=1) if line.startswith(key))
        with pytest.raises(InputError, match=f"made.toml, line {number}, " + escape(f"[record]: {message}")) as refused:
            read("\n".join(lines) + "\n" + rest)
        assert len(refused.value.problems) == 1

    def test_a_missing_head_is_asked_for(self, read: Read) -> None:
        """The message lists every missing key with its meaning."""
        with pytest.raises(InputError) as refused:
            read(ADA + "start = 2001-01-01\n")
        assert [problem.message for problem in refused.value.problems] == [
            'the key "title" is missing (what the record is called, in one language or in each)',
            'the key "region" is missing (the region whose states it covers)',
            'the key "begins" is missing (the first day it covers)',
            'the key "coder" is missing (who made the classification)',
            'the key "scale" is missing (from left to right)',
        ]


def test_a_list_in_the_place_of_a_record_is_one_problem(read: Read) -> None:
    """None of its tables has a meaning in a record, and nobody wants to be told so one by one."""
    with pytest.raises(InputError) as raised:
        read('[snapshot]\nregion = "south-america"\n[alignments]\nARG = "right"\n')
    [problem] = raised.value.problems
    assert problem.message == "this is a list of one day, and no record; name a record"


def test_all_problems_of_a_file_come_at_once(read: Read) -> None:
    """Wrong values, wrong names and broken rules are reported together, each with its line."""
    text = (
        HEAD.replace("coder", "koder")
        + """\
[reviewed]
Spain = 2026-01-01
PER = "2026-01-01"
[[government]]
country = "CHL"
leader = "Ada"
alignment = "lefft"
start = 2001-01-01
end = 2000-01-01
[[government]]
country = "Pery"
leader = "Bo"
alignment = "left"
start = 2001-01-01
[[government]]
country = "PER"
leader = "Cy"
alignment = "left"
start = 2001-01-01
end = 2000-01-01
[[vacansy]]
[[government]]
country = "PER"
leader = "Di"
alignment = "left"
start = 2002-01-01
[[government]]
country = "PER"
leader = "Eve"
alignment = "left"
start = 2003-01-01
"""
    )
    # A head that can be read: without the region it is not known which countries are right.
    readable = text.replace("koder", "coder")
    with pytest.raises(InputError) as refused:
        read(readable)
    assert {line.split("made.toml, ")[1] for line in str(refused.value).splitlines()} == {
        'line 27: unknown table or key "vacansy"; did you mean "vacancy"?',
        (
            'line 13, [[government]] (CHL, Ada): alignment = "lefft": it is not one of left, centre-left, centre, '
            'centre-right, right or no-data; did you mean "left"?'
        ),
        (
            'line 17, [[government]] (Pery, Bo): country = "Pery": it is not a state of the region south-america; they '
            "are ARG, BOL, BRA, CHL, COL, ECU, GUY, PER, PRY, SUR, URY, VEN, FRA or GBR"
        ),
        'line 8, [reviewed]: "Spain": Spain (ESP) is not a state of the region south-america',
        'line 9, [reviewed]: PER = "2026-01-01": write the date without quotes: 2026-01-01',
        "line 15, [[government]] (CHL, Ada): end = 2000-01-01: before its start (2001-01-01)",
        "line 26, [[government]] (PER, Cy): end = 2000-01-01: before its start (2001-01-01)",
        (
            "line 37, [[government]] (PER, Eve): Eve (from 2003-01-01) overlaps Di (from 2002-01-01); "
            "end the earlier one with `end = 2003-01-01`"
        ),
    }
    with pytest.raises(InputError, match='unknown key "koder"; did you mean "coder"') as refused:
        read(text)
    assert "overlaps" in str(refused.value)


def test_rows_are_tables(read: Read) -> None:
    """Items of a list that are not tables are refused one by one."""
    text = HEAD.replace("[record]", 'vote = ["2030"]\n[record]')
    with pytest.raises(
        InputError, match=r'made\.toml, line 1, \[\[vote\]\]: "2030" stands where a table of keys belongs$'
    ):
        read(text)


def test_inline_tables_are_named_with_their_lines(read: Read) -> None:
    """A list of inline tables is read like tables with headers, and each has its own line."""
    text = HEAD.replace("[record]", 'vote = [\n  { country = "CHL" },\n]\n[record]')
    with pytest.raises(InputError, match=r"made\.toml, line 2, \[\[vote\]\] \(CHL\): the key \"date\" is missing"):
        read(text)


@pytest.mark.parametrize(
    ("sources", "lines"),
    [
        ('sources = [\n  "a",\n  { source = "b", status = "seen" },\n  { sorce = "c" },\n]\n', [3, 4, 4]),
        ('sources = [ # three\n  { source = "b", status = [\n"read" ] }, 5,\n]\n', [2, 3]),
        ('[[government.sources]]\nsource = "a"\n[[government.sources]]\nsource = "b"\nstatus = "seen"\n', [5]),
        ('[[government.sources]]\nsource = "a"\n[[government.sources]]\nstatus = "read"\n', [3]),
    ],
)
def test_each_faulty_source_is_told_with_its_line(sources: str, lines: list[int], read: Read) -> None:
    """Of sources over several lines, each faulty one is told, with the line of the key, else of the source itself."""
    before = HEAD + ADA + "start = 2001-01-01\n"
    with pytest.raises(InputError) as refused:
        read(before + sources)
    first = before.count("\n")
    wheres = [problem.where.partition("made.toml, ")[2] for problem in refused.value.problems]
    assert wheres == [f"line {first + line}, [[government]] (CHL, Ada)" for line in lines]
