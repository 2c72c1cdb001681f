"""The layers of a file of boundaries: the one that a region means, or why there is none."""

from __future__ import annotations

import stat
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from zipfile import BadZipFile, ZipFile

from msgspec import Struct

from mapgen.boundary_files.model import BoundaryFile
from mapgen.disk.paths import reason_of
from mapgen.errors import InputError, listed, nearest, shortened

# The formats that are read, by ending; and what GDAL calls those that may be in such files.
FORMATS = {
    ".fgb": "FlatGeobuf",
    ".geojson": "GeoJSON",
    ".gpkg": "a GeoPackage",
    ".json": "GeoJSON or TopoJSON",
    ".shp": "a shapefile",
    ".topojson": "TopoJSON",
    ".zip": "a zipped shapefile",
}
_DRIVERS = ("ESRI Shapefile", "ESRIJSON", "FlatGeobuf", "GPKG", "GeoJSON", "TopoJSON")
_ONE_LAYER = (".fgb", ".geojson", ".shp")
# TopoJSON has no place for a coordinate system; without a word it is that of GeoJSON.
_OF_TOPOJSON = "EPSG:4326"
# The largest file, and the largest in a zip once unpacked: nothing that a map can show needs more.
_MOST_BYTES = 2_000_000_000
# The most areas: Brazil has 5,571 municipalities.
_MOST_ROWS = 20_000
T = TypeVar("T")


class BoundaryLayer(Struct, frozen=True):
    """A layer of a file: where GDAL finds it, its name, its columns, the number of its rows, and its coordinates.

    `crs` is None where the file does not say in which coordinates its shapes are.
    """

    source: str
    name: str
    columns: tuple[str, ...]
    rows: int
    crs: str | None


def layer_of(file: BoundaryFile) -> BoundaryLayer:
    """Return the layer that a region means; raises InputError where the file or the layer cannot be used."""
    _refuse_unreadable(file)
    layers = [(source, name) for source in _sources(file) for name in _layer_names(file, source)]
    if not layers:
        raise file.refusal("it has no layer with shapes")
    names = [name for _, name in layers]
    if file.layer and file.layer not in names:
        hint = nearest(file.layer, names) or f"; there is {listed(names)}"
        raise file.refusal(f'it has no layer "{shortened(file.layer)}"{hint}', "layer")
    if not file.layer and len(layers) > 1:
        message = f'it has {len(names)} layers: {", ".join(names)}; name one, such as layer = "{names[0]}"'
        raise file.refusal(message, "layer")
    source, name = next(layer for layer in layers if layer[1] == (file.layer or names[0]))
    return _described(file, source, name)


def read_layer(
    layer: BoundaryLayer, file: BoundaryFile, columns: Sequence[str], *, shapes: bool
) -> tuple[Any, list[Any]]:
    """Return the shapes of a layer as an array of WKB (None without `shapes`), and the values of some columns in order.

    Raises InputError, with the reason, where GDAL cannot read them.
    """

    def read() -> tuple[Any, list[Any]]:
        from pyogrio import raw  # noqa: PLC0415 (slow, and the rows of a file are cached)

        about, _, wkb, values = raw.read(
            layer.source, layer=layer.name, columns=list(dict.fromkeys(columns)), read_geometry=shapes, force_2d=True
        )
        by_column = dict(zip(about["fields"], values, strict=True))
        return wkb, [by_column[column].tolist() for column in columns]

    return _attempted(file, read)


def refuse_unknown_column(file: BoundaryFile, layer: BoundaryLayer, column: str, key: str) -> None:
    """Raise InputError for a column that a layer lacks, with the nearest one, or all that there are."""
    if not column and layer.columns:
        named = listed(layer.columns)
        raise file.refusal(f"the key is missing; it names the column of the codes, which is one of {named}", key)
    if column not in layer.columns:
        columns = f"; the columns are {listed(layer.columns)}" if layer.columns else "; it has no columns at all"
        hint = nearest(column, layer.columns) or columns
        raise file.refusal(f'it has no column "{shortened(column)}"{hint}', key)


def _attempted(file: BoundaryFile, read: Callable[[], T]) -> T:
    """Return what a function returns that reads by pyogrio, without its warnings; InputError for what GDAL refuses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return read()
        # pyogrio raises RuntimeErrors of its own kinds, and ValueErrors for what it does not expect.
        except (RuntimeError, ValueError) as error:
            raise _unreadable(file, str(error)) from None


def _unreadable(file: BoundaryFile, reason: str) -> InputError:
    """Return the error that a file cannot be read, with GDAL's reason."""
    form = FORMATS[file.path.suffix.lower()]
    if "not recognized as being in a supported" in reason:
        return file.refusal(f"it is not {form}, whatever its name says")
    told = reason.replace(str(file.path), file.path.name)
    return file.refusal(f"it cannot be read as {form} ({shortened(told, 160)})")


