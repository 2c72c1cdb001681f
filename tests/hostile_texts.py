"""Text that attacks: published lists of it, records that hold it wherever they hold text, and their harmless twins."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import count, cycle
from pathlib import Path

from mapgen.drawing.typeface import check_glyphs
from mapgen.errors import InputError
from mapgen.files.addresses import host_of
from mapgen.files.texts import LONGEST_NAME, fault_of, line_of

DATA = Path(__file__).parent / "data" / "injections.json"
PUBLISHED: tuple[str, ...] = tuple(
    dict.fromkeys(one for strings in json.loads(DATA.read_text(encoding="utf-8")).values() for one in strings)
)
# Of our own: ends of what the files are made of, addresses that are none, marks of direction, formulas.
OWN = (
    "x" * 200,
    "W" * 10 + " " + "ﬁ" * 50,
    "]]></metadata></svg><script>alert(1)</script>",
    "</title></desc></style></textarea></script><!--",
    "' onload='alert(1)' \" onload=\"alert(1)\" x=`",
    "javascript:alert(1)",
    "https://user:javascript@example.org/\"onclick='alert(1)'",
    "https://xn--80ak6aa92e.com/",
    "https://аррӏе.com/",
    "https://[",
    "https://example.com\uff03@example.net",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "{{7*7}} ${7*7} <%= 7*7 %> {% raw %} #{7*7}",
    "a\u200fb\u200ec\u061cd",
    "| a | b |\\| `c` **d** [e](javascript:alert(1)) ![f](g) ~~h~~ $i$ &lt;j&gt; # k",
    '=HYPERLINK("https://example.org","x")',
    'x;=1+1;"@SUM(1+1)"',
    "＝1+1",
    "BEGIN:VALARM;ACTION=AUDIO,x\\nEND:VEVENT",
    "🇺🇾👩‍👩‍👧 🦄",
)
STATES = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN")


def drawable(text: str) -> bool:
    """Whether the typeface has a glyph for each character of a text."""
    try:
        check_glyphs(text)
    except InputError:
        return False
    return True


# What a record takes: as a name, as any text, and as a name that is drawn. As it is kept, each once.
ALL = tuple(dict.fromkeys((*PUBLISHED, *OWN)))
# Those first that hold what markup is made of: the first of them fill the fields of which there are few.
TEXTS = tuple(
    sorted(
        dict.fromkeys(line_of(one) for one in ALL if not fault_of(one)),
        key=lambda one: ("<" not in one, not set(one) & set("<>\"'&")),
    )
)
NAMES = tuple(one for one in TEXTS if not fault_of(one, LONGEST_NAME))
DRAWN = tuple(filter(drawable, NAMES))


def quoted(text: str) -> str:
    """Return a text as a basic string of TOML."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def tame(texts: Sequence[str]) -> tuple[str, ...]:
    """Return as many texts that do nothing; addresses for addresses."""
    return tuple(
        f"https://example.org/{number}" if host_of(text) else f"Harmless {number}" for number, text in enumerate(texts)
    )


def record(names: Sequence[str], drawn: Sequence[str], texts: Sequence[str]) -> str:
    """Return a record that holds every name as a party or coder, every text as a source, in all fields there are.

    `drawn` are coder and leaders, in turn: what the typeface can set; the one with the longest word is the title too.
    """
    parties, leaders, notes = cycle(names), cycle(drawn), cycle(texts)
    share = -(-len(texts) // len(STATES))
    longest_word = max(drawn, key=lambda one: max(map(len, one.split())))
    lines = [
        "[record]",
        f"title = {quoted(longest_word)}",
        'region = "south-america"',
        "begins = 2019-01-01",
        f"coder = {quoted(next(leaders))}",
        f"licence = {quoted(next(parties))}",
        'scale = ["left", "centre-left", "centre", "centre-right", "right"]',
    ]
    for number, code in zip(count(), STATES, strict=False):
        own = texts[number * share : (number + 1) * share]
        days = ("start = 2022-03-11", "elected = [2025-12-14]\nstart = 2026-03-11")[code == "CHL"]
        lines += [
            "[[government]]",
            f'country = "{code}"\nleader = {quoted(next(leaders))}\nparty = {quoted(next(parties))}\n{days}',
            f'alignment = "{("left", "right", "centre")[number % 3]}"',
            f"note = {quoted(next(notes))}\nreasoning = {quoted(next(notes))}",
            f"sources = [{', '.join(map(quoted, own))}]",
            f'readings = [{{ coder = {quoted(next(parties))}, alignment = "left", source = {quoted(next(notes))} }}]',
            "[[vote]]",
            f'country = "{code}"\ndate = 2030-01-01\noutcome = "scheduled"\nnote = {quoted(next(notes))}',
        ]
    return "\n".join(lines) + "\n"
