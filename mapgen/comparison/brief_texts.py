"""The few words of a card on two coders: the days, and why the two differ."""

from __future__ import annotations

from mapgen.comparison.compare import Comparison
from mapgen.comparison.texts import capital, sentences_of
from mapgen.words.wording import Wording

# The most letters of a card's standfirst: two lines of it.
_BRIEF = 130


def brief_sentences(comparison: Comparison, words: Wording) -> str:
    """Return why two coders differ, for a card whose headline says where they agree: as much as two lines hold."""
    first, last = comparison.days
    sentences = sentences_of(comparison, words)[1 if first == last else 2 :]
    fitting = (number for number in range(len(sentences), -1, -1) if len(" ".join(sentences[:number])) <= _BRIEF)
    return " ".join(sentences[: next(fitting)])


def brief_standfirst_of(comparison: Comparison, words: Wording) -> str:
    """Return the standfirst of a card on two coders: the days, and why the two differ; on changes it has no other."""
    if comparison.is_change:
        return ""
    days = dict.fromkeys(map(words.day, comparison.days))
    return f"{capital(words.items(days))}. {brief_sentences(comparison, words)}".strip()
