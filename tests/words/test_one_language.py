"""What is in one language has no words of another, no date over two lines, and no short word alone in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mapgen.comparison.compare import comparison_of
from mapgen.comparison.map import comparison_drawing
from mapgen.comparison.operands import operands_of
from mapgen.comparison.recreation import recreation_drawing
from mapgen.drawing.primitives import Drawing, Text
from mapgen.drawing.sizes import NAMED
from mapgen.drawing.typeface import is_lonely
from mapgen.pipeline import drawing_of
from mapgen.places.languages import languages
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.web.embed import embed_files
from mapgen.web.page import PageRange, page_file

# Small words of English that Spanish and Portuguese do not have.
ENGLISH = re.compile(
    r"\b(?:the|of|and|with|from|by|not|is|are|was|were|which|who|whom|only|between|against|both|then|later|since|until"
    r"|elected|office|governments?|heads|counting|counted|moved|agree|record|checked|source|sources|boundaries|dashed"
    r"|claimed|right|left|centre|countries|country|states|pending|vacant|scheduled|none|coalition|led)\b",
    re.IGNORECASE,
)
# Names of things that are called so in every language.
NAMES = re.compile(
    r"Natural Earth|The Guardian|Cambio 90|iframe|prefers-color-scheme|\bhead\b|https?://\S+|\S+\.\w{2,}\S*"
)
# The end of a line that breaks a date: its day, or day and month, in any of the three languages.
BROKEN = re.compile(r"\b(?:\d{1,2}(?: de)?|\d{1,2} de [a-zç]+\.?(?: de)?|\d{1,2} (?:January|October|December))$")
# What texts are that may have several lines.
WRAPPED = ("headline", "standfirst", "note", "list")
OTHERS = [lang for lang in languages() if lang != "en"]


@cache
def record() -> Record:
    """Return the shipped record."""
    source = read_source(None)
    assert isinstance(source, Record)
    return source


@cache
def drawings(lang: str) -> tuple[tuple[str, Drawing], ...]:
    """Return maps, comparisons and fact-checks in a language, each with what it is."""
    return tuple(_drawings(lang))


def _drawings(lang: str) -> Iterator[tuple[str, Drawing]]:
    for size in ("article", "phone", "og"):
        options = RenderOptions(lang=lang, size=NAMED[size])
        for day, basis in ((date(2025, 12, 15), Basis.ELECTED), (date(2026, 11, 23), Basis.OFFICE)):
            yield f"{size} {day}", drawing_of(answer(record(), Question(as_of=day, basis=basis)), options)
        for classes in (3, 5):
            changed = comparison_of(*operands_of("2018-12-31", "2023-12-31"))
            of_classes = RenderOptions(lang=lang, size=NAMED[size], classes=classes)
            yield f"{size} change {classes}", comparison_drawing(changed, of_classes)
        for day in ("record/office", "2023-06-01/office"):
            checked = comparison_of(*operands_of("el-ciudadano-2025-12-15", day))
            yield f"{size} differences, {day}", comparison_drawing(checked, options)
            yield f"{size} fact-check, {day}", recreation_drawing(checked, options)


class _Visible(HTMLParser):
    """The visible texts of a page, without scripts, styles, code to copy, and what is inside of elements for data."""

    hidden = frozenset(("script", "style", "textarea", "metadata", "select"))

    def __init__(self) -> None:
        super().__init__()
        self.within = 0
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within += tag in self.hidden
        self.texts += [value for key, value in attrs if key in {"aria-label", "alt", "title"} and value]

    def handle_endtag(self, tag: str) -> None:
        self.within -= tag in self.hidden

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.texts.append(data)


def visible(page: str) -> list[str]:
    """Return the visible texts of a page."""
    parser = _Visible()
    parser.feed(page)
    return [" ".join(text.split()) for text in parser.texts if text.strip()]


def english(texts: Iterator[str] | list[str]) -> list[str]:
    """Return the texts that have English words."""
    return [text for text in texts if ENGLISH.search(NAMES.sub("", text))]


@pytest.mark.parametrize("lang", OTHERS)
def test_no_picture_in_another_language_has_english_words(lang: str) -> None:
    """Neither in its texts nor in its title, alt text, description and tooltips."""
    for what, drawing in drawings(lang):
        texts = [text.text for text in drawing.texts]
        texts += [drawing.metadata[key] for key in ("title", "alt", "description", "standfirst", "source-line")]
        texts += [attributes.get("title", "") for attributes in drawing.attributes.values()]
        assert english(texts) == [], what


@pytest.mark.parametrize("lang", OTHERS)
def test_no_page_in_another_language_has_english_words(lang: str) -> None:
    """Neither in its controls, texts and table, nor in those of any other day."""
    options = RenderOptions(lang=lang)
    page = page_file(record(), options, PageRange(date(2019, 1, 1), date(2026, 6, 1), date(2025, 12, 15))).decode()
    assert english(visible(page)) == []


@pytest.mark.usefixtures("small_embeds")
@pytest.mark.parametrize("lang", OTHERS)
def test_no_embed_in_another_language_has_english_words(lang: str) -> None:
    """Nor has the page from which an editor copies it."""
    snapshot = answer(record(), Question(as_of=date(2025, 12, 15), basis=Basis.ELECTED))
    files = embed_files(snapshot, RenderOptions(lang=lang), Path("there"))
    page = files[Path("there/embed.html")].decode()
    assert english(visible(page)) == []


@pytest.mark.parametrize("lang", languages())
def test_no_line_of_a_picture_breaks_a_date(lang: str) -> None:
    """No line ends in the day, or in the day and the month, of a date that goes on in the next one."""
    for what, drawing in drawings(lang):
        lines = [text.text for text in drawing.texts if text.role in WRAPPED and not text.text.isdigit()]
        assert [line for line in lines if BROKEN.search(line)] == [], what


@pytest.mark.parametrize("lang", languages())
def test_the_notes_of_a_picture_keep_to_their_budget_of_words(lang: str) -> None:
    """With the source line they have at most 30 words on an article and on a phone, and 15 on a card."""
    for what, drawing in drawings(lang):
        notes = " ".join(text.text for text in drawing.layers["notes"] if isinstance(text, Text))
        assert len(notes.split()) <= NAMED[what.partition(" ")[0]].note_words, what


@pytest.mark.parametrize("lang", languages())
def test_no_line_of_a_picture_is_one_short_word(lang: str) -> None:
    """No headline, standfirst or note of several lines has a line of one short word."""
    for what, drawing in drawings(lang):
        for role in ("headline", "standfirst", "note"):
            lines = [text.text for text in drawing.texts if isinstance(text, Text) and text.role == role]
            assert len(lines) < 2 or not [line for line in lines if is_lonely(line)], (what, lines)
