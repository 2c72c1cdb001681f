"""The formats of an export, by the endings of its files: features with shapes, or rows alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from mapgen.exporting.options import ExportOptions
    from mapgen.record.snapshots import Snapshot

# The function `module:name` that writes features in a format; it is imported when it is first used.
_FEATURES: Final[Mapping[str, str]] = {
    "geojson": "geojson:geojson_bytes",
    "topojson": "geojson:topojson_bytes",
    "gpkg": "layers:gpkg_bytes",
    "fgb": "layers:fgb_bytes",
    "parquet": "parquet:parquet_bytes",
}
# Formats of rows, with what mapgen.record.tables calls them.
_ROWS: Final[Mapping[str, str]] = {"csv": "csv", "json": "json", "md": "markdown"}
_WORKBOOK: Final = "xlsx"
FORMATS: Final = (*_FEATURES, *_ROWS, _WORKBOOK)
ENDINGS: Final = tuple(f".{name}" for name in FORMATS)
# A name for a file, in messages.
EXAMPLE: Final = "governments.geojson"


def exported(snapshot: Snapshot, options: ExportOptions, formats: Iterable[str]) -> dict[str, bytes]:
    """Return a snapshot in each of some FORMATS: its features with their shapes, or the rows of `mapgen show`.

    Raises InputError as features_of does, and for a format whose library is not installed.
    """
    from mapgen.record.tables import (  # noqa: PLC0415 (not needed for help)
        formatted,
        headings_in,
        rows_of,
        with_codes,
        workbook_of,
    )

    formats = tuple(dict.fromkeys(formats))
    writers = {name: _writer(name) for name in formats if name in _FEATURES}
    files: dict[str, bytes] = {}
    if writers:
        from mapgen.exporting.features import features_of  # noqa: PLC0415 (rows need no geometry)

        features = features_of(snapshot, options)
        files = {name: writer(features) for name, writer in writers.items()}
    rows = with_codes(rows_of(snapshot), options.codes)
    if _WORKBOOK in formats:
        files[_WORKBOOK] = workbook_of({"governments": ([*rows[0]] if rows else [], rows)})
    files |= {
        name: formatted(rows, _ROWS[name], headings_in(snapshot.region), spreadsheet=options.spreadsheet).encode()
        for name in formats
        if name in _ROWS
    }
    return {name: files[name] for name in formats}


def _writer(name: str) -> Callable[[Any], bytes]:
    module, function = _FEATURES[name].split(":")
    writer: Callable[[Any], bytes] = getattr(import_module(f"mapgen.exporting.{module}"), function)
    return writer


def exported_files(snapshot: Snapshot, options: ExportOptions, paths: Sequence[Path]) -> dict[Path, bytes]:
    """Return a snapshot as the bytes of each of some files, whose endings give the formats; raises as exported does."""
    formats = {path: path.suffix.lower().removeprefix(".") for path in paths}
    data = exported(snapshot, options, formats.values())
    return {path: data[name] for path, name in formats.items()}


def question_metadata(snapshot: Snapshot) -> dict[str, str]:
    """Return which question an export of a snapshot answers, with the keys of a picture's metadata."""
    from mapgen.pens.metadata import basis_metadata, origin_metadata  # noqa: PLC0415 (not needed for help)

    return {"as-of": snapshot.as_of.isoformat(), "basis": basis_metadata(snapshot), **origin_metadata(snapshot)}
