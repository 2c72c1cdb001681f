"""Random changes of files, by their bytes and by their parts; the same random numbers give the same change."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from random import Random

from proof.boxes import gif_blocks, riff, webp
from proof.forgery import FORGERIES
from proof.png_chunks import chunks, png

Mutation = Callable[[bytes, Random], bytes]
# No mutation makes a file longer than this, so that ten thousand of them come to an end.
LONGEST = 1_500_000
_TOKENS = {
    "svg": re.compile(rb"<[^>]*>|[^<]+"),
    "html": re.compile(rb"<[^>]*>|[^<]+"),
    "pdf": re.compile(rb"\d+ 0 obj.*?endobj\n?|<<|>>|/\w+ ?|\n", re.DOTALL),
}
_WORDS: Mapping[str, Sequence[bytes]] = {
    "svg": (
        b"<g>",
        b"</g>",
        b"<style>*{fill:red}</style>",
        b"<script/>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"&#0;",
        b"&lt;",
        b"<?x y?>",
        b"<metadata>",
        b"</metadata>",
        b"<mg:fact name='as-of'>",
        b"<!DOCTYPE a [",
        b"\xff\xfe",
        b" style='x'",
        b"xmlns=''",
    ),
    "html": (
        b"<b a1>",
        b"<p>",
        b"<table>",
        b"<svg>",
        b"</svg>",
        b"<template>",
        b"<script>",
        b"</script>",
        b"<style>",
        b"<!--",
        b"<!",
        b"<?",
        b"&#x80;",
        b"\0",
        b"<math><mi>",
        b"<select>",
        b"<title>",
        b"<plaintext>",
        b"<a href=x>",
        b"</p>",
        b"</br>",
        b"<body a=b>",
        b"\x0c",
        b"\r",
    ),
    "pdf": (
        b"<<",
        b">>",
        b"[",
        b"]",
        b"(",
        b")",
        b"stream\n",
        b"endstream",
        b"endobj",
        b"1 0 R",
        b"0 0 R",
        b"999999999 0 R",
        b"-1",
        b"null",
        b"/Type",
        b"/Filter /LZWDecode",
        b"/Kids [ 2 0 R ]",
        b"%",
        b"startxref\n0\n%%EOF",
        b"xref\n0 99\n",
        b"trailer\n",
        b"/Prev 0",
        b"/Length 4294967296",
        b"#00",
    ),
}
_VALUES = (
    b"[Infinity]",
    b"NaN",
    b"-1",
    b"9999-12-31",
    b"0000-00-00",
    b"1e999",
    b"[" * 3000,
    b'{"a":' * 999,
    b"null",
    b'""',
    b"\xed\xa0\x80",
    b"9" * 5000,
    b"true",
    b"[]",
    b"{}",
    b"\\ud800",
)


def _span(data: Sequence[object] | bytes, random: Random, longest: int = 5000) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.randrange(1, max(2, min(longest, len(data)))))


def _truncate(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data))]


def _flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 8, 64))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _remove(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[end:]


def _duplicate(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    place = random.choice((end, random.randrange(len(data))))
    return data[:place] + data[start:end] + data[place:]


def _enlarge(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random, random.choice((2, 50, 2000)))
    times = random.randrange(2, max(3, min(20_000, (LONGEST - len(data)) // max(1, end - start))))
    return data[:end] + data[start:end] * times + data[end:]


def _noise(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random, 300)
    return data[:start] + random.randbytes(random.randrange(1, 300)) + data[random.choice((start, end)) :]


def _value(data: bytes, random: Random) -> bytes:
    """Put a hostile value in the place of a quoted text or a number."""
    places = [*re.finditer(rb'"[^"<>]{0,80}"|\b\d+(?:\.\d+)?\b', data)]
    if not places:
        return _flip(data, random)
    place = random.choice(places)
    return data[: place.start()] + random.choice(_VALUES) + data[place.end() :]


def _forged(kind: str) -> Mutation:
    """Return a mutation that makes a forgery of the table, and then another change."""
    forgeries = [one for one in FORGERIES.values() if one.kind == kind]

    def mutated(data: bytes, random: Random) -> bytes:
        return random.choice((_flip, _duplicate, _remove, _value))(random.choice(forgeries).change(data), random)

    return mutated


def _listed(split: Callable[[bytes], list[object]], joined: Callable[[list[object]], bytes]) -> Mutation:
    """Return a mutation of a file's parts: one is removed, doubled, moved, or exchanged with another."""

    def mutated(data: bytes, random: Random) -> bytes:
        parts = split(data)
        first, second = random.randrange(len(parts)), random.randrange(len(parts))
        action = random.randrange(4)
        if action == 0:
            del parts[first]
        elif action == 1:
            parts.insert(second, parts[first])
        elif action == 2:
            parts.insert(second, parts.pop(first))
        else:
            parts[first], parts[second] = parts[second], parts[first]
        return joined(parts)

    return mutated


