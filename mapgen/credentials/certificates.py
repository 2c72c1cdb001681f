"""The certificate of a signer: read from a file, and checked for what C2PA asks of it before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mapgen.disk.reading import read_whole
from mapgen.errors import InputError, Problem

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_MEGABYTES = 1
_DAMAGED = "a certificate in it cannot be read"
_BEGIN = b"-----BEGIN CERTIFICATE-----"
# The uses that C2PA accepts of a signer: e-mail, documents, its own, and that of Adobe's and Microsoft's signers.
USES = {
    "1.3.6.1.5.5.7.3.4": "emailProtection",
    "1.3.6.1.5.5.7.3.36": "documentSigning",
    "1.3.6.1.4.1.62558.2.1": "c2pa-kp-claimSigning",
    "1.3.6.1.4.1.311.76.59.1.9": "C2PA signing of Microsoft",
}
_ANY_USE = "2.5.29.37.0"
_CHAIN = "write the signer's certificate first, then the one that issued it, and so on"


def read_certificates(path: Path) -> tuple[Certificate, ...]:
    """Return the certificates of a PEM file, in its order; raises InputError for a file that has none."""
    from cryptography import x509  # noqa: PLC0415 (only where something is signed)

    data = read_whole(path, _MEGABYTES, "name the file of a certificate (.pem)")
    if _BEGIN not in data:
        found = (
            "it holds a private key and no certificate" if b"PRIVATE KEY-----" in data else "it holds no certificate"
        )
        right = 'write it as PEM, which begins with "-----BEGIN CERTIFICATE-----"'
        raise InputError.single(str(path), f"{found}; {right} (of another form: openssl x509 -inform der -in FILE)")
    try:
        return tuple(x509.load_pem_x509_certificates(data))
    except ValueError:
        raise InputError.single(str(path), f"{_DAMAGED}; its PEM is damaged. Export it again") from None


def check_chain(path: Path, chain: Sequence[Certificate]) -> None:
    """Raise InputError, with every problem, for a chain of certificates that cannot sign Content Credentials."""
    # Of the wrong certificate nothing more need be said.
    faults = [(chain[0], fault) for fault in _order(chain)]
    if not faults:
        faults += [(certificate, fault) for certificate in chain for fault in _time(certificate)]
        faults += [(chain[0], fault) for fault in _uses(chain[0])]
    if faults:
        raise InputError(Problem(f"{path}, {name_of(certificate)}", fault) for certificate, fault in faults)


def name_of(certificate: Certificate) -> str:
    """Return whose certificate it is: the common name and the organisation."""
    from cryptography.x509.oid import NameOID  # noqa: PLC0415 (as above)

    names = [
        str(attribute.value)
        for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
        for attribute in certificate.subject.get_attributes_for_oid(kind)
    ]
    return ", ".join(dict.fromkeys(names)) or "a signer without a name"


def is_authority(path: Path, certificate: Certificate) -> bool:
    """Return whether it may issue other certificates; raises InputError where it is damaged."""
    try:
        return _issues({extension.oid: extension.value for extension in certificate.extensions})
    except ValueError:
        raise InputError.single(str(path), f"{_DAMAGED}; export it again, or leave it out") from None


def _issues(extensions: Mapping[Any, Any]) -> bool:
    from cryptography import x509  # noqa: PLC0415 (as above)

    about = extensions.get(x509.BasicConstraints.oid)
    return isinstance(about, x509.BasicConstraints) and about.ca


def _order(chain: Sequence[Certificate]) -> Iterator[str]:
    if chain[0].issuer == chain[0].subject:
        if len(chain) > 1:
            yield f"the first certificate issued itself; {_CHAIN}"
        else:
            yield "it is self-signed, and C2PA takes none; have another certificate issue it (a CA, also one's own)"
        return
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415 (an extra)

    for number, (certificate, issuer) in enumerate(pairwise(chain), 1):
        try:
            certificate.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):  # another name, key or signature
            yield f"certificate {number + 1} of the file, {name_of(issuer)}, did not issue the one before it; {_CHAIN}"
            return


def _time(certificate: Certificate) -> Iterator[str]:
    now = datetime.now(UTC)
    begin, end = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > end:
        yield f"it expired on {end:%Y-%m-%d %H:%M} UTC; sign with one that is valid now"
    elif now < begin:
        yield f"it is not valid before {begin:%Y-%m-%d %H:%M} UTC; sign with one that is valid now"


def _uses(signer: Certificate) -> Iterator[str]:
    """Yield what forbids a certificate to sign Content Credentials."""
    from cryptography import x509  # noqa: PLC0415 (as above)

    extensions = {extension.oid: extension.value for extension in signer.extensions}
    if _issues(extensions):
        yield f"it is that of a certificate authority, which signs no files; {_CHAIN}"
        return
    usage = extensions.get(x509.KeyUsage.oid)
    if not isinstance(usage, x509.KeyUsage) or not usage.digital_signature:
        yield "its key usage lacks digitalSignature, which C2PA asks for"
    extended = extensions.get(x509.ExtendedKeyUsage.oid)
    uses = [use.dotted_string for use in extended] if isinstance(extended, x509.ExtendedKeyUsage) else []
    if _ANY_USE in uses or not any(use in USES for use in uses):
        right = "emailProtection or documentSigning"
        yield f"its extended key usage is not one that C2PA takes ({right}); that of a web server cannot sign"
