"""What is measured against what: the tools, and the contests they meet in.

A further tool is one entry of TOOLS. It takes part where it is installed, in the contests whose files it can write.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from growth import long_record, world_list

_HERE = Path(__file__).parent
_MAPGEN = Path(sys.executable).with_name("mapgen")
_QUESTION = ("--as-of", "2025-12-15", "--basis", "elected")
# Maps of a batch: as many as can be waited for, one command at a time.
_MANY = 24
# As many as a desk makes at once: what two processes take to begin is little of it.
_MORE = 300
_PEERS = _HERE / "peers"
_NODE_MODULES = _PEERS / "node_modules"
_RECORDS = (120, 1200, 10_000)
# Records that are edited: the largest is a thousand times what a region has.
_EDITED = (1056, 10_000, 100_000)
_FORMATS = {"svg": ("map.svg",), "png": ("map.png",), "both": ("map.png", "map.svg")}


@dataclass(frozen=True, slots=True)
class Tool:
    """A way to make the map: its name, and the command that writes the files it is given.

    `endings` are those it can write, `installed` says whether it is here (`shutil.which("mapshaper") is not None`),
    `caches` whether it keeps anything between runs, so that its first map differs from the next.
    """

    name: str
    command: Callable[[Sequence[str]], Sequence[str]]
    endings: tuple[str, ...] = (".png", ".svg")
    installed: bool = True
    caches: bool = False

    def makes(self, files: Sequence[str]) -> bool:
        """Whether the tool is here and can write such files."""
        return self.installed and all(name.endswith(self.endings) for name in files)


def _mapgen(files: Sequence[str]) -> Sequence[str]:
    outputs = [argument for name in files for argument in ("-o", name)]
    return (str(_MAPGEN), "render", *_QUESTION, "--size", "1200x1500", *outputs)


def _plain_geopandas(files: Sequence[str]) -> Sequence[str]:
    return (sys.executable, str(_HERE / "plain_geopandas.py"), *files)


def _node(script: str) -> Callable[[Sequence[str]], Sequence[str]]:
    return lambda files: ("node", str(_PEERS / script), *files)


def _mapshaper(files: Sequence[str]) -> Sequence[str]:
    """Return the command that draws shapes alone: mapshaper has neither titles nor keys."""
    right = '["Argentina", "Bolivia", "Chile", "Ecuador", "Paraguay", "Peru"]'
    return (
        *("node", str(_NODE_MODULES / "mapshaper" / "bin" / "mapshaper")),
        *("-i", str(_NODE_MODULES / "world-atlas" / "countries-50m.json"), "-target", "countries"),
        *("-clip", "bbox=-82.5,-56.2,-34,13.2", "-proj", "+proj=laea +lon_0=-60 +lat_0=-20"),
        *("-each", f'fill = {right}.includes(name) ? "#12324f" : "#e8505b"; stroke = "white"'),
        *("-o", *files, "width=1200"),
    )


def _vl_convert(files: Sequence[str]) -> Sequence[str]:
    return (sys.executable, str(_PEERS / "vega_lite.py"), *files)


_HAS_NODE = shutil.which("node") is not None and _NODE_MODULES.is_dir()
# The first is what the others are compared with.
TOOLS = (
    Tool("plain geopandas", _plain_geopandas, caches=True),
    Tool("mapgen", _mapgen, caches=True),
    Tool("d3-geo with resvg-js", _node("d3_geo.mjs"), installed=_HAS_NODE),
    Tool("mapshaper, no title or key", _mapshaper, (".svg",), installed=_HAS_NODE),
    Tool("vl-convert on a written spec", _vl_convert, installed=_HAS_NODE and find_spec("vl_convert") is not None),
)


@dataclass(frozen=True, slots=True)
class Contestant:
    """One row of a contest: a command and the files it writes.

    `fresh` if every run begins with empty caches; `own_clock` if the command itself writes what counts, in seconds, to
    a file `clock`.
    """

    name: str
    command: Sequence[str]
    files: Sequence[str] = ()
    fresh: bool = False
    own_clock: bool = False


@dataclass(frozen=True, slots=True)
class Contest:
    """Contestants that run in turns; the first is what the others are compared with.

    `given` are the texts of files that they find in their folder, by name.
    """

    name: str
    title: str
    contestants: Sequence[Contestant]
    given: Mapping[str, str] = field(default_factory=dict)


def contests() -> Iterator[Contest]:
    """Yield every contest, in the order of the table."""
    for name, files in _FORMATS.items():
        tools = [tool for tool in TOOLS if tool.makes(files)]
        title = " and ".join(Path(file).suffix[1:].upper() for file in files)
        yield Contest(name, title, [Contestant(tool.name, tool.command(files), files) for tool in tools])
        yield Contest(f"first-{name}", f"first {title}", _first(tools, files))
    for ending in (".png", ".svg"):
        yield Contest(f"warm-{ending[1:]}", f"{ending[1:].upper()}, warm", tuple(_warm(ending)))
    yield Contest("larger", "larger PNG", tuple(_larger()), {"world.toml": world_list()})
    records = {f"{count}.toml": long_record(count) for count in _RECORDS}
    yield Contest("record", "a record read", tuple(_records()), records)
    edited = {f"{count}.toml": long_record(count) for count in _EDITED}
    yield Contest("update", "a record edited", tuple(_updates()), edited)
    yield Contest("commands", "no map", tuple(_commands()))
    yield Contest("timeline", "1998 to today", tuple(_timelines()))
    yield Contest("batch", f"{_MANY} maps, PNG and SVG", tuple(_many_maps()))
    yield Contest("two", f"{_MORE} maps, PNG and SVG", [_batch(_MORE, jobs) for jobs in (1, 2)])


def _first(tools: Sequence[Tool], files: Sequence[str]) -> Sequence[Contestant]:
    """Return each tool that keeps caches, without them, against the first tool with them."""
    base = Contestant(tools[0].name, tools[0].command(files), files)
    names = [(f"{tool.name}, empty caches", tool) for tool in tools if tool.caches]
    return [base, *(Contestant(name, tool.command(files), files, fresh=True) for name, tool in names)]


def _warm(ending: str) -> Iterator[Contestant]:
    """Yield maps drawn one after the other in one process, each of its own day: what one of them takes."""
    for name, tool in (("plain geopandas", "plain"), ("mapgen", "mapgen")):
        yield Contestant(name, (sys.executable, str(_HERE / "warm.py"), tool, ending), own_clock=True)


def _larger() -> Iterator[Contestant]:
    """Yield finer shapes, and all the world, once their basemaps are prepared."""
    png = ("map.png",)
    yield Contestant("South America, 50m", _mapgen(png), png)
    yield Contestant("South America, 10m", (*_mapgen(png), "--scale", "10m"), png)
    yield Contestant("world, 50m", (str(_MAPGEN), "render", "world.toml", "--size", "1200x1500", "-o", *png), png)


def _records() -> Iterator[Contestant]:
    """Yield records of more and more governments, which have to be read: nothing is kept of them."""
    for count in _RECORDS:
        command = (str(_MAPGEN), "show", f"{count}.toml", *_QUESTION, "--format", "json")
        yield Contestant(f"show, {count} governments", command, fresh=True)


def _updates() -> Iterator[Contestant]:
    """Yield the check of a short record, then updates of longer and longer ones; nothing is written."""
    said = ("CHL", "--leader", "Ada", "--alignment", "left", "--elected", "2025-12-14", "--dry-run")
    yield Contestant(f"check, {_EDITED[0]} governments", (str(_MAPGEN), "check", f"{_EDITED[0]}.toml"), fresh=True)
    for count in _EDITED:
        yield Contestant(f"update, {count} governments", (str(_MAPGEN), "update", *said, "--record", f"{count}.toml"))


def _timelines() -> Iterator[Contestant]:
    """Yield one map as a plain script draws it, then pictures of many days: months with --every, else the default."""
    yield Contestant("plain geopandas, one PNG", _plain_geopandas(("map.png",)), ("map.png",))
    for name, *options in (
        ("tide.mp4",),
        ("tide.mp4", "--every", "month"),
        ("tide.gif",),
        ("tide.gif", "--every", "month", "--seconds", "60"),
        ("tide.webp",),
        ("tide.png", "--format", "grid"),
        ("tide.svg", "--format", "grid"),
        ("tide.svg", "--format", "strip"),
    ):
        command = (str(_MAPGEN), "timeline", "--to", "2026-10-01", *options, "-o", name)
        yield Contestant(" ".join(("timeline", name, *options)), command, (name,))


def _many_maps() -> Iterator[Contestant]:
    yield Contestant("one command at a time", (sys.executable, str(_HERE / "many_maps.py"), "single", str(_MANY)))
    yield _batch(_MANY, 1)


def _batch(count: int, jobs: int) -> Contestant:
    script = (sys.executable, str(_HERE / "many_maps.py"))
    return Contestant(f"batch --jobs {jobs}", (*script, "batch", str(count), str(jobs)))


def _commands() -> Iterator[Contestant]:
    yield Contestant("python -c 'import click, tomllib'", (sys.executable, "-c", "import click, tomllib"))
    for arguments in (
        ("--help",),
        ("show", *_QUESTION),
        ("show", *_QUESTION, "--format", "json"),
        ("check", *_QUESTION[:2]),
    ):
        name = " ".join(argument for argument in arguments if argument not in _QUESTION)
        yield Contestant(f"mapgen {name}", (str(_MAPGEN), *arguments))
