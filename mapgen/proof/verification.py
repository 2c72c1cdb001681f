"""The proof of a published file: whether mapgen made it, whether it was altered, whether its record still says so."""

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
from mapgen.proof.digest import BrokenDigestError, FileMetadata, ForeignError, alterations, said
from mapgen.proof.displayed import DisplayedFacts, NotDisplayedError, View, view_again
from mapgen.proof.html import read_html
from mapgen.proof.svg import svg_groups, svg_metadata, svg_place
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot
from mapgen.record.sources import read_source

# Every file of ours is far smaller.
_LARGEST = 50_000_000
_PNG, _PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-"


class Verdict(StrEnum):
    """What a proof comes to."""

    UNCHANGED = "unchanged"
    OUTDATED = "outdated"
    ALTERED = "altered"
    UNPROVEN = "unproven"

    @property
    def exit_code(self) -> int:
        """0 for a file that can stand, 1 for one that cannot, 2 for one that nothing can be said of."""
        return {Verdict.UNCHANGED: 0, Verdict.UNPROVEN: 2}.get(self, 1)


class Proof(Struct, frozen=True):
    """What can be said of a file.

    `altered` says where it is not as it was made, `corrections` what the record now says otherwise, `problem` why
    nothing can be said, `remarks` what else is worth knowing. An altered file may be outdated too.
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
        """What is said of it, a line each, the first with its verdict."""
        yield f"{self.path}: {self.verdict}{f': {self.problem}' if self.problem else ''}"
        yield from (f"  altered: {one}" for one in self.altered)
        yield from (f"  {one.words}" for one in self.corrections)
        yield from (f"  note: {one}" for one in self.remarks)

    @property
    def plain(self) -> dict[str, Any]:
        """The same for JSON."""
        told = ("title", "as-of", "basis", "coder", "record", "record-sha256", "software")
        return {
            "file": str(self.path),
            "verdict": self.verdict.value,
            "altered": list(self.altered),
            "corrections": [one.plain for one in self.corrections],
            "problem": self.problem or None,
            "remarks": list(self.remarks),
            "facts": {key: self.metadata[key] for key in told if key in self.metadata},
        }


class Sources:
    """Where what is shown can be looked up: sources that were named, else those shipped with mapgen."""

    def __init__(self, named: Sequence[Path] = ()) -> None:
        self.named = [read_source(path) for path in named]

    @cached_property
    def shipped(self) -> Sequence[Record | Snapshot]:
        """The shipped record and the published lists."""
        lists = [read_source(shipped_path(f"snapshots/{name}.toml")) for name in shipped_names("snapshots")]
        return [read_source(None), *lists]

    def of(self, view: View) -> Record | Snapshot | None:
        """Return the source of a view: the named or shipped one of its title and coder, else the one that was named."""
        fit = [one for one in self.named if isinstance(one, Snapshot) == _is_list(view)]
        for one in (*fit, *([] if self.named else self.shipped)):
            if (one.title, one.coder) == (view.record, view.coder) and isinstance(one, Snapshot) == _is_list(view):
                return one
        return fit[0] if len(fit) == 1 else None


def proof_of(path: Path, sources: Sources) -> Proof:
    """Return what can be said of a file; nothing that is in a file makes it raise."""
    try:
        data = _bytes(path)
        carried = _carried(data)
        if "files" in carried.metadata:
            carried = FileMetadata(
                carried.kind, carried.metadata, (*carried.altered, *_beside(path.parent, carried.metadata["files"]))
            )
    except ForeignError as error:
        return Proof(path, Verdict.UNPROVEN, {}, problem=str(error))
    return _proof(path, carried, sources)


def _proof(path: Path, carried: FileMetadata, sources: Sources) -> Proof:
    metadata, altered = carried.metadata, carried.altered
    try:
        shown = DisplayedFacts.read(metadata.get("shows", ""))
    except NotDisplayedError as error:
        if altered:
            return Proof(path, Verdict.ALTERED, metadata, altered, remarks=("what it shows can no longer be read",))
        return Proof(path, Verdict.UNPROVEN, metadata, problem=f"what it shows is not understood ({error})")
    found: list[Correction] = []
    remarks: list[str] = []
    for view in shown.views:
        source = sources.of(view)
        if source is None:
            problem = f'it shows "{view.record}" ({view.coder}), which is not at hand; name its file with --record'
            if altered:
                return Proof(path, Verdict.ALTERED, metadata, altered, remarks=(problem,))
            return Proof(path, Verdict.UNPROVEN, metadata, problem=problem)
        found += corrections(view, view_again(view, source))
        remarks += _remarks(view, source)
    verdict = Verdict.ALTERED if altered else Verdict.OUTDATED if found else Verdict.UNCHANGED
    return Proof(path, verdict, metadata, altered, tuple(found), remarks=tuple(dict.fromkeys(remarks)))


def _is_list(view: View) -> bool:
    """Whether a view is of a published list: its countries are as published."""
    return any(one.status == "as-published" for countries in view.moments.values() for one in countries.values())


def _remarks(view: View, source: Record | Snapshot) -> Iterator[str]:
    """Yield what makes a file no less true, but is worth knowing: days before the record begins, or still to come."""
    if isinstance(source, Snapshot):
        return
    if any(day < source.begins for day in view.moments):
        yield f'"{source.title}" now begins on {source.begins}'
    last = view.until or max(view.moments)
    if last > date.today():  # noqa: DTZ011 (the user's own calendar day is meant)
        yield f"it shows days to come, up to {last}, as scheduled"


def _bytes(path: Path) -> bytes:
    """Return what a file holds; raises ForeignError where it cannot be read."""
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
    """Return what a file carries, by what it holds and not by its name."""
    if data.startswith(_PNG):
        from mapgen.proof.png import read_png  # noqa: PLC0415 (an SVG does without Pillow)

        return read_png(data)
    if data.startswith(_PDF):
        from mapgen.proof.pdf import read_pdf  # noqa: PLC0415 (others do without pikepdf)

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
    if "seal" not in metadata:
        raise ForeignError("nothing in it says that mapgen made it; or its metadata was removed")
    try:
        found = alterations(metadata["seal"], svg_groups(root))
    except BrokenDigestError:
        return FileMetadata("SVG", metadata, ("its seal",))
    return FileMetadata("SVG", metadata, tuple(said(one.change, svg_place(one)) for one in found))


def _beside(folder: Path, hashes: str) -> Iterator[str]:
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
    """Return the exit code for several files: 2 where of one nothing can be said, else 1 where one cannot stand."""
    return max((one.verdict.exit_code for one in proofs), default=0)