def _refuse_unreadable(file: BoundaryFile) -> None:
    try:
        about = file.path.stat()
        names = sorted(path.name for path in (file.path if stat.S_ISDIR(about.st_mode) else file.path.parent).iterdir())
        if stat.S_ISREG(about.st_mode):
            file.path.open("rb").close()
    except FileNotFoundError:
        raise file.refusal(f"there is no such file{nearest(file.path.name, _names_beside(file.path))}") from None
    except (OSError, ValueError) as error:
        raise file.refusal(f"it cannot be read ({reason_of(error)})") from None
    ending = file.path.suffix.lower()
    if stat.S_ISDIR(about.st_mode):
        inside = [name for name in names if Path(name).suffix.lower() in FORMATS]
        hint = f', such as boundaries = "{file.path.name}/{inside[0]}"' if inside else ""
        raise file.refusal(f"this is a folder; name a file of shapes{hint}")
    if not stat.S_ISREG(about.st_mode):
        raise file.refusal("this is a device, a socket or a pipe, and no file; name a file of shapes")
    if ending not in FORMATS:
        hint = nearest(ending, FORMATS) if ending else ""
        raise file.refusal(f'the ending "{ending}" is of no format that is read; write {listed(FORMATS)}{hint}')
    if not about.st_size:
        raise file.refusal("the file is empty")
    if about.st_size > _MOST_BYTES:
        raise file.refusal(f"it is larger than {_MOST_BYTES // 10**9} GB; nothing larger is read")
    if ending == ".shp" and (missing := _missing_beside(file)):
        raise file.refusal(f"{listed(missing)} of the shapefile is missing; it belongs beside the .shp file")


def _missing_beside(file: BoundaryFile) -> list[str]:
    beside = {path.suffix.lower() for path in file.files}
    return [file.path.with_suffix(ending).name for ending in (".dbf", ".shx") if ending not in beside]


def _names_beside(path: Path) -> list[str]:
    try:
        return sorted(other.name for other in path.parent.iterdir())
    except OSError:
        return []


def _sources(file: BoundaryFile) -> list[str]:
    """Return what GDAL opens: the file, or each file of shapes in a zip."""
    if file.path.suffix.lower() != ".zip":
        return [str(file.path)]
    try:
        with ZipFile(file.path) as archive:
            members = archive.infolist()
    except (BadZipFile, OSError, ValueError) as error:
        raise _unreadable(file, str(error)) from None
    if sum(member.file_size for member in members) > _MOST_BYTES:
        raise file.refusal(f"unpacked it is larger than {_MOST_BYTES // 10**9} GB; nothing larger is read")
    named = sorted(member.filename for member in members if not member.filename.startswith("__MACOSX/"))
    inside = [name for name in named if Path(name).suffix.lower() in FORMATS and not name.lower().endswith(".zip")]
    if not inside:
        raise file.refusal(f"there is no file of shapes in it; it needs one of {listed(set(FORMATS) - {'.zip'})}")
    return [f"/vsizip/{{{file.path}}}/{name}" for name in inside]


def _layer_names(file: BoundaryFile, source: str) -> list[str]:
    """Return the names of the layers that have shapes."""
    if Path(source).suffix.lower() in _ONE_LAYER:
        # GDAL reads the whole of such a file to list its layer.
        return [Path(source).stem]

    def read() -> list[list[str | None]]:
        from pyogrio import list_layers  # noqa: PLC0415 (slow, and the rows of a file are cached)

        layers: list[list[str | None]] = list_layers(source).tolist()
        return layers

    return [str(name) for name, kind in _attempted(file, read) if kind is not None]


def _described(file: BoundaryFile, source: str, name: str) -> BoundaryLayer:
    def read() -> dict[str, Any]:
        from pyogrio import read_info  # noqa: PLC0415 (slow, and the rows of a file are cached)

        layer = None if Path(source).suffix.lower() in _ONE_LAYER else name
        about: dict[str, Any] = read_info(source, layer=layer, force_feature_count=True)
        return about

    about = _attempted(file, read)
    if about["driver"] not in _DRIVERS:
        raise _unreadable(file, f"it is {about['driver']}")
    name = str(about["layer_name"])
    rows = int(about["features"])
    if not rows:
        raise file.refusal(f'the layer "{name}" has no rows')
    if rows > _MOST_ROWS:
        raise file.refusal(f'the layer "{name}" has {rows:,} rows; a map shows at most {_MOST_ROWS:,} areas')
    crs = about["crs"] or (_OF_TOPOJSON if about["driver"] == "TopoJSON" else None)
    return BoundaryLayer(source, name, tuple(map(str, about["fields"])), rows, crs)
