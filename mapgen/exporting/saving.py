"""`mapgen.export`: who governs where, with shapes, written to files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from mapgen.disk.paths import is_file
from mapgen.disk.same_file import FileNames
from mapgen.disk.writing import write_all
from mapgen.errors import InputError
from mapgen.exporting.formats import ENDINGS, EXAMPLE, exported_files
from mapgen.exporting.options import export_options
from mapgen.files.arguments import path_argument, wrong
from mapgen.pipeline import check_endings
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.sources.locating import region_files
from mapgen.sources.question import checked_question
from mapgen.sources.reading import answer, source_of


def export(  # noqa: PLR0913 (the names are those of `mapgen export`)
    source: Any = None,  # noqa: ANN401 (as mapgen.read has it)
    *,
    to: Path | str | Sequence[Path | str],
    as_of: date | str | None = None,
    basis: Basis | str | None = None,
    region: Path | str | None = None,
    scale: str = "50m",
    shapes: str = "drawn",
    codes: str | Sequence[str] = (),
    territories: Mapping[str, str] | None = None,
    view: Path | str = "un",
) -> tuple[Path, ...]:
    """Write who governs where to files for other programs, and return their paths; all are written, or none.

    The ending of each path in `to` gives the format: .geojson, .topojson, .gpkg, .fgb and .parquet have a shape for
    each territory, .csv, .json and .md the rows of mapgen.show. `shapes` are "drawn", as a map draws them, or "full".
    `codes` adds columns as in mapgen.show. `source`, `as_of`, `basis`, `region`, `scale`, `territories` and `view` are
    as in mapgen.render. Raises InputError as the command does, OutputError where a file cannot be written.

    >>> import mapgen
    >>> paths = mapgen.export(to=["elected.geojson", "elected.csv"], as_of="2025-12-15", basis="elected", codes="cow")
    >>> [path.name for path in paths]
    ['elected.geojson', 'elected.csv']
    """
    options = export_options(scale, shapes, codes, territories, view)
    paths = _paths(to)
    check_endings(paths, ENDINGS, EXAMPLE)
    question = checked_question(None, {"as_of": as_of, "basis": basis, "region": region})
    snapshot = answer(source_of(source, question), question)
    files = exported_files(snapshot, options, paths)
    _refuse_inputs(snapshot, paths)
    write_all(files)
    return tuple(files)


def _paths(to: object) -> tuple[Path, ...]:
    """Return the paths that are to be written, each once; raises InputError for anything else."""
    named = [to] if isinstance(to, str | os.PathLike) else to
    if not isinstance(named, Iterable):
        raise wrong("to", to, f'name a file, such as "{EXAMPLE}", or several in a list')
    paths = tuple(dict.fromkeys(Path(path_argument("to", path)) for path in named))
    if not paths:
        raise InputError.single("to", f'name a file, such as "{EXAMPLE}"')
    return paths


def _refuse_inputs(snapshot: Snapshot, paths: Sequence[Path]) -> None:
    """Raise InputError for a path at which the source itself lies, or a file of its region."""
    read = FileNames(region_files(snapshot.region))
    for path in paths:
        of_region = read.known_name(path) is not None
        if of_region or (is_file(path) and hashlib.sha256(path.read_bytes()).hexdigest() == snapshot.sha256):
            raise InputError.single(str(path), "it is what is exported, and never written; name another")
