"""The classes of a table: the standard scale in the words of its languages, or a scale of the user's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct, field

from mapgen.errors import InputError, listed, shortened
from mapgen.files.texts import LONGEST_NAME, fault_of, line_of, without_footnote_marks
from mapgen.files.vocabulary import folded
from mapgen.importing.class_words import (
    FROM_LEFT,
    FURTHER_WORDS,
    class_key,
    number_of,
    place_of,
    plain_class,
    scale_words,
)
from mapgen.importing.colours import CATEGORY_COLOURS, colours_of
from mapgen.importing.model import OpenQuestion
from mapgen.record.alignments import BLOC_OF, NO_DATA, STANDARD_SCALE, class_letters, class_synonyms, far_words
from mapgen.record.categories import means_abstention

MOST_CLASSES = len(CATEGORY_COLOURS)
# More numbers with fractions than this are measured, as an index is; readers could not tell them apart by their order.
_MOST_FRACTIONS = 6
# What stands in a cell that says nothing, in every language; the words for it are those of the languages.
_NOTHING = {"", "-", "--", "–", "—", ".", "..", "...", "…", "n/a", "na", "n.a.", "nan", "null", "#n/a", "?", "*"}
# What stands for yes in a column that marks members: its class is called as the column is.
_MARKS = {"x", "✓", "✔", "yes", "y", "si", "s", "sim", "true", "1", "member", "miembro", "membro"}
_SLUG_SIGN = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG = 30
# A typing mistake in a word of the standard scale changes a letter or two; "other" is no mistake for "centre".
_LONG_ENOUGH, _MOST_EDITS = 4, 2


class TableClasses(Struct, frozen=True):
    """The classes of a table: `names` in order, and the name of each text, folded; None for no data.

    `is_standard` says whether they are of the standard scale. Own classes have labels, colours, and blocs where their
    words are of the standard scale. `texts` has the different texts in the order of the table, as first written.
    """

    names: tuple[str, ...]
    of: Mapping[str, str | None]
    texts: tuple[str, ...]
    is_standard: bool = True
    labels: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    blocs: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, text: str) -> str | None:
        """Return the class of a text of the table, None for no data."""
        return None if has_no_data(text) else self.of[class_key(text)]


@lru_cache(maxsize=4096)
def has_no_data(text: str) -> bool:
    """Whether a cell says nothing, or says that nothing is known."""
    key = class_key(text)
    return key in _NOTHING or text.casefold() in _NOTHING or class_synonyms().get(key) == NO_DATA


def is_mark(text: str) -> bool:
    """Whether a text is a sign for yes, as in a column of members."""
    return class_key(text) in _MARKS


def is_standard(texts: Iterable[str]) -> bool:
    """Whether all texts, of at least one, are of the standard scale: its words, or letters of both ends."""
    return bool(_standard({class_key(text): text for text in texts}))


def read_classes(texts: Sequence[str], labels: Mapping[str, str], column: str) -> TableClasses:
    """Return the classes of a column's texts; `labels` gives the label or the standard class of some.

    Raises InputError with a question for a text that may be a mistyped word of the standard scale, and for more classes
    than a map can tell apart.
    """
    given = {class_key(text): label for text, label in labels.items()}
    first: dict[str, str] = {}
    for text in texts:
        if not has_no_data(text):
            first.setdefault(class_key(text), text)
    meant = {key: given.get(key, plain_class(text)) for key, text in first.items()}
    written = tuple(first.values())
    without = {key: None for key, text in meant.items() if has_no_data(text)}
    kept = {key: text for key, text in meant.items() if key not in without}
    if not kept or (standard := _standard({class_key(text): text for text in kept.values()})):
        of = {key: standard[class_key(text)] for key, text in kept.items()} if kept else {}
        return TableClasses(STANDARD_SCALE, {**of, **without}, written)
    _refuse_likely({key: text for key, text in kept.items() if key not in given}, kept)
    return _own_classes(kept, without, written, without_footnote_marks(column))


def _standard(texts: Mapping[str, str]) -> dict[str, str]:
    """Return the standard class of each folded text, or nothing where one has none or two ends would be one."""
    synonyms = scale_words()
    if texts and all(synonyms.get(key, NO_DATA) != NO_DATA for key in texts):
        plain = {synonyms[key] for key in texts if key not in far_words()}
        far = {synonyms[key] for key in texts if key in far_words()}
        return {} if plain & far else {key: synonyms[key] for key in texts}
    for letters in class_letters().values():
        if set(texts) <= set(letters) and {"left", "right"} <= {letters[key] for key in texts}:
            return {key: letters[key] for key in texts}
    return {}


def _refuse_likely(kept: Mapping[str, str], every: Mapping[str, str]) -> None:
    """Ask about words of the standard scale in a further language, and, among words of it, about mistyped ones."""
    synonyms = {word: name for word, name in scale_words().items() if name != NO_DATA}
    is_on_scale = any(class_key(text) in synonyms for text in every.values())
    likely = {
        text: FURTHER_WORDS.get(key) or (_near_class(key, synonyms) if is_on_scale else "")
        for key, text in kept.items()
        if key not in synonyms
    }
    questions = [
        OpenQuestion(
            f'class "{shortened(text)}"',
            f"is it {name}, or a class of your own?",
            f'--class-label "{shortened(text)}={name}", or with a label of its own after the equals sign',
        )
        for text, name in likely.items()
        if name
    ]
    if questions:
        raise InputError(question.problem for question in questions)


def _near_class(key: str, synonyms: Mapping[str, str]) -> str:
    near = {synonyms[word] for word in synonyms if len(word) >= _LONG_ENOUGH and _within_edits(key, word)}
    return near.pop() if len(near) == 1 else ""


def _within_edits(a: str, b: str) -> bool:
    """Whether two words differ by so few letters, put in, left out, replaced or changed over, as mistyped ones do."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (only where a class is of no scale)

    most = 1 if min(len(a), len(b)) <= _LONG_ENOUGH + 1 else _MOST_EDITS
    return OSA.distance(a, b, score_cutoff=most) <= most


