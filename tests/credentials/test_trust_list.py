"""Lists of trust: which signers an authority or a signer on one vouches for."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.x509 import ObjectIdentifier
from made_pictures import picture
from signers import Desk, Issued, authority, issued, written

from mapgen.credentials.credential import CredentialFiles, read_credential
from mapgen.credentials.reading import credentials_in
from mapgen.credentials.signing import signed_bytes
from mapgen.credentials.trust_list import read_trust_list


@pytest.mark.parametrize("use", ["1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.62558.2.1"])
def test_a_certificate_for_documents_signs_as_one_for_e_mail(tmp_path: Path, use: str) -> None:
    """By its authority, or by itself on a list of signers, without the authority."""
    root = authority()
    signer = issued(root, use=ObjectIdentifier(use))
    desk = signed_by(tmp_path, signer, root.pem)
    data = signed_bytes(picture("png"), {}, read_credential(CredentialFiles(desk.certificate, desk.key)))
    for listed in (root.pem, signer.pem):
        credentials = credentials_in(data, read_trust_list(written(tmp_path, "list.pem", [listed])))
        assert credentials
        assert (credentials.state, credentials.trusted) == ("valid", True)


def test_a_listed_signer_vouches_for_nobody_else(tmp_path: Path) -> None:
    """A certificate that his key issued is not trusted."""
    signer = issued(authority())
    desk = signed_by(tmp_path, issued(signer, name="Another"), b"")
    data = signed_bytes(picture("png"), {}, read_credential(CredentialFiles(desk.certificate, desk.key)))
    credentials = credentials_in(data, read_trust_list(written(tmp_path, "list.pem", [signer.pem])))
    assert credentials
    assert (credentials.state, credentials.trusted) == ("valid", False)


def signed_by(folder: Path, signer: Issued, chain: bytes) -> Desk:
    """Return the files of a signer, with a chain behind the certificate."""
    certificate = written(folder, "desk.pem", [signer.pem, chain])
    return Desk(folder, certificate, written(folder, "key.pem", [signer.key_pem()]), certificate)
