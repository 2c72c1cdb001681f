"""The tables and keys of a record file, from which both its reader and its JSON Schema are made."""

from __future__ import annotations

from mapgen.errors import listed
from mapgen.files import day_fields, fields
from mapgen.files.fields import Key
from mapgen.places.languages import NamesReader
from mapgen.record.alignments import NO_DATA, STANDARD_SCALE, class_synonyms
from mapgen.record.model import CameBy, Outcome, Reading, Source, SourceStatus

_STATUS = fields.choice(status.value for status in SourceStatus if status is not SourceStatus.UNSOURCED)

SOURCE_KEYS = (
    Key("source", fields.text, required=True, doc="an address, or a citation in words"),
    Key("status", _STATUS, doc="read, quoted or dataset"),
    Key("supports", fields.choice(("holder", "start", "end", "dates")), doc="what it shows of the office"),
)
READING_KEYS = (
    Key("coder", fields.name, required=True, doc="who says so"),
    Key("alignment", fields.Choice((*STANDARD_SCALE, NO_DATA), class_synonyms), required=True, doc="what they say"),
    Key("source", fields.text, required=True, doc="where they say it"),
    Key("status", _STATUS, doc="read, quoted or dataset"),
    Key("note", fields.text, doc="anything a reader should know"),
)


def _bare_source(value: object) -> Source:
    """Read a source given as an address or citation alone; its status is then `quoted`."""
    return Source(fields.text(value))


def _build_source(source: str, status: str = "quoted", supports: str | None = None) -> Source:
    return Source(source, SourceStatus(status), supports)


def _build_reading(coder: str, alignment: str, source: str, status: str = "quoted", note: str = "") -> Reading:
    return Reading(coder, alignment, source, SourceStatus(status), note)


_SOURCE = fields.inline(SOURCE_KEYS, _build_source, short=_bare_source)
_SOURCES = Key("sources", fields.several(_SOURCE), doc="what shows it")
_NOTE = Key("note", fields.text, doc="anything a reader should know")
_DAYS = fields.several(day_fields.day)

RECORD_KEYS = (
    Key("title", NamesReader(), required=True, doc="what the record is called, in one language or in each"),
    Key("region", fields.text, required=True, doc="the region whose states it covers"),
    Key("begins", day_fields.day, required=True, doc="the first day it covers"),
    Key("coder", fields.name, required=True, doc="who made the classification"),
    Key("licence", fields.name, doc="its licence"),
    Key("scale", fields.in_order(STANDARD_SCALE), required=True, doc="from left to right"),
)
GOVERNMENT_KEYS = (
    Key("country", fields.text, required=True, doc="ISO 3166-1 code, or a name"),
    Key("leader", fields.name, required=True, doc="the usual name"),
    Key("party", NamesReader(), doc="party or coalition, by its own name, or in each language"),
    Key("elected", _DAYS, doc="decisive votes won, first to last"),
    Key("declared", _DAYS, doc="results known later than the vote"),
    Key("start", day_fields.day, doc="first day in office; without it, an elect"),
    Key("end", day_fields.day, doc="first day no longer in office"),
    Key("term_ends", day_fields.partial_day, doc="scheduled end of the term"),
    Key("came_by", fields.choice(CameBy), doc="the first way into office"),
    Key("alignment", fields.text, required=True, doc="on the record's scale, or no-data"),
    Key("contested", fields.flag, doc="whether coders disagree"),
    Key("reasoning", fields.text, doc="why the desk decided so"),
    Key("readings", fields.several(fields.inline(READING_KEYS, _build_reading)), doc="what others say"),
    _SOURCES,
    _NOTE,
    Key("void", fields.flag, doc="an elect who never took office"),
)
VOTE_KEYS = (
    Key("country", fields.text, required=True, doc="ISO 3166-1 code, or a name"),
    Key("date", day_fields.partial_day, required=True, doc="the day, or its month or year"),
    Key("outcome", fields.choice(Outcome), required=True, doc=listed(Outcome)),
    _NOTE,
    _SOURCES,
)
VACANCY_KEYS = (
    Key("country", fields.text, required=True, doc="ISO 3166-1 code, or a name"),
    Key("start", day_fields.day, required=True, doc="first vacant day"),
    Key("end", day_fields.day, required=True, doc="first day no longer vacant"),
    _NOTE,
    _SOURCES,
)
ROW_KEYS = {"government": GOVERNMENT_KEYS, "vote": VOTE_KEYS, "vacancy": VACANCY_KEYS}
