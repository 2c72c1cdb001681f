"""Certificates and keys that cannot sign: each is refused before anything is drawn, and no message holds a key."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from signers import Desk, Issued, authority, desk_in, issued, written

from mapgen.credentials.credential import SigningCredential, credential_files, read_credential
from mapgen.credentials.private_key import PASSPHRASE, read_private_key
from mapgen.credentials.trust_list import TrustList, read_trust_list
from mapgen.errors import InputError


@pytest.fixture(scope="module")
def root() -> Issued:
    """Return an authority."""
    return authority()


@pytest.fixture
def desk(tmp_path: Path, root: Issued) -> Desk:
    """Return the files of a desk that may sign."""
    return desk_in(tmp_path, root)


def read(certificate: Path, key: Path, timestamp: str | None = None) -> SigningCredential:
    """Return the credential in files."""
    files = credential_files(certificate, key, timestamp, "--")
    assert files
    return read_credential(files)


def refused(certificate: Path, key: Path, timestamp: str | None = None) -> str:
    """Return why a credential is refused."""
    with pytest.raises(InputError) as error:
        read(certificate, key, timestamp)
    assert error.value.__cause__ is None
    assert "PRIVATE KEY" not in str(error.value).replace("-----BEGIN PRIVATE KEY-----", "")
    return str(error.value)


def of(desk: Desk, signer: Issued, root: Issued) -> tuple[Path, Path]:
    """Return the files of another certificate and its key."""
    folder = desk.folder
    return (
        written(folder, "other.pem", [signer.pem, root.pem]),
        written(folder, "other-key.pem", [signer.key_pem()]),
    )


def test_a_credential_says_whose_it_is_and_holds_its_key_back(desk: Desk) -> None:
    """It is no text, and can be neither stored nor copied."""
    credential = read(desk.certificate, desk.key)
    assert repr(credential) == "<SigningCredential of Mesa de datos, El Ciudadano>"
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not stored"):
            attempt(credential)
    body = desk.key.read_text().splitlines()[1]
    assert body not in f"{credential!r}{credential.files!r}{credential.chain}"
    assert not hasattr(credential, "__dict__")


@pytest.mark.parametrize("kind", ["P-384", "P-521", "Ed25519", "2048"])
def test_every_kind_of_key_that_c2pa_takes_signs(tmp_path: Path, root: Issued, kind: str) -> None:
    """The trial signature of each is one that c2pa makes without a word."""
    desk = desk_in(tmp_path, root, kind)
    assert read(desk.certificate, desk.key).signer == "Mesa de datos, El Ciudadano"


@pytest.mark.parametrize("kind", ["secp256k1", "1024"])
def test_a_key_of_another_kind_is_refused(desk: Desk, root: Issued, kind: str) -> None:
    """The message names the kinds that can be taken."""
    message = refused(*of(desk, issued(root, kind=kind), root))
    assert "other-key.pem: C2PA takes no key of this kind; use one on P-256, P-384 or P-521, Ed25519, or RSA" in message


def test_a_certificate_that_is_not_valid_now_is_refused(desk: Desk, root: Issued) -> None:
    """The message has the certificate, its owner and its time."""
    message = refused(*of(desk, issued(root, days=(-30, -1)), root))
    assert "other.pem, Mesa de datos, El Ciudadano: it expired on " in message
    old = authority(days=(-30, -1))
    assert "other.pem, Root, El Ciudadano CA: it expired on " in refused(*of(desk, issued(old), old))
    message = refused(*of(desk, issued(root, days=(2, 30)), root))
    assert "it is not valid before " in message
    assert message.endswith("sign with one that is valid now")


def test_a_certificate_for_another_use_is_refused(desk: Desk, root: Issued) -> None:
    """That of a web server signs no file, nor one that names no use, nor one that may not sign."""
    for use in (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE, None):
        message = refused(*of(desk, issued(root, use=use), root))
        assert "its extended key usage is not one that C2PA takes (emailProtection or documentSigning)" in message
    message = refused(*of(desk, issued(root, signs=False), root))
    assert message.endswith("its key usage lacks digitalSignature, which C2PA asks for")


def test_a_chain_stands_in_order(desk: Desk, root: Issued) -> None:
    """The signer comes first; an authority alone signs no file."""
    signer = issued(root)
    key = written(desk.folder, "key.pem", [signer.key_pem()])
    message = refused(written(desk.folder, "turned.pem", [root.pem, signer.pem]), key)
    assert "the first certificate issued itself; write the signer's certificate first" in message
    message = refused(desk.root, key)
    assert message.count("\n") == 0
    assert "it is self-signed, and C2PA takes none" in message
    message = refused(written(desk.folder, "foreign.pem", [signer.pem, authority().pem]), key)
    assert "certificate 2 of the file, Root, El Ciudadano CA, did not issue the one before it" in message
    assert read(written(desk.folder, "alone.pem", [signer.pem]), key)


def test_a_key_that_does_not_fit_is_refused(desk: Desk, root: Issued) -> None:
    """The message has both files and the owner."""
    key = written(desk.folder, "other-key.pem", [issued(root).key_pem()])
    message = refused(desk.certificate, key)
    fault = f"it is not the key of the certificate of Mesa de datos, El Ciudadano in {desk.certificate}; name that one"
    assert message == f"{key}: {fault}"


def test_files_that_hold_something_else_are_refused(desk: Desk, root: Issued) -> None:
    """Exchanged, of another form, damaged, or not there: each message says what would be right."""
    der = written(desk.folder, "desk.der", [root.certificate.public_bytes(Encoding.DER)])
    broken = written(desk.folder, "broken.pem", [desk.certificate.read_bytes()[:100], b"\n-----END CERTIFICATE-----\n"])
    broken_key = written(desk.folder, "broken-key.pem", [desk.key.read_bytes()[:60], b"\n-----END PRIVATE KEY-----\n"])
    missing = desk.folder / "missing.pem"
    for message, words in (
        (refused(desk.key, desk.key), "it holds a private key and no certificate; write it as PEM"),
        (refused(der, desk.key), "it holds no certificate; write it as PEM"),
        (refused(broken, desk.key), "a certificate in it cannot be read; its PEM is damaged"),
        (refused(missing, desk.key), f"{missing}: there is no such file"),
        (refused(desk.certificate, desk.certificate), "it holds a certificate and no private key; write one as PEM"),
        (refused(desk.certificate, der), "it holds no private key; write one as PEM"),
        (refused(desk.certificate, broken_key), "the private key cannot be read; its PEM is damaged"),
        (refused(desk.certificate, missing), f"{missing}: there is no such file"),
        (refused(desk.folder, desk.key), "this is a folder; name the file of a certificate (.pem)"),
    ):
        assert words in message


def test_an_encrypted_key_is_opened_by_the_environment(
    desk: Desk, root: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By nothing else, and a wrong passphrase is not repeated."""
    signer = issued(root)
    certificate = written(desk.folder, "own.pem", [signer.pem])
    key = written(desk.folder, "own-key.pem", [signer.key_pem(b"azul y rojo")])
    monkeypatch.delenv(PASSPHRASE, raising=False)
    assert f"put its passphrase into the environment variable {PASSPHRASE}" in refused(certificate, key)
    monkeypatch.setenv(PASSPHRASE, "verde")
    message = refused(certificate, key)
    assert "the passphrase does not open the private key" in message
    assert "verde" not in message
    # Nor is it among the variables of a frame, which some programs log with an error.
    with pytest.raises(InputError) as error:
        read_private_key(key)
    assert not any("verde" in repr(entry.frame.f_locals) for entry in error.traceback[1:])
    monkeypatch.setenv(PASSPHRASE, "azul y rojo")
    assert read(certificate, key)
    monkeypatch.delenv(PASSPHRASE)
    files = credential_files(certificate, key, None)
    assert files
    assert read_credential(files, lambda: "azul y rojo")


