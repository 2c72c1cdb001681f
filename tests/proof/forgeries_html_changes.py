"""Forgeries of HTML pages by what is changed in them: texts, attributes, how a parser takes what follows."""

from __future__ import annotations

import re

from proof.forgeries_svg import subbed
from proof.forgery import BROKEN, UNSEEN, before, enter_all, replaced

_SCRIPT_END = b"})();\n</script>"
_H1 = rb"(<h1[^>]*>)"

enter_all(
    "html",
    {
        "heading": ("another heading", subbed(_H1 + rb"[^<]*", rb"\g<1>All on the right")),
        "title": ("another name of the page", subbed(rb"<title>[^<]*", b"<title>All on the right")),
        "description": (
            "search engines show another text",
            subbed(rb'(name="description" content=")[^"]*', rb"\g<1>FRAUD"),
        ),
        "alternative": ("screen readers say another name", subbed(rb'(<title id="mg-alt">)[^<]*', rb"\g<1>FRAUD")),
        "generator": ("another program is named", replaced(b'content="mapgen', b'content="Mapgen')),
        "no-break-spaces": ("a gap in the heading", subbed(_H1, rb"\g<1>South" + b"&nbsp;" * 40)),
        "wide-spaces": ("a gap in the heading", subbed(_H1, rb"\g<1>" + "\u3000".encode() * 9)),
        "zero-width": ("searches miss the heading", subbed(_H1, rb"\g<1>" + "S\u200b".encode())),
        "reversed": ("a heading backwards", subbed(_H1, rb"\g<1>" + "\u202e".encode())),
        "language": ("it is read aloud in Spanish", replaced(b'<html lang="en"', b'<html lang="es"')),
        "direction": ("it runs from right to left", replaced(b"<html ", b'<html dir="rtl" ')),
        "attribute-first": ("no map", replaced(b'<div id="mg-map"', b'<div hidden id="mg-map"')),
        "class-first": ("another look", replaced(b'class="mg-page"', b'class="" class="mg-page"')),
        "dark": ("dark for all readers", replaced(b"<html ", b'<html data-dark="true" ')),
        "second-root-tag": ("dark for all readers", before(b"</main>", b'<html data-dark="true">')),
        "second-body-tag": ("nothing", before(b"</main>", b'<body style="display:none">')),
        "inert": ("nothing can be chosen", replaced(b"<body", b"<body inert")),
        "editable": ("a reader can write into it", replaced(b"<body", b"<body contenteditable")),
        "hidden-from-readers": ("screen readers pass it by", replaced(b"<main ", b'<main aria-hidden="true" ')),
        "table-hidden": ("no table", replaced(b"<table", b"<table hidden")),
        "cell": ("another name in the table", subbed(rb"(<table>.*?<td[^>]*>)[^<]+", rb"\g<1>Nobody")),
        "rows-exchanged": (
            "rows in another order",
            subbed(rb"(</tr>\s*)(<tr.*?</tr>\s*)(<tr.*?</tr>\s*)", rb"\g<1>\g<3>\g<2>"),
        ),
        "names-exchanged": (
            "buttons do each other's work",
            lambda data: (
                data.replace(b'id="mg-back"', b"\0")
                .replace(b'id="mg-on"', b'id="mg-back"')
                .replace(b"\0", b'id="mg-on"')
            ),
        ),
        "colours-exchanged": (
            "left is blue and right is red",
            lambda data: data.replace(b"#e8505b", b"#\0").replace(b"#12324f", b"#e8505b").replace(b"#\0", b"#12324f"),
        ),
        "rule-of-style": ("no map", subbed(rb"(<style[^>]*>)", rb"\g<1>.mg-map{display:none}")),
        "words-by-style": ("a word above all", subbed(rb"(<style[^>]*>)", rb'\g<1>body::before{content:"FRAUD"}')),
        "style-for-print": ("no style on a screen", replaced(b"<style>", b'<style media="print">')),
        "style-of-no-type": ("no style", replaced(b"<style>", b'<style type="x">')),
        "script": ("a script that does something else", before(_SCRIPT_END, b"document.title='FRAUD';\n")),
        "script-of-other-type": ("a page that does not move", replaced(b"<script>(", b'<script type="x">(')),
        "script-deferred": ("its script runs at another time", replaced(b"<script>(", b'<script type="module">(')),
        "no-script-in-module-browsers": ("a page that does not move", replaced(b"<script>(", b"<script nomodule>(")),
        "data": ("another leader on a day", replaced(b"Gabriel Boric", b"Gabriel Borik", 99)),
        "number-in-data": ("an area moves", subbed(rb'(id="mg-data".*?\[)1,', rb"\g<1>7,")),
        "true-for-one": ("programs read another type", subbed(rb'(id="mg-data".*?[\[,])1([,\]])', rb"\g<1>true\g<2>")),
        "open-comment": (
            "the table is missing",
            lambda data: data.replace(b"<table", b"<!--<table", 1).replace(b"</table>", b"</table>-->", 1),
        ),
        "section-commented": (
            "no key",
            lambda data: re.sub(rb'<ul id="mg-key".*?</ul>', rb"<!--\g<0>-->", data, flags=re.DOTALL),
        ),
        "text-area": ("the code of the rest in a box", before(b"<table", b"<textarea>")),
        "raw-text": (
            "the code of the table",
            lambda data: data.replace(b"<table", b"<xmp><table", 1).replace(b"</table>", b"</table></xmp>", 1),
        ),
        "open-title": ("no drawing", replaced(b"</title>\n<defs>", b"\n<defs>")),
        "in-template": (
            "no table",
            lambda data: data.replace(b"<table", b"<template><table", 1).replace(
                b"</table>", b"</table></template>", 1
            ),
        ),
        "in-select": ("a list in place of the table", before(b"<table", b"<select>")),
        "in-details": (
            "a closed table",
            lambda data: data.replace(b"<table", b"<details><table", 1).replace(b"</table>", b"</table></details>", 1),
        ),
        "old-mode": (
            "old rules of layout",
            replaced(b"<!doctype html>", b'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">'),
        ),
        "no-doctype": ("old rules of layout", replaced(b"<!doctype html>\n", b"")),
        "name-of-text": ("a text that its script does not find", replaced(b'id="mg-title"', b'id="mg-Title"')),
        "day": ("programs read another day", replaced(b'"as-of":"2025-12-15"', b'"as-of":"2025-12-16"')),
        "structured-data": (
            "search engines read another name",
            subbed(rb'(ld\+json">.*?"name":")[^"]*', rb"\g<1>FRAUD"),
        ),
        "structured-data-twice": (
            "search engines read another name",
            subbed(rb'(ld\+json">\{)', rb'\g<1>"@context":"x",'),
        ),
        "link": ("a link leads elsewhere", subbed(rb'(<a [^>]*href=")[^"]*', rb"\g<1>https://example.org/")),
        "first-day": ("its field begins on another day", subbed(rb'value="2025-12-15"', b'value="2025-12-14"')),
    },
)
enter_all(
    "html",
    {
        "frames": ("a set of frames", lambda data: data.replace(b"<body", b"<frameset", 1)),
        "plain-text": ("the code of the rest", before(b"</main>", b"<plaintext>")),
        "escaped-script": ("what follows is part of a script", replaced(b"<script>(", b"<script><!--<script>\n(")),
        "digest-removed": ("the page", replaced(b'id="mapgen-facts"', b'id="facts"')),
        "facts-commented": (
            "the page",
            subbed(rb'(<script type="application/json" id="mapgen-facts">.*?</script>)', rb"<!--\g<1>-->"),
        ),
        "broken-letters": ("a question mark", replaced("’".encode(), b"\x92")),
    },
    BROKEN,
)
enter_all(
    "html",
    {
        "mark-of-order": ("the same", lambda data: b"\xef\xbb\xbf" + data),
        "attribute-twice": ("the same", replaced(b'<h1 id="mg-title"', b'<h1 id="mg-title" id="x"')),
        "end-tag-of-nothing": ("the same", before(b"</main>", b"</b>")),
        "named-letter": ("the same", subbed(_H1 + rb"S", rb"\g<1>&#83;")),
        "line-ends": ("the same", lambda data: data.replace(b"\n", b"\r\n")),
        "attribute-of-end-tag": ("the same", replaced(b"</h1>", b'</h1 onclick="alert(1)">')),
        "data-spaced": ("the same", subbed(rb'(id="mg-data"[^>]*>)\{', rb"\g<1> { ")),
    },
    UNSEEN,
)
enter_all(
    "html",
    {
        "sixteen-bits": ("the page", lambda data: data.decode().encode("utf-16")),
        "zero-byte": ("the same, or a question mark", subbed(_H1, b"\\g<1>\0")),
    },
    BROKEN | UNSEEN,
)
