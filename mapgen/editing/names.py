"""Leaders' names that are nearly ones in the record: a misspelt newcomer, or a new name for the wrong government."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from mapgen.editing.governments import CountryGovernments
from mapgen.editing.model import Update
from mapgen.errors import InputError
from mapgen.places.name_forms import folded_name
from mapgen.record.model import Government

# How alike two names are that may be one, misspelt: "Gabriel Borik" and "Gabriel Boric" share 0.92 of their letters.
_ALIKE = 0.84
_SEPARATORS = str.maketrans(dict.fromkeys("-.,;'’", " "))
# A code of ISO needs no quotes in a shell.
_PLAIN = re.compile("[A-Za-z0-9-]+")
# What a shell reads within double quotes.
_SPECIAL = frozenset('"$`\\!')


def refuse_near_name(update: Update, governments: CountryGovernments) -> None:
    """Raise InputError for a new leader whose name is nearly, or a part of, that of one recorded in the country."""
    leader = str(update.leader)
    names = {government.leader for _, government in governments.all}
    if update.new or leader in names:
        return
    if near := _nearly_equal(leader, names):
        meant = next(one for _, one in reversed(governments.all) if one.leader == near)
        another = "" if update.rename else "If this is another person, give --new; "
        correct = f"{another}to correct the name: {rename_command(meant, update.rename or leader)}"
        message = f'is new in {update.country}; did you mean "{near}"? {correct}'
        raise InputError.single(f"--leader {leader}", message)


def refuse_unmeant_rename(update: Update, governments: CountryGovernments, government: Government) -> None:
    """Raise InputError for a new name that is another recorded leader's, or far from the old one, which is not named.

    A name near both is a correction, where the old one is named.
    """
    new = update.rename
    if new is None:
        return
    old = government.leader
    near_old = _nearly_equal(new, [old]) is not None
    others = {one.leader: one for _, one in governments.all if one.leader != old}
    taken = _nearly_equal(new, others)
    if taken and not (near_old and update.leader == old):
        cures = [f"to correct that one: {rename_command(others[taken], new)}"] if taken != new else []
        cures += [f"if {old} is meant: {rename_command(government, new)}"] if near_old else []
        cure = "; ".join(cures) or "who takes office is recorded by --leader and --start"
        message = f"would rename {old}, but {taken} is recorded in {update.country} as well; {cure}"
        raise InputError.single(f"--rename {new}", message)
    if not near_old and update.leader is None:
        message = f"is far from {old}, the leader whom it would rename; if that is meant: "
        raise InputError.single(f"--rename {new}", message + rename_command(government, new))


def rename_command(government: Government, name: str) -> str:
    """Return the whole command that corrects the name of a government's leader."""
    ended = government.start if government.end is not None else None
    return update_command(government.country, leader=government.leader, government=ended, rename=name)


def update_command(country: str, **values: str | date | bool | None) -> str:
    """Return a whole `mapgen update` command; an option that is None is left out, and one that is True has no value."""
    words = ["mapgen update", country if _PLAIN.fullmatch(country) else shlex.quote(country)]
    for option, value in values.items():
        if value is not None:
            words += [f"--{option}"] if value is True else [f"--{option}", _quoted(value)]
    return f"`{' '.join(words)}`"


def _quoted(value: str | date | bool) -> str:  # noqa: FBT001 (what an option holds)
    if isinstance(value, date):
        return str(value)
    text = str(value)
    if _SPECIAL & set(text):
        return shlex.quote(text)
    return text if text.isalpha() else f'"{text}"'


def _nearly_equal(name: str, names: Iterable[str]) -> str | None:
    """Return the name that has the same words, or differs in accents or few letters, or of which one is part.

    Words may be in another order, and initials stand for words.
    """
    words = _words(name)
    by_words = {known: _words(known) for known in sorted(names)}
    for known, recorded in by_words.items():
        if _is_part(words, recorded) or _is_part(recorded, words):
            return known
    for arranged in (list, sorted):
        by_text = {" ".join(arranged(recorded)): known for known, recorded in by_words.items()}
        if matches := get_close_matches(" ".join(arranged(words)), by_text, n=1, cutoff=_ALIKE):
            return by_text[matches[0]]
    return None


def _is_part(words: list[str], whole: list[str]) -> bool:
    """Whether each word of a name is one of another, or an initial; one of them at least is written out in both."""
    return any(len(word) > 1 and word in whole for word in words) and all(
        any(word == known or (1 in {len(word), len(known)} and word[0] == known[0]) for known in whole)
        for word in words
    )


def _words(name: str) -> list[str]:
    return folded_name(name).translate(_SEPARATORS).split()
