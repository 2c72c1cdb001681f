"""The proof of a published file: whether mapgen made it, whether it was altered, whether its record still agrees."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from mapgen.files.shipped import shipped_names, shipped_path
from mapgen.files.xml_tree import NotXmlError, read_xml
from mapgen.proof.corrections import Correction, corrections
from mapgen.proof.digest import DIGEST, FileMetadata, ForeignError, altered_places
from mapgen.proof.displayed import DisplayedFacts, NotDisplayedError, View, view_again
from mapgen.proof.html import read_html
from mapgen.proof.svg import svg_groups, svg_metadata, svg_place
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot
from mapgen.record.sources import read_source

# Every one of our files is far smaller.
_LARGEST = 50_000_000
_PNG, _PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-"


class Verdict(StrEnum):
    """The result of a proof."""

    UNCHANGED = "unchanged"
    OUTDATED = "outdated"
    ALTERED = "altered"
    UNPROVEN = "unproven"

    @property
    def exit_code(self) -> int:
        """0 for a file that can stand, 1 for one that cannot, 2 for one that cannot be judged."""
        return {Verdict.UNCHANGED: 0, Verdict.UNPROVEN: 2}.get(self, 1)


class Proof(Struct, frozen=True):
    """The proof of a file.

    `altered` lists its altered places, `corrections` the differences from the current record, `problem` why the file
    cannot be judged, `remarks` other things worth knowing. An altered file may be outdated too.
    """

    path: Path
    verdict: Verdict
    metadata: Mapping[str, str]
    altered: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    problem: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def lines(self) -> Iterator[str]:
        """The proof in lines, the first with the verdict."""
        yield f"{self.path}: {self.verdict}{f': {self.problem}' if self.problem else ''}"
        yield from (f"  altered: {place}" for place in self.altered)
        yield from (f"  {correction.words}" for correction in self.corrections)
        yield from (f"  note: {remark}" for remark in self.remarks)

    @property
    def plain(self) -> dict[str, Any]:
        """The proof as plain values for JSON."""
        keys = ("title", "as-of", "basis", "coder", "record", "record-sha256", "software")
        return {
            "file": str(self.path),
            "verdict": self.verdict.value,
            "altered": list(self.altered),
            "corrections": [correction.plain for correction in self.corrections],
            "problem": self.problem or None,
            "remarks": list(self.remarks),
            "facts": {key: self.metadata[key] for key in keys if key in self.metadata},
        }


class Sources:
    """The sources of displayed content: those that a user names, else those shipped with mapgen."""

    def __init__(self, named: Sequence[Path] = ()) -> None:
        self.named = [read_source(path) for path in named]

    @cached_property
    def shipped(self) -> Sequence[Record | Snapshot]:
        """The shipped record and the published lists."""
        lists = [read_source(shipped_path(f"snapshots/{name}.toml")) for name in shipped_names("snapshots")]
        return [read_source(None), *lists]

    def of(self, view: View) -> Record | Snapshot | None:
        """Return the source of a view: the named or shipped one with its title and coder, else the only named one."""
        fit = [source for source in self.named if isinstance(source, Snapshot) == _is_list(view)]
        for source in (*fit, *([] if self.named else self.shipped)):
            if (source.title, source.coder) == (view.record, view.coder) and isinstance(source, Snapshot) == _is_list(
                view
            ):
                return source
        return fit[0] if len(fit) == 1 else None


def proof_of(path: Path, sources: Sources) -> Proof:
    """Return the proof of a file; no content of a file makes it raise."""
    try:
        data = _bytes(path)
        carried = _carried(data)
        if "files" in carried.metadata:
            carried = FileMetadata(
                carried.kind,
                carried.metadata,
                (*carried.altered, *_altered_siblings(path.parent, carried.metadata["files"])),
            )
    except ForeignError as error:
        return Proof(path, Verdict.UNPROVEN, {}, problem=str(error))
    return _proof(path, carried, sources)


def _proof(path: Path, carried: FileMetadata, sources: Sources) -> Proof:
    metadata, altered = carried.metadata, carried.altered
    try:
        displayed = DisplayedFacts.read(metadata.get("shows", ""))
    except NotDisplayedError as error:
        if altered:
            return Proof(path, Verdict.ALTERED, metadata, altered, remarks=("what it shows can no longer be read",))
        return Proof(path, Verdict.UNPROVEN, metadata, problem=f"what it shows is not understood ({error})")
    differences: list[Correction] = []
    remarks: list[str] = []
    for view in displayed.views:
        source = sources.of(view)
        if source is None:
            problem = f'it shows "{view.record}" ({view.coder}), which is not at hand; name its file with --record'
            if altered:
                return Proof(path, Verdict.ALTERED, metadata, altered, remarks=(problem,))
            return Proof(path, Verdict.UNPROVEN, metadata, problem=problem)
        differences += corrections(view, view_again(view, source))
        remarks += _remarks(view, source)
    verdict = Verdict.ALTERED if altered else Verdict.OUTDATED if differences else Verdict.UNCHANGED
    return Proof(path, verdict, metadata, altered, tuple(differences), remarks=tuple(dict.fromkeys(remarks)))


def _is_list(view: View) -> bool:
    """Whether a view is of a published list: its countries are as published."""
    return any(one.status == "as-published" for countries in view.moments.values() for one in countries.values())


def _remarks(view: View, source: Record | Snapshot) -> Iterator[str]:
    """Yield remarks that make a file no less true: days before the record begins, or days to come."""
    if isinstance(source, Snapshot):
        return
    if any(day < source.begins for day in view.moments):
        yield f'"{source.title}" now begins on {source.begins}'
    last = view.until or max(view.moments)
    if last > date.today():  # noqa: DTZ011 (the user's own calendar day is meant)
        yield f"it shows days to come, up to {last}, as scheduled"


def _bytes(path: Path) -> bytes:
    """Return the content of a file; raises ForeignError where it cannot be read."""
    try:
        if path.is_dir():
            raise ForeignError("this is a folder; name the files in it")
        if not path.is_file():
            raise ForeignError("this is no file" if path.exists() else "there is no such file")
        if path.stat().st_size > _LARGEST:
            raise ForeignError(f"the file is larger than any of mapgen's ({_LARGEST // 1_000_000} MB at most)")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise ForeignError(f"cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if not data:
        raise ForeignError("the file is empty")
    return data


def _carried(data: bytes) -> FileMetadata:
    """Return the metadata of a file, by its content and not by its name."""
    if data.startswith(_PNG):
        from mapgen.proof.png import read_png  # noqa: PLC0415 (an SVG does without Pillow)

        return read_png(data)
    if data.startswith(_PDF):
        from mapgen.proof.pdf import read_pdf  # noqa: PLC0415 (others do without pypdf)

        return read_pdf(data)
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return read_html(data)
    if start.startswith(b"<"):
        return _read_svg(data)
    raise ForeignError("neither PNG, SVG, PDF nor HTML")


def _read_svg(data: bytes) -> FileMetadata:
    try:
        root = read_xml(data)
    except NotXmlError as error:
        raise ForeignError(f"the SVG cannot be read ({error})") from None
    metadata = svg_metadata(root)
    if DIGEST not in metadata:
        raise ForeignError("nothing in it says that mapgen made it; or its metadata was removed")
    return FileMetadata("SVG", metadata, altered_places(metadata[DIGEST], svg_groups(root), svg_place))


def _altered_siblings(folder: Path, hashes: str) -> Iterator[str]:
    """Yield the files that a page shows, and that lie beside it with other bytes than when it was made."""
    try:
        named = json.loads(hashes)
    except ValueError:
        return
    for name, was in named.items() if isinstance(named, dict) else ():
        path = folder / Path(name).name
        try:
            data = path.read_bytes() if path.is_file() and path.stat().st_size <= _LARGEST else None
        except OSError:
            data = None
        if data is not None and hashlib.sha256(data).hexdigest()[:16] != was:
            yield f"the file {path.name} beside it"


def worst(proofs: Iterable[Proof]) -> int:
    """Return the exit code for several files: 2 where one cannot be judged, else 1 where one cannot stand."""
    return max((proof.verdict.exit_code for proof in proofs), default=0)
