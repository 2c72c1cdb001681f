"""What a reader should know of what has just been drawn: notes on its record, its colours and its boundaries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from mapgen.cli.messages import note
from mapgen.errors import screenful
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot

if TYPE_CHECKING:
    from mapgen.drawing.primitives import Drawing


def print_unnamed(drawing: Drawing, snapshot: Snapshot) -> None:
    """Print a note on the states that a bare map has no room to name, if it names any: no list on it does."""
    named = {text.iso3 for text in drawing.texts}
    unnamed = [drawing.attributes[entry.iso3]["name"] for entry in snapshot.entries if entry.iso3 not in named]
    if unnamed and len(unnamed) < len(snapshot.entries):
        note(f"the map has no room to name {', '.join(screenful(unnamed))}; its description does")


def print_warnings(source: Record | Snapshot, day: date, theme: str | None = None, classes: int | None = None) -> None:
    """Print a note if a record is out of date on a day, and on what was mended in its region's own boundaries.

    With the `theme` that it was drawn in, also on the colours of a list's classes that readers cannot tell apart.
    """
    from mapgen.record.findings import Level, findings_of  # noqa: PLC0415 (not needed for help)

    findings = findings_of(source, day) if isinstance(source, Record) else []
    stale = [f"{one.where}: {one.message}" for one in findings if one.level is Level.STALE]
    if stale:
        note(f"out of date: {'; '.join(screenful(stale, '; `mapgen check` has them all'))}")
    if theme and isinstance(source, Snapshot) and source.scale.colours:
        from mapgen.map_style import class_count  # noqa: PLC0415 (few lists have colours)
        from mapgen.themes.file import read_theme  # noqa: PLC0415
        from mapgen.themes.own_gate import class_problems  # noqa: PLC0415

        problems = class_problems(source.scale, read_theme(theme), class_count(classes, source.scale))
        if problems:
            note(f"colours: {'; '.join(screenful(problems, '; `mapgen check` has them all'))}")
    if source.region.endswith(".toml"):
        from mapgen.basemap.cache import boundary_notices  # noqa: PLC0415 (few regions have a file)
        from mapgen.places.regions import read_region  # noqa: PLC0415

        for notice in boundary_notices(read_region(source.region)):
            note(notice)
