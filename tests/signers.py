"""Signers for tests: a certificate authority of one's own, certificates that it issues, and a server of time stamps."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

EMAIL, STAMPING = ExtendedKeyUsageOID.EMAIL_PROTECTION, ExtendedKeyUsageOID.TIME_STAMPING
NOW = datetime.now(UTC)
_CONFIGURATION = """[tsa]
default_tsa = server
[server]
serial = {folder}/serial
signer_cert = {folder}/stamp.pem
certs = {folder}/root.pem
signer_key = {folder}/stamp-key.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256, sha384, sha512
"""


class Issued(NamedTuple):
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Any

    @property
    def pem(self) -> bytes:
        """The certificate as PEM."""
        return self.certificate.public_bytes(Encoding.PEM)

    def key_pem(self, passphrase: bytes | None = None) -> bytes:
        """Return the key as PEM, encrypted by a passphrase if there is one."""
        how: KeySerializationEncryption = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
        pem: bytes = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how)
        return pem


def named(common_name: str, organisation: str = "El Ciudadano") -> x509.Name:
    """Return the name of a certificate's owner."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def new_key(kind: str = "P-256") -> Any:  # noqa: ANN401 (one of several kinds)
    """Return a new key of a kind."""
    curves = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1(), "secp256k1": ec.SECP256K1()}
    if kind in curves:
        return ec.generate_private_key(curves[kind])
    return ed25519.Ed25519PrivateKey.generate() if kind == "Ed25519" else rsa.generate_private_key(65537, int(kind))


def authority(days: tuple[int, int] = (-10, 3650)) -> Issued:
    """Return an authority of one's own, valid between two days from now."""
    key, name = new_key(), named("Root", "El Ciudadano CA")
    return Issued(_signed(_built(name, name, key, days), key, authority=True), key)


def issued(
    by: Issued,
    *,
    use: x509.ObjectIdentifier | None = EMAIL,
    days: tuple[int, int] = (-1, 365),
    kind: str = "P-256",
    signs: bool = True,
    name: str = "Mesa de datos",
) -> Issued:
    """Return the certificate of a desk, with its key: for a use, valid between two days from now."""
    key = new_key(kind)
    builder = _built(named(name), by.certificate.subject, key, days)
    if use:
        builder = builder.add_extension(x509.ExtendedKeyUsage([use]), critical=use == STAMPING)
    return Issued(_signed(builder, by.key, signs=signs), key)


def _built(subject: x509.Name, issuer: x509.Name, key: Any, days: tuple[int, int]) -> x509.CertificateBuilder:  # noqa: ANN401
    begin, end = (NOW + timedelta(days=day) for day in days)
    builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number(), begin, end)
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return builder.add_extension(identifier, critical=False)


def _signed(
    builder: x509.CertificateBuilder,
    key: Any,  # noqa: ANN401 (as above)
    *,
    authority: bool = False,
    signs: bool = True,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=signs and not authority,
        content_commitment=not signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    of_issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    builder = builder.add_extension(x509.BasicConstraints(authority, None), critical=True)
    return (
        builder.add_extension(usage, critical=True).add_extension(of_issuer, critical=False).sign(key, hashes.SHA256())
    )


class Desk(NamedTuple):
    """The files of a desk: its certificate with the chain, its key, and the authority that readers trust."""

    folder: Path
    certificate: Path
    key: Path
    root: Path

    @property
    def options(self) -> list[str]:
        """The options that sign by them."""
        return ["--sign", str(self.certificate), "--sign-key", str(self.key)]


def written(folder: Path, name: str, parts: Sequence[bytes]) -> Path:
    """Return the path of a file with parts one after the other."""
    path = folder / name
    path.write_bytes(b"".join(parts))
    return path


def desk_in(folder: Path, by: Issued | None = None, kind: str = "P-256") -> Desk:
    """Return the files of a desk in a folder."""
    root = by or authority()
    signer = issued(root, kind=kind)
    return Desk(
        folder,
        written(folder, "desk.pem", [signer.pem, root.pem]),
        written(folder, "desk-key.pem", [signer.key_pem()]),
        written(folder, "root.pem", [root.pem]),
    )


@contextmanager
def stamping(folder: Path) -> Iterator[str]:
    """Yield the address of a server of time stamps on this machine, whose authority is root.pem in the folder."""
    root = authority()
    server = issued(root, use=STAMPING, kind="2048")
    for name, data in (("root", root.pem), ("stamp", server.pem), ("stamp-key", server.key_pem())):
        written(folder, f"{name}.pem", [data])
    written(folder, "serial", [b"01"])
    written(folder, "tsa.cnf", [_CONFIGURATION.format(folder=folder).encode()])

    class Handler(BaseHTTPRequestHandler):
        """Answers each request by what openssl makes of it."""

        def do_POST(self) -> None:
            query = written(folder, "query", [self.rfile.read(int(self.headers["Content-Length"]))])
            call = ["openssl", "ts", "-reply", "-config", str(folder / "tsa.cnf"), "-queryfile", str(query)]
            reply = subprocess.run(call, capture_output=True, check=True, timeout=30).stdout
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}/"
        http.shutdown()
