"""A trial: a folder of small files, one of them perhaps mutated, and a command line to run in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from campaign.commands import arguments_of, commands
from campaign.files import KINDS, bases, damaged, mutated
from click.testing import CliRunner
from hypothesis import strategies as st
from msgspec import Struct

from mapgen.cli.main import main

_NAMES = {
    "record": "record.toml",
    "list": "list.toml",
    "region": "region.toml",
    "theme": "theme.toml",
    "manifest": "maps.toml",
}
_DRAWN = ("--as-of", "2025-12-15", "--scale", "110m")
# What reads a file of each kind: the words that come first, before any option that is drawn.
READERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "record": (
        ("check", "record.toml"),
        ("check", "record.toml"),
        ("show", "record.toml"),
        ("log", "Chile", "record.toml"),
        ("calendar", "record.toml"),
        ("render", "record.toml", "--scale=110m", "-o", "a.svg"),
        ("render", "record.toml", "--scale=110m", "-o", "a.png"),
        ("render", "record.toml", "--scale=110m", "-o", "a.svg", "--as-of=2025-12-15", "--basis=elected"),
        ("render", "record.toml", "--scale=110m", "-o", "a.pdf"),
        ("timeline", "record.toml", "--scale=110m", "-o", "a.gif", "--from=2025-12-01"),
        ("embed", "record.toml", "--scale=110m", "-o", "out"),
        ("commons", "record.toml", "--scale=110m", "-o", "out"),
        ("page", "record.toml", "--scale=110m", "-o", "a.html"),
        ("timeline", "record.toml", "--scale=110m", "--format=strip", "-o", "a.svg"),
        ("timeline", "record.toml", "--scale=110m", "--format=grid", "-o", "a.svg"),
        ("compare", "record.toml@2025-01-01", "record.toml@2026-05-01/elected", "--scale=110m"),
        ("compare", "list.toml", "record.toml/office", "--scale=110m"),
        ("page", "record.toml", "--scale=110m", "-o", "a.html", "--from=2025-12-13", "--to=2026-10-01"),
        ("update", "Chile", "--record=record.toml", "--reviewed=2026-11-02", "--yes"),
        (
            "update",
            "Brazil",
            "--record=record.toml",
            "--leader=Ana Silva",
            "--alignment=right",
            "--elected=2026-10-25",
            "--yes",
        ),
        ("update", "Chile", "--record=record.toml", "--party=P", "--note=N", "--dry-run"),
        ("update", "Brazil", "--record=record.toml", "--vote=2026-10-25", "--outcome=annulled", "--yes"),
        ("batch", "maps.toml", "--jobs=1"),
        ("verify", "map.svg", "--record=record.toml"),
    ),
    "list": (
        ("check", "list.toml"),
        ("show", "list.toml"),
        ("render", "list.toml", "--scale=110m", "-o", "a.svg"),
        ("render", "list.toml", "--scale=110m", "-o", "a.png", "--patterns"),
        ("compare", "list.toml", "record.toml", "--scale=110m"),
        ("compare", "list.toml", "record", "--scale=110m", "--recreate", "-o", "a.svg"),
        ("page", "list.toml", "-o", "a.html"),
        ("batch", "maps.toml", "--jobs=1"),
    ),
    "region": (
        ("check", "regional.toml"),
        ("show", "regional.toml", "--region=region.toml"),
        ("render", "regional.toml", "--scale=110m", "-o", "a.svg"),
        ("render", "regional.toml", "--scale=110m", "-o", "a.svg", "--insets", "--lang=es"),
    ),
    "theme": (
        ("check", "--theme", "theme.toml"),
        ("check", "--theme", "theme.toml"),
        ("render", "list.toml", "--theme=theme.toml", "--scale=110m", "-o", "a.svg", "--patterns"),
        ("render", "record.toml", "--theme=theme.toml", "--scale=110m", "-o", "a.png"),
        ("timeline", "record.toml", "--theme=theme.toml", "--scale=110m", "--format=strip", "-o", "a.svg"),
        ("page", "full.toml", "--theme=theme.toml", "--scale=110m", "-o", "a.html"),
    ),
    "manifest": (
        ("batch", "maps.toml", "--jobs=1"),
        ("batch", "maps.toml", "--jobs=1"),
        ("batch", "maps.toml", "--jobs=1", "--dry-run"),
    ),
    "picture": (
        ("verify", "map.svg", "--record=full.toml"),
        ("verify", "map.png", "--record=full.toml"),
        ("verify", "map.pdf", "--record=full.toml"),
        ("verify", "page.html", "--record=full.toml"),
        ("render", "record.toml", "--scale=110m", "-o", "a.png", "--image=left=map.png", "--image-credit=left=A"),
    ),
}
_REGIONAL = b"""
[snapshot]
region = "region.toml"
as_of = 2025-12-15
coder = "A test"
source = "A test"
missing = "no-data"

