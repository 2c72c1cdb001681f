"""The form in which names of countries are compared: what a hand changes without changing what is meant is gone."""

from __future__ import annotations

import re
import unicodedata

from mapgen.files.texts import without_footnote_marks

# Words that lists write or leave out: articles, prepositions and "and" of English, Spanish, Portuguese and French.
_ARTICLES = "the of and as os la las el los le les de del do da dos das du des et"
_UNSAID = frozenset(_ARTICLES.split())
# Words with one meaning in all four languages, by how they are compared.
_SAME = {
    "rep": "republic republica republique",
    "dem": "democratic democratica democratique democrat",
    "peoples": "people popular populaire pop ppl",
    "fed": "federal federale federativa federative",
    "kingdom": "reino royaume",
    "islamic": "islamica islamique",
    "sultanate": "sultanato sultanat",
    "principality": "principado principaute",
    "isl": "is isls island islands isla islas ilha ilhas ile iles",
    "saint": "st",
    "sainte": "ste",
    "santa": "sta",
    "santo": "sto",
    "united": "utd",
    "territory": "ter terr",
}
_WORD = {word: shared for shared, words in _SAME.items() for word in words.split()}
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}
# Letters that no decomposition turns into a Latin letter with a mark.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_APOSTROPHE = re.compile(r"['’‘ʼ`´ʻ]")
_POSSESSIVE = re.compile(r"['’‘ʼ`´ʻ]\s?s\b")
# What a table hangs on a name: a row's number, a footnote, as [1], [a], (1) or ¹, or the years of a state of today. No
# state has ended since 2011, so that a span with a later end is that of the data.
_FOOTNOTE = re.compile(
    r"^\s*\d{1,3}[.)]\s+|\(\d{1,2}\)\s*$|\[\w{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹⁰]+"
    r"|[(\[](?:since|from|after|post|desde|pós|após|a partir de|depuis|après)[\s-]?\d{4}[)\]]"
    r"|[(\[]\d{4}\s?[-–—]\s?(?:present|presente|today|now|hoy|hoje|201[2-9]|20[2-9]\d)?[)\]]",
    re.IGNORECASE,
)
# A single letter is an article or "and" only where it stands as one: elsewhere it shortens a word, as in "Korea D R",
# "Germany E" and "Samoa A.", which without it would be another country.
_LONE_ARTICLES = re.compile(
    r"\b[dl]['’‘ʼ`´ʻ]|(?<=\s)[dl]\s(?=[aeiouh]\w)|^[ao]\s(?=\w\w)|(?<=[(,])\s?[ao](?=\)?$)|(?<=\w\s)[ey](?=\s\w\w)"
)
_INITIALS = re.compile(r"\b[^\W\d_](?:(?:\.\s?|\s)[^\W\d_]\b)+")
_SHORTENED = re.compile(r"(?<![\w'’.])([nsewdi]|so|no)\.(?=\s?\w\w)|(?<![\w'’.])([di])\.(?=\W*$)")
_SHORT = {**_DIRECTIONS, "so": "south", "no": "north", "d": "dem", "i": "isl"}
_ANY_WORD = re.compile(r"\w+")


def folded_name(text: str) -> str:
    """Return a text without accents and case, so that `peru` matches Perú."""
    decomposed = unicodedata.normalize("NFD", text.strip())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def name_words(text: str) -> tuple[str, ...]:
    """Return the words by which a name is known, in their order: `dem rep congo` of "The Dem. Rep. of the Congo".

    Case, accents, punctuation and articles are gone, and usual abbreviations are read.
    """
    if "&" in text and ";" in text:
        from html import unescape  # noqa: PLC0415 (few texts come from a page)

        text = unescape(text)
    plain = _POSSESSIVE.sub("s", folded_name(_FOOTNOTE.sub(" ", without_footnote_marks(text))).translate(_LETTERS))
    plain = _APOSTROPHE.sub(" ", _LONE_ARTICLES.sub(" ", plain.strip()))
    plain = _INITIALS.sub(lambda letters: "".join(_ANY_WORD.findall(letters[0])), plain)
    plain = _SHORTENED.sub(lambda letter: f"{_SHORT[letter[1] or letter[2]]} ", plain)
    all_words = [_WORD.get(word, word) for word in _ANY_WORD.findall(plain.replace("_", " "))]
    words = [word for word in all_words if word not in _UNSAID] or all_words
    if len(words) > 1:
        words = [_DIRECTIONS.get(word, word) if at in {0, len(words) - 1} else word for at, word in enumerate(words)]
    return tuple(words)


def name_key(text: str) -> str:
    """Return the key under which a name is kept: its words in alphabetical order.

    So an inverted name, "Venezuela, Bolivarian Republic of", has the key of the name that it inverts.
    """
    return " ".join(sorted(name_words(text)))
