"""One self-contained page: the map of a record with a slider for the day, every state of it computed beforehand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from markupsafe import Markup
from msgspec.structs import replace

from mapgen.digests.html import html_with_digest
from mapgen.drawing.lettering import faces
from mapgen.drawing.primitives import Strokes
from mapgen.errors import InputError
from mapgen.files.templating import rendered, script, script_json
from mapgen.layout.map_panel import MapPanel, map_panel_of
from mapgen.pens.metadata import boundary_metadata, origin_metadata
from mapgen.pens.svg_marks import circle_data
from mapgen.pipeline import staged
from mapgen.places.countries import element_id
from mapgen.places.languages import languages
from mapgen.proof.displayed import DisplayedFacts, followed, intervals_view
from mapgen.record.alignments import CLASSES, Bloc, Scale
from mapgen.record.intervals import Interval, intervals_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme
from mapgen.themes.style import MapStyle, ground_theme
from mapgen.themes.theme import Theme
from mapgen.version import __version__
from mapgen.web.page_data import PageData, PageStage, page_data
from mapgen.web.page_packing import Plain, packed
from mapgen.web.page_range import PageRange
from mapgen.web.page_sharing import Published, head_values, sharing_values
from mapgen.web.page_style import check_page_theme, look_rules, page_looks, pattern_definitions
from mapgen.web.page_wording import day_format, filled, page_wording
from mapgen.words.wording import Wording, wording

_PARTS = ("data", "state", "view", "room", "card", "map", "pointer", "time")
_SCRIPTS = ("flags.js", *(f"page_{part}.js" for part in _PARTS), "page.js", "page_share.js", "page_download.js")
# The size of the key's type, in CSS pixels of the map panel: it determines the size of patterns.
_KEY_SIZE = 11.0


def page_file(
    record: Record, options: RenderOptions, date_range: PageRange, published: Published | None = None
) -> bytes:
    """Return the page of a record as an HTML document that loads nothing.

    It uses the options' texts, theme, language and classes (both initial), scale, view, territories and claims, and is
    plain if they are bare. `published` says where it will lie. Raises InputError for a theme that it cannot draw, a
    claim to be hatched, and as drawing_of.
    """
    published = published or Published()
    intervals = {basis: intervals_of(record, date_range.first, date_range.last, basis) for basis in Basis}
    stage = _stage(_interval_on(intervals[date_range.basis], date_range.initial).snapshot, options)
    map_styles = [next(iter(styles.values())) for styles in stage.styles.values()]
    panel = map_panel_of(stage.choropleth, map_styles, _KEY_SIZE)
    states = page_data(stage, intervals)
    words = {lang: next(iter(styles.values())).words for lang, styles in stage.styles.items()}
    first = _first_view(states, intervals, date_range, options)
    metadata = _metadata(stage, intervals, date_range, first["title"])
    sharing = sharing_values(record, options, stage.choropleth.snapshot, published)
    data = packed(states, words) | _settings(stage, date_range, options) | {"sharing": sharing}
    letters = set(json.dumps(data, ensure_ascii=False))
    values = {
        "data": data,
        "json": script_json(data),
        "first": first,
        "panel": panel,
        "labels": [(label, [_line_data(strokes) for strokes in label.leaders]) for label in panel.labels],
        "discs": _discs(panel),
        "options": options,
        "claims": [name for name, treatment in stage.choropleth.claims.items() if treatment != "hidden"],
        "ids": [element_id(code) for code in data["territories"]],
        **head_values(record, states, metadata | {"alt": first["alt"]}, words[options.lang], published),
        "scripts": Markup('(function () {\n"use strict";\n') + script(*_SCRIPTS) + Markup("})();\n"),
        "css": script("page.css", "page_share.css"),
        "faces": Markup(faces({False: letters, True: letters}, "mapgen Sans")),  # noqa: S704 (our own font)
        "version": __version__,
        **_style(stage, panel, ground_theme(read_theme(options.theme), stage.choropleth.region)),
    }
    page = rendered("page.html.jinja", values)
    return html_with_digest(page, metadata)


def _stage(snapshot: Snapshot, options: RenderOptions) -> PageStage:
    """Return the values that all states share, the initial language and classes before the others."""
    check_page_theme(read_theme(options.theme))
    choropleth, map_style = staged(snapshot, replace(options, bare=False))
    hatched = [name for name, treatment in choropleth.claims.items() if treatment == "hatched"]
    if chosen := [name for name in hatched if name not in choropleth.treatments.by_view]:
        raise InputError.single(f"claim {chosen[0]}=hatched", "a page draws it dashed or hidden; choose one of them")
    choropleth = replace(choropleth, claims={**choropleth.claims, **dict.fromkeys(hatched, "dashed")})
    counts = sorted(_counts(snapshot.scale), key=lambda count: count != map_style.classes)
    langs = sorted(languages(), key=lambda lang: lang != options.lang)
    styles = {lang: {count: _map_style(map_style, snapshot.region, lang, count) for count in counts} for lang in langs}
    return PageStage(choropleth, styles, page_looks(snapshot.scale, counts), options.texts)


def _counts(scale: Scale) -> list[int]:
    """Return the numbers of classes that maps of a scale may have."""
    return [count for count in CLASSES if count != len(CLASSES[3]) or scale.folds]


def _map_style(map_style: MapStyle, region: str, lang: str, classes: int) -> MapStyle:
    words = page_wording(lang, region, map_style.words.names)
    return replace(map_style, words=words, classes=classes, labels="names", patterns=False, key="members")


def _settings(stage: PageStage, date_range: PageRange, options: RenderOptions) -> Plain:
    """Return the initial settings of the page, and the words of its controls."""
    return {
        "first": date_range.first.isoformat(),
        "last": date_range.last.isoformat(),
        "shown": {
            "day": date_range.initial.isoformat(),
            "basis": date_range.basis.value,
            "classes": str(stage.counts[0]),
            "lang": options.lang,
        },
        "stack": {str(count): _stack(stage, count) for count in stage.counts},
        "counts": [str(count) for count in sorted(stage.counts)],
        "days": {lang: day_format(lang) for lang in stage.styles},
        "words": {lang: _page_words(next(iter(styles.values())).words) for lang, styles in stage.styles.items()},
        "names": {lang: _names(stage, next(iter(styles.values())).words) for lang, styles in stage.styles.items()},
    }


def _metadata(
    stage: PageStage, intervals: Mapping[Basis, Sequence[Interval]], date_range: PageRange, title: str
) -> dict[str, str]:
    """Return the metadata of the page, under the names of other files' metadata."""
    snapshot = stage.choropleth.snapshot
    follows = followed(stage.choropleth.entries)
    return {
        "title": title,
        "as-of": date_range.initial.isoformat(),
        "basis": date_range.basis.value,
        "days": f"{date_range.first} to {date_range.last}",
        "coder": snapshot.coder,
        "record": snapshot.title,
        "record-sha256": snapshot.sha256,
        **origin_metadata(snapshot),
        "shows": DisplayedFacts(tuple(intervals_view(of_basis, follows) for of_basis in intervals.values())).text,
        **boundary_metadata(stage.choropleth),
        "software": f"mapgen {__version__}",
    }


