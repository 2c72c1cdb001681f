"""What must be true of every trial, whatever its files and options are."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import signal
import tomllib
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from types import FrameType

from campaign.trials import Trial, lay_out
from click.testing import CliRunner, Result
from defusedxml import ElementTree
from msgspec import Struct
from PIL import Image

from mapgen.cli.main import main
from mapgen.errors import MapgenError
from mapgen.sources.reading import read_source

# A trial's own time, and the time on the clock, which grows with whatever else the machine does.
LONGEST_SECONDS = 30
LONGEST_WAIT = 180
MOST_LINES = 30
LONGEST_LINE = 1000
MOST_MEMORY = 800_000  # kB that one trial may add to the most the process ever had
_EDITING = {"update", "undo"}
# Several outputs of their own each: those that could be made stand, whatever became of the others.
_MAKES_MANY = {"batch"}


class Fault(Struct, frozen=True):
    """What is wrong: `kind` is the same for all finds of one cause, `detail` says more of this one."""

    kind: str
    detail: str = ""


class Outcome(Struct, frozen=True):
    """How a trial ended: its exit code (-1 for an exception), its faults, its seconds, and what it said."""

    exit_code: int
    faults: tuple[Fault, ...]
    seconds: float
    said: str = ""


class _TooSlow(BaseException):
    pass


def outcome_of(trial: Trial) -> Outcome:
    """Run a trial in a folder of its own, and return how it ended."""
    with TemporaryDirectory(prefix="trial") as name:
        folder = Path(name).resolve() / "desk"
        folder.mkdir()
        lay_out(trial, folder)
        before = contents(folder)
        begun, memory = monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        try:
            with chdir(folder), _limited():
                result = CliRunner().invoke(main, list(trial.arguments), input=trial.typed, prog_name="mapgen")
        except _TooSlow:
            return Outcome(
                -1, (Fault(f"slow: {trial.arguments[0]}", f"over {LONGEST_SECONDS} s"),), monotonic() - begun
            )
        seconds = monotonic() - begun
        faults = [*_of_ending(result), *_of_files(trial, result.exit_code, folder, before)]
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
        if grown > MOST_MEMORY:
            faults.append(Fault(f"memory: {trial.arguments[0]}", f"{grown // 1000} MB more"))
        if result.exit_code == 0:
            faults += _of_stdout(trial, result)
        raised = result.exception is not None and not isinstance(result.exception, SystemExit)
        return Outcome(-1 if raised else result.exit_code, tuple(faults), seconds, result.output)


@contextmanager
def _limited() -> Iterator[None]:
    def late(_: int, __: FrameType | None) -> None:
        raise _TooSlow

    timers = (
        (signal.SIGPROF, signal.ITIMER_PROF, LONGEST_SECONDS),
        (signal.SIGALRM, signal.ITIMER_REAL, LONGEST_WAIT),
    )
    before = [signal.signal(number, late) for number, _, _ in timers]
    for _, timer, seconds in timers:
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for (number, timer, _), handler in zip(timers, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


def contents(folder: Path) -> dict[str, bytes | str]:
    """Return everything below a folder: the bytes of files, and where links lead."""
    contents: dict[str, bytes | str] = {}
    for place, folders, files in os.walk(folder.parent):
        for name in (*folders, *files):
            path = Path(place, name)
            if path.is_symlink():
                contents[str(path)] = str(path.readlink())
            elif path.is_file():
                contents[str(path)] = path.read_bytes()
    return contents


def _of_ending(result: Result) -> Iterator[Fault]:
    fault = result.exception
    if fault is not None and not isinstance(fault, SystemExit):
        yield Fault(f"{type(fault).__name__} in {_place(fault)}", "".join(traceback.format_exception(fault))[-3000:])
        return
    if result.exit_code not in (0, 1, 2):
        yield Fault(f"exit code {result.exit_code}")
    said = result.stderr
    lines = said.split("\n")
    if "Traceback" in said:
        yield Fault("traceback on stderr", said[:2000])
    if result.exit_code == 2 and not result.output.strip():
        yield Fault("exit code 2 without a word")
    if len(lines) > MOST_LINES:
        yield Fault("message longer than a screen", f"{len(lines)} lines: {said[:1000]}")
    if longest := max((line for line in lines if len(line) > LONGEST_LINE), key=len, default=""):
        yield Fault("line too long", f"{len(longest)} characters: {longest[:1000]}")
    if odd := {character for character in said if character < " " and character not in "\n\t"}:
        yield Fault("control characters on stderr", f"{sorted(odd)} in {said[:1000]!r}")


def _place(fault: BaseException) -> str:
    """Return the innermost function of mapgen that a fault went through."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "/mapgen/" in frame.filename and "site-packages" not in frame.filename]
    frame = (ours or frames)[-1]
    return f"{Path(frame.filename).parent.name}/{Path(frame.filename).name}:{frame.name}"


