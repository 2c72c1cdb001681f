"""Forgeries by what one parser of HTML or XML takes otherwise than another: comments, sections, tags that end early."""

from __future__ import annotations

from proof.forgeries_svg import at_end, subbed
from proof.forgery import BROKEN, UNSEEN, after, before, enter, enter_all, replaced

_WORD = b"<p>FRAUD</p>"
# What a browser shows of them is the word: each of these comments has ended before it.
_COMMENTS = {
    "comment-that-ends-at-once": b"<!-->" + _WORD + b"-->",
    "comment-of-three-lines": b"<!--->" + _WORD + b"-->",
    "comment-with-bang": b"<!--x--!>" + _WORD + b"<!---->",
    "comment-with-four-lines": b"<!--x---->" + _WORD + b"-->",
    "comment-in-comment": b"<!-- a <!-- b -->" + _WORD + b"-->",
    "false-comment": b"<!x>" + _WORD + b"<!-- -->",
    "instruction": b"<?x>" + _WORD + b"?>",
    "instruction-with-quotes": b'<?x a=">' + _WORD + b'">',
    "false-end-tag": b"</ x>" + _WORD + b"</ -->",
    "section": b"<![CDATA[x>" + _WORD + b"]]>",
    "declaration": b'<!DOCTYPE a "' + _WORD + b'">',
    "quote-in-end-tag": b"</main x='>'>" + _WORD,
    "unquoted": b"<i title=a'>" + _WORD + b"<i title='>",
    "open-end-tag": _WORD + b"</p",
}
for _name, _added in _COMMENTS.items():
    enter("html", _name, "a word below the map", before(b"</main>", _added))
    enter("html", f"{_name}-first", "a word above the page", after(b"<body>", _added))


def _facts_first(data: bytes) -> bytes:
    start = data.index(b'<script type="application/json" id="mapgen-facts">')
    end = data.index(b"</script>", start) + len(b"</script>")
    return before(b"<title>", data[start:end])(data[:start] + data[end:])


enter_all(
    "html",
    {
        "break-of-end-tag": ("an empty line", before(b"</main>", b"</br>")),
        "paragraph-of-end-tag": ("an empty line", before(b"</main>", b"</p>")),
        "picture-by-old-name": (
            "a picture from elsewhere",
            before(b"</main>", b'<image src="https://example.org/x.png">'),
        ),
        "out-of-drawing": ("no map", after(b"<defs>", b"</p>")),
        "out-of-drawing-by-break": ("no map", after(b"<defs>", b"</br>")),
        "out-of-drawing-by-font": ("no map", after(b"<defs>", b"<font color=red>")),
        "section-in-drawing": (
            "a word in the map's title",
            subbed(rb'(<title id="mg-alt">)', rb"\g<1><![CDATA[FRAUD]]>"),
        ),
        "style-in-drawing-as-cdata": (
            "the colours turn round",
            after(b"<defs>", b"<style><![CDATA[</style><p>FRAUD]]>"),
        ),
        "select-with-sheet": (
            "newer browsers take the sheet",
            before(b"</main>", b'<select><link rel="stylesheet" href="data:text/css,.mg-map{display:none}"></select>'),
        ),
        "table-with-word": ("a word above the table", subbed(rb"(<tbody[^>]*>)", rb"\g<1>FRAUD")),
        "table-with-cover": (
            "the page is covered",
            subbed(rb"(<tbody[^>]*>)", rb"\g<1><p style=position:fixed>FRAUD</p>"),
        ),
        "early-end-of-table": ("rows as a line of words", subbed(rb"(<tbody[^>]*>)", rb"\g<1></table>")),
        "formatted": ("all that follows is struck out", before(b"<table", b"<s>")),
        "link-around": ("all that follows is a link", before(b"<table", b'<a href="https://example.org">')),
        "body-early": ("the head's sheet stands in the body", before(b"<style>", b"<p>")),
        "tag-with-slash": ("no table", replaced(b"<table", b"<table/hidden/x=")),
        "tag-with-quotes": ("no table", replaced(b"<table", b"<table'\"hidden")),
        "entity-without-end": ("another text in an address", subbed(rb'(<a [^>]*href="[^"]*)"', rb'\g<1>&copy"')),
        "old-script-language": ("it runs no script", replaced(b"<script>(", b'<script language="vbscript">(')),
        "form-feed-in-name": ("a name that its script does not find", replaced(b'id="mg-title"', b'id="mg-title\x0c"')),
        "slash-in-name": ("no map's frame", replaced(b'<div id="mg-map"', b'<div/id="mg-map"/hidden')),
        "script-ends-early": (
            "the code of the script",
            replaced(b"<script>(function", b"<script>/*</script>*/(function"),
        ),
        "facts-moved": ("what lies in the head moves the body", _facts_first),
    },
)
enter_all(
    "svg",
    {
        "script-for-other-parsers": (
            "HTML parsers run it",
            replaced(b">Brazil<", b"><![CDATA[Brazil<script>alert(1)</script>]]><"),
        ),
        "comment-for-other-parsers": (
            "HTML parsers run it",
            at_end(b"<!--><script>alert(1)</script>-->"),
        ),
        "section-of-markup": ("the code of an element", replaced(b">Brazil<", b"><![CDATA[<b>Brazil]]><")),
        "tab-kept-in-attribute": (
            "programs read another name",
            replaced(b'data-name="Brazil"', b'data-name="Bra&#9;zil"'),
        ),
        "space-at-end-of-attribute": (
            "programs read another name",
            replaced(b'data-name="Brazil"', b'data-name="Brazil&#32;"'),
        ),
        "space-within-attribute": (
            "programs read another name",
            replaced(b'data-name="French Guiana"', b'data-name="French&#10;Guiana"'),
        ),
    },
)
enter_all(
    "html",
    {
        "frames-late": ("nothing, or a set of frames", subbed(rb"<body>\s*<main", b"<frameset><main")),
        "facts-as-script": (
            "it is run as a script",
            subbed(rb'type="application/json"( id="mapgen-facts")', rb'type=""\g<1>'),
        ),
    },
    BROKEN,
)
enter_all(
    "svg",
    {
        "two-documents": ("an error, or the first", lambda data: data + data),
        "zero-byte": ("an error", replaced(b">Brazil<", b">Bra\0zil<")),
        "broken-letters": ("an error", replaced(b">Brazil<", b">Bra\xffzil<")),
        "overlong-letters": ("an error", replaced(b">Brazil<", b">\xc1\x82razil<")),
        "half-a-pair": ("an error", replaced(b">Brazil<", b">\xed\xa0\x80razil<")),
        "control-by-number": ("an error", replaced(b">Brazil<", b">&#1;razil<")),
        "bytes-before": ("an error", lambda data: b"x" + data),
    },
    BROKEN,
)
enter_all(
    "svg",
    {
        "newer-version": ("an error, or other rules for lines", lambda data: b'<?xml version="1.1"?>' + data),
        "line-kept-in-title": ("a line break in the name", replaced(b"Map of South", b"Map of&#10;&#10;South")),
    },
    BROKEN | UNSEEN,
)
