"""The list of certificates that a reader trusts: of authorities, or of signers themselves, in a PEM file."""

from __future__ import annotations

from pathlib import Path

from mapgen.credentials.certificates import read_certificates
from mapgen.errors import InputError
from mapgen.files.extras import how_to_install


def read_trust_list(path: Path) -> str:
    """Return the certificates of a file as PEM text; raises InputError for a file without one, or without a library."""
    try:
        from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 (an extra)
    except ImportError:
        message = f"to read it takes a library that is not installed; get it by: {how_to_install('c2pa')}"
        raise InputError.single(str(path), message) from None
    return "".join(certificate.public_bytes(Encoding.PEM).decode() for certificate in read_certificates(path))
