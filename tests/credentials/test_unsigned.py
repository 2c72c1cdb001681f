"""The unsigned file in a signed one: out it comes byte for byte, from mapgen's form of a manifest and from no other."""

from __future__ import annotations

import os
import random
from time import perf_counter

import pytest
from made_pictures import KINDS, picture

from mapgen.credentials import unsigned
from mapgen.credentials.unsigned import carries_credentials, kind_of, separated, unsigned_bytes

_DESCRIPTION = b"jumb\x00\x00\x00\x1ejumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9bq\x03c2pa\x00"


def store(length: int) -> bytes:
    """Return a manifest store of a length, of which only the head is one."""
    whole = length + 4 + len(_DESCRIPTION)
    return whole.to_bytes(4, "big") + _DESCRIPTION + bytes(7 * place % 256 for place in range(length))


def put_in(kind: str, manifest: bytes) -> bytes:
    """Return a file with a manifest."""
    return unsigned.KINDS[f".{kind}"].put_in(picture(kind), manifest)


@pytest.mark.parametrize("kind", KINDS)
def test_what_went_in_comes_out_byte_for_byte(kind: str) -> None:
    """Of any length, odd or even, shorter or longer than a block of the format."""
    for length in (0, 1, 254, 255, 256, 12_831):
        signed, manifest = put_in(kind, store(length)), store(length)
        assert separated(signed) == (picture(kind), manifest)
        assert unsigned_bytes(signed) == picture(kind)
        assert carries_credentials(signed)
    assert unsigned_bytes(picture(kind)) == picture(kind)
    assert not carries_credentials(picture(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_taken_for_a_manifest_that_is_none(kind: str) -> None:
    """Bytes in its place without its head, or with another length: the file is left as it is."""
    for manifest in (b"", b"any bytes at all" * 20, store(300)[:-1], store(300) + b"x"):
        signed = put_in(kind, manifest)
        assert unsigned_bytes(signed) == signed


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_byte_does_not_vanish_with_the_manifest(kind: str) -> None:
    """A flip anywhere: either the file stays as it is, or the flip is in what is left, or in the manifest itself."""
    signed, clean = put_in(kind, store(500)), picture(kind)
    parts = separated(signed)
    assert parts
    chance = random.Random(kind)  # noqa: S311 (no secret)
    near = range(max(0, signed.index(_DESCRIPTION[:12] if kind != "svg" else b"c2pa:manifest>A") - 700), len(signed))
    for place in [*chance.sample(range(len(signed)), 150), *chance.sample(near, min(150, len(near)))]:
        changed = bytearray(signed)
        changed[place] ^= 1 << chance.randrange(8)
        after = separated(bytes(changed))
        assert after is None or after[0] != clean or after[1] != parts[1]


@pytest.mark.parametrize("kind", KINDS)
def test_bytes_added_or_lost_do_not_vanish(kind: str) -> None:
    """After the end, before it, or a second manifest: what is left is not the clean file."""
    signed, clean = put_in(kind, store(500)), picture(kind)
    for changed in (signed + b"more", signed[:-3], signed[: len(signed) // 2], signed[:40]):
        assert unsigned_bytes(changed) != clean
    again = unsigned.KINDS[f".{kind}"].put_in
    twice = signed + signed[len(clean) :] if kind == "pdf" else again(signed, store(20))
    assert unsigned_bytes(twice) != clean


def test_any_bytes_are_answered() -> None:
    """Cut and disordered files, and chance, raise nothing."""
    chance = random.Random(1)  # noqa: S311 (no secret)
    for kind in KINDS:
        signed = put_in(kind, store(100))
        for _ in range(100):
            begin, end = sorted(chance.sample(range(len(signed)), 2))
            for changed in (
                signed[:begin] + signed[end:],
                signed[:begin],
                signed[:begin] + os.urandom(9) + signed[begin:],
            ):
                assert isinstance(unsigned_bytes(changed), bytes)
    assert unsigned_bytes(b"") == b""
    assert unsigned_bytes(b"<html>") == b"<html>"
    assert kind_of(b"<!doctype html><svg >") is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_work_is_linear(kind: str) -> None:
    """Ten megabytes of what looks like a beginning take less than a second."""
    heads = {
        "png": picture("png")[:33] + b"\x00\x00\x00\x00caBX",
        "svg": b'<svg  xmlns:c2pa="http://c2pa.org/manifest"><metadata><c2pa:manifest>',
        "pdf": b"%PDF-1.4\n%%EOF\n%mapgen:c2pa\n",
        "gif": picture("gif")[:13] + b"\x21\xff\x0bC2PA_GIF\x01\x00\x00\x01",
        "webp": b"RIFF\x00\x00\x00\x00WEBPC2PA\x00\x00\x00\x00",
        "mp4": b"\x00\x00\x00\x08ftyp\x00\x00\x00\x08moov",
    }
    repeated = heads[kind][-28:]
    data = heads[kind] + repeated * (10_000_000 // len(repeated))
    begun = perf_counter()
    unsigned_bytes(data)
    carries_credentials(data)
    assert perf_counter() - begun < 1
