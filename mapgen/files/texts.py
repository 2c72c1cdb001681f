"""The rules for a line of text, whether it comes from a file, an option or Python."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from mapgen.errors import InputError, shortened

LONGEST_TEXT = 2_000
# For names (of a leader, a party, a coder, a title), which stand in headlines, labels and tables.
LONGEST_NAME = 200
# Between the items of a list in one cell, in the tables that mapgen writes and in those that it reads.
BETWEEN_ITEMS = " | "
# Tibetan and Hebrew put up to four marks on a letter; more would run over the lines above and below.
_MOST_MARKS = 4
_CONTROL_CATEGORIES = {"Cc", "Zl", "Zp"}
_MARKS = {"Mn", "Me"}
_INVISIBLE_CATEGORIES = {"Zs", "Cf"}
# Latin letters with and without accents, digits, signs, dashes and quotes: each of these is always allowed.
_PLAIN = re.compile("[ -~¡-¬®-ɏ‒-‟…]+")
# What encyclopedias hang on a text: [1], [a], [note 2], [citation needed], ¹, †. An asterisk may be a part of it.
_FOOTNOTE_MARK = re.compile(
    r"\s?\[(?:[a-z]{1,2}|\d{1,3}|(?i:note|nota|nb|n\.?)\s?\w{1,3}|(?i:citation needed|cita requerida))\]"
    r"|\s?[¹²³⁴⁵⁶⁷⁸⁹⁰†‡]+"
)
# They change the direction of all text up to their end, even beyond their own line (Unicode Technical Report 36, 2.5).
_DIRECTION_CONTROLS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def fault_of(text: str, longest: int = LONGEST_TEXT) -> str | None:
    """Return why a text cannot be one line of a map, a page or a table, and what would be right; None if it can.

    A text must have something visible and at most `longest` characters. It must hold no control characters, no
    noncharacters (no program reads an SVG or XMP with one), no embedding, override or isolate of direction, and at most
    four combining marks on one letter. Markup is allowed: each writer escapes it.
    """
    if _PLAIN.fullmatch(text) and not text.isspace():
        return _overlong(text, longest)
    if all(unicodedata.category(one) in _INVISIBLE_CATEGORIES or one.isspace() for one in text):
        return "it is empty; write the text, or leave the key out"
    if fault := _overlong(text, longest):
        return fault
    for character in text:
        if fault := _fault_of(character):
            return fault
    for is_mark, characters in groupby(
        unicodedata.normalize("NFC", text), lambda one: unicodedata.category(one) in _MARKS
    ):
        if is_mark and (count := len(list(characters))) > _MOST_MARKS:
            return f"it holds {count} combining marks on one letter; at most {_MOST_MARKS} are taken"
    return None


def _overlong(text: str, longest: int) -> str | None:
    return f"it has {len(text):,} characters; at most {longest:,} are taken" if len(text) > longest else None


def _fault_of(character: str) -> str | None:
    number = ord(character)
    noncharacter = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF  # noqa: PLR2004 (Unicode 23.7)
    if unicodedata.category(character) == "Cs":
        return "it holds bytes that are no text in this system's encoding; write it in UTF-8"
    if noncharacter or unicodedata.category(character) in _CONTROL_CATEGORIES:
        return f"it holds the control character U+{number:04X}; write it on one line"
    if number in _DIRECTION_CONTROLS:
        name = unicodedata.name(character).lower()
        return f"it holds U+{number:04X}, {name}, which would turn the text around it; take it out"
    return None


def line_of(text: str) -> str:
    """Return a valid text in the form in which it is stored: without space around it, and in Unicode form NFC."""
    return unicodedata.normalize("NFC", text.strip())


def without_footnote_marks(text: str) -> str:
    """Return a text without the marks of footnotes in it, or as it is where it holds nothing else."""
    return _FOOTNOTE_MARK.sub("", text).strip() or text


def checked_line(where: str, text: str) -> str:
    """Return a text in the form of line_of; raises InputError at `where` if the text is not valid."""
    if fault := fault_of(text):
        raise InputError.single(where, f'"{shortened(text)}": {fault}')
    return line_of(text)
