"""The style options of a map, read from plain values of a command, a manifest, or Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from numbers import Integral
from typing import Any

from mapgen.drawing.sizes import NAMED, Size, parse_size
from mapgen.errors import InputError, Problem, attempted, listed, nearest
from mapgen.files.arguments import (
    flag_argument,
    name_argument,
    path_argument,
    shown_value,
    table_argument,
    text_argument,
    word_argument,
    wrong,
)
from mapgen.files.vocabulary import word_of
from mapgen.pens.formats import LETTERINGS
from mapgen.places.figures import MEASURES, measure_synonyms
from mapgen.places.languages import languages
from mapgen.places.scales import SCALES
from mapgen.record.alignments import CLASSES, STANDARD_SCALE, class_synonyms
from mapgen.render_options import SINGULAR, RenderOptions, check_overrides, check_size
from mapgen.themes.theme import DISC_MODES, KEY_MODES, LABEL_MODES
from mapgen.views.view import view_argument
from mapgen.words.overrides import PREFIX, TEXTS, Overrides


def render_options(options: MutableMapping[str, Any]) -> RenderOptions:
    """Remove the style options from plain values, named as in mapgen.render, and return them as one value.

    Values are as the command line has them (text, pairs of names and values) or as Python has them (numbers, Paths,
    dicts); a missing value, or None, means the default. Raises InputError with a problem for every value that is wrong.
    """
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name, reader in {**_READERS, **_TEXT_READERS}.items():
        value = options.pop(name, None)
        if value is not None:
            try:
                values[name] = reader(name, value)
            except InputError as error:
                problems += error.problems
    if "dpi" in values:
        dpi = values.pop("dpi")
        sized = attempted(problems, lambda: values.get("size", NAMED["article"]).with_dpi(dpi))
        values |= {"size": sized} if sized else {}
    if problems:
        raise InputError(problems)
    texts = _overrides(values.pop("texts", ()), {name: values.pop(name) for name in _NAMED_TEXTS if name in values})
    return RenderOptions(**values, texts=texts) if texts != Overrides() else RenderOptions(**values)


def _classes(argument: str, value: object) -> int:
    text = value if isinstance(value, str) else shown_value(value)
    if isinstance(value, bool) or not isinstance(value, str | Integral) or text not in map(str, CLASSES):
        raise wrong(argument, value, f"write {listed(map(str, CLASSES))}")
    return int(text)


def _size(argument: str, value: object) -> Size:
    """Return the size of a name, of `1200x1500`, of a width and a height, or a Size unchanged."""
    if isinstance(value, Size):
        check_size(value)
        return value
    if isinstance(value, str):
        return parse_size(value)
    sides = value if isinstance(value, tuple | list) else ()
    if len(sides) != 2 or not all(isinstance(side, Integral) and not isinstance(side, bool) for side in sides):  # noqa: PLR2004
        ways = '"WIDTHxHEIGHT", "WIDTHxHEIGHTmm", (width, height) in pixels, or a Size'
        raise wrong(argument, value, f"write {listed(NAMED)}, {ways}")
    return parse_size(f"{sides[0]}x{sides[1]}") if min(sides) >= 0 else parse_size(f"{sides[0]} by {sides[1]}")


def _dpi(argument: str, value: object) -> int:
    text = value if isinstance(value, str) else shown_value(value)
    if isinstance(value, bool) or not isinstance(value, str | Integral) or not re.fullmatch(r"\d{1,6}", text):
        raise wrong(argument, value, "write a whole number, such as 300")
    return int(text)


def _once(argument: str, value: object) -> dict[str, str]:
    """Return treatments by their names; raises InputError for a name with two of them."""
    kind = SINGULAR[argument]
    treatments: dict[str, str] = {}
    for name, text in table_argument(argument, value):
        treatment = name_argument(f"{kind} {name}", text)
        if treatments.setdefault(name, treatment) != treatment:
            message = f"{treatments[name]} and {treatment} are asked for; give one"
            raise InputError.single(f"{kind} {name}", message)
    return treatments


def _by_bloc(argument: str, value: object, reader: Callable[[str, object], str]) -> dict[str, str]:
    """Return the value for each bloc; raises InputError for an unknown bloc, and for one given twice."""
    kind = SINGULAR[argument]
    values: dict[str, str] = {}
    for bloc, text in table_argument(argument, value):
        side = word_of(bloc, CLASSES[3], class_synonyms())
        if side is None:
            raise InputError.single(f'{kind} "{bloc}"', f"write {listed(CLASSES[3])}{nearest(bloc, CLASSES[3])}")
        if side in values:
            raise InputError.single(f"{kind} {bloc}", "it is given twice; give one for each side")
        values[side] = reader(f"{kind} {bloc}", text)
    return values


def _bloc_texts(argument: str, value: object) -> dict[str, str]:
    return _by_bloc(argument, value, text_argument)


def _bloc_paths(argument: str, value: object) -> dict[str, str]:
    return _by_bloc(argument, value, path_argument)


def _texts(argument: str, value: object) -> tuple[tuple[str, str], ...]:
    """Return texts by name: those of TEXTS, captions by the names of their classes, `name.` before a country's code."""
    if isinstance(value, Overrides):
        check_overrides(value)
        texts = {name: text for name in TEXTS if (text := getattr(value, name)) is not None}
        names = {f"{PREFIX}{country}": name for country, name in value.names.items()}
        return tuple({**texts, **value.classes, **names}.items())
    return tuple((name, text_argument(f"text {name}", text)) for name, text in table_argument(argument, value))


