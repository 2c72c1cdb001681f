"""The shipped typeface has every letter a map may need, and is measured as it is drawn."""

from __future__ import annotations

import hashlib
import itertools
import json
import unicodedata
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from typeface_characters import characters, spans

from mapgen.disk.shipped import package_path
from mapgen.drawing.typeface import (
    FAMILY,
    STACK,
    balanced,
    check_glyphs,
    font_path,
    is_lonely,
    text_width,
    unbroken,
    without_orphan,
    wrap,
)
from mapgen.errors import InputError
from mapgen.places.languages import languages
from mapgen.words.wording import wording

SPANISH = "áéíóúüñÁÉÍÓÚÜÑ¿¡ªº"
PORTUGUESE = "ãõâêôàçáéíóúüÃÕÂÊÔÀÇÁÉÍÓÚÜ"
DUTCH = "ëïöüäáéíóúèÿĳĲËÏÖÜÄÁÉÍÓÚÈ€ƒ"
MARKS = "“”‘’„‚«»‹›–—…·•§©®†‡№°%‰&@#/\\|!?.,:;'\"()[]{}<>+-=*^_~`$£€×÷±≈≤≥→←↑↓\u00a0\u202f"
LATIN = "".join(map(chr, (*range(0x20, 0x7F), *range(0x41, 0x5B), *range(0x61, 0x7B))))
texts = st.text(alphabet=LATIN + SPANISH + PORTUGUESE, max_size=60)


@pytest.mark.parametrize("bold", [False, True], ids=["regular", "semibold"])
@pytest.mark.parametrize(
    "letters",
    [
        pytest.param(SPANISH, id="Spanish"),
        pytest.param(PORTUGUESE, id="Portuguese"),
        pytest.param(DUTCH, id="Dutch"),
        pytest.param(MARKS, id="typographic marks"),
        pytest.param(LATIN, id="ASCII"),
    ],
)
def test_every_letter_has_a_glyph(letters: str, bold: bool) -> None:  # noqa: FBT001 (a weight, by parametrize)
    """Every accent of the region's languages and every typographic mark is in both weights."""
    check_glyphs(letters)
    assert text_width(letters, 10, bold=bold) > 0


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Uruguay 乌拉圭", '"乌" (U+4E4C)'),
        ("\ufffe", "(U+FFFE)"),
        ("a\tb", "(U+0009)"),
        ("a\u2009b", "(U+2009)"),
        ("🗳", '"🗳" (U+1F5F3)'),
    ],
)
def test_a_missing_glyph_is_an_error_that_names_it(text: str, named: str) -> None:
    """A character that would be drawn as an empty box is refused by its name and number."""
    for bold in (False, True):
        with pytest.raises(InputError) as caught:
            text_width(text, 10, bold=bold)
        message = str(caught.value)
        assert f"the typeface {FAMILY} has no glyph for " in message
        assert named in message
        assert message.startswith('text "')


def test_the_list_of_characters_is_that_of_the_fonts() -> None:
    """Both weights have a glyph of each, and of no other; `python tests/typeface_characters.py` makes it anew."""
    listed = package_path("drawing/fonts/characters.txt").read_text(encoding="ascii")
    assert listed == spans(characters()) + "\n"


def test_a_long_text_is_not_repeated_whole_in_a_message() -> None:
    """A message shows where the glyph is wanted, not a page of text."""
    with pytest.raises(InputError) as caught:
        check_glyphs("word " * 200 + "乌")
    assert len(str(caught.value)) < 200


@given(texts, st.floats(6, 90), st.floats(0.1, 10))
def test_a_width_scales_with_the_size_of_type(text: str, size: float, factor: float) -> None:
    """Widths are measured in font units: twice the size is twice the width, at every size."""
    width = text_width(text, size)
    assert width >= 0
    assert text_width(text, size * factor) == pytest.approx(width * factor)


def test_semibold_is_wider_and_letters_are_kerned() -> None:
    """The two weights are two fonts, and a pair that is set closer measures less than its letters."""
    assert text_width("South America", 10, bold=True) > text_width("South America", 10)
    assert text_width("AV", 10) < text_width("A", 10) + text_width("V", 10)


@given(texts, st.floats(30, 400))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    """No line is wider than asked, and the words are all there in their order, cut ones marked by an ellipsis."""
    lines = wrap(text, 12, width)
    assert all(text_width(line, 12) <= width for line in lines)
    wrapped_words = " ".join(lines).split(" ") if lines else []
    words = [word for word in text.split(" ") if word]
    assert len(wrapped_words) == len(words)
    for word, wrapped_word in zip(words, wrapped_words, strict=True):
        assert wrapped_word == word or (wrapped_word.endswith("…") and word.startswith(wrapped_word[:-1]))


@given(st.text("abcdefg ", max_size=80), st.floats(60, 400))
def test_a_line_takes_as_many_words_as_fit(text: str, width: float) -> None:
    """The first word of a line would not have fitted on the line before, or came down to a word that stood alone."""
    lines = wrap(text, 12, width)
    for line, following in itertools.pairwise(lines):
        first, _, rest = following.partition(" ")
        assert text_width(f"{line} {first}", 12) > width or is_lonely(rest)


