"""Comments of a record that speak of a country or a day, wherever they stand: a change there may make them false."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from mapgen.editing.blocks import TableBlock
from mapgen.files.dates import day_readings
from mapgen.places.languages import languages
from mapgen.places.name_forms import folded_name
from mapgen.places.region_names import names_in

# A comment that is a line of a heading.
HEADING = re.compile(r"[ \t]*#[ \t]*([-=*#~_])\1\1")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
_LONG = ('"""', "'''")
# A line of a comment that begins another: an item of a list.
_ITEM = re.compile(r"[ \t]*#[ \t]*[-*][ \t]")
# A line for an editor, such as `#:schema …`.
_DIRECTIVE = "#:"
# Days as people write them in prose: 25/10/2026, 25 de outubro de 2026, October 25, 2026.
_SPELT = re.compile(
    r"\b(?:\d{1,2}([/.-])\d{1,2}\1\d{4}"
    r"|\d{1,2}(?:[.º]|st|nd|rd|th)?\s+(?:de\s+|of\s+)?[^\W\d_]{3,}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d_]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4})\b"
)


class Comment(Struct, frozen=True):
    """A comment as one text, the country of the tables among which it stands, and whether it is under their heading."""

    text: str
    country: str
    under_heading: bool = False


class Subject:
    """What a change speaks of: a country, by its code and its names, and days, months or years of what happened."""

    def __init__(self, country: str, days: Sequence[str], region: str = "") -> None:
        self.country = country
        self.names = {folded_name(names_in(region, lang)(country)) for lang in languages()}
        names = "|".join(map(re.escape, sorted(self.names)))
        self._named = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
        self._code = re.compile(rf"(?<![\w-]){re.escape(country)}(?![\w-])")
        self._days = frozenset(days)
        self._written = re.compile(rf"(?<![\d-])(?:{'|'.join(map(re.escape, sorted(days))) or '(?!)'})(?![\d-])")

    def names_country(self, text: str) -> bool:
        """Whether a text names the country, in any language of the map, or by its code."""
        return bool(self._code.search(text) or self._named.search(folded_name(text)))

    def names_day(self, text: str) -> bool:
        """Whether a text names one of the days, in figures or in words."""
        if self._written.search(text):
            return True
        return any(self._days.intersection(day_readings(spelt[0])) for spelt in _SPELT.finditer(text))


def joined(comments: Sequence[str]) -> str:
    """Return lines of comment as one, without their number signs."""
    return " ".join(line.strip().lstrip("#").strip() for line in comments if not HEADING.match(line)).strip()


def comment_lines(block: TableBlock) -> list[str]:
    """Return the lines of a table that are a comment and nothing else."""
    return [line for line in _without_long_texts(block) if line.lstrip().startswith("#")]


def trailing_comments(block: TableBlock) -> list[str]:
    """Return the comments that stand behind something on the lines of a table."""
    lines = [line for line in _without_long_texts(block) if "#" in line and not line.lstrip().startswith("#")]
    rests = (_STRING.sub("", line).partition("#")[2].strip() for line in lines)
    return [rest for rest in rests if rest]


def _without_long_texts(block: TableBlock) -> Iterator[str]:
    """Yield the lines of a table, but for those of texts in three quotes: a number sign in them is no comment."""
    within = ""
    for line in block.lines[: block.stop]:
        if within:
            within = "" if within in line else within
        elif line.lstrip().startswith("#"):
            yield line
        elif marks := [mark for mark in _LONG if mark in line]:
            within = next((mark for mark in marks if line.count(mark) == 1), "")
        else:
            yield line


def comments_about(
    blocks: Sequence[TableBlock], country_of: Callable[[TableBlock], str], subject: Subject
) -> list[str]:
    """Return the comments that name the country, or a day outside the tables of another, or stand under its heading.

    Those that name the day come first, and of them those among the country's tables. Headings are left out.
    """
    found: dict[str, tuple[bool, bool]] = {}
    for comment in _comments(blocks, country_of, subject):
        day, own = subject.names_day(comment.text), comment.country == subject.country
        of_day = day and (own or not comment.country)
        if of_day or subject.names_country(comment.text) or (own and comment.under_heading):
            found.setdefault(comment.text, (not of_day, not own))
    return sorted(found, key=lambda text: found[text])


def _comments(
    blocks: Sequence[TableBlock], country_of: Callable[[TableBlock], str], subject: Subject
) -> Iterator[Comment]:
    for number, block in enumerate(blocks):
        here = country_of(block)
        yield from (Comment(text, here) for text in [joined(comment_lines(block)), *trailing_comments(block)] if text)
        below = country_of(blocks[number + 1]) if number + 1 < len(blocks) else here
        under = False
        for text in _passages(block.lines[block.stop :]):
            if not text or folded_name(text) in subject.names:
                under = True
            else:
                yield Comment(text, below if under else here, under)


def _passages(lines: Sequence[str]) -> Iterator[str]:
    """Yield the comments among lines, each as one text; an empty one for a heading.

    A blank line, an empty comment, and an item of a list begin another.
    """
    own = ["\n" if line.startswith(_DIRECTIVE) else line for line in lines]
    place = 0
    places = []
    for line in own:
        heading = bool(HEADING.match(line))
        if heading or not line.strip().lstrip("#").strip() or _ITEM.match(line):
            place += 1
        places.append(place)
        place += heading
    for _, numbered in groupby(zip(places, own, strict=True), key=lambda pair: pair[0]):
        passage = [line for _, line in numbered if line.lstrip().startswith("#")]
        if any(map(HEADING.match, passage)):
            yield ""
        elif text := joined(passage):
            yield text
