"""The scale from left to right on which a record is written, and its three blocs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from msgspec import Struct, field

from mapgen.files.vocabulary import folded
from mapgen.places.languages import languages, phrases_of

NO_DATA = "no-data"


class Bloc(StrEnum):
    """The three groups of alignments; `none` stands for the bloc of a missing alignment, or of one without a bloc."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    NONE = "none"


# In order from left to right. Centre is a bloc of its own, never counted as left or right.
BLOC_OF = {
    "left": Bloc.LEFT,
    "centre-left": Bloc.LEFT,
    "centre": Bloc.CENTRE,
    "centre-right": Bloc.RIGHT,
    "right": Bloc.RIGHT,
}
STANDARD_SCALE = tuple(BLOC_OF)
CLASSES = {3: ("left", "centre", "right"), 5: STANDARD_SCALE}


# What tables call the ends of the scale, and the class that takes them: the standard scale ends at left and right.
FAR = {"far-left": "left", "far-right": "right"}


@cache
def class_synonyms() -> Mapping[str, str]:
    """Return the class, or no-data, for each of its names in a language of the map, folded; `center` is a centre.

    The words for its far ends are no names of it: see far_words.
    """
    synonyms = {folded(name.replace("centre", "center")): name for name in STANDARD_SCALE}
    for lang in languages():
        phrases = phrases_of(lang)
        synonyms |= {word: name for word, name in _other_words(lang) if name not in FAR}
        synonyms |= {folded(label): name for name, label in phrases["class"].items()}
        synonyms[folded(phrases["status"][NO_DATA])] = NO_DATA
    return synonyms


@cache
def far_words() -> Mapping[str, str]:
    """Return `far-left` or `far-right`, keys of FAR, for each word of a language that means it, folded."""
    return {word: name for lang in languages() for word, name in _other_words(lang) if name in FAR}


def _other_words(lang: str) -> list[tuple[str, str]]:
    """Return the further words of a language for the classes, folded, each with what it means."""
    words: Mapping[str, list[str]] = phrases_of(lang)["class_words"]
    return [
        (folded(spelling), name)
        for name, texts in words.items()
        for text in (name, *texts)
        for spelling in {text, text.replace("centre", "center")}
    ]


@cache
def class_letters() -> Mapping[str, Mapping[str, str]]:
    """Return by language the class for each of the letters that stand for classes, folded: `l` and `r`, `i` and `d`."""
    return {
        lang: {folded(letter): name for name, letter in phrases_of(lang)["class_letters"].items()}
        for lang in languages()
    }


class Scale(Struct, frozen=True):
    """An ordered scale of alignments: the standard scale, part of it, or a user's own.

    `blocs` gives the bloc of all or some of the names. `labels` (by language) and `colours` (`#rrggbb`) hold the user's
    own labels and colours of names, if any.
    """

    names: tuple[str, ...] = STANDARD_SCALE
    blocs: Mapping[str, Bloc] = field(default_factory=lambda: BLOC_OF)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_standard(self) -> bool:
        """Whether all names are names of the standard scale."""
        return all(name in BLOC_OF for name in self.names)

    @property
    def folds(self) -> bool:
        """Whether every name has a bloc."""
        return all(name in self.blocs for name in self.names)

    def bloc(self, alignment: str | None) -> Bloc:
        """Return the bloc of an alignment; Bloc.NONE for None and for a name without a bloc."""
        return self.blocs.get(alignment, Bloc.NONE) if alignment is not None else Bloc.NONE

    def class_names(self, classes: int) -> tuple[str, ...]:
        """Return the classes of a map: the blocs if `classes` is 3, otherwise all names of the scale, in order."""
        if classes == len(CLASSES[3]):
            return CLASSES[3]
        return STANDARD_SCALE if self.is_standard else self.names

    def class_of(self, alignment: str | None, classes: int) -> str | None:
        """Return the class in which a map draws an alignment; None for None."""
        if alignment is None or classes != len(CLASSES[3]):
            return alignment
        return self.bloc(alignment).value


STANDARD = Scale()
