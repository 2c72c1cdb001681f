"""The private key of a signer: read from a file, held in memory alone, and never part of a text.

No message here holds anything of a key: neither its text nor what a library says of it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mapgen.disk.paths import is_file
from mapgen.disk.reading import read_whole
from mapgen.errors import InputError

PASSPHRASE = "MAPGEN_SIGN_PASSPHRASE"  # noqa: S105 (the name of a variable)
# How a key begins that was pasted where its path belongs: PEM, or the base64 of a key or its rest.
_PASTED = re.compile(r"-----|PRIVATE KEY|[\r\n]|^(?:M[A-Za-z0-9+/=]{60,})$|[^/\\]{256,}")
# What such a text is, in the place of another path: no message repeats it.
PASTED = "a key or a certificate itself"
_MEGABYTES = 1
_LEAST_BITS = 2048
Asking = Callable[[], str | None]


def checked_key_path(where: str, path: str, is_rather: str = "the key itself") -> Path:
    """Return the path of a key; raises InputError, which does not repeat it, for a key in the path's place."""
    if _PASTED.search(path) and not is_file(Path(path)):
        message = (
            f"this is {is_rather}, and not the path of its file; where a key is typed, others can read it"
            " (in the list of processes, in the shell's history). Write the path of its file, and use a new key"
        )
        raise InputError.single(where, message)
    return Path(path)


def read_private_key(path: Path, ask: Asking | None = None) -> Any:  # noqa: ANN401 (one of several kinds of keys)
    """Return the key of a PEM file; an encrypted one is opened by the passphrase of PASSPHRASE, or by what `ask` says.

    Raises InputError for a file without a key, for a wrong passphrase, and where there is none. Whoever logs an error
    with the variables of its frames logs nothing of a key or a passphrase.
    """
    key, problem = _read_key(read_whole(path, _MEGABYTES, "name the file of a private key (.pem)"), ask)
    if problem:
        raise InputError.single(str(path), problem)
    return key


def _read_key(data: bytes, ask: Asking | None) -> tuple[Any, str]:
    """Return the key in a file, or None and what is wrong; it raises nothing that would hold the variables here."""
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 (only where something is signed)
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    if b"PRIVATE KEY-----" not in data:
        found = (
            "it holds a certificate and no private key" if b"CERTIFICATE-----" in data else "it holds no private key"
        )
        return None, f'{found}; write one as PEM, which begins with "-----BEGIN PRIVATE KEY-----"'
    passphrase = _passphrase(ask) if b"ENCRYPTED" in data else None
    if passphrase == b"":
        return None, f"the private key is encrypted; put its passphrase into the environment variable {PASSPHRASE}"
    try:
        return load_pem_private_key(data, passphrase), ""
    except (ValueError, TypeError, UnsupportedAlgorithm):
        if passphrase is None:
            return None, "the private key cannot be read; its PEM is damaged, or not PKCS 8"
        return None, f"the passphrase does not open the private key; it comes from {PASSPHRASE}, or is asked for"


def _passphrase(ask: Asking | None) -> bytes:
    return (os.environ.get(PASSPHRASE) or (ask() if ask else None) or "").encode()


def algorithm_of(path: Path, key: Any) -> str:  # noqa: ANN401 (as above)
    """Return the name that C2PA has for a key's algorithm; raises InputError for one that it does not take."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415 (as above)

    curves = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in curves:
        return curves[key.curve.name]
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _LEAST_BITS:
        return "PS256"
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ED25519"
    message = "C2PA takes no key of this kind; use one on P-256, P-384 or P-521, Ed25519, or RSA of 2048 bits or more"
    raise InputError.single(str(path), message)


def signature_of(key: Any, algorithm: str, data: bytes) -> bytes:  # noqa: ANN401 (as above)
    """Return the signature of data in the form that C2PA has: of a curve, its two numbers side by side."""
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 (as above)
    from cryptography.hazmat.primitives.asymmetric import ec, padding, utils  # noqa: PLC0415

    digests = {"ES256": hashes.SHA256(), "ES384": hashes.SHA384(), "ES512": hashes.SHA512(), "PS256": hashes.SHA256()}
    if algorithm == "ED25519":
        return bytes(key.sign(data))
    digest = digests[algorithm]
    if algorithm == "PS256":
        salted = padding.PSS(padding.MGF1(digest), padding.PSS.DIGEST_LENGTH)
        return bytes(key.sign(data, salted, digest))
    length = (key.curve.key_size + 7) // 8
    return b"".join(
        number.to_bytes(length, "big") for number in utils.decode_dss_signature(key.sign(data, ec.ECDSA(digest)))
    )
