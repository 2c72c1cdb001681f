"""Whether a file that exists may be replaced: only one of ours, unaltered, that answers the same question.

The question is what its metadata say: the source and its region, the days, the basis, and what it is compared with.
Size, language, theme and texts are not part of it: whoever tries them out draws the same picture again.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from mapgen.credentials.unsigned import unsigned_bytes
from mapgen.digests.code import read_code
from mapgen.digests.judgement import FileMetadata, ForeignError, NoPictureError, OlderError
from mapgen.digests.reading import file_bytes, metadata_in
from mapgen.disk.written import was_written, written_about
from mapgen.sources.locating import undated

# Metadata that say which question a file answers, in the order of the words for it.
_QUESTION = ("origin", "region", "as-of", "days", "dates", "basis", "compared")
# How the tables of `mapgen show` begin: as JSON, and as CSV.
_TABLES = (b"[", b"iso3,", b"\xef\xbb\xbfiso3,")


class Passing(Struct, frozen=True):
    """Which days of a file pass by themselves: today, where no day was asked for, or every day (a live embed)."""

    today: bool = False
    every: bool = False


def refusal(path: Path, new: Mapping[str, str], passing: Passing) -> str:
    """Return why a file that exists may not be replaced by one with other metadata; an empty text where it may."""
    try:
        there = metadata_of(file_bytes(path))
    except NoPictureError:
        return "is there already, and mapgen did not make it, or it was edited since"
    except OlderError:
        return "is there already, and an older mapgen made it: whether somebody edited it since cannot be told"
    except ForeignError as error:
        return f"is there already, and mapgen did not make it ({error})"
    if there.altered:
        return f"was altered since mapgen made it ({there.altered[0]})"
    if _same_question(there.metadata, new, passing, _day_written(path)):
        return ""
    return f"is there already and shows something else ({described(there.metadata)})"


def question_of(data: bytes) -> Mapping[str, str]:
    """Return the metadata of a file that is about to be written; none for a table without them."""
    try:
        return metadata_of(data).metadata
    except ForeignError:
        return {}


def described(metadata: Mapping[str, str]) -> str:
    """Return the question that a file answers, in words."""
    words = [metadata[key] for key in ("origin", "region", "days", "as-of", "basis") if metadata.get(key)]
    return ", ".join(words) or "it does not say what"


def free_name(path: Path) -> Path:
    """Return the first of `name-2`, `name-3`, … that no file has."""
    number = 2
    while os.path.lexists(free := path.with_name(f"{path.stem}-{number}{path.suffix}")):
        number += 1
    return free


def _same_question(there: Mapping[str, str], new: Mapping[str, str], passing: Passing, written: date) -> bool:
    """Whether two files answer one question; a file of the day it was `written` on is one of today."""
    today = date.today()  # noqa: DTZ011 (the user's own calendar day is meant)
    before, after = _question(there, passing, written), _question(new, passing, today)
    return before == after


def _question(metadata: Mapping[str, str], passing: Passing, today: date) -> dict[str, object]:
    """Return the question of metadata: of what is compared with, only name, day and basis are part of it."""
    names = [name for name in _QUESTION if not (passing.every and name in {"as-of", "days", "dates"})]
    values = {name: undated(metadata.get(name, "")) for name in names}
    if passing.today:
        values = {name: value.replace(today.isoformat(), "today") for name, value in values.items()}
    try:
        compared = json.loads(values["compared"] or "{}")
    except (ValueError, RecursionError):
        compared = {}
    known = {key: compared.get(key) for key in ("origin", "as-of", "basis")} if isinstance(compared, dict) else {}
    return {**values, "compared": known}


def _day_written(path: Path) -> date:
    try:
        return date.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ012 (as above)
    except (OSError, ValueError, OverflowError):
        return date.min


def metadata_of(data: bytes) -> FileMetadata:
    """Return the metadata of one of our files, tables and exports included; raises ForeignError for any other.

    A signed file is read as it was before it was signed.
    """
    data = unsigned_bytes(data)
    if code := read_code(data):  # also where it was noted, as all JSON is
        return code
    tabular = data.startswith(_TABLES)
    if tabular and (question := _of_table(data)):
        return FileMetadata("table", question, _edited(data))
    if about := written_about(data):
        return FileMetadata("export", dict(about), ())
    if tabular:
        raise ForeignError("it is no table of mapgen")
    return metadata_in(data)


def _edited(data: bytes) -> tuple[str, ...]:
    """Return that a file without a digest may have been edited: unless mapgen is known to have written its bytes."""
    return () if was_written(data) else ("it is not as mapgen has written it here",)


def _of_table(data: bytes) -> dict[str, str] | None:
    """Return the question of a table of `mapgen show`, JSON or CSV; None for any other table."""
    try:
        text = data.decode("utf-8-sig")
        rows = json.loads(text) if data.startswith(_TABLES[0]) else list(csv.DictReader(io.StringIO(text)))
        return question_of_rows(rows)
    except (ValueError, LookupError, TypeError, RecursionError, csv.Error):
        return None


def question_of_rows(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the question that rows of `mapgen show` answer: of a day, of many days, or of the whole record."""
    origin = str(rows[0]["record"])
    if "government" in rows[0]:
        return {"origin": origin, "days": "all readings" if "reading" in rows[0] else "all governments"}
    days = sorted({str(row["as_of"]) for row in rows})
    basis = str(rows[0]["basis"] or "")
    return {"origin": origin, "as-of": "/".join(dict.fromkeys([days[0], days[-1]])), "basis": basis}
