"""The style of a map of a snapshot: its theme, classes, words, labels, patterns and images, from its options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mapgen.errors import InputError, Problem, attempted, listed, nearest
from mapgen.places.regions import read_region
from mapgen.record.alignments import CLASSES, Scale
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions, check_options
from mapgen.themes.file import read_theme
from mapgen.themes.style import MapStyle, ground_theme
from mapgen.themes.theme import DISC_MODES, KEY_MODES, LABEL_MODES, Theme
from mapgen.words.overrides import TEXTS
from mapgen.words.wording import Wording, region_wording

if TYPE_CHECKING:
    from mapgen.drawing.images import BlocImage


def map_style_of(snapshot: Snapshot, options: RenderOptions) -> MapStyle:
    """Return the map style of a snapshot; raises InputError for an unknown theme, language, label mode or class.

    It has every problem of the options.
    """
    check_options(options)
    problems: list[Problem] = []
    if options.labels is not None and options.labels not in LABEL_MODES:
        hint = nearest(options.labels, LABEL_MODES)
        problems.append(Problem(f'labels "{options.labels}"', f"write {listed(LABEL_MODES)}{hint}"))
    if options.discs not in DISC_MODES:
        hint = nearest(options.discs, DISC_MODES)
        problems.append(Problem(f'discs "{options.discs}"', f"write {listed(DISC_MODES)}{hint}"))
    if options.key not in KEY_MODES:
        problems.append(Problem(f'key "{options.key}"', f"write {listed(KEY_MODES)}{nearest(options.key, KEY_MODES)}"))
    problems += _unseen_in_bare(options) if options.bare else []
    if options.discs == "all" and options.images:
        problems.append(Problem("discs all", "the land is then quiet, and has no images; leave one of the two out"))
    classes = attempted(problems, lambda: class_count(options.classes, snapshot.scale))
    problems += _unknown_texts(options, snapshot.scale.class_names(classes or min(CLASSES)))
    theme = attempted(problems, lambda: read_theme(options.theme))
    words = attempted(problems, lambda: _words(snapshot, options))
    if classes is None or theme is None or words is None:
        raise InputError(problems)
    patterns = attempted(problems, lambda: _patterns(theme, options))
    images = attempted(problems, lambda: _images(theme, options, classes))
    if problems:
        raise InputError(problems)
    return MapStyle(
        theme=ground_theme(theme, read_region(snapshot.region)),
        classes=classes,
        words=words,
        labels=options.labels or theme.labels or "names",
        patterns=bool(patterns),
        discs=options.discs,
        key=options.key,
        bare=options.bare,
        slogans=options.slogans,
        images=images or {},
    )


def _unseen_in_bare(options: RenderOptions) -> Iterator[Problem]:
    """Yield a problem for each option that has no meaning on a bare map, which has only names.

    Headline, sentence, notes and credit have one: the file, its caption and its alt text hold them.
    """
    if options.key != "members":
        yield Problem(f"key {options.key}", "a bare map has no key; leave one of the two out")
    for name in options.texts.classes:
        yield Problem(f'text "{name}"', "a bare map has no key, and no captions of classes; leave one of the two out")
    for measure in options.shares:
        yield Problem(f"share {measure}", "a bare map has no bars; leave one of the two out")
    for side in options.slogans:
        yield Problem(f"slogan {side}", "a bare map has no words but names; leave one of the two out")
    for side in options.images:
        yield Problem(f"image {side}", "a bare map has no line for its credit; leave one of the two out")


def _unknown_texts(options: RenderOptions, classes: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each text that is neither one of the map's nor the caption of a class."""
    for name in options.texts.classes:
        if name not in classes:
            hint = nearest(name, (*TEXTS, *classes))
            yield Problem(f'text "{name}"', f"write {listed((*TEXTS, *classes, 'name.CODE'))}{hint}")


def _words(snapshot: Snapshot, options: RenderOptions) -> Wording:
    """Return the words of a map, with the user's own names of countries."""
    words = region_wording(options.lang, snapshot.region)
    if not options.texts.names:
        return words
    from mapgen.words.own_names import own_names  # noqa: PLC0415 (most maps have none)

    return replace(words, names=own_names(options.texts.names, read_region(snapshot.region)))


def _images(theme: Theme, options: RenderOptions, classes: int) -> Mapping[str, BlocImage]:
    if not options.images and not options.image_credits:
        return {}
    from mapgen.drawing.images import bloc_images  # noqa: PLC0415 (most maps have none)

    return bloc_images(options.images, options.image_credits, theme.three, classes)


def _patterns(theme: Theme, options: RenderOptions) -> bool:
    """Return whether classes have patterns: as the options say, else as the theme says, else on a page for print.

    A poster has none by itself.
    """
    if options.patterns is False and theme.patterns_always:
        raise InputError.single("no patterns", f'patterns alone tell classes of the theme "{theme.name}" apart')
    if options.patterns and not theme.patterns:
        raise InputError.single("patterns", f'the theme "{theme.name}" has none; give it a table [patterns]')
    if options.patterns is not None:
        return options.patterns
    return theme.patterns_always or (bool(theme.patterns) and options.size.paper and not theme.is_poster)


def class_count(classes: int | None, scale: Scale) -> int:
    """Return how many classes to draw: 3 for the blocs, 5 for the whole scale; raises InputError for another number."""
    blocs, whole = CLASSES
    if classes is None:
        return blocs if scale.is_standard else whole
    if classes not in CLASSES:
        raise InputError.single(f"classes {classes}", f"write {listed(map(str, CLASSES))}")
    if classes == blocs and not scale.folds:
        without = listed(name for name in scale.names if name not in scale.blocs)
        raise InputError.single("classes 3", f"the scale does not say which bloc {without} is in; give its `bloc`")
    return classes
