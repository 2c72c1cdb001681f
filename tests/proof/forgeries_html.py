"""Forgeries of HTML pages by what is put into them: covers, styles, scripts, frames, keys that come twice."""

from __future__ import annotations

from proof.forgeries_svg import subbed
from proof.forgery import BROKEN, UNSEEN, after, before, enter, enter_all, replaced

_COVER = b'<div style="position:fixed;inset:0;background:lime;z-index:99999;font-size:80px">FRAUD</div>'
_POLICY = rb'<meta http-equiv="Content-Security-Policy"[^>]*>'
_FACTS, _DATA = rb'(id="mapgen-facts"[^>]*>\s*\{)', rb'(id="mg-data"[^>]*>\s*\{)'
_HEAD, _BODY, _END = b"</head>", b"</main>", b"</body>"
_STYLE = b"<style>.mg-map{filter:hue-rotate(180deg)}</style>"
_LINK = b'<link rel="stylesheet" href="data:text/css,.mg-map{filter:invert(1)}">'
_CLOSED = b"</SCRIPT>" + _COVER + b"<script type=x>"


enter_all(
    "html",
    {
        "key-first-in-data": (
            "the page is covered",
            subbed(_DATA, rb'\g<1>"texts":"' + _CLOSED.replace(b'"', b"'") + b'",'),
        ),
        "key-twice-in-facts": ("programs read another title", subbed(_FACTS, rb'\g<1>"title":"All on the right",')),
        "key-twice-in-data": ("programs read another list", subbed(_DATA, rb'\g<1>"territories":[],')),
        "key-of-prototype": ("programs read other values", subbed(_DATA, rb'\g<1>"__proto__":{"a":1},')),
        "foreign-fact": ("a fact that mapgen did not write", subbed(_FACTS, rb'\g<1>"checked":"yes",')),
        "second-data": ("an empty page", before(_BODY, b'<script type="application/json" id="mg-data">{}</script>')),
        "name-of-data": ("an empty page", replaced(b'id="mg-data"', b'id="mg-Data"')),
        "type-of-data": (
            "it is run as a script",
            subbed(rb'type="application/json"( id="mg-data")', rb'type="text/plain"\g<1>'),
        ),
        "cover": ("the page is covered", before(_END, _COVER)),
        "cover-after-end": ("the page is covered", lambda data: data + _COVER),
        "text-after-end": ("a word below the page", lambda data: data + b"FRAUD"),
        "cover-in-head": ("the page is covered", before(_HEAD, _COVER)),
        "cover-in-pre-data": (
            "the page is covered",
            subbed(rb"(<script[^>]*ld\+json[^>]*>)", rb"\g<1></script>" + _COVER + rb"\g<1>"),
        ),
        "style-in-head": ("the colours turn round", before(_HEAD, _STYLE)),
        "style-in-body": ("the colours turn round", before(_BODY, _STYLE)),
        "style-in-capitals": ("the colours turn round", before(_HEAD, _STYLE.replace(b"style", b"STYLE"))),
        "style-in-drawing": ("the colours turn round", after(b"<defs>", _STYLE)),
        "style-spaced": ("the colours turn round", before(_BODY, _STYLE.replace(b"</style>", b"</style >"))),
        "style-sheet": ("the colours turn round", before(_HEAD, _LINK)),
        "style-sheet-in-body": ("the colours turn round", before(_BODY, _LINK)),
        "style-attribute": ("no map", subbed(rb'(<div id="mg-map" )', rb'\g<1>style="display:none" ')),
        "script-without-policy": (
            "it runs a script",
            lambda data: before(_END, b"<script>alert(1)</script>")(_freed(data)),
        ),
        "handler-without-policy": (
            "it runs a script",
            lambda data: replaced(b"<body", b'<body onload="alert(1)"')(_freed(data)),
        ),
        "policy-removed": ("it may run anything", subbed(_POLICY, b"")),
        "policy-eased": ("it may run anything", replaced(b"script-src ", b"script-src 'unsafe-inline' ")),
        "policy-renamed": ("it may run anything", replaced(b"Content-Security-Policy", b"Content-Security-Policies")),
        "second-policy": (
            "its own script does not run",
            after(
                b'<meta charset="utf-8">', b'<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
            ),
        ),
        "script-blocked": ("nothing, as the policy blocks it", before(_END, b"<script>alert(1)</script>")),
        "script-from-elsewhere": (
            "nothing, as the policy blocks it",
            before(_END, b'<script src="https://example.org/x.js"></script>'),
        ),
        "module": ("nothing, as the policy blocks it", before(_END, b'<script type="module">alert(1)</script>')),
        "import-map": ("nothing, as the policy blocks it", before(_HEAD, b'<script type="importmap">{}</script>')),
        "handler": ("nothing, as the policy blocks it", replaced(b"<h1", b'<h1 onclick="alert(1)"')),
        "refresh": ("another page", before(_HEAD, b'<meta http-equiv="refresh" content="0;url=data:text/html,FRAUD">')),
        "base": ("links lead elsewhere", before(_HEAD, b'<base href="https://example.org/" target="_blank">')),
        "first-encoding": (
            "accents are noise",
            replaced(b"<meta charset", b'<meta charset="windows-1252"><meta charset'),
        ),
        "other-encoding": ("accents are noise", replaced(b'charset="utf-8"', b'charset="windows-1252"')),
        "screen-size": ("a phone shows it tiny", replaced(b"width=device-width", b"width=9000")),
        "picture": (
            "a picture over the page",
            before(
                _END,
                b'<img style="position:fixed;inset:0" width=999 height=999 alt="FRAUD" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'/>">',
            ),
        ),
        "frame": (
            "another page above",
            before(_END, b'<iframe srcdoc="FRAUD" style="position:fixed;inset:0"></iframe>'),
        ),
        "object": ("another page below", before(_END, b'<object data="data:text/html,FRAUD"></object>')),
        "dialog": ("a window over the page", before(_END, b"<dialog open>FRAUD</dialog>")),
        "foreign-object": (
            "a word over the map",
            after(b"<defs>", b"</defs><foreignObject width=99 height=99>FRAUD</foreignObject><defs>"),
        ),
        "movement": (
            "the map turns",
            subbed(
                rb"(<g [^>]*)>", rb'\g<1>><animateTransform attributeName="transform" type="rotate" to="9" dur="1s"/>'
            ),
        ),
        "set-in-drawing": (
            "the map vanishes",
            after(b"<defs>", b'<set href="#mg" attributeName="display" to="none"/>'),
        ),
        "mathematics": ("a word below the map", before(_BODY, b"<math><mtext>FRAUD</mtext></math>")),
        "shadow": (
            "the heading has another text",
            subbed(rb"(<h1[^>]*>)", rb'\g<1><template shadowrootmode="open">FRAUD</template>'),
        ),
        "template": ("nothing yet, and scripts may take it", before(_BODY, b"<template>FRAUD</template>")),
        "without-scripts": ("readers without scripts see a word", before(_BODY, b"<noscript>FRAUD</noscript>")),
        "form": (
            "a form that asks for a name",
            before(_BODY, b'<form action="https://example.org"><input name="card"></form>'),
        ),
        "second-title": ("another name of the page", before(b"<title>", b"<title>All on the right</title>")),
        "title-in-body": ("programs read another name", before(_BODY, b"<title>All on the right</title>")),
        "card": (
            "a card of a network shows another title",
            before(_HEAD, b'<meta property="og:title" content="All on the right">'),
        ),
        "card-picture": (
            "a card of a network shows a picture",
            before(_HEAD, b'<meta property="og:image" content="https://example.org/x.png">'),
        ),
        "canonical": (
            "search engines name another page",
            before(_HEAD, b'<link rel="canonical" href="https://example.org/">'),
        ),
        "icon": ("another icon", before(_HEAD, b'<link rel="icon" href="data:,">')),
        "theme": ("a phone's bars have another colour", before(_HEAD, b'<meta name="theme-color" content="red">')),
        "hidden-text": ("programs read a word", before(_BODY, b"<p hidden>FRAUD</p>")),
        "anchor": ("a link that leads elsewhere", before(_BODY, b'<a href="https://example.org">Source</a>')),
        "link-that-runs": ("a link that runs a script", before(_BODY, b'<a href="javascript:alert(1)">Source</a>')),
        "speculation": (
            "the browser asks elsewhere",
            before(_HEAD, b'<link rel="prefetch" href="https://example.org/x">'),
        ),
    },
)
enter_all(
    "html",
    {
        "comment": ("the same", before(_BODY, b"<!-- A word. -->")),
        "comment-after-end": ("the same", lambda data: data + b"<!-- A word. -->"),
        "old-comment": ("the same", before(b"<head", b"<!--[if IE]>FRAUD<![endif]-->")),
        "spaces-after-end": ("the same", lambda data: data + b" \n" * 50),
        "comment-before": ("the same", lambda data: data.replace(b"<html", b"<!-- saved from url -->\n<html", 1)),
    },
    UNSEEN,
)
enter_all(
    "html",
    {
        "key-first-in-facts": (
            "the page is covered",
            subbed(_FACTS, rb'\g<1>"title":"' + _CLOSED.replace(b'"', b"'") + b'",'),
        ),
        "second-facts-first": (
            "programs read another day",
            before(_HEAD, b'<script type="application/json" id="mapgen-facts">{"as-of":"2020-01-01"}</script>'),
        ),
        "second-facts-last": (
            "programs read another day",
            before(_END, b'<script type="application/json" id="mapgen-facts">{"as-of":"2020-01-01"}</script>'),
        ),
        "second-facts-other-spelling": (
            "programs read another day",
            before(_HEAD, b"<script id='mapgen-facts' type='application/json'>{}</script>"),
        ),
    },
    BROKEN,
)
enter("html", "cut-in-half", "half a page", lambda data: data[: len(data) // 2], BROKEN)
enter("html", "cut-in-facts", "the page", lambda data: data[: data.index(b"mapgen-facts") + 400], BROKEN)
enter("html", "without-end", "the page", replaced(b"</body>\n</html>", b""), BROKEN | UNSEEN)


def _freed(data: bytes) -> bytes:
    """Take away the policy that lets only its own script run."""
    return subbed(_POLICY, b"")(data)
