"""Files as they are written: signed, where a credential is given and the format can hold a signature."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mapgen.credentials.unsigned import kind_of

if TYPE_CHECKING:
    from mapgen.credentials.credential import SigningCredential


def signed_files(files: Mapping[Path, bytes], credential: SigningCredential) -> Mapping[Path, bytes]:
    """Return files by their paths, those signed that can be: each manifest says what the file's metadata say.

    Those of a format without signatures are returned as they are. Raises InputError as signed_bytes does.
    """
    signed: dict[bytes, bytes] = {}
    for data in files.values():
        if data not in signed:
            signed[data] = signed_file(data, credential)
    return {path: signed[data] for path, data in files.items()}


def signed_file(data: bytes, credential: SigningCredential) -> bytes:
    """Return a file signed; one of a format without signatures, such as HTML, as it is."""
    if kind_of(data) is None:
        return data
    from mapgen.credentials.signing import signed_bytes  # noqa: PLC0415 (most files are not signed)
    from mapgen.proof.replacing import metadata_of  # noqa: PLC0415 (as above)

    return signed_bytes(data, metadata_of(data).metadata, credential)
