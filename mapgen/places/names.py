"""Which country a text means: one answer for every place where a person or a table writes a country."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from mapgen.errors import listed
from mapgen.files.texts import without_footnote_marks
from mapgen.places.name_forms import name_key
from mapgen.places.name_tables import Meaning, Territory, iso_codes, meaning_of, part_of, territories

# A longer text is no name: the longest one in the tables has 90 characters.
_LONGEST = 200
# Words of the four languages that would be alpha-2 codes: in small letters they are not taken for one.
_SHORT_WORDS = """
ad ai al am an as at au be by ca ci da de do ec el em en er es et eu fo ga gt he hi ho id ie il im in io is
it la le li lo lu ma me mg mi mm mr ms mu my na ne ni no nu om on ou pm re sa se si so st su te to tu tv um
un us va vi ya
"""
_WORDS = frozenset(_SHORT_WORDS.split())
_ISO_3166_2 = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
# How a list writes a second name beside the first: in brackets, after a slash, a dash or a comma.
_SECOND_NAME = re.compile(
    r"^(?P<first>[^()\[\]]+?)\s*(?:[(\[](?P<bracket>[^()\[\]]+)[)\]]|(?:/|\s[-–—]\s|,)\s*(?P<second>.+))$"
)
# What a list calls a subdivision beside its name.
_SUBDIVISION = re.compile(
    r"\b(?:province|prefecture|region|governorate|department|county|district|oblast|canton|provincia|departamento|region"
    r"|departement|prefectura|municipality|parish|emirate) ?"
)
_NO_LONGER = re.compile(
    r"^(?:formerly|former|fmr|previously|was|currently|today|ex|now|also(?: known as| called)?|aka|or|antes"
    r"|antiguamente|antigu[ao]|antig[ao]|hoy|antigamente|hoje|anciennement|auj\.?)\b[.\s\-]*",
    re.IGNORECASE,
)

# How a list says that a name is of the past, by a word or by its last year.
_FORMER = re.compile(
    r"\b(?:former(?:ly)?|fmr|ex|antigu[ao]|antig[ao]|anciens?|ancienne|extint[ao])\b[\s.\-]*", re.IGNORECASE
)
_PAST = re.compile(
    r"[(\[](?:(?:\d{4})?\s?[-–—]\s?\d{4}|(?:pre|until|till|to|before|hasta|até|avant|antes de)[\s-]?\d{4})[)\]]\s*$",
    re.IGNORECASE,
)


class Identified(Struct, frozen=True):
    """What a text means.

    `iso3` is the alpha-3 code of a state or territory, `name` its English name, and `matched` says how the text names
    it: `code`, `name`, `official`, `alias` or `former`. `kind` is `state`, `territory`, `former state`, `part` or
    `unknown`; the last three have no code. `hint` names the successors of a former state, the state to which a part
    belongs, and, for an unknown text, the one country that it can mean; it is empty where that is not certain.
    `states` are the codes of the successors of a former state, or of the state to which a part belongs.
    """

    text: str
    iso3: str | None = None
    name: str = ""
    matched: str = ""
    hint: str = ""
    kind: str = "unknown"
    states: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def identified(text: str, system: str | None = None) -> Identified:
    """Return what a text means: an ISO code, or a name in English, Spanish, Portuguese or French.

    With a `system` (one of CODE_SYSTEMS in places/codes.py) the text is a code of it, and nothing else.
    """
    if system is not None:
        return _of_system(text, system)
    if len(text) > _LONGEST or not text.strip():
        return Identified(text)
    if place := _by_code(without_footnote_marks(text.strip())):
        return _as_place(text, place, "code")
    if division := _by_division(text.strip()):
        return division
    meaning = _meaning(text) or _second_name(text) or _of_the_past(text) or _shortened(text)
    if meaning is None:
        from mapgen.places.name_hints import hint_for  # noqa: PLC0415 (most texts are known)

        return Identified(text, hint=hint_for(text))
    return _answer(text, meaning)


def _of_system(text: str, system: str) -> Identified:
    from mapgen.places.codes import iso3_of  # noqa: PLC0415 (only where a column holds such codes)

    place = territories().get(iso3_of(system, text.strip()) or "")
    return _as_place(text, place, "code") if place else Identified(text)


def _by_code(text: str) -> Territory | None:
    """Return the place of an ISO code; an alpha-2 code in small letters only if it is no word."""
    if not text.isascii():
        return None
    if text.isdigit() and len(text) <= 3:  # noqa: PLR2004 (the digits of a numeric code)
        text = text.zfill(3)
    elif (len(text) == 2 and text not in _WORDS and text.islower()) or len(text) == 3:  # noqa: PLR2004 (alpha-2, alpha-3)
        text = text.upper()
    return territories().get(iso_codes().get(text, ""))


def _by_division(text: str) -> Identified | None:
    """Return the part of a state that a code of ISO 3166-2 means, such as BR-SP; None for other texts."""
    if not _ISO_3166_2.fullmatch(text):
        return None
    from mapgen.places.divisions import division_name  # noqa: PLC0415 (few texts are such a code)

    state = territories().get(iso_codes().get(text[:2], ""))
    name = division_name(text, "en")
    return _answer(text, Meaning((state.iso3,), "part", "code", "", name)) if state and name else None


def _meaning(text: str) -> Meaning | None:
    key = name_key(text)
    return meaning_of(key) or part_of(key) or _part(_SUBDIVISION.sub("", key).strip())


def _part(key: str) -> Meaning | None:
    """Return the part of a state that has a key, written by hand or a subdivision."""
    named = meaning_of(key)
    return named if named and named.kind == "part" else part_of(key)


def _of_the_past(text: str) -> Meaning | None:
    """Return the former state that a text tells as such, as "USSR (1922-1991)" or "ex-Jugoslávia".

    A state of today in a span of the past is no state of today: "Germany (1949-1990)" was another, which it succeeded.
    A former name of a state means the state.
    """
    if _PAST.search(text):
        name = _PAST.sub("", text)
        meaning = meaning_of(name_key(f"{name} former")) or _meaning(name)
        if meaning and meaning.kind == "state":
            return Meaning(meaning.codes, "former state", "", "", text.strip())
        return meaning
    name = _FORMER.sub("", text)
    meaning = _meaning(name) if name != text else None
    return meaning if meaning and (meaning.kind == "former state" or meaning.matched == "former") else None


def _shortened(text: str) -> Meaning | None:
    """Return what a text with words cut short by a full stop means, as "Bolivia (Plur. State of)"."""
    if "." not in text:
        return None
    from mapgen.places.name_shortening import lengthened  # noqa: PLC0415 (most texts are known)

    return lengthened(text)


def _second_name(text: str) -> Meaning | None:
    """Return what a text with two names means, as "Myanmar (Burma)", if both mean it."""
    halves = _SECOND_NAME.match(text.strip())
    if not halves:
        return None
    first = _meaning(halves["first"])
    written = halves["bracket"] or halves["second"]
    second = _meaning(written) or _meaning(_NO_LONGER.sub("", written.strip()))
    if first is None or second is None:
        return None
    of_whole = _part_of_whole(halves["first"], second) or _part_of_whole(written, first)
    return of_whole or _agreed(first, second)


def _part_of_whole(text: str, whole: Meaning) -> Meaning | None:
    """Return the part of a state that a text names, as of "Georgia (USA)"; None if it is none of that state."""
    part = _part(name_key(text))
    return part if part and whole.kind == "state" and whole.codes[0] in part.codes else None


def _agreed(first: Meaning, second: Meaning) -> Meaning | None:
    """Return what both of two names mean; None if they mean different things."""
    for meaning, beside in ((first, second), (second, first)):
        if meaning.kind in {"state", "territory"}:
            if beside.codes == meaning.codes and beside.kind == meaning.kind:
                return meaning
            if beside.kind == "former state":
                return meaning if beside.continued == meaning.codes[0] else beside
            if meaning.kind == "territory" and _sovereign(meaning) == beside.codes[0] and beside.kind == "state":
                return meaning
    return first if first == second or first.kind == second.kind == "former state" else None


def _sovereign(meaning: Meaning) -> str:
    from mapgen.places.countries import sovereign_of  # noqa: PLC0415 (only for a territory beside a state)

    return sovereign_of(meaning.codes[0])


def _answer(text: str, meaning: Meaning) -> Identified:
    """Return the answer that a meaning makes: a place, or what is refused, with the states to name instead."""
    if meaning.kind in {"state", "territory"}:
        return _as_place(text, territories()[meaning.codes[0]], meaning.matched)
    if meaning.kind == "group":
        return Identified(text)
    states = [str(territories()[code]) for code in meaning.codes]
    if meaning.kind == "former state":
        words = "its successor is" if len(states) == 1 else "its successors are"
        hint = f"{words} {_all(states)}"
        return Identified(text, name=meaning.name, kind=meaning.kind, hint=hint, states=tuple(meaning.codes))
    if meaning.kind == "either":
        return Identified(text, kind="part", hint=f"write {listed(states)}", states=tuple(meaning.codes))
    hint = f"it belongs to {listed(states)}"
    return Identified(text, name=meaning.name, kind="part", hint=hint, states=tuple(meaning.codes))


def _as_place(text: str, place: Territory, matched: str) -> Identified:
    return Identified(text, place.iso3, place.name, matched, kind=place.kind)


def _all(names: list[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
