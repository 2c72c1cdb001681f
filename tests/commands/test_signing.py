"""Commands, manifests and the API sign what they write: after a check of the credential, and nothing else differs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from calling import mapgen
from made_pictures import drawn_map
from signers import Desk, authority, desk_in, issued, written

from mapgen.cli import signing_options
from mapgen.credentials.private_key import PASSPHRASE
from mapgen.credentials.reading import credentials_in
from mapgen.credentials.trust_list import read_trust_list
from mapgen.credentials.unsigned import unsigned_bytes

KAST = ("--as-of", "2025-12-15", "--basis", "elected", "--scale", "110m")
SMALL = ("--size", "300x400")
RENDER = ("render", *KAST, *SMALL)
MANIFEST = """
[[map]]
name = "desk"
as_of = 2025-12-15
size = "300x400"
scale = "110m"
formats = ["svg"]
output = "{name}.{format}"
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return the files of a desk."""
    return desk_in(tmp_path_factory.mktemp("desk"))


def test_render_signs_and_changes_nothing_else(here: Path, desk: Desk) -> None:
    """The unsigned file is the one of the same options without --sign; the message names the signer and no key."""
    assert mapgen(*RENDER, "-o", "plain.svg", "-o", "plain.pdf").exit_code == 0
    result = mapgen(*RENDER, "-o", "signed.svg", "-o", "signed.pdf", "-o", "signed.png", *desk.options)
    assert result.exit_code == 0
    assert result.stdout.split() == ["signed.svg", "signed.pdf", "signed.png"]
    assert "mapgen: signed as Mesa de datos, El Ciudadano\n" in result.stderr
    for form in ("svg", "pdf"):
        assert unsigned_bytes((here / f"signed.{form}").read_bytes()) == (here / f"plain.{form}").read_bytes()
    credentials = credentials_in((here / "signed.png").read_bytes(), read_trust_list(desk.root))
    assert credentials
    assert (credentials.state, credentials.trusted, credentials.facts["as-of"]) == ("valid", True, "2025-12-15")
    assert mapgen("verify", "signed.svg", "signed.pdf", "signed.png").exit_code == 0
    text = desk.key.read_text().splitlines()[1]
    assert text not in result.output + "".join(path.read_bytes().decode("latin-1") for path in here.iterdir())


def test_a_signed_file_is_replaced_as_an_unsigned_one(here: Path, desk: Desk) -> None:
    """Signed by signed, by unsigned, and back; another day is refused, and so is an altered one."""
    for options in (desk.options, desk.options, [], desk.options):
        assert mapgen(*RENDER, "-o", "map.svg", *options).exit_code == 0
    other = mapgen("render", "--as-of", "2021-12-31", "--scale", "110m", *SMALL, "-o", "map.svg", *desk.options)
    assert (other.exit_code, "shows something else" in other.stderr) == (2, True)
    signed = (here / "map.svg").read_text()
    (here / "map.svg").write_text(signed.replace("Chile", "Chili"))
    altered = mapgen(*RENDER, "-o", "map.svg", *desk.options)
    assert (altered.exit_code, "was altered since mapgen made it" in altered.stderr) == (2, True)


def test_the_private_key_may_be_given_as_key(here: Path, desk: Desk) -> None:
    """With --sign, --key takes a file, too; without, it is the key of the map, and its words stay."""
    sign = ("--sign", desk.certificate)
    assert mapgen(*RENDER, "-o", "a.svg", *sign, "--key", desk.key).exit_code == 0
    assert mapgen(*RENDER, "-o", "b.svg", "--key", "all", *desk.options).exit_code == 0
    assert "Vacant" not in (here / "a.svg").read_text()
    twice = mapgen(*RENDER, "-o", "c.svg", "--key", desk.key, *desk.options)
    assert (twice.exit_code, "give the private key once" in twice.stderr) == (2, True)
    without = mapgen(*RENDER, "-o", "c.svg", "--key", desk.key)
    assert (without.exit_code, "is not one of members or all" in without.stderr) == (2, True)
    pasted = mapgen(*RENDER, "-o", "c.svg", "--key", desk.key.read_text())
    assert pasted.stderr.startswith("mapgen: --key: this is the key itself")
    assert desk.key.read_text().splitlines()[1] not in pasted.stderr
    assert not (here / "c.svg").exists()


@pytest.mark.parametrize(
    "command", [RENDER, ("embed", *KAST), ("commons", *KAST), ("compare", "2021-12-31", "2025-12-31"), ("timeline",)]
)
def test_a_credential_that_cannot_sign_is_an_error_before_anything_is_drawn(
    here: Path, desk: Desk, command: tuple[str, ...]
) -> None:
    """Also where no server of time stamps answers: the sources are not even read."""
    output = ("-o", "folder" if command[0] in {"embed", "commons"} else "map.gif" if len(command) == 1 else "map.svg")
    for options, words in (
        (["--sign", desk.certificate, "--sign-key", desk.certificate], "it holds a certificate and no private key"),
        (["--sign", desk.certificate], "it needs the private key; name its file by --sign-key"),
        ([*desk.options, "--timestamp", "http://127.0.0.1:9/"], "no time stamp comes from it"),
    ):
        result = mapgen(*command, *output, *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert words in result.stderr
        assert "read " not in result.stderr
    assert not [*here.iterdir()]


def test_a_terminal_is_asked_for_the_passphrase_of_an_encrypted_key(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed is not shown; without a terminal, the message names the variable of the environment."""
    signer = issued(authority())
    certificate = written(here, "own.pem", [signer.pem])
    key = written(here, "own-key.pem", [signer.key_pem(b"azul y rojo")])
    monkeypatch.delenv(PASSPHRASE, raising=False)
    options = (*RENDER, "-o", "map.svg", "--sign", certificate, "--sign-key", key)
    assert f"the environment variable {PASSPHRASE}" in mapgen(*options).stderr
    asked: list[tuple[str, bool, bool]] = []

    def prompt(text: str, *, hide_input: bool, err: bool) -> str:
        asked.append((text, hide_input, err))
        return "azul y rojo"

    monkeypatch.setattr(signing_options, "sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    monkeypatch.setattr(click, "prompt", prompt)
    result = mapgen(*options)
    assert (result.exit_code, asked) == (0, [("Passphrase of own-key.pem", True, True)])
    assert "azul" not in result.output


def test_nothing_is_written_over_what_signs(here: Path, desk: Desk) -> None:
    """Whatever its ending."""
    certificate = here / "map.svg"
    certificate.write_bytes(desk.certificate.read_bytes())
    result = mapgen(*RENDER, "-o", certificate, "--sign", certificate, "--sign-key", desk.key)
    assert (result.exit_code, "which is never written" in result.stderr) == (2, True)


@pytest.mark.usefixtures("small_embeds")
def test_an_embed_signs_its_pictures_and_leaves_its_pages(here: Path, desk: Desk) -> None:
    """Names have the hashes of the unsigned files; the pages carry no credentials, and take the pictures for theirs."""
    result = mapgen("embed", *KAST, "-o", "embed", *desk.options)
    assert "signed as Mesa de datos, El Ciudadano: the pictures; HTML and code carry no credentials" in result.stderr
    for path in (here / "embed").iterdir():
        data = path.read_bytes()
        assert (unsigned_bytes(data) != data) is (path.suffix in {".png", ".svg"})
        if path.name != "embed.html":
            assert hashlib.sha256(unsigned_bytes(data)).hexdigest()[:8] == path.stem.rpartition("-")[2]
    (page,) = (here / "embed").glob("*-frame-*.html")
    assert ": unchanged" in mapgen("verify", page).stdout


def test_a_page_cannot_be_signed(here: Path, desk: Desk) -> None:
    """It says so, and draws nothing."""
    result = mapgen("page", "-o", "page.html", *desk.options)
    assert (result.exit_code, [*here.iterdir()]) == (2, [])
    assert "--sign: HTML carries no Content Credentials; sign pictures, by render." in result.stderr


def test_commons_and_comparisons_and_timelines_are_signed(here: Path, desk: Desk) -> None:
    """Each of their pictures is; an animation is replaced again."""
    result = mapgen("commons", *KAST, "-o", "commons", *desk.options)
    assert "upload of Commons" in result.stderr
    mapgen("compare", "2021-12-31", "2025-12-31", "--scale", "110m", *SMALL, "-o", "change.svg", *desk.options)
    gif = ("timeline", "--from", "2025-01-01", "--to", "2025-12-31", "--scale", "110m", *SMALL, "-o", "years.gif")
    assert [mapgen(*gif, *desk.options).exit_code, mapgen(*gif, *desk.options).exit_code] == [0, 0]
    pictures = [path for path in here.rglob("*") if path.suffix in {".svg", ".gif"}]
    assert len(pictures) == 4
    for path in pictures:
        credentials = credentials_in(path.read_bytes())
        assert credentials
        assert credentials.state == "valid"
        assert credentials.facts["software"].startswith("mapgen ")
    tables = mapgen("compare", "2021-12-31", "2025-12-31", *desk.options)
    assert (tables.exit_code, "--sign signs a picture; name it by -o" in tables.stderr) == (2, True)


def test_a_manifest_signs_its_maps_and_keeps_no_key(here: Path, desk: Desk) -> None:
    """A signed map is due again only when its certificate changes; unsigned maps are none the wiser."""
    maps = here / "maps.toml"
    maps.write_text(MANIFEST)
    assert mapgen("batch", maps, "--jobs", "1").stdout.split() == [str(here / "desk.svg")]
    plain, state = (here / "desk.svg").read_bytes(), here / ".maps.toml.mapgen.json"
    assert "signature" not in state.read_text()
    folder = here / "keys"
    folder.mkdir()
    other = desk_in(folder)
    for name, path in (("desk", desk), ("other", other)):
        (here / f"{name}.pem").write_bytes(path.certificate.read_bytes())
        (here / f"{name}-key.pem").write_bytes(path.key.read_bytes())
    for name, due in (("desk", True), ("desk", False), ("other", True)):
        maps.write_text(f'[defaults]\nsign = "{name}.pem"\nsign_key = "{name}-key.pem"\n{MANIFEST}')
        drawn = json.loads(mapgen("batch", maps, "--jobs", "1", "--format", "json").stdout)["files"]
        (file,) = drawn
        assert (file["state"], file["why"]) == (("drawn", "the certificate changed") if due else ("unchanged", None))
        assert unsigned_bytes((here / "desk.svg").read_bytes()) == plain
    assert set(json.loads(state.read_text())["written"]["desk.svg"]) == {"made_of", "sha256"}
    assert "PRIVATE" not in state.read_text()


def test_a_manifest_says_in_which_line_its_credential_is_wrong(here: Path, desk: Desk) -> None:
    """A key in the manifest itself is refused, and not repeated."""
    (here / "desk.pem").write_bytes(desk.certificate.read_bytes())
    for value, words in (
        (f'"""{desk.key.read_text()}"""', "sign_key: this is the key itself, and not the path of its file"),
        (f'["""{desk.key.read_text()}"""]', "sign_key: this is the key itself, and not the path of its file"),
        ('"desk.pem"', f"{here / 'desk.pem'}: it holds a certificate and no private key"),
        ("7", "sign_key = 7: write it as text in quotes"),
    ):
        (here / "maps.toml").write_text(f'{MANIFEST}sign = "desk.pem"\nsign_key = {value}\n')
        result = mapgen("batch", here / "maps.toml", "--dry-run")
        assert result.exit_code == 2
        assert f"{here / 'maps.toml'}, line 10, [[map]] 1: {words}" in result.stderr
        assert desk.key.read_text().splitlines()[1] not in result.stderr


def test_a_map_is_saved_signed_from_python(here: Path, desk: Desk) -> None:
    """By paths, as text or Paths, and into file objects; a key that is no path is refused and not repeated."""
    import io

    from mapgen.errors import InputError

    text, made = io.StringIO(), drawn_map()
    made.save("map.png", "map.svg", sign=desk.certificate, sign_key=str(desk.key))
    made.save(text, format="svg", sign=str(desk.certificate), sign_key=desk.key)
    assert unsigned_bytes((here / "map.png").read_bytes()) == made.png
    assert unsigned_bytes(text.getvalue().encode()).decode() == made.svg != text.getvalue()
    for key in (desk.key.read_bytes(), desk.key.read_text()):
        with pytest.raises(InputError) as error:
            made.save("b.png", sign=desk.certificate, sign_key=key)
        assert str(error.value).startswith("sign_key: ")
        assert desk.key.read_text().splitlines()[1] not in str(error.value)
    assert not (here / "b.png").exists()
