"""Reading the source of a map, and the questions that a source can answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from re import escape

import pytest

from mapgen.disk.shipped import shipped_path
from mapgen.errors import InputError
from mapgen.files.documents import Document
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.sources import reading as sources
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, is_record, read_source

RECORD_HEAD = '[record]\ntitle = "R"\nregion = "south-america"\nbegins = 2000-01-01\ncoder = "c"\nscale = ["left"]\n'
KASTS_VICTORY = date(2025, 12, 15)


@pytest.fixture(scope="module")
def published() -> Snapshot:
    """Return a list published for 2025-12-15, on the elected basis."""
    snapshot = read_source(shipped_path("snapshots/el-ciudadano-2025-12-15.toml"))
    assert isinstance(snapshot, Snapshot)
    return snapshot


class TestReading:
    """Records and snapshots are told apart."""

    def test_without_a_path_it_is_the_shipped_record(self, shipped_record: Record) -> None:
        """Without a path, the record is the one of South America."""
        assert read_source(None) == shipped_record == read_source(shipped_path("records/south-america.toml"))
        assert shipped_record.title == "Governments of South America"

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("[record]\n", "record", id="record"),
            pytest.param("[[government]]\n", "record", id="record without its head"),
            pytest.param("[snapshot]\n", "snapshot", id="snapshot"),
            pytest.param("[record]\n[snapshot]\n", "snapshot", id="both: a snapshot with an unknown table"),
        ],
    )
    def test_its_tables_say_what_a_file_is(self, text: str, expected: str, document: Callable[[str], Document]) -> None:
        """The tables decide, not the file's name or place."""
        assert ("record" if is_record(document(text)) else "snapshot") == expected

    @pytest.mark.parametrize("text", ["a = 1\n", "[recrod]\n", "# nothing but a comment\n"])
    def test_what_is_neither_is_an_error(self, text: str, document: Callable[[str], Document]) -> None:
        """The message has the tables that are missing."""
        path = document(text).path
        message = f"{path}: neither a record nor a snapshot: it has no table [record] and none [snapshot]"
        with pytest.raises(InputError, match=f"^{escape(message)}$"):
            read_source(path)

    def test_a_file_s_problems_come_through(self, document: Callable[[str], Document]) -> None:
        """The problems of a record or a snapshot are in the error."""
        with pytest.raises(InputError, match='unknown key "koder"'):
            read_source(document('[record]\nkoder = "c"\n').path)
        with pytest.raises(InputError, match='unknown key "koder"'):
            read_source(document('[snapshot]\nkoder = "c"\n').path)
        with pytest.raises(InputError, match="there is no such file"):
            read_source(Path("nowhere.toml"))


