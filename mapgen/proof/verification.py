"""The proof of a published file: whether mapgen made it, whether it was altered, whether its record still agrees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from mapgen.credentials.reading import Credentials, credentials_in
from mapgen.credentials.trust_list import TrustList
from mapgen.credentials.unsigned import unsigned_bytes
from mapgen.digests.code import CODE
from mapgen.digests.judgement import FileMetadata, ForeignError
from mapgen.digests.reading import LARGEST, file_bytes, metadata_in
from mapgen.disk.standard_input import is_standard_input
from mapgen.errors import cut, screenful, shortened
from mapgen.proof.corrections import Correction, corrections
from mapgen.proof.displayed import DisplayedFacts, NotDisplayedError, View, view_again
from mapgen.proof.signature import UNSIGNED, broken_places, plain_signature, signature_words
from mapgen.proof.sources import Sources
from mapgen.proof.view_changes import view_changes, view_of_file
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot

# An embed has a tenth of that.
_MOST_SIBLINGS = 300


class Verdict(StrEnum):
    """The result of a proof."""

    UNCHANGED = "unchanged"
    RE_ENCODED = "re-encoded"
    OUTDATED = "outdated"
    ALTERED = "altered"
    UNTRUSTED = "untrusted"
    UNPROVEN = "unproven"

    @property
    def exit_code(self) -> int:
        """0 for a file that can stand, 1 for one that needs a look, 2 for one that cannot be judged."""
        return {Verdict.UNCHANGED: 0, Verdict.UNPROVEN: 2}.get(self, 1)


_NO_MAP = "it is of an embed, and shows no map itself"
_MAY_BE_UNTRUSTED = (Verdict.UNCHANGED, Verdict.RE_ENCODED, Verdict.OUTDATED)


class Proof(Struct, frozen=True):
    """The proof of a file.

    `altered` lists its altered places, `re_encoded` how its bytes came to differ from those that mapgen wrote while
    nothing that anybody sees does, `corrections` the differences from the current record, `view_changes` the disputed
    areas that its view now draws otherwise, `problem` why the file cannot be judged, `remarks` other things worth
    knowing. An altered or re-encoded file may be outdated too. `credentials` say who signed it, if anybody did.
    """

    path: Path
    verdict: Verdict
    metadata: Mapping[str, str]
    altered: tuple[str, ...] = ()
    re_encoded: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    problem: str = ""
    remarks: tuple[str, ...] = ()
    view_changes: tuple[str, ...] = ()
    credentials: Credentials | None = None

    @property
    def lines(self) -> Iterator[str]:
        """The proof in lines, the first with the verdict."""
        yield f"{self.path}: {self.verdict}{f': {self.problem}' if self.problem else ''}"
        for heading, parts in (
            ("altered: ", self.altered),
            ("", self.re_encoded),
            ("", [correction.words for correction in self.corrections]),
            ("", self.view_changes),
            ("", self._signature),
            ("note: ", self.remarks),
        ):
            yield from (f"  {cut(line)}" for line in screenful([f"{heading}{part}" for part in parts]))

    @property
    def _signature(self) -> Sequence[str]:
        if self.credentials:
            return [*signature_words(self.credentials)]
        return [UNSIGNED] if self.verdict is Verdict.UNTRUSTED else []

    @property
    def _view(self) -> dict[str, str]:
        """The name of the view that the file has, if it has one."""
        view = view_of_file(self.metadata)
        return {"view": view[0]} if view else {}

    @property
    def plain(self) -> dict[str, Any]:
        """The proof as plain values for JSON."""
        keys = ("title", "as-of", "basis", "coder", "record", "record-sha256", "software")
        return {
            "file": str(self.path),
            "verdict": self.verdict.value,
            "altered": list(self.altered),
            "re_encoded": list(self.re_encoded),
            "corrections": [correction.plain for correction in self.corrections],
            "view_changes": list(self.view_changes),
            "signature": plain_signature(self.credentials),
            "problem": self.problem or None,
            "remarks": list(self.remarks),
            "facts": {**{key: self.metadata[key] for key in keys if key in self.metadata}, **self._view},
        }


def proof_of(path: Path, sources: Sources, trusted: TrustList | None = None) -> Proof:
    """Return the proof of a file; no content of a file makes it raise.

    `trusted` is a list of certificates as read_trust_list returns it: a file that none of them signed is untrusted.
    """
    credentials = None
    try:
        data = file_bytes(path)
        credentials = credentials_in(data, trusted)
        carried = metadata_in(unsigned_bytes(data))
        altered = [*carried.altered, *broken_places(credentials)]
        if "files" in carried.metadata and not is_standard_input(path):  # nothing lies beside it
            altered += _altered_siblings(path.parent, carried.metadata["files"])
        proof = _proof(path, replace(carried, altered=tuple(altered)), sources)
    except ForeignError as error:
        proof = Proof(path, Verdict.UNPROVEN, {}, problem=str(error))
    if trusted is not None and not (credentials and credentials.trusted) and proof.verdict in _MAY_BE_UNTRUSTED:
        proof = replace(proof, verdict=Verdict.UNTRUSTED)
    return replace(proof, credentials=credentials)


def _proof(path: Path, carried: FileMetadata, sources: Sources) -> Proof:
    metadata = carried.metadata
    if carried.kind == CODE:
        return Proof(path, _of_bytes(carried), metadata, carried.altered, carried.re_encoded, remarks=(_NO_MAP,))
    try:
        displayed = DisplayedFacts.read(metadata.get("shows", ""))
    except NotDisplayedError as error:
        return _unjudged(path, carried, f"what it shows can no longer be read ({error})")
    differences: list[Correction] = []
    remarks: list[str] = []
    for view in displayed.views:
        source = sources.of(view, metadata.get("origin", ""))
        if source is None:
            problem = f'it shows "{view.record}" ({view.coder}), which is not at hand; name its file with --record'
            return _unjudged(path, carried, problem)
        differences += corrections(view, view_again(view, source), source.region)
        remarks += _remarks(view, source)
    changes, view_remarks = view_changes(metadata)
    said = tuple(dict.fromkeys((*remarks, *view_remarks)))
    verdict = _of_bytes(carried)
    if verdict is not Verdict.ALTERED and (differences or changes):
        verdict = Verdict.OUTDATED
    return Proof(
        path,
        verdict,
        metadata,
        carried.altered,
        carried.re_encoded,
        corrections=tuple(differences),
        remarks=said,
        view_changes=changes,
    )


def _unjudged(path: Path, carried: FileMetadata, problem: str) -> Proof:
    """Return the proof of a file that cannot be held to a record: what is known of its bytes, if anything is wrong."""
    verdict = _of_bytes(carried)
    if verdict is Verdict.UNCHANGED:
        return Proof(path, Verdict.UNPROVEN, carried.metadata, problem=problem)
    return Proof(path, verdict, carried.metadata, carried.altered, carried.re_encoded, remarks=(problem,))


def _of_bytes(carried: FileMetadata) -> Verdict:
    return Verdict.ALTERED if carried.altered else Verdict.RE_ENCODED if carried.re_encoded else Verdict.UNCHANGED


def _remarks(view: View, source: Record | Snapshot) -> Iterator[str]:
    """Yield remarks that make a file no less true: days before the record begins, or days to come."""
    if isinstance(source, Snapshot):
        return
    if any(day < source.begins for day in view.moments):
        yield f'"{source.title}" now begins on {source.begins}'
    last = view.until or max(view.moments)
    if last > date.today():  # noqa: DTZ011 (the user's own calendar day is meant)
        yield f"it shows days to come, up to {last}, as scheduled"


def _altered_siblings(folder: Path, hashes: str) -> Iterator[str]:
    """Yield the files that a page shows, and that lie beside it with other bytes than when it was made."""
    try:
        named = msgspec.json.decode(hashes, type=dict[str, str])
    except (msgspec.DecodeError, UnicodeError):
        yield "what it says of the files beside it"
        return
    if len(named) > _MOST_SIBLINGS:
        yield f"what it says of the files beside it: {len(named):,} of them, where pages have {_MOST_SIBLINGS} at most"
        return
    for name, was in named.items():
        if name != Path(name).name or not name.isprintable():
            yield f'what it says of the files beside it: "{shortened(name)}" is no name of a file'
        elif _differs(folder / name, was):
            yield f"the file {name} beside it"


def _differs(path: Path, was: str) -> bool:
    """Whether a file is there, and has other bytes than those of a hash; one that cannot be read is not there."""
    try:
        if not path.is_file():
            return False
        if path.stat().st_size > LARGEST:
            return True
        return hashlib.sha256(unsigned_bytes(path.read_bytes())).hexdigest()[:16] != was
    except (OSError, ValueError):
        return False


def worst(proofs: Iterable[Proof]) -> int:
    """Return the exit code for several files: 2 where one cannot be judged, else 1 where one cannot stand."""
    return max((proof.verdict.exit_code for proof in proofs), default=0)
