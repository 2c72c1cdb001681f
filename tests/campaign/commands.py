"""Command lines, drawn from click's own tree of commands: right words, wrong words, and values at the edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import click
from campaign.values import DAYS, KNOWN_DAYS, TEXTS
from hypothesis import strategies as st

from mapgen.cli.main import main

Words = st.SearchStrategy[str]

# What a trial's folder holds (see trials.py), and what else a path may lead to.
FILES = (
    "record.toml",
    "list.toml",
    "region.toml",
    "theme.toml",
    "maps.toml",
    "image.png",
    "map.svg",
    "map.png",
    "page.html",
)
_OUTPUTS = ("a.svg", "a.png", "a.pdf", "new/a.svg", "a.SVG", "x/../a.svg", "a.html", "a.gif", "a", "a.jpg", "-", ".svg")
_ODD_PATHS = (
    "", " ", ".", "..", "/", "folder", "missing.toml", "missing/a.svg", "record.toml/a.svg", "/dev/null", "/dev/full",
    "loop", "loop.svg", "loop/a.svg", "dangling.svg", "n" * 300, "n" * 252 + ".svg", "d/" * 2000 + "a", "a\0b.svg",
    "bad\udcff.svg", "line\nbreak.svg", "~/a.svg", "-x.svg", "\u202ea.svg", "/proc/self/mem", "/proc/nothing/a.svg",
    "linked.toml", "a\x1b[1m.svg",
)  # fmt: skip
_ODD_TEXTS = (
    *TEXTS, "\udcff", "x=" + "y" * 3000, "left=", "=a", "=", "left=a\0b", "left=\udcff", "left=missing.png",
    "left=record.toml", "left=folder", "XXX=hidden", "GUF=sovereign", "name.FLK=Islas Malvinas", "x=dashed", "-1",
    "1e-300", "1e300", "9" * 30, "64x64", "8001x300", "0x0", "99999999999999999999x1", "2026-11-31", "record@", "@",
    "/elected", "left=/dev/null",
)  # fmt: skip
_RIGHT: Mapping[str, Sequence[str]] = {
    "country": ("Brazil", "Brasil", "CHL", "chile"),
    "region": ("south-america", "region.toml", "central-america"),
    "theme": ("newsprint", "dark", "print-bw", "poster", "wikimedia", "theme.toml"),
    "lang": ("en", "es", "pt"),
    "size": ("article", "phone", "og", "square", "print", "story", "300x300", "200x8000", "1200x675"),
    "scale": ("110m", "110m", "50m"),
    "a": ("2021-12-31", "record.toml@2025-12-01", "record.toml", "list.toml", "record/elected", "poder360-2025-12-15"),
    "b": ("2025-12-31", "record.toml@2026-05-01/elected", "record.toml", "list.toml", "record/office", "today"),
    "leader": ("José Antonio Kast", "Luiz Inácio Lula da Silva", "Flavio Bolsonaro", "A", "Ana"),
    "alignment": ("left", "right", "centre-left", "no-data", "derecha"),
    "address": ("https://example.org/map", "https://example.org", "/maps"),
    "seconds": ("1", "0.1", "3"),
    "jobs": ("1", "0", "-1", "x"),
    "max_age": ("0", "30", "1000000000"),
    "folder": ("out", "new/out", "folder"),
    "images": ("left=image.png", "right=map.png"),
    "slogans": ("left=Left", "right=Right"),
    "image_credits": ("left=A photographer", "right=Another"),
    "territories": ("GUF=hidden", "FLK=neutral"),
    "claims": ("essequibo=hatched", "essequibo=hidden"),
    "texts": ("left=Left", "note=A note", "basis=So", "no-data=None", "source=S"),
    "classes": ("3", "5"),
    "files": ("map.svg", "map.png", "page.html", "record.toml"),
    "records": ("record.toml", "list.toml"),
}
# It watches until someone ends it: tests/batch has its own.
_NEVER = {"watch", "help", "version", "jobs"}


@cache
def commands() -> Mapping[str, click.Command]:
    """Return every command by its name."""
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def arguments_of(name: str, given: Sequence[str] = (), *, calm: bool = False) -> st.SearchStrategy[tuple[str, ...]]:
    """Return command lines of a command: what is given, then options, drawn from those that it has.

    A calm one has options with right words only, so that the files in it are read.
    """
    return _arguments_of(name, tuple(given), calm)


@st.composite
def _arguments_of(draw: st.DrawFn, name: str, given: tuple[str, ...], calm: bool) -> tuple[str, ...]:  # noqa: FBT001
    parameters = commands()[name].params
    line = [name, *given]
    if not given:
        for argument in (one for one in parameters if isinstance(one, click.Argument)):
            count = 2 if argument.nargs == -1 else 1
            line += [
                draw(_value(argument, calm)) for _ in range(count if argument.required else draw(st.integers(0, count)))
            ]
    options = [one for one in parameters if isinstance(one, click.Option) and one.name not in _NEVER]
    said = {word.partition("=")[0] for word in given}
    free = [option for option in options if not said & set(option.opts)]
    for option in draw(st.lists(st.sampled_from(free), max_size=2 if calm else 6, unique_by=lambda one: one.name)):
        line += draw(_option(option, calm))
    if not calm and draw(st.integers(0, 19)) == 7:
        line.insert(draw(st.integers(1, len(line))), draw(st.sampled_from(_ODD_TEXTS)))
    return tuple(line)


@st.composite
def _option(draw: st.DrawFn, option: click.Option, calm: bool) -> list[str]:  # noqa: FBT001
    names = [*option.opts, *option.secondary_opts]
    if option.is_flag:
        return [draw(st.sampled_from(names))]
    words = []
    for _ in range(draw(st.integers(1, 3 if option.multiple and not calm else 1))):
        value = draw(_value(option, calm))
        words += [f"{names[-1]}={value}"] if names[-1].startswith("--") else [names[-1], value]
    return words


def _value(parameter: click.Parameter, calm: bool) -> Words:  # noqa: FBT001
    right = _right(parameter)
    if calm and _is_day(parameter):
        return st.sampled_from([str(day) for day in KNOWN_DAYS])
    return right if calm else st.one_of(right, right, _edge(parameter))


def _is_day(parameter: click.Parameter) -> bool:
    return "YYYY" in parameter.type.name or parameter.type.name == "DATE"


def _right(parameter: click.Parameter) -> Words:
    kind = parameter.type
    if parameter.name == "outputs" or (parameter.name == "output" and isinstance(kind, click.Path)):
        return st.sampled_from(_OUTPUTS)
    if parameter.name in _RIGHT:
        return st.sampled_from(_RIGHT[parameter.name])
    if words := getattr(kind, "words", None) or getattr(kind, "choices", None):
        pair = "=" in str(getattr(kind, "name", ""))
        return st.sampled_from([f"{word}=a word" if pair else str(word) for word in words])
    if isinstance(kind, click.Path):
        return st.sampled_from(FILES)
    if _is_day(parameter):
        return st.sampled_from([str(day) for day in DAYS])
    return st.sampled_from(("A word", "1"))


def _edge(parameter: click.Parameter) -> Words:
    if isinstance(parameter.type, click.Path):
        return st.sampled_from(_ODD_PATHS) | st.sampled_from(FILES)
    return st.sampled_from(_ODD_TEXTS) | st.sampled_from(_ODD_PATHS) | st.text(max_size=8)
