"""The country that an unknown name can mean, said only where it can mean nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from mapgen.places.name_forms import name_words
from mapgen.places.name_tables import Meaning, every_meaning, territories

# How many letters may be wrong in a name of so many: fewer letters are too close to other names.
_SHORT, _LONG = 5, 9
# The least of a name that stands for the whole, as a share.
_ENOUGH = 0.5


def hint_for(text: str) -> str:
    """Return `did you mean "Chile" (CHL)?` where an unknown text can mean only that country, else an empty text.

    It can if the text begins the names of that country alone, or differs in a letter or two from a name of it, while
    whatever else has a name, a former state or a part included, is at least two letters further away.
    """
    words = name_words(text)
    written = " ".join(words)
    if len(written) < _SHORT or written.isdigit():
        return ""
    meanings = _begun(written) or _close({written, " ".join(sorted(words))})
    places = {(meaning.kind, meaning.codes) for meaning in meanings}
    if len(places) != 1:
        return ""
    kind, codes = places.pop()
    if kind not in {"state", "territory"}:
        return ""
    place = territories()[codes[0]]
    return f'did you mean "{place.name}" ({place.iso3})?'


def _begun(written: str) -> list[Meaning]:
    """Return the meanings of the names that a text begins; none if it is too little of one of them."""
    names = [(name, meaning) for name, meaning in _written_names() if name.startswith(written)]
    shortest = min((len(name) for name, _ in names), default=0)
    return [meaning for _, meaning in names] if len(written) >= _ENOUGH * shortest else []


def _close(forms: Iterable[str]) -> list[Meaning]:
    """Return the meanings of the nearest names, and of all that are no more than a letter further away."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (only an unknown name needs it)
    from rapidfuzz.process import extract  # noqa: PLC0415 (only an unknown name needs it)

    names = _written_names()
    choices = [name for name, _ in names]
    distances: dict[int, int] = {}
    for form in forms:
        allowed = 2 if len(form) >= _LONG else 1
        for _, distance, index in extract(form, choices, scorer=OSA.distance, score_cutoff=allowed + 1, limit=None):
            distances[index] = min(int(distance), distances.get(index, int(distance)))
    nearest = min(distances.values(), default=allowed + 1)
    if nearest > allowed:
        return []
    return [names[index][1] for index, distance in distances.items() if distance <= nearest + 1]


@cache
def _written_names() -> list[tuple[str, Meaning]]:
    """Return every name as people write it, and in the order of its key, with what it means."""
    names = []
    for key, meaning in every_meaning():
        names += [(form, meaning) for form in {key, " ".join(name_words(meaning.name))}]
    return names