class TestDaysToCome:
    """A review and a vote won are of days that have come."""

    TEXT = (
        f"{RECORD_HEAD}[reviewed]\nARG = 2026-01-02\nCHL = 2026-01-03\n\n"
        '[[government]]\ncountry = "ARG"\nleader = "Ada"\nalignment = "left"\nelected = [2025-12-30, 2026-01-02]\n\n'
        '[[government]]\ncountry = "CHL"\nleader = "Bo"\nalignment = "left"\nelected = [2025-12-30]\n'
        "declared = [2026-01-05]\n"
    )

    def test_a_day_to_come_is_refused_by_its_line(
        self, document: Callable[[str], Document], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Tomorrow may have come elsewhere; whatever lies after it is refused, each day in its place."""
        path = document(self.TEXT).path
        monkeypatch.setattr(sources, "_today", lambda: date(2026, 1, 1))
        with pytest.raises(InputError) as refused:
            read_source(path)
        hint = "this day is yet to come (today is 2026-01-01); give it once it has come"
        assert str(refused.value) == (
            f"{path}, line 9, [reviewed]: CHL = 2026-01-03: {hint}\n"
            f"{path}, line 22, [government]: declared = 2026-01-05: {hint}"
        )

    def test_it_is_read_once_it_has_come(
        self, document: Callable[[str], Document], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """From the cache as well; and before that, the cached record is refused like the file."""
        path = document(self.TEXT).path
        monkeypatch.setattr(sources, "_today", lambda: date(2026, 1, 4))
        assert isinstance(read_source(path), Record)
        monkeypatch.setattr(sources, "_today", lambda: date(2026, 1, 3))
        with pytest.raises(InputError, match="declared = 2026-01-05"):
            read_source(path)

    def test_the_shipped_record_is_read_by_any_clock(
        self, shipped_record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its maps are the same on a machine whose clock is wrong."""
        monkeypatch.setattr(sources, "_today", lambda: date(1970, 1, 1))
        assert read_source(None) == shipped_record


class TestRecord:
    """Questions about a record."""

    def test_any_day_and_basis_may_be_asked(self, shipped_record: Record) -> None:
        """The snapshot has the region's twelve states."""
        snapshot = answer(shipped_record, Question(as_of=KASTS_VICTORY, basis=Basis.ELECTED))
        assert (snapshot.as_of, snapshot.basis) == (KASTS_VICTORY, Basis.ELECTED)
        assert len(snapshot.entries) == 12
        assert snapshot.by_code["CHL"].leader == "José Antonio Kast"
        assert not snapshot.published

    def test_today_in_office_is_meant_where_nothing_is_said(
        self, shipped_record: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The default day is today in the user's own time zone."""

        class Noon(date):
            @classmethod
            def today(cls) -> date:  # type: ignore[override]  # a plain date compares as one
                return KASTS_VICTORY

        monkeypatch.setattr(sources, "date", Noon)
        snapshot = answer(shipped_record, Question())
        assert (snapshot.as_of, snapshot.basis) == (KASTS_VICTORY, Basis.OFFICE)
        assert snapshot.by_code["CHL"].leader == "Gabriel Boric"

    def test_a_day_before_the_record_begins_is_an_error(self, shipped_record: Record) -> None:
        """A day before the record begins is an error, not a gap."""
        message = 'date 1997-12-31: before "Governments of South America" begins; the first day it covers is 1998-01-01'
        with pytest.raises(InputError, match=f"^{escape(message)}$"):
            answer(shipped_record, Question(as_of=date(1997, 12, 31)))
        assert answer(shipped_record, Question(as_of=date(1998, 1, 1))).entries

    def test_a_state_without_an_entry_is_no_data(self, document: Callable[[str], Document]) -> None:
        """A record without governments gives an entry for each state of its region."""
        record = read_source(document(RECORD_HEAD).path)
        snapshot = answer(record, Question(as_of=KASTS_VICTORY))
        assert {entry.status.value for entry in snapshot.entries} == {"no-data"}
        assert len(snapshot.entries) == 12


class TestPublishedList:
    """Questions about a published list."""

    @pytest.mark.parametrize(
        "question",
        [
            Question(),
            Question("south-america", KASTS_VICTORY, Basis.ELECTED),
        ],
    )
    def test_it_answers_for_its_own_day_and_basis(self, question: Question, published: Snapshot) -> None:
        """Day and basis of the list may be given or left out."""
        assert answer(published, question) is published

    def test_another_day_is_an_error(self, published: Snapshot) -> None:
        """A list is of one day only."""
        message = (
            f'date 2025-12-16: "{published.title}" is a published list of 2025-12-15 and says nothing of another day'
        )
        with pytest.raises(InputError, match=f"^{escape(message)}$"):
            answer(published, Question(as_of=date(2025, 12, 16)))

    def test_another_basis_is_an_error(self, published: Snapshot) -> None:
        """A list is on one basis only."""
        message = f'basis "office": "{published.title}" is a published list on the elected basis'
        with pytest.raises(InputError, match=f"^{escape(message)}$"):
            answer(published, Question(basis=Basis.OFFICE))

    def test_a_basis_nobody_knows_cannot_be_asked(self, document: Callable[[str], Document]) -> None:
        """A list of unknown basis is shown without a basis, and on no basis."""
        head = (
            '[snapshot]\nregion = "south-america"\nas_of = 2025-12-15\ncoder = "c"\nsource = "s"\nmissing = "no-data"\n'
        )
        snapshot = read_source(document(head + "[alignments]\n").path)
        assert answer(snapshot, Question()) is snapshot
        message = 'basis "office": "c, 2025-12-15" is a published list on a basis that is not known'
        with pytest.raises(InputError, match=f"^{escape(message)}$"):
            answer(snapshot, Question(basis=Basis.OFFICE))


def test_another_region_is_an_error(shipped_record: Record, published: Snapshot) -> None:
    """A source has one region; the message for a misspelt region differs from that for another one."""
    for source in (shipped_record, published):
        with pytest.raises(InputError, match=r'^region "atlantis": there is no such region; `mapgen regions`'):
            answer(source, Question(region="atlantis"))
        message = f'region "africa": "{source.title}" is of the region "south-america"'
        with pytest.raises(InputError, match=f"^{escape(message)}$"):
            answer(source, Question(region="africa"))


def test_a_region_is_asked_for_by_its_name_in_any_language(shipped_record: Record, published: Snapshot) -> None:
    """Whatever its name is asked by, it is the source's own region."""
    for source in (shipped_record, published):
        for name in ("South America", "américa del sur", "AMÉRICA DO SUL", "005"):
            asked = Question(region=name, as_of=published.as_of)
            assert answer(source, asked) == answer(source, Question(as_of=published.as_of))
