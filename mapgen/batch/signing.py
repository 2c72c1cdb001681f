"""How the maps of a manifest are signed: by which certificate, and where its file and that of its key lie."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mapgen.batch.map_table import MapTable
from mapgen.credentials.credential import CredentialFiles, credential_files, read_credential
from mapgen.errors import Problem, attempted


class Signing(Struct, frozen=True):
    """The files of a credential, and the fingerprint of its certificate; it holds nothing of the key."""

    files: CredentialFiles
    fingerprint: str


def signing_of(table: MapTable, folder: Path, problems: list[Problem], known: list[Signing]) -> Signing | None:
    """Return how the maps of a table are signed, None for maps that are not; what is wrong is added to `problems`.

    The credential is read and tried, once for all tables: `known` has those of other tables, and gets this one.
    """
    faults: list[Problem] = []
    files = attempted(faults, lambda: _files(table, folder))
    signing = next((one for one in known if one.files == files), None)
    if files and not signing:
        # Whether a server of time stamps answers, matters where a map is due.
        credential = attempted(faults, lambda: read_credential(replace(files, timestamp=None)))
        if credential:
            signing = Signing(files, credential.fingerprint_with(files.timestamp))
            known.append(signing)
    problems += [Problem(table.where(_key(fault, files)), str(fault)) for fault in faults]
    return signing


def _files(table: MapTable, folder: Path) -> CredentialFiles | None:
    certificate, key, timestamp = (table.values.get(name) for name in ("sign", "sign_key", "timestamp"))
    files = credential_files(certificate, key, timestamp)
    return replace(files, certificate=folder / files.certificate, key=folder / files.key) if files else None


def _key(fault: Problem, files: CredentialFiles | None) -> str:
    """Return the key of a manifest that a fault is about."""
    named = fault.where.partition(" ")[0]
    if named in {"sign_key", "timestamp"}:
        return named
    return "sign_key" if files and fault.where == str(files.key) else "sign"
