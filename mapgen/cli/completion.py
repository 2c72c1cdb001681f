"""Completion in a shell: what may stand as a value. It is loaded when a shell asks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from mapgen.places.regions import Region

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[Any]]"]
# What is completed by COMPLETERS; the words of an option's own type are completed by that.
Completable = Literal[
    "theme",
    "region",
    "view",
    "view or area",
    "source",
    "operand",
    "size",
    "country",
    "--text",
    "--territory",
    "--claim",
]


def matching(words: Iterable[str], incomplete: str) -> list[CompletionItem[Any]]:
    """Return the words that begin as the incomplete one does, in any case."""
    folded = incomplete.casefold()
    return _items({word: None for word in words if word.casefold().startswith(folded)})


def _items(explained: Mapping[str, str | None]) -> list[CompletionItem[Any]]:
    from click.shell_completion import CompletionItem  # noqa: PLC0415 (only a shell asks)

    return [CompletionItem(word, help=text) for word, text in explained.items()]


def words_or_files(names: Callable[[], Iterable[str]]) -> Completer:
    """Return the completion of a name or a TOML file: `names` are called when a shell asks."""

    def complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
        from click.shell_completion import CompletionItem  # noqa: PLC0415 (only a shell asks)

        # The shell looks for folders and other files only where nothing else fits.
        return [CompletionItem(incomplete, type="file"), *matching([*_toml_files(incomplete), *names()], incomplete)]

    return complete


def words(names: Callable[[], Iterable[str]]) -> Completer:
    """Return the completion of a name; `names` are called when a shell asks."""
    return lambda _, __, incomplete: matching(names(), incomplete)


def _toml_files(incomplete: str) -> list[str]:
    folder = incomplete.rpartition("/")[0] + "/" if "/" in incomplete else ""
    try:
        return sorted(f"{folder}{entry.name}" for entry in os.scandir(folder or ".") if entry.name.endswith(".toml"))
    except OSError:
        return []


def theme_names() -> tuple[str, ...]:
    """Return the names of the shipped themes."""
    from mapgen.themes.file import theme_names  # noqa: PLC0415 (only a shell asks)

    return tuple(theme_names())


def region_names() -> tuple[str, ...]:
    """Return the names of the shipped regions."""
    from mapgen.places.regions import region_names  # noqa: PLC0415 (only a shell asks)

    return region_names()


def size_names() -> tuple[str, ...]:
    """Return the names of the sizes."""
    from mapgen.drawing.sizes import NAMED  # noqa: PLC0415 (only a shell asks)

    return tuple(NAMED)


def view_names() -> tuple[str, ...]:
    """Return the names of the shipped views."""
    from mapgen.views.view import view_names  # noqa: PLC0415 (only a shell asks)

    return view_names()


def view_and_area_names() -> tuple[str, ...]:
    """Return the names of the shipped views and the disputed areas."""
    from mapgen.views.areas import areas  # noqa: PLC0415 (only a shell asks)

    return (*view_names(), *areas())


def source_names() -> tuple[str, ...]:
    """Return the names that a source may have besides the paths of files, and `-` for standard input."""
    from mapgen.sources.locating import source_names  # noqa: PLC0415 (only a shell asks)

    return (*source_names(), "-")


def operands() -> tuple[str, ...]:
    """Return what `compare` may compare by a name: a source, also on a basis."""
    from mapgen.record.snapshots import Basis  # noqa: PLC0415 (only a shell asks)
    from mapgen.sources.locating import DEFAULT  # noqa: PLC0415

    return (*source_names(), *(f"{DEFAULT}/{basis}" for basis in Basis))


def pairs(option: str) -> Completer:
    """Return the completion of NAME=VALUE for an option of territories, claims or texts of a map."""

    def complete(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
        from mapgen.words.pair_words import pair_words  # noqa: PLC0415 (only a shell asks)

        return matching(pair_words(option, _region(context)), incomplete)

    return complete


def complete_country(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem[Any]]:
    """Complete a code, or a name, of the record's region; a name with a space, which shells split, becomes its code."""
    from mapgen.places.languages import languages  # noqa: PLC0415 (only a shell asks)
    from mapgen.places.name_forms import folded_name  # noqa: PLC0415
    from mapgen.places.region_names import name_in_region  # noqa: PLC0415

    begun, words, region = folded_name(incomplete), {}, _region(context)
    for code in region.states:
        names = [name_in_region(region, code, lang) for lang in languages()]
        if folded_name(code).startswith(begun):
            words[code] = names[0]
        elif fitting := [name for name in names if folded_name(name).startswith(begun)]:
            words[code if " " in fitting[0] else fitting[0]] = names[0]
    return _items(words)


def _region(context: click.Context) -> Region:
    """Return the region of the record that a command line names, or that is read where none is named."""
    from mapgen.errors import MapgenError  # noqa: PLC0415 (only a shell asks)
    from mapgen.places.regions import read_region  # noqa: PLC0415
    from mapgen.sources.locating import located_source, shipped_record  # noqa: PLC0415
    from mapgen.sources.reading import read_source  # noqa: PLC0415

    try:
        path = located_source(context.params.get("path") or context.params.get("source"))
        return read_region(read_source(path).region)
    except MapgenError:
        return read_region(read_source(shipped_record()).region)


COMPLETERS: Mapping[Completable, Completer] = {
    "theme": words_or_files(theme_names),
    "region": words_or_files(region_names),
    "view": words_or_files(view_names),
    "view or area": words_or_files(view_and_area_names),
    "source": words_or_files(source_names),
    "operand": words_or_files(operands),
    "size": words(size_names),
    "country": complete_country,
    "--text": pairs("--text"),
    "--territory": pairs("--territory"),
    "--claim": pairs("--claim"),
}