@given(st.lists(st.text("abcdefghijk", min_size=1, max_size=14), max_size=14).map(" ".join), st.floats(60, 400))
def test_no_short_word_stands_alone_where_another_can_join_it(text: str, width: float) -> None:
    """After the first line, a line of one short word is one that no word before it can join: `La / izquierda`."""
    for line, following in itertools.pairwise(wrap(text, 12, width)):
        if is_lonely(following):
            kept, _, last = line.rpartition(" ")
            assert text_width(f"{last} {following}", 12) > width or is_lonely(kept)


@pytest.mark.parametrize("lang", languages())
@example(date(2026, 1, 1), 0.0, "")
@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.floats(0, 400), st.sampled_from(["", "el ", "Chile: (", "on "])
)
def test_no_date_breaks_over_two_lines(lang: str, day: date, before: float, opening: str) -> None:
    """In no form that a map prints, and in no width that has room for it; nor does it in HTML, by no-break spaces."""
    words = wording(lang)
    for written in (words.day(day), words.short_day(day), words.month(day), words.day_of_year(day)):
        text = f"quien gobierna {opening}{written}, word{' and more' * 9}"
        lines = wrap(text, 12, text_width(f"({written},", 12) + before)
        assert any(written.replace("\u00a0", " ") in line for line in lines)
        assert written.replace(" ", "\u00a0") in unbroken(text)


@pytest.mark.parametrize(
    "name",
    [
        "José Antonio Kast",
        "Abelardo de la Espriella",
        "Luiz Inácio Lula da Silva",
        "Cristina Fernández de Kirchner",
        "El Ciudadano",
        "South America",
        "11 países",
        "seven".upper() + " Seas",
    ],
)
@given(st.floats(0, 300))
def test_no_name_breaks_over_two_lines(name: str, before: float) -> None:
    """A name, and a number with its word, stay on one line in any width that has room for them."""
    lines = wrap(f"as for {name} (who knows) and more", 12, text_width(name, 12) + before)
    assert any(name in line for line in lines)


def test_a_name_wider_than_the_line_is_broken_rather_than_cut() -> None:
    """A narrow column breaks what it cannot hold; no letter is lost."""
    assert wrap("José Antonio Kast", 12, text_width("José Antonio", 12)) == ["José Antonio", "Kast"]


def test_a_line_does_not_break_at_a_no_break_space() -> None:
    """`15\u00a0km` stays on one line, and is drawn with a plain space, by which it is found."""
    assert wrap("15\u00a0km to go", 12, text_width("15\u00a0km t", 12)) == ["15 km", "to go"]


def test_nothing_wraps_to_no_lines() -> None:
    """An empty text takes no room."""
    assert wrap("", 12, 100) == wrap(" \n ", 12, 100) == []


def test_a_decomposed_accent_is_drawn() -> None:
    """A letter and a combining accent are both there, so that unusual input does not fail."""
    check_glyphs(unicodedata.normalize("NFD", "José"))


def test_the_stack_begins_with_the_shipped_family() -> None:
    """Readers who have the family see it; the others see one that exists everywhere."""
    assert STACK.startswith(f"'{FAMILY}',")
    assert STACK.endswith(",sans-serif")


def test_the_font_files_are_those_of_their_provenance() -> None:
    """Each font file is, byte for byte, what source.json says was taken from a package, and no other lies there.

    The provenance names package, version, home page, licence and how to take them again.
    """
    folder = package_path("drawing/fonts")
    source = json.loads((folder / "source.json").read_text(encoding="utf-8"))
    assert {"package", "version", "home", "licence", "files", "rebuild"} <= set(source)
    fonts = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.ttf")}
    assert source["files"] == fonts
    assert {font_path().name, font_path(bold=True).name} == set(fonts)
    assert source["version"] in source["rebuild"]
    assert (folder / "LICENSE.md").is_file()
    assert "OFL" in source["licence"]


@given(st.text("abc de", min_size=1, max_size=120), st.floats(20, 400))
def test_balanced_lines_are_no_more_than_wrapped_ones(text: str, width: float) -> None:
    """They say the same in as many lines, none wider than the room, and the widest no wider than before."""
    wrapped, even = wrap(text, 12, width), balanced(text, 12, width)
    assert len(even) == len(wrapped)
    assert " ".join(even) == " ".join(wrapped)
    assert max((text_width(line, 12) for line in even), default=0) <= max(
        (text_width(line, 12) for line in wrapped), default=0
    )


def test_a_headline_s_lines_are_even() -> None:
    """A last line of one word is filled up from those before it."""
    headline = "South America: six on the left, six on the right, counting Chile’s president-elect"
    wrapped, even = wrap(headline, 26, 700), balanced(headline, 26, 700)
    assert len(wrapped) == len(even) == 2
    assert text_width(even[1], 26) > text_width(wrapped[1], 26)
    assert abs(text_width(even[0], 26) - text_width(even[1], 26)) < 200


def test_no_paragraph_ends_in_a_lonely_word() -> None:
    """Where a slightly narrower setting in as many lines helps, it is taken."""
    paragraph = (
        "Heads of government on 15 December 2025, counting presidents-elect. José Antonio Kast takes office on Friday."
    )
    width = text_width(paragraph.rsplit(" ", 1)[0], 15) + 1
    assert wrap(paragraph, 15, width)[-1] == "on Friday."
    assert len(without_orphan(paragraph, 15, width)[-1]) > len("on Friday.")


def test_an_empty_paragraph_has_no_lines() -> None:
    """A list without a source has no source line."""
    assert without_orphan("", 15, 100) == []
