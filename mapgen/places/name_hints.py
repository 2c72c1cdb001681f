"""The country that an unknown name can mean, said only where it can mean nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from mapgen.places.name_forms import name_words
from mapgen.places.name_tables import every_meaning, meaning_of, territories

# Words that many names have: they do not tell one country from another.
_COMMON = """
rep dem peoples fed isl saint sainte santa santo sao san new nueva nova north south east west united states
state kingdom reino royaume territory arab norte sur sul sud northern southern eastern western occidental oriental
septentrional meridional central federation federacion federacao union uniao commonwealth socialist arab islamic
sultanate principality empire imperio
"""
_SHARED = frozenset(_COMMON.split())
# Those that say what a state is.
_GOVERNMENT = _SHARED & frozenset(
    ["rep", "dem", "peoples", "fed", "kingdom", "state", "federation", "union", "commonwealth"]
)
# A word of these is no slip for another one: "Southern Cyprus" is not "Northern Cyprus".
_DIRECTIONS = """
north south east west northern southern eastern western norte sur sul sud occidental oriental septentrional meridional
new nueva nova
"""
_OPPOSED = frozenset(_DIRECTIONS.split())
# How many letters tell a country from others: a wrong one among fewer may be another country's, as in Iran and Iraq.
_ONE_WRONG, _TWO_WRONG = 6, 12
# A text of fewer letters says nothing of which name it begins.
_BEGINNING = 5


def hint_for(text: str) -> str:
    """Return `did you mean "CHL" (Chile)?` where an unknown text can mean only that country, else an empty text.

    It can if the text begins a word of that country's names alone, or has one wrong letter in a name of six letters or
    more, two swapped ones in a name of five, or two wrong ones in a name of twelve, and the first letter is right. And
    whatever else has a name, a former state or a part included, must be further away: by two letters, unless these are
    the very letters of the name.
    """
    words = name_words(text)
    written = " ".join(words)
    if _telling(words) < _BEGINNING or written.isdigit():
        return ""
    forms = {written, " ".join(sorted(words))}
    meant, reach = _begun(written), 1
    if not meant:
        # Few texts are a slip. What else is near is looked for, among all names, only for these.
        close = _near(forms, {name for word in words for name in _by_initial().get(word[0], ())})
        meant = [name for name, distance in close.items() if _is_slip(written, name, distance)]
        swapped = any(sorted(name) == sorted(written) for name in meant)
        reach = min((close[name] for name in meant), default=0) + (not swapped)
    if not meant:
        return ""
    around = [name for name, distance in _near(forms, _written_names()).items() if distance <= reach]
    places = {place for name in (*meant, *around) for place in _written_names()[name]}
    if len(places) != 1:
        return ""
    kind, codes = places.pop()
    if kind not in {"state", "territory"} or _has_name_of_another(words, codes, meant):
        return ""
    place = territories()[codes[0]]
    return f'did you mean "{place.iso3}" ({place.name})?'


def _has_name_of_another(words: Sequence[str], codes: tuple[str, ...], meant: Iterable[str]) -> bool:
    """Whether a text has the whole name of another country: "Dominica, Rep." is no slip for the Dominican Republic.

    A word that the meant names have too says nothing, as "Guiana" in "Frnech Guiana".
    """
    expected = {word for name in meant for word in name.split()}
    names = {word for word in words if word not in expected}
    for common in (_SHARED, _GOVERNMENT):
        names.add(" ".join(sorted(word for word in words if word not in common)))
    named = [meaning_of(name) for name in names - expected]
    return any(found and found.kind in {"state", "territory"} and found.codes != codes for found in named)


def _begun(written: str) -> list[str]:
    """Return the names that a text begins, if it is at least half of one of them and leaves only a word unfinished."""
    alike = _by_initial().get(written[0], ())
    names = [name for name in alike if name.startswith(written) and not _is_inner(name, _written_names()[name])]
    unfinished = any(" " not in name[len(written) :] and len(name) <= 2 * len(written) for name in names)
    return names if unfinished else []


def _telling(words: Sequence[str]) -> int:
    """Return how many letters of a name tell its country from others; all, if it has only words that many have."""
    return sum(len(word) for word in words if word not in _SHARED) or sum(map(len, words))


def _is_inner(name: str, meanings: set[tuple[str, tuple[str, ...]]]) -> bool:
    """Whether a name is that of a part of a state, with the state's own name in it, as North Kazakhstan."""
    return {kind for kind, _ in meanings} == {"part"} and any(word in _SHARED for word in name.split())


def _is_slip(written: str, name: str, distance: int) -> bool:
    """Whether a text can be a name with a slip of the hand, by how many of its letters tell it from other names."""
    if set(written.split()) & _OPPOSED - set(name.split()):
        return False
    telling = _telling(name.split())
    swapped = telling == _ONE_WRONG - 1 and sorted(written) == sorted(name)
    allowed = 2 if telling >= _TWO_WRONG else int(telling >= _ONE_WRONG or swapped)
    return distance <= allowed and name[0] in {word[0] for word in written.split()}


def _near(forms: Iterable[str], names: Collection[str]) -> dict[str, int]:
    """Return which of some names are up to three letters away from one of some forms of a text, and how far."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (only an unknown name needs it)
    from rapidfuzz.process import extract  # noqa: PLC0415 (only an unknown name needs it)

    choices = list(names)
    near: dict[str, int] = {}
    for form in forms:
        for name, distance, _ in extract(form, choices, scorer=OSA.distance, score_cutoff=3, limit=None):
            near[name] = min(int(distance), near.get(name, int(distance)))
    return near


@cache
def _by_initial() -> Mapping[str, Sequence[str]]:
    """Return every name by its first letter."""
    names: dict[str, list[str]] = {}
    for name in filter(None, _written_names()):
        names.setdefault(name[0], []).append(name)
    return names


@cache
def _written_names() -> Mapping[str, set[tuple[str, tuple[str, ...]]]]:
    """Return the kind and codes of every name, as people write it and in the order of its key."""
    names: dict[str, set[tuple[str, tuple[str, ...]]]] = {}
    for key, meaning in every_meaning():
        for form in {key, " ".join(name_words(meaning.name))}:
            names.setdefault(form, set()).add((meaning.kind, meaning.codes))
    return names
