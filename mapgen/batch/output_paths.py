"""The files that the maps of a manifest go to: in its folder, each of one map, and none of them an input."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mapgen.disk.same_file import FileNames
from mapgen.errors import Problem

# The place of a map in the manifest, and a file that it goes to.
Place = tuple[str, Path]


def outputs_of(folder: Path, values: Mapping[str, Any], names: Mapping[str, str]) -> tuple[tuple[Path, ...], list[str]]:
    """Return the files of a map, one for each format, and a message for each that leaves the manifest's folder.

    `names` are the values of the placeholders of `output`. A file may lie outside if `output` itself says so.
    """
    pattern = values["output"]
    paths = tuple(folder / pattern.format(**names, format=value) for value in values["formats"])
    if _leaves(folder, folder / pattern):
        return paths, []
    hint = "its folder belongs into `output`"
    return paths, [f"{path} is outside the manifest's folder; {hint}" for path in paths if _leaves(folder, path)]


def _leaves(folder: Path, path: Path) -> bool:
    """Whether a path lies outside a folder as it is written: a link in the folder may lead anywhere."""
    root = os.path.abspath(folder)  # noqa: PTH100 (resolve would follow links)
    return os.path.commonpath([root, os.path.abspath(path)]) != root  # noqa: PTH100 (as above)


def clashes(places: Iterable[Place]) -> Iterator[Problem]:
    """Yield a problem for each file that two maps would write."""
    names, first = FileNames(), dict[Path, str]()
    for where, path in places:
        known = names.known_name(path)
        if known is None:
            first[names.first_name(path)] = where
            continue
        also = "" if first[known] == where else f" and {first[known].rpartition(', ')[2]}"
        message = f"two maps{also} would both be {path}; tell them apart in `output` or by `name`"
        yield Problem(where, message)


def written_inputs(places: Iterable[Place], inputs: Iterable[Path]) -> Iterator[Problem]:
    """Yield a problem for each file that a map would write and that the manifest reads."""
    read = FileNames(inputs)
    for where, path in places:
        if source := read.known_name(path):
            yield Problem(where, f"{path} would be written over {source}, which the manifest reads; change `output`")
