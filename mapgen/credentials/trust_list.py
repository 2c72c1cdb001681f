"""The list of certificates that a reader trusts: of authorities, or of signers themselves, in a PEM file."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from mapgen.credentials.certificates import is_authority, read_certificates
from mapgen.credentials.private_key import PASTED, checked_key_path
from mapgen.errors import InputError
from mapgen.files.extras import how_to_install


class TrustList(Struct, frozen=True):
    """The certificates that a reader trusts, as PEM: of authorities with all that they issue, of signers alone.

    A signer's certificate vouches for no other one, whatever its key was used for.
    """

    authorities: str
    signers: str


def read_trust_list(path: Path) -> TrustList:
    """Return the certificates of a file; raises InputError for a file without one, or without a library."""
    try:
        from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 (an extra)
    except ImportError:
        message = f"to read it takes a library that is not installed; get it by: {how_to_install('c2pa')}"
        raise InputError.single(str(path), message) from None
    checked_key_path("trust", str(path), PASTED)
    texts = {True: "", False: ""}
    for certificate in read_certificates(path):
        texts[is_authority(path, certificate)] += certificate.public_bytes(Encoding.PEM).decode()
    return TrustList(texts[True], texts[False])
