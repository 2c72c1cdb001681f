"""A signing credential: a certificate and its key, checked before anything is drawn, and then used to sign files."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from msgspec import Struct

from mapgen.credentials.certificates import check_chain, name_of, read_certificates
from mapgen.credentials.library import library_fault
from mapgen.credentials.private_key import (
    PASTED,
    Asking,
    algorithm_of,
    checked_key_path,
    read_private_key,
    signature_of,
)
from mapgen.errors import InputError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


_ADDRESS = re.compile(r"https?://(?:[^\s/?#@]*@)?[^\s/?#@:]+(?::\d{1,5})?(?:[/?#]\S*)?\Z")


class CredentialFiles(Struct, frozen=True):
    """The files of a signing credential, and the address of a server of time stamps; nothing in it is secret."""

    certificate: Path
    key: Path
    timestamp: str | None = None


class SigningCredential:
    """A certificate with its chain, and the key that fits it; it cannot be copied, stored, or written as a text.

    `files` says where it comes from, `signer` whose it is; `chain` has the certificates as PEM.
    """

    __slots__ = ("_key", "algorithm", "chain", "files", "signer")

    def __init__(self, files: CredentialFiles, certificates: tuple[Certificate, ...], key: Any) -> None:  # noqa: ANN401 (one of several kinds)
        from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415 (only where something is signed)

        encoded = [certificate.public_bytes(Encoding.PEM) for certificate in certificates]
        self._key = key
        self.files, self.signer = files, name_of(certificates[0])
        self.algorithm = algorithm_of(files.key, key)
        self.chain = b"".join(encoded).decode()

    def __repr__(self) -> str:
        return f"<SigningCredential of {self.signer}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a signing credential is not stored; read it again from its files")

    def fingerprint_with(self, timestamp: str | None) -> str:
        """Return a hash of the certificates, and of the address of a server of time stamps."""
        return hashlib.sha256(f"{self.chain}{timestamp or ''}".encode()).hexdigest()[:16]

    def signature(self, data: bytes) -> bytes:
        """Return the signature of data."""
        return signature_of(self._key, self.algorithm, data)


def credential_files(
    certificate: str | Path | None, key: str | Path | None, timestamp: str | None, before: str = ""
) -> CredentialFiles | None:
    """Return the files of a credential from the values of options, or None where nothing is to be signed.

    `before` stands before the names of options in messages: hyphens on a command line, nothing in Python. Raises
    InputError for one without the others, for a key in the place of its path, and for an address that is none.
    """
    key_name = f"{before}sign-key" if before else "sign_key"
    if certificate is None:
        for name, value in ((key_name, key), (f"{before}timestamp", timestamp)):
            if value is not None:
                raise InputError.single(name, f"it is for signing; name the certificate by {before}sign")
        return None
    if key is None:
        raise InputError.single(f"{before}sign", f"it needs the private key; name its file by {key_name}")
    path = checked_key_path(key_name, str(key))
    certificate = checked_key_path(f"{before}sign", str(certificate), PASTED)
    if timestamp is not None and not _ADDRESS.match(timestamp):
        checked_key_path(f"{before}timestamp", timestamp, PASTED)
        message = "write the address of a server of time stamps (RFC 3161), such as http://timestamp.digicert.com"
        raise InputError.single(f'{before}timestamp "{timestamp}"', message)
    return CredentialFiles(certificate, path, timestamp)


def read_credential(files: CredentialFiles, ask: Asking | None = None, *, trial: bool = True) -> SigningCredential:
    """Return the credential in files; `ask` returns the passphrase of an encrypted key where the environment has none.

    Raises InputError for a library that is missing, for files that cannot be read or do not belong together, for a
    certificate that may not sign now, and, unless `trial` is false, where a trial signature fails.
    """
    if fault := library_fault():
        raise InputError.single("sign", f"it {fault}")
    certificates = read_certificates(files.certificate)
    check_chain(files.certificate, certificates)
    key = read_private_key(files.key, ask)
    credential = SigningCredential(files, certificates, key)
    if key.public_key() != certificates[0].public_key():
        message = f"it is not the key of the certificate of {credential.signer} in {files.certificate}; name that one"
        raise InputError.single(str(files.key), message)
    if trial:
        from mapgen.credentials.signing import try_signing  # noqa: PLC0415 (it loads a large library)

        try_signing(credential)
    return credential
