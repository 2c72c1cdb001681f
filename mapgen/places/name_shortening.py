"""The country whose name a text writes with words cut short, said only where no other name can be cut so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from mapgen.places.name_forms import folded_name, name_words
from mapgen.places.name_tables import Meaning, every_meaning

_WORD = re.compile(r"\w+\.?")
# Without so many letters that are written out, what is cut short could be anything.
_TELLING = 4
# Names are kept by as many first letters of their words, and by how many words they have, or any number.
_BEGINNING, _ANY = 3, 0
# Words that many names have: they do not tell one from another.
_USUAL = "rep dem peoples fed isl united kingdom state arab saint new north south east west"
_SAID = frozenset(_USUAL.split())
# What "S." and "N." are cut from where they are no direction.
_SINGLE = {
    "s": frozenset({"saint", "sainte", "san", "santa", "santo", "sao"}),
    "n": frozenset({"new", "nova", "nueva", "nouvelle"}),
    "e": frozenset({"emirates", "emiratos", "emirados"}),
    "w": frozenset[str](),
}
_Name = tuple[Sequence[frozenset[str]], Meaning]


def lengthened(text: str) -> Meaning | None:
    """Return what a text with words cut short by a full stop means; None if two places have a name that can be cut so.

    Of all its words, at least one that tells names apart must be written out, or be four letters long. A single word
    must begin no word of another name: "Equat." can be Équateur and Equatorial Guinea.
    """
    words = _words(text)
    telling = next((word for word, _ in words if len(word) >= _TELLING and word not in _SAID), None)
    if telling is None:
        return None
    # A single word may be of a name of any length.
    length = len(words) if len(words) > 1 else _ANY
    meanings: dict[tuple[str, tuple[str, ...]], Meaning] = {}
    for name_of, meaning in _by_beginning().get((length, telling[:_BEGINNING]), ()):
        if _can_be(words, name_of):
            meanings.setdefault((meaning.kind, meaning.codes), meaning)
    return next(iter(meanings.values())) if len(meanings) == 1 else None


def _words(text: str) -> list[tuple[str, bool]]:
    """Return the words of a text, and of each whether it is cut short."""
    cut = {word.rstrip(".") for word in _WORD.findall(folded_name(text)) if word.endswith(".")}
    single = {"north": "n", "south": "s", "east": "e", "west": "w"}
    # The form of names has read "S." as south already.
    cut |= {long for long, letter in single.items() if letter in cut}
    return [(single.get(word, word) if word in cut else word, word in cut) for word in name_words(text)]


def _can_be(words: Sequence[tuple[str, bool]], name_of: Sequence[frozenset[str]]) -> bool:
    """Whether each word of a text is a word of a name, or the beginning of one; each word of the name once."""
    if not words:
        return True
    (word, is_cut), rest = words[0], words[1:]
    return any(
        _is_word(word, is_cut, forms) and _can_be(rest, [*name_of[:at], *name_of[at + 1 :]])
        for at, forms in enumerate(name_of)
    )


def _is_word(word: str, is_cut: bool, forms: frozenset[str]) -> bool:  # noqa: FBT001 (what _words tells of a word)
    if not is_cut:
        return word in forms
    if word in _SINGLE:
        return bool(_SINGLE[word] & forms)
    return any(form.startswith(word) for form in forms)


@cache
def _by_beginning() -> Mapping[tuple[int, str], Sequence[_Name]]:
    """Return each name, as the forms of its words, by how many words it has, or any, and by how one of them begins."""
    names: dict[tuple[int, str], list[_Name]] = {}
    for _, meaning in every_meaning():
        name_of = [_forms(word) for word in _plain_words(meaning.name)]
        for beginning in {form[:_BEGINNING] for forms in name_of for form in forms}:
            for length in (len(name_of), _ANY):
                names.setdefault((length, beginning), []).append((name_of, meaning))
    return names


def _plain_words(name: str) -> Iterable[str]:
    return [word for word in re.findall(r"\w+", folded_name(name)) if name_words(f"x {word} x") != ("x", "x")]


@cache
def _forms(word: str) -> frozenset[str]:
    """Return a word as it is written and as it is compared."""
    return frozenset({word, *name_words(word)})