[alignments]
"""


class Trial(Struct, frozen=True):
    """A command line, the files of its folder that differ from those of all trials, and what is typed into it."""

    kind: str
    arguments: tuple[str, ...]
    files: Mapping[str, bytes] = {}
    typed: str = ""


def kinds() -> tuple[str, ...]:
    """Return the kinds of trial: the five kinds of file, what mapgen made, and command lines alone."""
    return (*KINDS, "picture", "options")


@st.composite
def trials(draw: st.DrawFn, kind: str) -> Trial:
    """Return trials of a kind."""
    typed = draw(st.sampled_from(("", "y\n", "n\n")))
    if kind == "options":
        return Trial(
            kind, draw(arguments_of(draw(st.sampled_from(sorted(commands()))), calm=draw(st.booleans()))), {}, typed
        )
    words = draw(st.sampled_from(READERS[kind]))
    files = draw(_pictures(words)) if kind == "picture" else {_NAMES[kind]: draw(mutated(kind))}
    return Trial(kind, draw(arguments_of(words[0], words[1:], calm=draw(st.integers(0, 3)) != 2)), files, typed)


@st.composite
def _pictures(draw: st.DrawFn, words: tuple[str, ...]) -> dict[str, bytes]:
    name = next(name for word in words for name in made() if name in word)
    return {name: draw(damaged(made()[name]))}


@cache
def made() -> Mapping[str, bytes]:
    """Return what mapgen itself makes of the good files."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        record = place / "record.toml"
        record.write_bytes(bases("record")[1])
        outputs = {name: place / name for name in ("map.svg", "map.png", "map.pdf", "page.html")}
        render = [
            "render",
            str(record),
            *_DRAWN,
            *(word for name in list(outputs)[:3] for word in ("-o", str(outputs[name]))),
        ]
        for line in (render, ["page", str(record), "--scale", "110m", "-o", str(outputs["page.html"])]):
            result = CliRunner().invoke(main, line)
            assert result.exit_code == 0, (result.exception, result.output)
        return {name: path.read_bytes() for name, path in outputs.items()}


def lay_out(trial: Trial, folder: Path) -> None:
    """Put the files of a trial into a folder."""
    files = {_NAMES[kind]: bases(kind)[0] for kind in KINDS}
    files |= (
        {
            "regional.toml": _REGIONAL,
            "full.toml": bases("record")[1],
            "snapshot.toml": bases("list")[0],
            "image.png": made()["map.png"],
        }
        | made()
        | trial.files
    )
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "folder").mkdir()
    (folder / "loop").symlink_to("loop")
    (folder / "loop.svg").symlink_to("loop.svg")
    (folder / "dangling.svg").symlink_to("nowhere/a.svg")
    (folder / "linked.toml").symlink_to("record.toml")


def as_json(trial: Trial, **more: object) -> str:
    """Return a trial as JSON text; bytes that are no UTF-8 are written as Python's surrogate escapes."""
    files = {name: data.decode("utf-8", "surrogateescape") for name, data in trial.files.items()}
    case = {"kind": trial.kind, "arguments": trial.arguments, "files": files, "typed": trial.typed, **more}
    return json.dumps(case, indent=1) + "\n"


def from_json(text: str) -> Trial:
    """Return the trial of such a text."""
    case = json.loads(text)
    files = {name: data.encode("utf-8", "surrogateescape") for name, data in case["files"].items()}
    return Trial(case["kind"], tuple(case["arguments"]), files, case.get("typed", ""))
