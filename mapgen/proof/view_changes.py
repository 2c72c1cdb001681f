"""Whether the view by which a file draws disputed areas still says what it said when the file was made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mapgen.errors import InputError
from mapgen.views.areas import areas
from mapgen.views.view import DEFAULT_VIEW, HELD, BorderView, read_view, view_names

# The view in a file's options: its name, and the first characters of its hash.
_VIEW = re.compile(r"(?:^| )view=([^ :]+):([0-9a-f]+)(?: |$)")


def view_of_file(metadata: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the name of a file's view, and the first characters of its hash; None for a file without one."""
    match = _VIEW.search(metadata.get("options", ""))
    return (match[1], match[2]) if match else None


def view_changes(metadata: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return sentences on areas that a file's view now draws otherwise, and remarks that make it no less true."""
    named = view_of_file(metadata)
    treated = _treated(metadata)
    if named is None:
        return (), ()
    name, sha256 = named
    if name not in view_names():
        return (), (f"its disputed areas are drawn by the view {name}, which is not at hand",) if treated else ()
    try:
        view = read_view(name)
    except InputError:
        return (), (f"the view {name} can no longer be read",)
    remark = (f"its disputed areas are drawn by the view {name}",) if name != DEFAULT_VIEW else ()
    if view.own == sha256:
        return (), remark
    return tuple(_changes(name, view, treated)), remark


def _changes(name: str, view: BorderView, treated: Mapping[str, Any]) -> Iterator[str]:
    for slug, shown in treated.items():
        if slug not in areas() or not isinstance(shown, Mapping) or "view" not in shown:
            continue
        now = view.areas[slug].drawn if slug in view.areas else HELD
        if shown["view"] != now:
            said = areas()[slug].names["en"]
            yield f"{said}: shown {shown['view']} by the view {name}, which now says {now}"


def _treated(metadata: Mapping[str, str]) -> Mapping[str, Any]:
    """Return what a file says of the disputed areas, by slug; empty for what cannot be read."""
    try:
        treated = json.loads(metadata.get("disputed", "{}"))
    except (ValueError, RecursionError):
        return {}
    return treated if isinstance(treated, dict) else {}
