"""One self-contained page: the map of a record with a slider for the day, worked out beforehand for every state."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from mapgen.drawing.lettering import faces
from mapgen.drawing.primitives import Strokes
from mapgen.errors import InputError
from mapgen.files.templating import rendered, script, script_json
from mapgen.layout.map_panel import MapPanel, map_panel_of
from mapgen.pens.metadata import BOUNDARIES
from mapgen.pipeline import staged
from mapgen.places.countries import alpha2
from mapgen.places.languages import languages, locale_of
from mapgen.proof.displayed import DisplayedFacts, followed, intervals_view
from mapgen.proof.html import html_with_digest
from mapgen.record.alignments import CLASSES, Bloc, Scale
from mapgen.record.intervals import Interval, intervals_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.render_options import RenderOptions
from mapgen.themes.file import read_theme
from mapgen.themes.style import MapStyle
from mapgen.themes.theme import Theme
from mapgen.version import __version__
from mapgen.web.page_data import PageStage, Plain, page_data
from mapgen.web.page_style import check_page_theme, look_rules, page_looks, pattern_definitions
from mapgen.web.page_wording import day_format, filled, page_wording
from mapgen.words.wording import Wording, wording

_DARK = "dark"
_SCRIPTS = ("page_state.js", "page_view.js", "page_map.js", "page_time.js", "page.js")
# The size of the key's type, in CSS pixels of the plate: it says how large patterns are.
_KEY_SIZE = 11.0


class PageRange(Struct, frozen=True):
    """The days of a page, the first and the last of them included, and which one it shows first, on which basis."""

    first: date
    last: date
    shown: date
    basis: Basis = Basis.OFFICE

    @classmethod
    def of(
        cls, record: Record, days: tuple[date | None, date | None], shown: date | None, basis: Basis | None = None
    ) -> PageRange:
        """Return the span that is asked for; by default from the record's beginning to today, showing the last day.

        Raises InputError for a day shown that is not in it.
        """
        first, last = days
        last = last or max(shown or date.min, date.today())  # noqa: DTZ011 (the user's own calendar day is meant)
        first, shown = first or record.begins, shown or last
        if not first <= shown <= last:
            raise InputError.single(f"as-of {shown}", f"the page goes from {first} to {last}; give a day between them")
        return cls(first, last, shown, basis or Basis.OFFICE)


def check_page_path(path: Path) -> None:
    """Raise InputError for a path that names no HTML file."""
    if path.suffix.lower() not in {".html", ".htm"}:
        raise InputError.single(str(path), f'the ending "{path.suffix}" is not a page\'s; write .html')


def page_file(record: Record, options: RenderOptions, date_range: PageRange) -> str:
    """Return the page of a record as an HTML document that loads nothing.

    Of the options it takes texts, theme, language and classes (those shown first), scale, territories and claims.
    Raises InputError for a theme that it cannot draw, for a claim to be hatched, and as drawing_of does.
    """
    intervals = {basis: intervals_of(record, date_range.first, date_range.last, basis) for basis in Basis}
    stage = _stage(_on(intervals[date_range.basis], date_range.shown).snapshot, options)
    plate = map_panel_of(stage.choropleth, [next(iter(looks.values())) for looks in stage.looks.values()])
    data = page_data(stage, intervals) | _settings(stage, date_range, options)
    letters = set(json.dumps(data, ensure_ascii=False))
    values = {
        "data": data,
        "json": script_json(data),
        "first": _first_view(data, intervals, date_range),
        "plate": plate,
        "labels": [(one, [_line_data(strokes) for strokes in one.leaders]) for one in plate.labels],
        "claims": [name for name, treatment in stage.choropleth.claims.items() if treatment != "hidden"],
        "ids": [alpha2(code) for code in data["territories"]],
        "locale": locale_of(options.lang),
        "scripts": Markup('(function () {\n"use strict";\n') + script(*_SCRIPTS) + Markup("})();\n"),
        "css": script("page.css"),
        "faces": Markup(faces({False: letters, True: letters}, "mapgen Sans")),  # noqa: S704 (our own font)
        "version": __version__,
        **_style(stage, plate, read_theme(options.theme)),
    }
    page = rendered("page.html.jinja", values)
    return html_with_digest(page, _metadata(stage, intervals, date_range, values["first"]["title"]))


def _stage(snapshot: Snapshot, options: RenderOptions) -> PageStage:
    """Return what all states share, the language and classes shown first before the others."""
    check_page_theme(read_theme(options.theme))
    choropleth, map_style = staged(snapshot, options)
    if hatched := [name for name, treatment in choropleth.claims.items() if treatment == "hatched"]:
        raise InputError.single(f"claim {hatched[0]}=hatched", "a page draws it dashed or hidden; choose one of them")
    counts = sorted(_counts(snapshot.scale), key=lambda count: count != map_style.classes)
    langs = sorted(languages(), key=lambda lang: lang != options.lang)
    looks = {lang: {count: _map_style(map_style, lang, count) for count in counts} for lang in langs}
    return PageStage(choropleth, looks, page_looks(snapshot.scale, counts), options.texts)


def _counts(scale: Scale) -> list[int]:
    """Return the numbers of classes that maps of a scale may have."""
    return [count for count in CLASSES if count != len(CLASSES[3]) or scale.folds]


def _map_style(map_style: MapStyle, lang: str, classes: int) -> MapStyle:
    return replace(map_style, words=page_wording(lang), classes=classes, labels="names", patterns=False)


def _settings(stage: PageStage, date_range: PageRange, options: RenderOptions) -> Plain:
    """Return what the page starts with, and the words of its controls."""
    return {
        "first": date_range.first.isoformat(),
        "last": date_range.last.isoformat(),
        "shown": {
            "day": date_range.shown.isoformat(),
            "basis": date_range.basis.value,
            "classes": str(stage.counts[0]),
            "lang": options.lang,
        },
        "stack": {str(count): _stack(stage, count) for count in stage.counts},
        "counts": [str(count) for count in sorted(stage.counts)],
        "days": {lang: day_format(lang) for lang in stage.looks},
        "words": {lang: _page_words(next(iter(looks.values())).words) for lang, looks in stage.looks.items()},
        "names": {lang: _names(stage, next(iter(looks.values())).words) for lang, looks in stage.looks.items()},
    }


def _metadata(
    stage: PageStage, intervals: Mapping[Basis, Sequence[Interval]], date_range: PageRange, title: str
) -> dict[str, str]:
    """Return what the page shows and what made it; the names are those of other files' metadata."""
    snapshot, basemap = stage.choropleth.snapshot, stage.choropleth.basemap
    follows = followed(stage.choropleth.entries)
    return {
        "title": title,
        "as-of": date_range.shown.isoformat(),
        "basis": date_range.basis.value,
        "days": f"{date_range.first} to {date_range.last}",
        "coder": snapshot.coder,
        "record": snapshot.title,
        "record-sha256": snapshot.sha256,
        "shows": DisplayedFacts(tuple(intervals_view(of_basis, follows) for of_basis in intervals.values())).text,
        "boundaries": f"{BOUNDARIES}, {basemap.scale}",
        "boundaries-sha256": basemap.boundaries,
        "software": f"mapgen {__version__}",
    }