def _stack(stage: PageStage, classes: int) -> list[list[int]]:
    """Return the numbers of the strip's fills from bottom to top, grouped: a class in office and elected is one group.

    The left is first, the right last, entries without a bloc before it.
    """
    groups: dict[tuple[bool, bool, str], list[int]] = {}
    for number, look in enumerate(stage.page_looks):
        entry = look.example
        if look.classes == classes or entry.alignment is None:
            name = entry.class_name(classes) or entry.status
            groups.setdefault((entry.bloc is Bloc.RIGHT, entry.alignment is None, name), []).append(number)
    return [groups[key] for key in sorted(groups, key=lambda key: key[:2])]


def _page_words(words: Wording) -> Plain:
    return {**words.phrases["page"], "heading": words.phrases["embed"]["heading"]}


def _names(stage: PageStage, words: Wording) -> list[str]:
    return [words.country(entry.iso3) for entry in stage.choropleth.entries]


def _first_view(
    data: PageData, intervals: Mapping[Basis, Sequence[Interval]], date_range: PageRange, options: RenderOptions
) -> Plain:
    """Return the initial state with its texts in full, which a reader without scripts sees, and prints."""
    place = intervals[date_range.basis].index(_interval_on(intervals[date_range.basis], date_range.initial))
    state = data.states[date_range.basis][place]
    words, of_lang = wording(options.lang), state.texts[options.lang]

    def text(value: str) -> str:
        return filled(value, date_range.initial, words)

    return {
        **{name: text(getattr(of_lang, name)) for name in ("title", "standfirst", "alt", "source")},
        "notes": [text(note) for note, _ in of_lang.notes],
        "key": next(iter(of_lang.key.values())),
        "entries": [data.entries[number] for number in state.entries],
        "text": text,
    }


def _interval_on(intervals: Iterable[Interval], day: date) -> Interval:
    """Return the interval that a day is in."""
    return next(interval for interval in intervals if interval.first <= day <= interval.last)


def _style(stage: PageStage, panel: MapPanel, theme: Theme) -> Plain:
    """Return the rules and patterns of the theme, and of the dark one."""
    dark, looks = ground_theme(read_theme("dark"), stage.choropleth.region), stage.page_looks
    size = _KEY_SIZE / panel.placement.scale
    patterns = "\n".join(
        pattern_definitions(looks, variant, name, size) for variant, name in ((theme, "mg-light"), (dark, "mg-dark"))
    )
    # The rules consist of colours and numbers alone.
    return {
        "rules": Markup(look_rules(looks, theme, "mg-light")),  # noqa: S704
        "dark_rules": Markup(look_rules(looks, dark, "mg-dark", ":root[data-dark=true]")),  # noqa: S704
        "patterns": Markup(patterns),  # noqa: S704
        "key_size": round(size, 1),
    }


def _discs(panel: MapPanel) -> dict[str, tuple[str, str]]:
    """Return the ring and the disc of each state that has one as SVG path data, by its code."""
    return {
        code: (
            circle_data((disc.x, disc.y), disc.reach, panel.placement),
            circle_data((disc.x, disc.y), disc.radius, panel.placement),
        )
        for code, disc in panel.discs.items()
    }


def _line_data(strokes: Strokes) -> str:
    """Return strokes as SVG path data; a dot is a line of no length."""
    return "".join(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" for (x1, y1), (x2, y2) in strokes.lines)
