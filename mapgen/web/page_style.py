"""The style of each class and status on a page: CSS rules for a light and a dark theme, and SVG patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from mapgen.drawing.hatch import ARM, HATCH_PATTERNS
from mapgen.errors import InputError, listed
from mapgen.record.alignments import Scale
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.file import read_theme, theme_names
from mapgen.themes.theme import Fill, Theme

# The length of a tile of parallel strokes in spacings: where two tiles meet, a hairline may show.
_LONG = 60


class PageLook(Struct, frozen=True):
    """One of the numbered fills of a page: the fill of a class or a status, in whichever theme is on.

    `example` is an entry that has this fill on maps of 3 or 5 `classes`.
    """

    example: Entry
    classes: int

    def fill(self, theme: Theme) -> Fill:
        """Return the fill in a theme."""
        return theme.fill(self.example, self.classes)


def page_looks(scale: Scale, counts: Sequence[int]) -> tuple[PageLook, ...]:
    """Return every PageLook that maps of a scale may have, with each of the given numbers of classes."""
    looks = []
    for classes in counts:
        for name in scale.class_names(classes):
            folded = [own_name for own_name in scale.names if scale.class_of(own_name, classes) == name]
            looks += [
                PageLook(Entry("", status, folded[0], scale=scale), classes)
                for status in (Status.IN_OFFICE, Status.ELECTED)
                if folded
            ]
    unclassed = (
        Status.RESULT_PENDING,
        Status.NOT_RECORDED,
        Status.VACANT,
        Status.NO_DATA,
        Status.NOT_APPLICABLE,
    )
    return (*looks, *(PageLook(Entry("", status), counts[0]) for status in unclassed))


def look_number(looks: Sequence[PageLook], entry: Entry, classes: int) -> int:
    """Return the number of an entry's PageLook on a map of 3 or 5 classes; raises ValueError if it has none."""
    drawn = entry.follows or entry
    name = drawn.class_name(classes)
    for number, look in enumerate(looks):
        if name is None and look.example.status is drawn.status:
            return number
        named = look.classes == classes and look.example.class_name(classes) == name
        if name is not None and named and (look.example.status is Status.ELECTED) == (drawn.status is Status.ELECTED):
            return number
    raise ValueError(f"no look for {entry}")


def check_page_theme(theme: Theme) -> None:
    """Raise InputError for a theme whose lines depend on who governs, or that tells classes apart by patterns alone."""
    if not _fits_a_page(theme):
        fitting = listed(sorted(name for name in theme_names() if _fits_a_page(read_theme(name))))
        message = f"a page cannot draw its outlines or patterns as they change; write {fitting}"
        raise InputError.single(f'theme "{theme.name}"', message)


def _fits_a_page(theme: Theme) -> bool:
    return theme.separators == "all" and not (theme.casing or theme.outline or theme.patterns_always)


def look_rules(looks: Sequence[PageLook], theme: Theme, prefix: str, root: str = ":root") -> str:
    """Return CSS rules: the variables of a theme at a root, and the fill of each PageLook, `.k0`, `.k1`…, in it.

    `prefix` begins the names of its patterns.
    """
    colours = {
        "page": theme.page,
        "ink": theme.ink,
        "quiet": theme.quiet,
        "sea": theme.sea,
        "context": theme.context,
        "neighbours": theme.context_border or "none",
        "border": theme.border,
        "claim": theme.claim,
    }
    rules = [f"{root}{{{''.join(f'--{key}:{value};' for key, value in colours.items())}}}"]
    for number, look in enumerate(looks):
        fill = look.fill(theme)
        painted = f"url(#{prefix}-{number})" if fill.patterns else fill.colour
        label, coast = theme.legible(fill.colour), fill.coast or "none"
        values = f"--fill:{painted};--ground:{fill.colour};--label:{label};--coast:{coast};"
        rules.append(f"{root} .k{number}{{{values}}}")
    return "\n".join(rules)


def pattern_definitions(looks: Sequence[PageLook], theme: Theme, prefix: str, size: float) -> str:
    """Return the SVG patterns that the rules name; `size` is that of the key's type in units of the map."""
    fills = ((number, look.fill(theme)) for number, look in enumerate(looks))
    return "\n".join(_pattern(fill, f"{prefix}-{number}", size) for number, fill in fills if fill.patterns)


def _pattern(fill: Fill, name: str, size: float) -> str:
    kind = fill.patterns[-1].kind
    hatch_pattern = HATCH_PATTERNS[kind]
    apart, width = hatch_pattern.spacing * size, hatch_pattern.width * size
    wide, high, marks = _tile(kind, apart)
    angle = f' patternTransform="rotate({-hatch_pattern.angles[0]:g})"' if hatch_pattern.angles else ""
    colour = fill.patterns[-1].colour
    caps = ' stroke-linecap="round"' if kind == "dots" else ""
    return (
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" width="{wide:.1f}" height="{high:.1f}"{angle}>'
        f'<rect width="{wide:.1f}" height="{high:.1f}" fill="{fill.colour}"/>'
        f'<path d="{"".join(marks)}" fill="none" stroke="{colour}" stroke-width="{width:.1f}"'
        f"{caps}/></pattern>"
    )


def _tile(kind: str, apart: float) -> tuple[float, float, Iterator[str]]:
    """Return a tile's width and height and the paths of its strokes, for a distance between strokes."""
    half = apart / 2
    if kind == "dots":
        # As in hatch.strokes: rows three quarters of a spacing apart, every other one moved by half a spacing.
        places = ((half / 2, 0.375 * apart), (1.5 * half, 1.125 * apart))
        return apart, 1.5 * apart, (f"M{x:.1f} {y:.1f}h0" for x, y in places)
    if kind == "pluses":
        middles = (half, half + apart)
        plus = (f"M{at - half:.1f} {at:.1f}h{apart:.1f}M{at:.1f} {at - half:.1f}v{apart:.1f}" for at in middles)
        return 2 * apart, 2 * apart, plus
    if kind == "dashes":
        arm = ARM * apart
        # The second one runs over the edge of the tile, and on at its other side.
        centres = ((half, half), (half + apart, half + apart), (half - apart, half + apart))
        dashes = (f"M{x - arm:.1f} {y:.1f}h{2 * arm:.1f}" for x, y in centres)
        return 2 * apart, 2 * apart, dashes
    level = f"M0 {half:.1f}h{_LONG * apart:.1f}"
    if len(HATCH_PATTERNS[kind].angles) == 1:
        return _LONG * apart, apart, iter((level,))
    upright = "".join(f"M{(step + 0.5) * apart:.1f} 0v{apart:.1f}" for step in range(_LONG))
    return _LONG * apart, apart, iter((level, upright))
