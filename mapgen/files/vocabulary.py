"""Words that people type: which one of some words is meant, in any case, with accents and hyphens or without."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

_NONE: Mapping[str, str] = {}


def folded(text: str) -> str:
    """Return a text without accents, case, spaces, hyphens and underscores: `Centro-Derecha` is `centroderecha`."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if c not in " -_\u00a0" and not unicodedata.combining(c)).casefold()


def alphabetic(name: str) -> tuple[str, str]:
    """Return the key by which names are sorted: without case and accents, so that Pará precedes Paraíba and Paraná."""
    decomposed = unicodedata.normalize("NFD", name)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold(), name


def word_of(value: str, words: Iterable[str], synonyms: Mapping[str, str] = _NONE) -> str | None:
    """Return the one of some words that a value means: exactly, else folded, else by a synonym; None for no word.

    `synonyms` give a word for each folded synonym. Of two words that fold alike, only the exact one can be meant.
    """
    words = [*words]
    if value in words:
        return str(value)
    meant = folded(value)
    fitting = [word for word in words if folded(word) == meant]
    if len(fitting) == 1:
        return fitting[0]
    synonym = synonyms.get(meant)
    return synonym if synonym in words else None