def _of_files(trial: Trial, exit_code: int, folder: Path, before: Mapping[str, bytes | str]) -> Iterator[Fault]:
    after = contents(folder)
    command = trial.arguments[0]
    changed = [path for path in before if after.get(path) != before[path]]
    new = [path for path in after if path not in before]
    if changed and command not in _EDITING:
        yield Fault(f"an input changed: {command}", ", ".join(changed))
    if left := [path for path in new if ".mapgen-" in path]:
        yield Fault(f"left behind: {command}", ", ".join(left))
    if exit_code == 2 and command not in _MAKES_MANY and (changed or new):
        yield Fault(f"written although refused: {command}", ", ".join((*changed, *new)))
    for path in (*changed, *new):
        if isinstance(after.get(path), bytes) and (wrong := malformed(Path(path))):
            yield Fault(f"malformed {Path(path).suffix}: {command}", f"{path}: {wrong}")
    if command in _EDITING and exit_code == 0 and changed:
        yield from _of_record(changed)


def _of_record(changed: list[str]) -> Iterator[Fault]:
    for path in changed:
        try:
            read_source(Path(path))
        except MapgenError as error:
            yield Fault("an update broke the record", str(error)[:1000])


def _image(path: Path) -> None:
    with Image.open(path) as image:
        image.load()


def _page(path: Path) -> None:
    if not path.read_text(encoding="utf-8").strip():
        raise ValueError("empty")


def _pdf(path: Path) -> None:
    if not path.read_bytes().startswith(b"%PDF") or b"%%EOF" not in path.read_bytes()[-64:]:
        raise ValueError("no PDF")


_READERS: Mapping[str, Callable[[Path], object]] = {
    ".png": _image,
    ".gif": _image,
    ".pdf": _pdf,
    ".svg": ElementTree.parse,
    ".json": lambda path: json.loads(path.read_text(encoding="utf-8")),
    ".toml": lambda path: tomllib.loads(path.read_text(encoding="utf-8-sig")),
    ".html": _page,
}


def malformed(path: Path) -> str:
    """Return why a file is not what its ending says; empty where it is."""
    try:
        _READERS.get(path.suffix.lower(), Path.read_bytes)(path)
    except (ValueError, SyntaxError, OSError) as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _of_stdout(trial: Trial, result: Result) -> Iterator[Fault]:
    """Yield where what was asked for in a format is not in that format."""
    said = {word.removeprefix("--format=") for word in trial.arguments if word.startswith("--format=")}
    if len(said) != 1 or "--help" in trial.arguments or "-h" in trial.arguments:
        return
    try:
        if said == {"json"}:
            json.loads(result.stdout)
        if said == {"csv"}:
            rows = [len(row) for row in csv.reader(io.StringIO(result.stdout))]
            if len(set(rows)) > 1:
                yield Fault(f"rows of several lengths: {trial.arguments[0]}", result.stdout[:500])
    except ValueError as error:
        yield Fault(f"stdout is no {said}: {trial.arguments[0]}", f"{error}: {result.stdout[:500]}")
