"""How the words for classes are compared, and where from left to right a word is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from mapgen.files.texts import without_footnote_marks
from mapgen.files.vocabulary import folded
from mapgen.record.alignments import FAR, STANDARD_SCALE, class_synonyms, far_words

# Coloured circles, flags and the like, with what joins and varies them.
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u200d\ufe0f]+")
# The order of classes whose words are all of the standard scale, its far ends included.
FROM_LEFT = ("far-left", *STANDARD_SCALE, "far-right")
# Words of languages that no map has, folded: they are asked about, as a class of one's own could have any colour.
_FURTHER = {
    "left": "gauche links linke sinistra esquerra extremegauche linksextrem estremasinistra",
    "centre-left": "centregauche mittelinks centrumlinks centrosinistra centreesquerra",
    "centre": "mitte centrum",
    "centre-right": "centredroit centredroite mitterechts centrumrechts centrodestra centredreta",
    "right": "droite rechts rechte destra dreta extremedroite rechtsextrem estremadestra",
}
FURTHER_WORDS = {word: name for name, words in _FURTHER.items() for word in words.split()}


@lru_cache(maxsize=4096)
def class_key(text: str) -> str:
    """Return how the texts of classes are compared: folded, and without the marks of footnotes.

    A minus before or behind a text stays: -3 is not 3, and the rating A- not A.
    """
    plain = plain_class(text).replace("−", "-")
    before, behind = "-" * plain.startswith("-"), "-" * (len(plain) > 1 and plain.endswith("-"))
    return f"{before}{folded(plain)}{behind}"


def plain_class(text: str) -> str:
    """Return a text without the marks of footnotes, and a word of the scale without the pictures beside it."""
    plain = without_footnote_marks(text).strip()
    bare = _PICTURES.sub("", plain).strip()
    return bare if bare != plain and folded(bare) in scale_words() else plain


@cache
def scale_words() -> Mapping[str, str]:
    """Return the class of each word, folded: tables may write the far ends of the scale, which lists may not."""
    return {**class_synonyms(), **{word: FAR[name] for word, name in far_words().items()}}


def place_of(key: str) -> str | None:
    """Return where from far left to far right a folded word is, None for one that is nowhere."""
    place = far_words().get(key) or class_synonyms().get(key)
    return place if place in FROM_LEFT else None


def number_of(text: str) -> float | None:
    """Return the number that a text is, with a point or a comma, a percentage too; None for other texts."""
    try:
        return float(text.rstrip("%").replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