def _stack(stage: PageStage, classes: int) -> list[list[int]]:
    """Return the looks of the strip from bottom to top, in groups: a class in office or elected is one of them.

    The left is first, the right last, what has no bloc before it.
    """
    groups: dict[tuple[bool, bool, str], list[int]] = {}
    for number, one in enumerate(stage.page_looks):
        entry = one.example
        if one.classes == classes or entry.alignment is None:
            name = entry.class_name(classes) or entry.status
            groups.setdefault((entry.bloc is Bloc.RIGHT, entry.alignment is None, name), []).append(number)
    return [groups[key] for key in sorted(groups, key=lambda key: key[:2])]


def _page_words(words: Wording) -> Plain:
    return {**words.phrases["page"], "heading": words.phrases["embed"]["heading"]}


def _names(stage: PageStage, words: Wording) -> list[str]:
    return [words.country(entry.iso3) for entry in stage.choropleth.entries]


def _first_view(data: Plain, intervals: Mapping[Basis, Sequence[Interval]], date_range: PageRange) -> Plain:
    """Return the state shown first with its texts in full: what a reader without scripts sees, and prints."""
    place = intervals[date_range.basis].index(_on(intervals[date_range.basis], date_range.shown))
    _, numbers, said = data["states"][date_range.basis.value][place]
    lang, classes = data["shown"]["lang"], data["shown"]["classes"]
    words, of_lang = wording(lang), said[lang]

    def text(number: int) -> str:
        return filled(data["texts"][number], date_range.shown, words)

    return {
        **{name: text(of_lang[name]) for name in ("title", "standfirst", "alt", "source")},
        "notes": [text(number) for number, _ in of_lang["notes"]],
        "key": [
            (map_style, text(label), count, text(more)) for map_style, label, count, more in of_lang["key"][classes]
        ],
        "entries": [data["entries"][number] for number in numbers],
        "text": text,
    }


def _on(intervals: Iterable[Interval], day: date) -> Interval:
    """Return the run that a day is in."""
    return next(interval for interval in intervals if interval.first <= day <= interval.last)


def _style(stage: PageStage, plate: MapPanel, theme: Theme) -> Plain:
    """Return the rules and patterns of the theme, and of the dark one."""
    dark, looks = read_theme(_DARK), stage.page_looks
    size = _KEY_SIZE / plate.placement.scale
    patterns = "\n".join(
        pattern_definitions(looks, one, name, size) for one, name in ((theme, "mg-light"), (dark, "mg-dark"))
    )
    # Made of colours and numbers alone.
    return {
        "rules": Markup(look_rules(looks, theme, "mg-light")),  # noqa: S704
        "dark_rules": Markup(look_rules(looks, dark, "mg-dark", ':root[data-dark="true"]')),  # noqa: S704
        "patterns": Markup(patterns),  # noqa: S704
        "key_size": round(size, 1),
    }


def _line_data(strokes: Strokes) -> str:
    """Return strokes as SVG path data; a dot is a line of no length."""
    return "".join(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" for (x1, y1), (x2, y2) in strokes.lines)
