"""Fresh files of each kind, and what `mapgen verify` answers of any bytes: the verdict, its words, time and memory."""

from __future__ import annotations

import resource
import signal
import traceback
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, nullcontext, suppress
from pathlib import Path
from types import FrameType, SimpleNamespace
from unittest.mock import patch

import msgspec
from calling import mapgen
from msgspec import Struct

from mapgen.digests import html, html_process
from mapgen.proof.sources import Sources
from mapgen.proof.verification import proof_of

# By kind, the file's name; each is as small as it can be with everything in it.
FILES = {
    "png": "map.png",
    "svg": "map.svg",
    "pdf": "map.pdf",
    "html": "page.html",
    "gif": "days.gif",
    "webp": "days.webp",
    "mp4": "days.mp4",
}
# What a proof may take of the processor, and what it may add to the most memory that the process ever had.
MOST_SECONDS = 5.0
MOST_MEMORY = 400_000  # kB
_DAY = ("--as-of", "2025-12-15", "--basis", "elected")


def draw(folder: Path, kinds: tuple[str, ...] = tuple(FILES)) -> Mapping[str, bytes]:
    """Return a fresh file of each kind, drawn in a folder from the shipped record."""
    paths = {kind: folder / FILES[kind] for kind in kinds}
    maps = [("-o", paths[kind]) for kind in ("png", "svg", "pdf") if kind in paths]
    calls: list[tuple[str | Path, ...]] = (
        [("render", *_DAY, *(word for words in maps for word in words))] if maps else []
    )
    if "html" in paths:
        calls.append(("page", *_DAY, "--from", "2025-06-01", "--to", "2025-12-31", "-o", paths["html"]))
    days = ("timeline", "--from", "2025-06-01", "--to", "2025-12-31", "--size", "320x400")
    calls += [(*days, "-o", paths[kind]) for kind in ("gif", "webp", "mp4") if kind in paths]
    for call in calls:
        done = mapgen(*call)
        assert done.exit_code == 0, done.stderr
    return {kind: path.read_bytes() for kind, path in paths.items()}


class Answer(Struct, frozen=True):
    """What the proof of a file says; `fault` is what is wrong with the answer itself, such as an exception."""

    verdict: str
    said: str = ""
    seconds: float = 0
    grown: int = 0
    fault: str = ""


class _TooSlow(BaseException):
    pass


class Desk:
    """Where files are laid to be proven, all against the shipped record."""

    def __init__(self, folder: Path, *, apart: bool = True) -> None:
        """Prove in a folder; `apart` has altered pages read in processes of their own, as for users."""
        self._apart = apart
        self.folder = folder.resolve()
        self.path = self.folder / "file"
        self.sources = Sources()

    def ask(self, data: bytes) -> Answer:
        """Return the answer of `verify` to some bytes."""
        self.path.write_bytes(data)
        begun, memory = _cpu_seconds(), _most_memory()
        verdict, said, fault = "", "", ""
        try:
            with chdir(self.folder), _limited(), nullcontext() if self._apart else _pages_read_here():
                proof = proof_of(self.path, self.sources)
                verdict, said = proof.verdict.value, "\n".join(proof.lines)
        except _TooSlow:
            fault = f"over {MOST_SECONDS} s"
        except Exception as error:  # noqa: BLE001 (whatever a file makes it raise is what is looked for)
            fault = f"{type(error).__name__}: {error} in {_place(error)}"
        return Answer(verdict, said, _cpu_seconds() - begun, _most_memory() - memory, fault or _silent(verdict, said))


def _silent(verdict: str, said: str) -> str:
    """Return what is wrong with the words of an answer: "altered" has something behind it."""
    first, *rest = said.split("\n")
    if verdict == "altered" and not any(line.strip().removeprefix("altered:").strip() for line in rest):
        return f"altered without a place: {said}"
    if any(line.strip() == "altered:" for line in rest):
        return f"altered with an empty place: {said}"
    if verdict == "unproven" and not first.rpartition("unproven")[2].strip(": "):
        return f"unproven without a reason: {said}"
    return ""


def _cpu_seconds() -> float:
    """Return the time on the processor of this process and of those that it has ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _most_memory() -> int:
    """Return the most memory of this process, and of the largest that it has ended."""
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _place(error: BaseException) -> str:
    frame = [frame for frame in traceback.extract_tb(error.__traceback__) if "/mapgen/" in frame.filename][-1]
    return f"{Path(frame.filename).name}:{frame.name}"


@contextmanager
def _pages_read_here() -> Iterator[None]:
    """Have altered pages read in this process: to start one for each of 200 would be most of the time of the tests."""

    def run(_: str, data: bytes, __: object) -> SimpleNamespace:
        return SimpleNamespace(well=True, output=msgspec.json.encode(html_process.answer_for(data)))

    with patch.object(html, "run_bounded", run):
        yield


@contextmanager
def _limited() -> Iterator[None]:
    def late(_: int, __: FrameType | None) -> None:
        raise _TooSlow

    was = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        with suppress(TypeError):
            signal.signal(signal.SIGPROF, was)