def test_a_key_in_the_place_of_its_path_is_refused_and_not_repeated(desk: Desk) -> None:
    """As PEM, as its base64, or with its lines joined."""
    pem = desk.key.read_text()
    body = "".join(pem.splitlines()[1:-1])
    for pasted in (pem, body, pem.replace("\n", " "), body * 3):
        with pytest.raises(InputError) as error:
            credential_files(desk.certificate, pasted, None, "--")
        assert str(error.value).startswith("--sign-key: this is the key itself, and not the path of its file")
        assert body[:20] not in str(error.value)
        for values in ((pasted, desk.key, None), (desk.certificate, desk.key, pasted)):
            with pytest.raises(InputError, match="this is a key or a certificate itself") as error:
                credential_files(*values, "--")
            assert body[:20] not in str(error.value)
        with pytest.raises(InputError, match="trust: this is a key or a certificate itself"):
            read_trust_list(Path(pasted))


def test_options_of_signing_stand_together(desk: Desk) -> None:
    """The message names the option that is missing, or what an address looks like."""
    for values, message in (
        ((desk.certificate, None, None), "--sign: it needs the private key; name its file by --sign-key"),
        ((None, desk.key, None), "--sign-key: it is for signing; name the certificate by --sign"),
        ((None, None, "http://tsa"), "--timestamp: it is for signing; name the certificate by --sign"),
        ((desk.certificate, desk.key, "ftp://tsa"), '--timestamp "ftp://tsa": write the address of a server'),
        ((desk.certificate, desk.key, "http://"), '--timestamp "http://": write the address of a server'),
    ):
        with pytest.raises(InputError) as error:
            credential_files(*values, "--")
        assert str(error.value).startswith(message)
    assert credential_files(None, None, None) is None


def test_a_server_of_time_stamps_that_does_not_answer_is_an_error(desk: Desk) -> None:
    """The trial asks it before anything is drawn."""
    message = refused(desk.certificate, desk.key, "http://127.0.0.1:9/")
    assert message.startswith('timestamp "http://127.0.0.1:9/": no time stamp comes from it (')


def test_a_list_of_trust_is_a_file_of_certificates(desk: Desk) -> None:
    """A key or another file is refused; what else stands in the file is left out."""
    mixed = written(desk.folder, "mixed.pem", [b"# Ours\n", desk.root.read_bytes(), desk.key.read_bytes()])
    assert read_trust_list(mixed) == TrustList(desk.root.read_text(), "")
    both = read_trust_list(desk.certificate)
    assert desk.certificate.read_text() == both.signers + both.authorities
    with pytest.raises(InputError, match="it holds a private key and no certificate"):
        read_trust_list(desk.key)


def test_without_the_library_the_message_says_how_to_get_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Signing needs an extra."""
    monkeypatch.setattr("mapgen.credentials.library.find_spec", lambda _: None)
    message = refused(desk.certificate, desk.key)
    assert message == "sign: it takes a library that is not installed; get it by: pip install c2pa-python"


def test_a_library_of_another_system_is_an_error(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is there and cannot be loaded: the message says why."""

    def load() -> None:
        raise OSError("libc2pa_c.so: invalid ELF header")

    monkeypatch.setattr("mapgen.credentials.library.loaded_library", load)
    message = refused(desk.certificate, desk.key)
    assert (
        message == "sign: it takes the library c2pa-python, which cannot be loaded (libc2pa_c.so: invalid ELF header)"
    )
