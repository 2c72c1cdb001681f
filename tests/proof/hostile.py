"""Files made to stop whoever reads them: `python -m proof.hostile --megabytes 10`.

Each makes a fresh file as long as asked, or makes it unpack to a gigabyte. The script prints how long `verify` takes,
what memory it adds, and what it answers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from proof.asking import FILES, MOST_MEMORY, Answer, Desk, draw
from proof.forgeries_svg import in_layer, subbed
from proof.forgery import after, before, replaced
from proof.hostile_binaries import BINARIES, Grow

_FACTS = rb'(id="mapgen-facts"[^>]*>\s*\{)'
_DATA = rb'(id="mg-data"[^>]*>\s*\{)'
_VALUES = {
    "infinity": b"[Infinity,-Infinity,NaN]",
    "number": b"9" * 5000,
    "nested": b"[" * 100_000,
    "nested-whole": b"[" * 50_000 + b"]" * 50_000,
    "nested-tables": b'{\\"a\\":' * 20_000,
}
_ENCODINGS = (
    *[
        "utf-7",
        "rot13",
        "zlib",
        "hex",
        "idna",
        "punycode",
        "unicode_escape",
        "utf-32",
        "cp037",
        "undefined",
        "base64",
        "quopri",
        "utf-8-sig",
        "bz2",
        "uu",
    ],
    *["iso2022_jp", "UTF-16LE", "unicode_internal", "raw_unicode_escape", "mbcs"],
    "x" * 50,
)


def _times(piece: bytes, ending: bytes = b"") -> Callable[[int], bytes]:
    """Return what repeats a piece, and then as often an ending, up to a number of bytes."""
    return lambda size: piece * (count := size // (len(piece) + len(ending))) + ending * count


def _numbered(piece: bytes) -> Callable[[int], bytes]:
    """Return what repeats a piece with a number in it."""
    return lambda size: b"".join(piece % number for number in range(size // (len(piece) + 4)))


_MARKUP: Mapping[str, Callable[[int], bytes]] = {
    "unclosed-bold": _times(b"<b>"),
    "unclosed-blocks": _times(b"<div>"),
    "unclosed-links": _times(b"<a>"),
    "unclosed-styles": _times(b"<style>"),
    "unclosed-scripts": _times(b"<script>"),
    "unclosed-script-comments": lambda size: b"<script>" + b"<!--<script>" * (size // 12),
    "unclosed-comments": _times(b"<!--"),
    "unclosed-quotes": _times(b'<a b="'),
    "unclosed-titles": _times(b"<title>"),
    "unclosed-tags": _times(b"<a "),
    "half-tags": _times(b"<"),
    "end-tags": _times(b"</p>"),
    "other-end-tags": _times(b"</b>"),
    "formatted-paragraphs": lambda size: _numbered(b"<b a%d>")(size // 4) + _times(b"<p>")(3 * size // 4),
    "formatted-cells": lambda size: _numbered(b"<i a%d>")(size // 4) + _times(b"<table><tr><td>")(3 * size // 4),
    "misnested": _times(b"<b><p></b>"),
    "misnested-links": _times(b"<a><div><a>"),
    "tables": _times(b"<table>"),
    "fostered": lambda size: b"<table>" + _times(b"<b>x")(size),
    "nested-closed": _times(b"<div>", b"</div>"),
    "drawings": _times(b"<svg><g>"),
    "out-of-drawings": _times(b"<svg><p>"),
    "templates": _times(b"<template>"),
    "lists": _times(b"<select><option>"),
    "attributes": lambda size: b"<p " + _numbered(b"a%d=1 ")(size) + b">",
    "same-attribute": lambda size: b"<p " + _times(b"a=1 ")(size) + b">",
    "letters-by-name": _times(b"&am"),
    "letters-by-number": _times(b"&#x41;"),
    "zeros": _times(b"\0"),
    "returns": _times(b"\r"),
    "spaces": _times(b" "),
    "elements": _times(b"<p>x</p>"),
    "bodies": _times(b"<body a=b>"),
    "second-facts": _times(b'<script type="application/json" id="mapgen-facts">{}</script>'),
}
_XML: Mapping[str, Callable[[int], bytes]] = {
    "elements": _times(b"<g/>"),
    "texts": _times(b"<text>x</text>"),
    "titles": _times(b"<title>x</title>"),
    "nested": _times(b"<g>", b"</g>"),
    "unclosed": _times(b"<g>"),
    "attributes": lambda size: b"<g " + _numbered(b'a%d="1" ')(size) + b"/>",
    "names": _numbered(b'<g xmlns:a%d="u"/>'),
    "nested-names": lambda size: _numbered(b'<g xmlns:a%d="u">')(size // 2) + b"</g>" * (size // 2 // 21),
    "comments": _times(b"<!-- -->"),
    "instructions": _times(b"<?a b?>"),
    "sections": _times(b"<![CDATA[]]>"),
    "letters": _times(b"&#65;"),
    "text": _times(b"x "),
    "path": lambda size: b'<path d="' + b"l1 1" * (size // 4) + b'"/>',
}


def hostile() -> Iterator[tuple[str, str, Grow]]:
    """Yield each case: its kind, its name, and what makes it as long as asked."""
    for name, made in _MARKUP.items():
        yield "html", name, lambda data, size, made=made: before(b"</main>", made(size))(data)
    yield "html", "first-of-all", lambda data, size: before(b"<head", _times(b"<b>")(size))(data)
    yield "html", "files", lambda data, size: subbed(_FACTS, rb'\g<1>"files":"' + b"[" * size + b'",')(data)
    yield "html", "facts", lambda data, size: subbed(_FACTS, rb'\g<1>"a":' + b"[" * size + b",")(data)
    yield "html", "data", lambda data, size: subbed(_DATA, rb'\g<1>"a":' + b"[" * size + b",")(data)
    yield "html", "data-keys", lambda data, size: subbed(_DATA, rb"\g<1>" + _numbered(b'"k%d":1,')(size))(data)
    yield "html", "data-number", lambda data, size: subbed(_DATA, rb'\g<1>"a":' + b"9" * size + b",")(data)
    for name, made in _XML.items():
        yield "svg", f"{name}-in-layer", lambda data, size, made=made: in_layer(b"labels", made(size))(data)
        yield "svg", f"{name}-in-metadata", lambda data, size, made=made: before(b"</metadata>", made(size))(data)
    yield "svg", "facts", lambda data, size: after(b'facts">', _numbered(b'<mg:fact name="n%d"/>')(size))(data)
    yield "svg", "layers", lambda data, size: before(b"</svg>", _times(b'<g class="mg-layer mg-notes"/>')(size))(data)
    yield (
        "svg",
        "type",
        lambda data, size: b"<!DOCTYPE svg [" + _numbered(b"<!ATTLIST g a%d CDATA 'x'>")(size) + b"]>" + data,
    )
    yield "svg", "never-ends", lambda data, _: replaced(b'"as-of">2025-12-15', b'"as-of">9999-12-31')(data)
    yield "svg", "ends-last", lambda data, _: data.replace(b"2025-12-15", b"9999-12-31")
    yield "svg", "begins-first", lambda data, _: data.replace(b"2025-12-15", b"0001-01-01")
    for name, value in _VALUES.items():
        yield (
            "svg",
            f"shows-{name}",
            lambda data, _, value=value: subbed(rb'("shows">)[^<]*', rb"\g<1>" + value)(data),
        )
        yield "svg", f"leader-{name}", lambda data, _, value=value: subbed(rb'"Javier Milei"', value)(data)
    for name in _ENCODINGS:
        yield (
            "svg",
            f"said-to-be-{name[:20]}",
            lambda data, _, name=name: f'<?xml version="1.0" encoding="{name}"?>'.encode() + data,
        )
    for kind, cases in BINARIES.items():
        yield from ((kind, name, grow) for name, grow in cases.items())


def asked(files: Mapping[str, bytes], desk: Desk, size: int) -> Iterator[tuple[str, int, Answer]]:
    """Yield the name of each case, its length, and the answer to it."""
    for kind, name, grow in hostile():
        if kind in files:
            data = grow(files[kind], size)
            yield f"{kind}-{name}", len(data), desk.ask(data)


def main(arguments: Sequence[str]) -> int:
    """Print the figures of each case, and the worst."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--kind", choices=[*FILES], action="append")
    options = parser.parse_args(arguments)
    faults = 0
    with TemporaryDirectory() as name:
        files = draw(Path(name), tuple(options.kind or FILES))
        for case, length, answer in asked(files, Desk(Path(name)), int(options.megabytes * 1_000_000)):
            faulty = answer.fault or answer.verdict == "unchanged" or answer.grown > MOST_MEMORY
            faults += bool(faulty)
            words = answer.fault or answer.said.partition(": ")[2].replace("\n", " ")[:110]
            print(
                f"{'FAULT ' if faulty else ''}{case:40} {length / 1e6:6.2f} MB {answer.seconds:6.2f} s"
                f" {answer.grown // 1000:5} MB more  {words}",
                flush=True,
            )
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