def _tokens(kind: str) -> tuple[Mutation, Mutation, Mutation]:
    """Return mutations of a text by its tokens: parts moved, words put in, words nested."""
    pattern = _TOKENS[kind]

    def split(data: bytes) -> list[object]:
        return [*pattern.findall(data)] if kind != "pdf" else [*re.split(rb"(?<=endobj\n)", data)]

    def worded(data: bytes, random: Random) -> bytes:
        token = random.choice([*pattern.finditer(data)])
        return data[: token.start()] + random.choice(_WORDS[kind]) + data[token.start() :]

    def nested(data: bytes, random: Random) -> bytes:
        token = random.choice([*pattern.finditer(data)])
        times = random.choice((3, 100, 3000, 40_000))
        return data[: token.start()] + random.choice(_WORDS[kind]) * times + data[token.start() :]

    return _listed(split, b"".join), worded, nested  # type: ignore[arg-type]


def _chunk_content(data: bytes, random: Random) -> bytes:
    """Change the content of a chunk of a PNG, and give it the right checksum; packed texts are packed again."""
    parts = chunks(data)
    place = random.randrange(len(parts))
    kind, content = parts[place]
    try:
        head, _, packed = content.partition(b"x\x9c")
        content = head + zlib.compress(
            random.choice((_flip, _value, _duplicate))(zlib.decompress(b"x\x9c" + packed), random)
        )
    except zlib.error:
        content = random.choice((_flip, _value, _noise, _truncate))(content or b"x", random)
    parts[place] = (random.choice((kind, kind, kind, b"tEXt", b"IDAT", b"zzZz")), content)
    return png(parts)


def _length(data: bytes, random: Random) -> bytes:
    """Write an odd number of 32 bits somewhere."""
    place = random.randrange(max(1, len(data) - 4))
    number = random.choice((0, 1, 2**31 - 1, 2**31, 2**32 - 1, 2**24, random.randrange(2**16)))
    return data[:place] + struct.pack(random.choice((">I", "<I")), number) + data[place + 4 :]


_PLAIN: tuple[Mutation, ...] = (_truncate, _flip, _flip, _remove, _duplicate, _enlarge, _noise, _value)


def mutations(kind: str) -> Mapping[str, Mutation]:
    """Return the mutations of a kind of file, by name."""
    more: dict[str, tuple[Mutation, ...]] = {
        "png": (_listed(chunks, png), _chunk_content, _length),  # type: ignore[arg-type]
        "gif": (_listed(gif_blocks, b"".join), _length),  # type: ignore[arg-type]
        "webp": (_listed(riff, webp), _length),  # type: ignore[arg-type]
        "mp4": (_length, _length),
        **{kind: _tokens(kind) for kind in _TOKENS},
    }
    named = {change.__name__.strip("_"): change for change in (*_PLAIN, *more[kind])}
    return {**named, "forged": _forged(kind)}
