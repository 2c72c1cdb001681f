"""A language file says how texts are joined: the code sets no colon, bracket or semicolon of its own on a map."""

from __future__ import annotations

import moments

from mapgen.comparison.map import comparison_notes
from mapgen.comparison.operands import compare
from mapgen.comparison.texts import operands_sentence, sentences_of
from mapgen.layout.key import key_entries
from mapgen.themes.file import read_theme
from mapgen.themes.style import MapStyle
from mapgen.words.alt_text import long_description
from mapgen.words.captions import captions_of, source_line
from mapgen.words.overrides import Overrides
from mapgen.words.wording import Wording, wording

CHANGE = ("2021-12-31", "2025-12-31")


def joining(table: str = "join", **phrases: str) -> Wording:
    """Return English with other phrases in a table."""
    english = wording("en").phrases
    return Wording("en", {**english, table: {**english[table], **phrases}})


FRENCH = joining(label="{label} : {text}")


def test_the_description_joins_as_the_language_does() -> None:
    """The colon between a class and its countries is the language's own."""
    choropleth = moments.choropleth(moments.KAST)
    captions = captions_of(choropleth, FRENCH, Overrides())
    assert long_description(choropleth, captions, FRENCH).startswith("Left : Brazil (")


def test_the_key_joins_as_the_language_does() -> None:
    """The colon between a status and its countries is the language's own, and so are brackets around a leader."""
    style = MapStyle(read_theme("newsprint"), 3, joining(label="{label} : {text}", brackets=" [{text}]"))
    entries = key_entries(moments.choropleth(moments.KAST), style)
    assert "Not yet in office : Chile" in [entry.label for entry in entries]
    assert "Uruguay [Yamandú Orsi]" in entries[0].members[0]


def test_sources_and_handovers_join_as_the_language_does() -> None:
    """What stands between sources, between handovers of a country and between two operands is the language's own."""
    words = joining(items=" / ", label="{label} : {text}")
    comparison = compare(*CHANGE)
    notes = " ".join(note.text for note in comparison_notes(comparison, words))
    assert "Peru : Pedro Castillo → Dina Boluarte, 7 December 2022 / Dina Boluarte → " in notes
    assert ";" not in operands_sentence(comparison, words)
    published = moments.choropleth(moments.PUBLISHED).snapshot
    assert " / " in source_line([published, comparison.b.snapshot], words, Overrides())


def test_a_language_chooses_the_order_of_days_and_moves() -> None:
    """The first sentence of a comparison is one phrase, which may end with the days."""
    words = joining("compare", span="{moved} (from {first} to {last}).", flip="{moves}, {number} in all,")
    first = sentences_of(compare(*CHANGE), words)[0]
    assert first.endswith(" in all, (from 31 December 2021 to 31 December 2025).")