def _own_classes(
    kept: Mapping[str, str], without: Mapping[str, None], written: tuple[str, ...], column: str
) -> TableClasses:
    labels = {class_key(text): line_of(text) for text in kept.values()}
    _refuse(kept, labels)
    order = _ordered(labels)
    if len(order) == 1 and order[0] in _MARKS and not fault_of(column, LONGEST_NAME):
        labels[order[0]] = line_of(column)
    names: dict[str, str] = {}
    for key in order:
        names[key] = _slug(labels[key], set(names.values()))
    if all(number_of(key) is not None for key in order) and not fault_of(
        f"{column} {max(order, key=len)}", LONGEST_NAME
    ):
        # A number alone says nothing in a key, beside the number of countries.
        labels |= {key: f"{line_of(column)} {labels[key]}" for key in order}
    blocs = {names[key]: BLOC_OF[name].value for key in order if (name := scale_words().get(key)) in BLOC_OF}
    return TableClasses(
        tuple(names.values()),
        {**{key: names[class_key(text)] for key, text in kept.items()}, **without},
        written,
        is_standard=False,
        labels={names[key]: labels[key] for key in order},
        # An abstention has no colour of its own: the theme gives it a grey that is not that of missing data.
        colours=colours_of({names[key]: place_of(key) for key in order if not means_abstention(labels[key])}),
        blocs=blocs,
    )


def _refuse(kept: Mapping[str, str], labels: Mapping[str, str]) -> None:
    questions = [
        OpenQuestion(f'class "{shortened(text)}"', fault, f'--class-label "{shortened(text)}=LABEL"')
        for text in kept.values()
        if (fault := fault_of(text, LONGEST_NAME))
    ]
    numbers = [number_of(label) for label in labels.values()]
    if len(numbers) > _MOST_FRACTIONS and any(number and number % 1 for number in numbers) and None not in numbers:
        some = listed(f'"{label}"' for label in [*labels.values()][:2]).replace(" or ", ", ")
        message = f"there are {len(labels)} different numbers with fractions ({some}, …): a measure, and no classes"
        join = '--class-label "NUMBER=LABEL" for each, with one label for several, or --class for another column'
        questions.append(OpenQuestion("classes", message, join))
    elif len(labels) > MOST_CLASSES:
        some = listed(f'"{shortened(label, 30)}"' for label in labels.values())
        message = f"a map can tell at most {MOST_CLASSES} classes apart, and there are {len(labels)}: {some}"
        join = '--class-label "TEXT=LABEL" with one label for several texts, or --class for another column'
        questions.append(OpenQuestion("classes", message, join))
    if questions:
        raise InputError(question.problem for question in questions)


def _ordered(labels: Mapping[str, str]) -> list[str]:
    """Return the folded labels in order: from left to right, of numbers by their size, or as the table has them."""
    keys = [*labels]
    if all(map(place_of, keys)):
        return sorted(keys, key=lambda key: FROM_LEFT.index(place_of(key) or ""))
    return (
        sorted(keys, key=lambda key: number_of(key) or 0.0) if all(number_of(key) is not None for key in keys) else keys
    )


def _slug(label: str, taken: set[str]) -> str:
    """Return the name of a class for its label: small letters, digits and hyphens, and not taken."""
    plain = _SLUG_SIGN.sub("-", folded(re.sub(r"[\s_-]+", "/", label))).strip("-")[:_LONGEST_SLUG].strip("-")
    sign = "minus-" if (number_of(label) or 0) < 0 else ""
    name = plain if plain[:1].isalpha() and plain != NO_DATA else f"class-{sign}{plain}".strip("-")
    number = 2
    free = name
    while free in {*taken, NO_DATA, "class"}:
        free, number = f"{name}-{number}", number + 1
    return free
