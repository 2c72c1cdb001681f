"""What a text may hold, wherever it comes from: a file's value, an option, a name given from Python."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from mapgen.errors import InputError, shortened

LONGEST_TEXT = 2_000
# Of what is called something (a leader, a party, a coder, a title): it stands in headlines, labels and tables.
LONGEST_NAME = 200
# Tibetan and Hebrew write up to four signs at a letter; more of them run over the lines above and below.
_MOST_MARKS = 4
_BREAKING = {"Cc", "Cs", "Zl", "Zp"}
_MARKS = {"Mn", "Me"}
_UNSEEN = {"Zs", "Cf"}
# Latin letters with and without accents, digits, signs, dashes and quotes: nothing can be wrong with one of these.
_PLAIN = re.compile("[ -~¡-¬®-ɏ‒-‟…]+")
# They turn all text up to their end, also what is not theirs (Unicode Technical Report 36, 2.5).
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def fault_of(text: str, longest: int = LONGEST_TEXT) -> str | None:
    """Return why a text cannot be one line of a map, a page or a table, and what would be right; None where it can.

    It is neither empty (of what can be seen) nor longer than `longest`, and holds no control characters, no
    noncharacters (an SVG or XMP with one is read by no program), no embedding, override or isolate of direction, and no
    heaps of combining marks.
    What it holds of markup is for each writer to escape.
    """
    if _PLAIN.fullmatch(text) and not text.isspace():
        return _overlong(text, longest)
    if all(unicodedata.category(one) in _UNSEEN or one.isspace() for one in text):
        return "it is empty; write the text, or leave the key out"
    if fault := _overlong(text, longest):
        return fault
    for character in text:
        if fault := _fault_of(character):
            return fault
    for is_mark, run in groupby(unicodedata.normalize("NFC", text), lambda one: unicodedata.category(one) in _MARKS):
        if is_mark and (count := len(list(run))) > _MOST_MARKS:
            return f"it holds {count} combining marks on one letter; at most {_MOST_MARKS} are taken"
    return None


def _overlong(text: str, longest: int) -> str | None:
    return f"it has {len(text):,} characters; at most {longest:,} are taken" if len(text) > longest else None


def _fault_of(character: str) -> str | None:
    number = ord(character)
    noncharacter = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF  # noqa: PLR2004 (Unicode 23.7)
    if noncharacter or unicodedata.category(character) in _BREAKING:
        return f"it holds the control character U+{number:04X}; write it on one line"
    if number in _TURNING:
        name = unicodedata.name(character).lower()
        return f"it holds U+{number:04X}, {name}, which would turn the text around it; take it out"
    return None


def line_of(text: str) -> str:
    """Return a text without fault as it is kept: without space around it, accents and letters as one character."""
    return unicodedata.normalize("NFC", text.strip())


def checked_line(where: str, text: str) -> str:
    """Return a text as it is kept; raises InputError, which says where it stands, for one with a fault."""
    if fault := fault_of(text):
        raise InputError.single(where, f'"{shortened(text)}": {fault}')
    return line_of(text)
