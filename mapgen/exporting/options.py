"""What to export of a snapshot, and how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from msgspec import Struct, field

from mapgen.files.arguments import table_argument, word_argument
from mapgen.places.codes import code_systems
from mapgen.places.scales import SCALES
from mapgen.views.view import DEFAULT_VIEW, view_argument

# As a map draws them, or as the boundaries have them.
SHAPES: Final = ("drawn", "full")


class ExportOptions(Struct, frozen=True):
    """The detail of the shapes, whether they are the drawn or the full ones, and which codes are columns.

    `territories` are treatments by code or name, and `view` says whose borders disputed areas have, as in
    mapgen.render. `spreadsheet` says who reads a CSV.
    """

    scale: str = "50m"
    shapes: str = "drawn"
    codes: tuple[str, ...] = ()
    territories: Mapping[str, str] = field(default_factory=dict)
    view: str = DEFAULT_VIEW
    spreadsheet: bool = False


def export_options(scale: Any, shapes: Any, codes: Any, territories: Any = None, view: Any = None) -> ExportOptions:  # noqa: ANN401 (plain values of any kind)
    """Return the options that plain values make; raises InputError for one that is wrong."""
    return ExportOptions(
        word_argument("scale", scale, SCALES),
        word_argument("shapes", shapes, SHAPES),
        code_systems(codes),
        dict(table_argument("territories", territories or ())),
        view_argument("view", view) if view is not None else DEFAULT_VIEW,
    )
