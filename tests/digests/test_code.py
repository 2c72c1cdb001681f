"""Scripts, style sheets and what oEmbed reads are known as mapgen's own, whichever version made them, until edited."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.digests import code
from mapgen.digests.code import code_with_digest, json_with_digest, read_code
from mapgen.digests.judgement import PACKED, FileMetadata
from mapgen.digests.reading import metadata_in
from mapgen.proof.replacing import Passing, question_of, refusal

FIELDS = {"type": "rich", "title": "Ámérica", "width": 640}


@pytest.mark.parametrize(
    ("name", "made", "edit"),
    [
        ("mapgen-embed.js", lambda: code_with_digest("start();\n"), (b"start", b"stop")),
        ("map-oembed.json", lambda: json_with_digest(FIELDS), (b"rich", b"link")),
    ],
)
def test_another_version_replaces_its_own_file(
    name: str, made: Callable[[], bytes], edit: tuple[bytes, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a machine that has not written it, too, and with other line ends; what somebody edited is kept."""
    monkeypatch.setattr(code, "__version__", "0.0.9")
    path, old = tmp_path / name, made()
    monkeypatch.undo()
    question = question_of(made())
    assert question == {"software": f"mapgen {code.__version__}"}
    for data in (old, old.replace(b"\n", b"\r\n")):
        path.write_bytes(data)
        assert refusal(path, question, Passing()) == ""
    path.write_bytes(old.replace(*edit))
    assert refusal(path, question, Passing()) == "was altered since mapgen made it (its text)"


@pytest.mark.parametrize("made", [code_with_digest("start();\n"), json_with_digest(FIELDS)])
def test_verify_takes_what_an_embed_consists_of(made: bytes) -> None:
    """Unchanged means the bytes here, too; other line ends are re-encoded, and what is said twice is altered."""
    assert metadata_in(made) == FileMetadata("code", {"software": f"mapgen {code.__version__}"})
    for packed in (made.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + made):
        assert metadata_in(packed).re_encoded == (PACKED,)
    assert metadata_in(
        made + b"x\n" if made.startswith(b"/") else made.replace(b"{", b'{"url": "x", "url": "y",', 1)
    ).altered


def test_others_files_are_not_ours() -> None:
    """A script without the line, text that is no JSON, and an object of somebody else's are not taken for ours."""
    for data in (b"start();", b"{", b"{}", b'{"generator": "mapgen 0.1.0"}', b"\xff", b"[1]"):
        assert read_code(data) is None


def test_readers_of_oembed_find_its_fields() -> None:
    """The digest is one field more, and the last."""
    read = json.loads(json_with_digest(FIELDS))
    assert {**read, "generator": ""} == {**FIELDS, "generator": ""}
    assert list(read)[-1] == "generator"
