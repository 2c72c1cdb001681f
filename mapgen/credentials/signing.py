"""Signing: a file and a credential in, the same file with its manifest out, and nothing in it changed but for that."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Mapping
from typing import Any

from mapgen.credentials.claim import definition_of
from mapgen.credentials.credential import SigningCredential
from mapgen.credentials.library import loaded_library
from mapgen.credentials.manifest_form import has_known_form
from mapgen.credentials.patience import within
from mapgen.credentials.pdf import pdf_update
from mapgen.credentials.unsigned import KINDS, kind_of, separated, unsigned_bytes
from mapgen.errors import InputError

_STORE, _PDF = "application/c2pa", "application/pdf"
# A server of time stamps that does not answer is waited for as long as a browser waits, in seconds.
_PATIENCE = 30.0
# How often the manifest of a PDF is made until it knows its own length.
_ROUNDS = 5
_SETTINGS = {
    "version": 1,
    "builder": {"thumbnail": {"enabled": False}},
    "verify": {"verify_after_sign": False, "ocsp_fetch": False, "remote_manifest_fetch": False},
}


def signed_bytes(data: bytes, facts: Mapping[str, str], credential: SigningCredential) -> bytes:
    """Return a file of one of KINDS with a manifest that says what its metadata, `facts`, say.

    The file without the manifest is `data`, byte for byte; see unsigned_bytes. Raises InputError where the server of
    time stamps does not answer, or the library refuses the credential.
    """
    kind = kind_of(data)
    if kind is None or unsigned_bytes(data) != data:
        raise InputError.single("sign", f"a file of another kind, or a signed one, is not signed; {_kinds()} are")
    definition = definition_of(data, facts, kind.media_type)
    if kind.media_type == _PDF:
        signed = _signed_pdf(data, definition, credential)
    else:
        signed = _signed(data, kind.media_type, definition, credential)[0]
    parts = separated(signed)
    if not parts or parts[0] != data:
        raise InputError.single("sign", f"c2pa changed the {kind.media_type} otherwise than by its manifest")
    if not has_known_form(parts[1]):
        raise InputError.single("sign", "c2pa writes manifests in a form that mapgen does not know; install 0.38 of it")
    return signed


def _kinds() -> str:
    return ", ".join(ending.removeprefix(".").upper() for ending in KINDS)


def try_signing(credential: SigningCredential) -> None:
    """Sign a picture of one pixel; raises InputError as signed_bytes does."""
    signed_bytes(_pixel(), {"title": "trial"}, credential)


def _pixel() -> bytes:
    chunks = ((b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0"), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    parts = [
        len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big") for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def _signed_pdf(data: bytes, definition: dict[str, Any], credential: SigningCredential) -> bytes:
    """Return a PDF with a manifest in an update after its end.

    The manifest has the hash of all bytes around it, and where it stands, before it is signed. How long it is, is known
    once one was made; those for the length alone bear no time stamp, for which the same room is kept.
    """
    manifest, stamped = b"\x00", False
    for _ in range(_ROUNDS):
        update, length = pdf_update(data, manifest), len(manifest)
        around = update.data[: update.start] + update.data[update.start + length :]
        manifest = _manifest(definition, _bound(around, update.start, length), credential, stamped=stamped)
        if len(manifest) == length and stamped:
            return pdf_update(data, manifest).data
        stamped = len(manifest) == length
    raise InputError.single("sign", "the manifest of the PDF is of another length each time")


def _bound(around: bytes, start: int, length: int) -> dict[str, Any]:
    """Return the assertion that binds a manifest to the bytes before and after it."""
    hashed = {
        "exclusions": [{"start": start, "length": length}],
        "name": "jumbf manifest",
        "alg": "sha256",
        "hash": list(hashlib.sha256(around).digest()),
        "pad": [0] * 8,
    }
    return {"label": "c2pa.hash.data", "data": hashed}


def _manifest(
    definition: dict[str, Any], bound: dict[str, Any], credential: SigningCredential, *, stamped: bool
) -> bytes:
    whole = {**definition, "assertions": [*definition["assertions"], bound]}
    return _signed(b"\x00", _STORE, whole, credential, stamped=stamped)[1]


def _signed(
    data: bytes, media_type: str, definition: dict[str, Any], credential: SigningCredential, *, stamped: bool = True
) -> tuple[bytes, bytes]:
    """Return a signed file, and its manifest; raises InputError."""
    c2pa = loaded_library()
    timestamp = credential.files.timestamp if stamped else None

    def sign() -> tuple[bytes, bytes]:
        signed = io.BytesIO()
        with (
            _signer(c2pa, credential, timestamp) as signer,
            c2pa.Context.from_dict(_SETTINGS) as context,
            c2pa.Builder.from_json(definition, context) as builder,
        ):
            manifest = builder.sign(signer, media_type, io.BytesIO(data), signed)
        return signed.getvalue(), manifest

    try:
        return within(_PATIENCE, sign) if timestamp else sign()
    except TimeoutError:
        raise InputError.single(f'timestamp "{timestamp}"', _no_stamp(f"within {_PATIENCE:.0f} s")) from None
    except c2pa.C2paError as error:
        if timestamp:
            # Where the certificate is to blame, it is without a time stamp as well.
            _signed(data, media_type, definition, credential, stamped=False)
            raise InputError.single(f'timestamp "{timestamp}"', _no_stamp(_reason(error))) from None
        raise InputError.single(
            str(credential.files.certificate), f"c2pa does not sign with it ({_reason(error)})"
        ) from None


def _signer(library: Any, credential: SigningCredential, timestamp: str | None) -> Any:  # noqa: ANN401 (a module, and its Signer)
    algorithm = library.C2paSigningAlg[credential.algorithm]
    return library.Signer.from_callback(credential.signature, algorithm, credential.chain, timestamp)


def _reason(error: Exception) -> str:
    """Return what a library says, without the names of its errors before it."""
    return str(error).rpartition("Signature: ")[2].strip()


def _no_stamp(why: str) -> str:
    return f"no time stamp comes from it ({why}); try again, name another server, or leave it out"
