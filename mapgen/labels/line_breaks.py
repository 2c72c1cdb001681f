"""Where a name may break over two lines: never so that an article, a preposition or an abbreviation stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapgen.drawing.typeface import text_width

# Words that belong to the word after them: they neither stand alone in a line nor end one. Words of one or two letters
# belong to it as well.
_BOUND = frozenset({"and", "das", "del", "der", "des", "die", "dos", "las", "les", "los", "sta", "ste", "the", "und"})
_SHORTEST = 3
# Signs that stand at the end of a line, as a comma does.
_SIGNS = frozenset("/-–")
# Each part of a word that breaks after its hyphen has as many letters or more.
_HYPHENATED = re.compile(r"(?<=\w{4}-)(?=\w{5})")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹,"


def halves(text: str, size: float, *, bold: bool = False) -> tuple[str, str] | None:
    """Return a text broken where its wider half is narrowest; None where it has no place to break."""
    ways = list(breaks(text))
    if not ways:
        return None
    return min(ways, key=lambda parts: max(text_width(part, size, bold=bold) for part in parts))


def breaks(text: str) -> Iterator[tuple[str, str]]:
    """Yield each way to break a text over two lines."""
    words = text.split(" ")
    for number in range(1, len(words)):
        last = number == len(words) - 1
        if words[number] not in _SIGNS and not (_is_bound(words[number - 1]) or (last and _is_bound(words[number]))):
            yield " ".join(words[:number]), " ".join(words[number:])
    for match in _HYPHENATED.finditer(text):
        yield text[: match.start()], text[match.start() :]


def _is_bound(word: str) -> bool:
    """Whether a word, without the marks of notes, belongs to the next one."""
    letters = word.rstrip(_RAISED).rstrip(".")
    return word not in _SIGNS and (len(letters) < _SHORTEST or letters.lower() in _BOUND)
