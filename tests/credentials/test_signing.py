"""Signed files: c2pa's own reader takes them, the unsigned file comes out again, and an altered one is read so."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path
from typing import Any

import c2pa
import pytest
from made_pictures import KINDS, drawn_map, picture
from signers import Desk, desk_in, stamping, written

from mapgen.credentials.blocks import gif_put_in, png_put_in
from mapgen.credentials.claim import SOURCE_TYPE
from mapgen.credentials.credential import CredentialFiles, SigningCredential, read_credential
from mapgen.credentials.reading import CredentialState, _credentials, credentials_in
from mapgen.credentials.signing import signed_bytes
from mapgen.credentials.trust_list import read_trust_list
from mapgen.credentials.unsigned import separated, unsigned_bytes
from mapgen.errors import InputError

TYPES = {"svg": "image/svg+xml", "pdf": "application/pdf", "mp4": "video/mp4"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return the files of a desk."""
    return desk_in(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def credential(desk: Desk) -> SigningCredential:
    """Return the credential of the desk."""
    return read_credential(CredentialFiles(desk.certificate, desk.key), trial=False)


@pytest.fixture(scope="module")
def signed(credential: SigningCredential) -> dict[str, bytes]:
    """Return a signed file of each kind."""
    return {kind: signed_bytes(picture(kind), drawn_map().drawing.metadata, credential) for kind in KINDS}


def read_apart(kind: str, data: bytes, anchors: str) -> dict[str, Any]:
    """Return what c2pa's own reader says of a file, apart from mapgen."""
    settings = {"version": 1, "verify": {"verify_trust": True}, "trust": {"trust_anchors": anchors}}
    media_type = TYPES.get(kind, f"image/{kind}")
    with c2pa.Reader(media_type, io.BytesIO(data), context=c2pa.Context.from_dict(settings)) as reader:
        report: dict[str, Any] = json.loads(reader.json())
        return report


@pytest.mark.parametrize("kind", KINDS)
def test_c2pas_own_reader_trusts_a_signed_file(signed: dict[str, bytes], desk: Desk, kind: str) -> None:
    """It finds the signer, who made the map, from what kind of source, and by which record."""
    report = read_apart(kind, signed[kind], desk.root.read_text())
    manifest = report["manifests"][report["active_manifest"]]
    assert report["validation_state"] == "Trusted"
    assert manifest["claim_generator_info"][0]["name"] == "mapgen"
    assert manifest["title"].startswith("South America: six on the left")
    said = {one["label"]: one["data"] for one in manifest["assertions"]}
    (action,) = said["c2pa.actions.v2"]["actions"]
    assert (action["action"], action["digitalSourceType"]) == ("c2pa.created", SOURCE_TYPE)
    facts, metadata = said["org.mapgen.map"], drawn_map().drawing.metadata
    assert facts["record-sha256"] == metadata["record-sha256"]
    assert facts["sources"] == json.loads(metadata["sources"])
    assert (facts["as-of"], facts["basis"]) == ("2025-12-15", "elected")
    assert "thumbnail" not in json.dumps(manifest)


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_as_it_was_stands_in_the_signed_one(signed: dict[str, bytes], kind: str) -> None:
    """Without its manifest it is the unsigned file, byte for byte, and it grew by less than 40 kB."""
    assert unsigned_bytes(signed[kind]) == picture(kind)
    assert 0 < len(signed[kind]) - len(picture(kind)) < 40_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_signed_file_says_who_signed_it_and_when(signed: dict[str, bytes], desk: Desk, kind: str) -> None:
    """Trusted or not by a list, of an authority or of the desk's own certificate; without one, neither."""
    unlisted = credentials_in(signed[kind])
    assert unlisted
    assert (unlisted.state, unlisted.signer, unlisted.issuer) == ("valid", "Mesa de datos", "El Ciudadano")
    assert (unlisted.trusted, unlisted.stamped, unlisted.problems) == (None, False, ())
    assert unlisted.signed_at.startswith("20")
    for path, trusted in ((desk.root, True), (desk.certificate, True), (other_root(desk), False)):
        listed = credentials_in(signed[kind], read_trust_list(path))
        assert listed
        assert (listed.state, listed.trusted) == ("valid", trusted)
    assert credentials_in(picture(kind)) is None


def other_root(desk: Desk) -> Path:
    """Return the list of somebody who trusts another authority."""
    folder = desk.folder / "other"
    folder.mkdir(exist_ok=True)
    return desk_in(folder).root


@pytest.mark.parametrize("kind", KINDS)
def test_an_altered_file_is_read_as_altered(signed: dict[str, bytes], desk: Desk, kind: str) -> None:
    """A flip anywhere is altered or unreadable, also around the manifest, where c2pa itself does not look."""
    trusted, chance = read_trust_list(desk.root), random.Random(kind)  # noqa: S311 (no secret)
    for place in chance.sample(range(len(signed[kind])), 60):
        changed = bytearray(signed[kind])
        changed[place] ^= 1 << chance.randrange(8)
        credentials = credentials_in(bytes(changed), trusted)
        if credentials is None:
            assert separated(bytes(changed)) is None
            continue
        assert credentials.state in {"altered", "unreadable"}
        assert credentials.problems
        assert not credentials.trusted
    for changed in (signed[kind] + b"more", signed[kind][: len(signed[kind]) * 2 // 3]):
        credentials = credentials_in(bytes(changed), trusted)
        assert credentials is None or credentials.state in {"altered", "unreadable"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\x00" * 64 + b"\xf6\x58\x40", b"something" + b"\x00" * 55 + b"\xf6\x58\x40"),
        (b"\xa1\x63pad\x59", b"\xa1\x63pod\x59"),
        (b"\x13org.mapgen.map", b"\x53org.mapgen.map"),
        (b"\x03c2pa.assertions", b"\x03c2pa.Assertions"),
    ],
)
def test_what_is_hidden_in_the_room_of_a_signature_is_altered(signed: dict[str, bytes], old: bytes, new: bytes) -> None:
    """There are 10 kB of it, of which c2pa takes no notice; nor of names around what is signed."""
    parts = separated(signed["png"])
    assert parts
    assert (parts[1].count(old), len(old)) == (1, len(new))
    credentials = credentials_in(png_put_in(parts[0], parts[1].replace(old, new)))
    assert credentials
    assert credentials.state == "altered"
    assert credentials.problems == ("its manifest holds bytes that no signature covers",)


def test_another_desks_manifest_does_not_fit(signed: dict[str, bytes]) -> None:
    """A manifest that was taken from one file and put into another is altered."""
    parts = separated(signed["png"])
    assert parts
    credentials = credentials_in(gif_put_in(picture("gif"), parts[1]))
    assert credentials
    assert (credentials.state, credentials.problems) == ("altered", ("its bytes are not those that were signed",))


def test_without_the_library_a_signed_file_says_how_to_read_it(
    signed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no less signed; a file without a signature needs no library."""
    monkeypatch.setattr("mapgen.credentials.library.find_spec", lambda _: None)
    credentials = credentials_in(signed["svg"])
    assert credentials
    assert credentials.state is CredentialState.NOT_READ
    assert credentials.problems[0].endswith("get it by: pip install c2pa-python")
    assert credentials_in(picture("svg")) is None


def test_a_signed_file_is_not_signed_again(signed: dict[str, bytes], credential: SigningCredential) -> None:
    """Nor is one of another kind."""
    for data in (signed["png"], b"<!doctype html>"):
        with pytest.raises(InputError, match="PNG, SVG, PDF, GIF, WEBP, MP4 are"):
            signed_bytes(data, {}, credential)


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_a_time_stamp_says_when_it_was_signed(tmp_path: Path, desk: Desk, kind: str) -> None:
    """It comes from the server that was named, and stands in the signature; the file is as large as without it."""
    with stamping(tmp_path) as address:
        stamped = read_credential(CredentialFiles(desk.certificate, desk.key, address))
        data = signed_bytes(picture(kind), {"title": "A map"}, stamped)
    both = written(tmp_path, "both.pem", [desk.root.read_bytes(), (tmp_path / "root.pem").read_bytes()])
    credentials = credentials_in(data, read_trust_list(both))
    assert credentials
    assert (credentials.state, credentials.stamped, credentials.trusted) == ("valid", True, True)
    assert credentials.signed_at.endswith("+00:00")
    # Anybody can run a server: one that the list does not vouch for proves no time.
    for listed in (read_trust_list(desk.root), None):
        credentials = credentials_in(data, listed)
        assert credentials
        assert (credentials.state, credentials.stamped, credentials.unlisted_stamp) == ("valid", False, True)
        assert credentials.signed_at.endswith("Z")
    assert unsigned_bytes(data) == picture(kind)


@pytest.mark.parametrize(
    ("codes", "state"),
    [
        (["signingCredential.untrusted"], "valid"),
        (["signingCredential.expired", "signingCredential.untrusted"], "invalid"),
        (["signingCredential.expired", "assertion.dataHash.mismatch"], "altered"),
        (["a.code.of.tomorrow"], "altered"),
    ],
)
def test_what_c2pa_finds_is_said_in_words(codes: list[str], state: str) -> None:
    """A certificate that has expired makes no file an altered one; what is not known counts as altered."""
    failures = [{"code": code} for code in codes]
    report = {
        "active_manifest": "m",
        "manifests": {"m": {}},
        "validation_results": {"activeManifest": {"failure": failures}},
        "validation_state": "Valid",
    }
    credentials = _credentials(picture("svg"), report, None)
    assert credentials.state == state
    assert bool(credentials.problems) is (state != "valid")


def test_a_file_made_to_stop_the_reader_is_unreadable(
    signed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PNG of very many chunks takes c2pa longer than a reader waits."""
    monkeypatch.setattr("mapgen.credentials.reading._PATIENCE", 0.1)
    chunks = b"\x00\x00\x00\x00noNEcrc-" * 100_000
    credentials = credentials_in(signed["png"][:-12] + chunks + signed["png"][-12:])
    assert credentials
    assert credentials.state is CredentialState.UNREADABLE
    assert credentials.problems == ("the manifest takes longer than 0 s to read",)


def test_a_server_that_never_answers_is_not_waited_for(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time it is an error, whatever becomes of the call."""
    import socket

    monkeypatch.setattr("mapgen.credentials.signing._PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(InputError, match="no time stamp comes from it"):
            read_credential(CredentialFiles(desk.certificate, desk.key, address))
