"""The command `cache`, which says what mapgen keeps between runs, and removes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from mapgen.cli.options import Word
from mapgen.disk.cache import NOWHERE, CachedFiles, cache_folder, cached_files, clear_cache
from mapgen.errors import printable


@click.command()
@click.option("--clear", is_flag=True, help="Remove what is kept.")
@click.option("--format", "form", type=Word("FORMAT", ("text", "json")), default="text")
def cache(clear: bool, form: str) -> None:  # noqa: FBT001
    """Say where mapgen's cache is and how large, or clear it.

    It keeps what mapgen need not compute again. All of it can be computed again: with --clear, the next command is
    slower and otherwise the same. Files that are not mapgen's are left where they are, and links are not followed.

    \b
    Examples:
      mapgen cache
      mapgen cache --clear
    """
    folder = cache_folder()
    kinds = clear_cache(folder) if clear else cached_files(folder)
    if form == "json":
        click.echo(json.dumps(_plain(folder, kinds, cleared=clear), ensure_ascii=False, indent=2))
    else:
        for line in _lines(folder, kinds, cleared=clear):
            click.echo(printable(line))


def _plain(folder: Path, kinds: Sequence[CachedFiles], *, cleared: bool) -> dict[str, object]:
    return {
        "folder": str(folder) if folder != NOWHERE else None,
        "cleared": cleared,
        "files": sum(kind.files for kind in kinds),
        "bytes": sum(kind.size for kind in kinds),
        "kinds": {kind.name: {"files": kind.files, "bytes": kind.size} for kind in kinds},
    }


def _lines(folder: Path, kinds: Sequence[CachedFiles], *, cleared: bool) -> list[str]:
    files, size = sum(kind.files for kind in kinds), sum(kind.size for kind in kinds)
    about = [f"  {kind.name}: {_amount(kind.files, kind.size)}" for kind in kinds]
    if folder == NOWHERE:
        return ["nothing is kept: the system names no folder for caches; set HOME or XDG_CACHE_HOME to a full path"]
    if not files:
        return [f"{folder}: nothing is kept"]
    return [f"{folder}: {_amount(files, size)}{' removed' if cleared else ''}", *about]


def _amount(files: int, size: int) -> str:
    counted = "1 file" if files == 1 else f"{files} files"
    return f"{counted}, {size / 1000:,.1f} kB"