def _overrides(pairs: Iterable[tuple[str, str]], named: Mapping[str, str]) -> Overrides:
    """Return the texts of a user from pairs and from `named` arguments; other names are captions of classes."""
    known: dict[str, str] = {}
    classes: dict[str, str] = {}
    names: dict[str, str] = {}
    for name, text in pairs:
        if name.casefold().startswith(PREFIX):
            names[name[len(PREFIX) :]] = text
        else:
            # The names of other classes than the standard ones are a user's own.
            word = word_of(name, (*TEXTS, *STANDARD_SCALE)) or name
            (known if word in TEXTS else classes)[word] = text
    return Overrides(**{**known, **named}, classes=classes, names=names)


def _word(argument: str, value: object, words: Iterable[str]) -> str:
    """Return the word that is meant; that it is one is checked where a map is drawn, also of RenderOptions."""
    words = tuple(words)
    if not isinstance(value, str):
        raise wrong(argument, value, f"write {listed(words)}")
    return word_of(value, words) or value


def _theme(argument: str, value: object) -> str:
    """Return the name of a shipped theme, in any case, or the path of a theme's file."""
    from mapgen.themes.file import theme_names  # noqa: PLC0415 (a table needs no theme)

    path = path_argument(argument, value)
    return word_of(path, theme_names()) or path


def _shares(argument: str, value: object) -> tuple[str, ...]:
    names = (value,) if isinstance(value, str) else value
    if not isinstance(names, list | tuple):
        raise wrong(argument, value, f"write {listed((*MEASURES, 'all'))}, or a list of them")
    measures = tuple(word_argument("share", name, (*MEASURES, "all"), measure_synonyms()) for name in names)
    return MEASURES if "all" in measures else measures


Reader = Callable[[str, object], Any]
_NAMED_TEXTS = ("title", "subtitle", "credit")
_TEXT_READERS: Mapping[str, Reader] = {**dict.fromkeys(_NAMED_TEXTS, text_argument), "texts": _texts}
_READERS: Mapping[str, Reader] = {
    "classes": _classes,
    "theme": _theme,
    "size": _size,
    "dpi": _dpi,
    "lang": lambda argument, value: _word(argument, value, languages()),
    "scale": lambda argument, value: _word(argument, value, SCALES),
    "labels": lambda argument, value: _word(argument, value, LABEL_MODES),
    "discs": lambda argument, value: _word(argument, value, DISC_MODES),
    "key": lambda argument, value: _word(argument, value, KEY_MODES),
    "svg_text": lambda argument, value: _word(argument, value, LETTERINGS),
    **dict.fromkeys(("bare", "patterns", "insets"), flag_argument),
    **dict.fromkeys(("slogans", "image_credits"), _bloc_texts),
    "images": _bloc_paths,
    **dict.fromkeys(("territories", "claims"), _once),
    "view": view_argument,
    "shares": _shares,
}
# The names of all plain values, as in mapgen.render.
ARGUMENTS = (*_READERS, *_TEXT_READERS)
