"""`mapgen verify` of signed files: who signed, whether to trust that, and what no longer fits; a checksum otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import mapgen
from signers import Desk, authority, desk_in, written

from mapgen.credentials import reading
from mapgen.proof.verification import Verdict

DAY = ("--as-of", "2025-12-15", "--basis", "elected", "--scale", "110m", "--size", "300x400")
NAMES = ("signed.png", "signed.svg", "signed.pdf")
SIGNER = "signed by Mesa de datos (El Ciudadano), 20"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk's folder with signed files, and one that nobody signed."""
    desk = desk_in(tmp_path_factory.mktemp("desk"))
    outputs = [part for name in NAMES for part in ("-o", desk.folder / name)]
    assert mapgen("render", *DAY, *outputs, *desk.options).exit_code == 0
    assert mapgen("render", *DAY, "-o", desk.folder / "plain.png").exit_code == 0
    return desk


@pytest.mark.parametrize("name", NAMES)
def test_who_signed_is_told(desk: Desk, name: str) -> None:
    """An unchanged file stays one; whether to trust the signer is another question."""
    result = mapgen("verify", desk.folder / name)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, f"{desk.folder / name}: unchanged")
    assert SIGNER in result.stdout
    assert "as the signer says; --trust LIST says whether to trust the signer" in result.stdout
    assert "not signed" not in result.stderr


@pytest.mark.parametrize("name", NAMES)
def test_a_list_says_who_is_trusted(desk: Desk, name: str) -> None:
    """An authority, or the signer; nobody else, however valid the signature is."""
    for trust, code, words in (
        (desk.root, 0, "; trusted by the list"),
        (desk.certificate, 0, "; trusted by the list"),
        (written(desk.folder, "other.pem", [authority().pem]), 1, "; not trusted by the list"),
    ):
        result = mapgen("verify", desk.folder / name, "--trust", trust)
        assert (result.exit_code, words in result.stdout) == (code, True), result.output
        verdict = Verdict.UNCHANGED if code == 0 else Verdict.UNTRUSTED
        assert result.stdout.startswith(f"{desk.folder / name}: {verdict}\n")


def test_without_a_signature_it_is_a_checksum(desk: Desk) -> None:
    """Said plainly; and where somebody of a list has to have signed, it is not enough."""
    plain = desk.folder / "plain.png"
    result = mapgen("verify", plain, desk.folder / NAMES[0])
    assert result.exit_code == 0
    assert result.stderr.endswith(
        "2 files: 2 unchanged (1 not signed: a checksum shows edits, and not who made a file)\n"
    )
    asked = mapgen("verify", plain, "--trust", desk.root)
    assert (asked.exit_code, asked.stdout) == (1, f"{plain}: untrusted\n  nobody signed it\n")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("signed.svg", b">Chile<", b">Chili<"),
        ("signed.svg", b'mg:fact name="coder">', b'mg:fact name="coder">The '),
        ("signed.pdf", b"/MediaBox", b"/mediaBox"),
        ("signed.png", b"IDAT", b"IDAU"),
    ],
)  # fmt: skip
def test_an_altered_file_no_longer_fits_its_signature(
    desk: Desk, here: Path, name: str, old: bytes, new: bytes
) -> None:
    """Whatever else is said of it."""
    data = (desk.folder / name).read_bytes()
    assert old in data
    (here / name).write_bytes(data.replace(old, new, 1))
    result = mapgen("verify", name, "--trust", desk.root)
    assert (result.exit_code, result.stdout.splitlines()[0]) == (1, f"{name}: altered"), result.output
    assert "altered: its Content Credentials: its bytes are not those that were signed" in result.stdout


def test_a_manifest_of_another_file_proves_nothing(desk: Desk, here: Path) -> None:
    """That of a signed file, put into an unsigned one."""
    other = mapgen("render", *DAY[:-1], "320x400", "-o", "other.png")
    assert other.exit_code == 0
    signed, plain = (desk.folder / "signed.png").read_bytes(), Path("other.png").read_bytes()
    length = int.from_bytes(signed[33:37], "big")
    assert signed[37:41] == b"caBX"
    (here / "other.png").write_bytes(plain[:33] + signed[33 : 33 + 12 + length] + plain[33:])
    result = mapgen("verify", "other.png")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (1, "other.png: altered")
    assert "its Content Credentials: its bytes are not those that were signed" in result.stdout


def test_json_has_the_signature(desk: Desk) -> None:
    """Its state, its signer, its time and whether it is trusted; null for a file that nobody signed."""
    paths = (desk.folder / "signed.svg", desk.folder / "plain.png")
    result = mapgen("verify", *paths, "--trust", desk.root, "--format", "json")
    signed, plain = json.loads(result.stdout)
    assert signed["signature"].pop("signed_at").startswith("20")
    assert signed["signature"] == {
        "state": "valid",
        "signer": "Mesa de datos",
        "issuer": "El Ciudadano",
        "stamped": False,
        "trusted": True,
        "problems": [],
    }
    assert (plain["signature"], plain["verdict"]) == (None, "untrusted")


def test_without_the_library_a_signature_is_not_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checksum still holds, and the message says what to install."""
    monkeypatch.setattr(reading, "library_fault", lambda: "takes a library; get it by: pip install c2pa-python")
    result = mapgen("verify", desk.folder / "signed.svg")
    assert result.exit_code == 0
    assert "it carries Content Credentials; to read them takes a library; get it by: pip install" in result.stdout


def test_a_list_that_is_none(desk: Desk, here: Path) -> None:
    """A file without a certificate, none at all, and standard input."""
    (here / "list.pem").write_text("nobody\n")
    for trust, why in (
        ("list.pem", "list.pem"),
        ("nowhere.pem", "nowhere.pem"),
        ("-", "a list of certificates is read from a file"),
    ):
        result = mapgen("verify", desk.folder / "plain.png", "--trust", trust)
        assert (result.exit_code, result.stdout, why in result.stderr) == (2, "", True), result.output
