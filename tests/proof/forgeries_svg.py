"""Forgeries of SVG files by what is put into them: styles, scripts, movement, pictures, layers."""

from __future__ import annotations

import re

from proof.forgery import BROKEN, UNSEEN, Change, after, before, enter, enter_all

NS = b'xmlns="http://www.w3.org/2000/svg" '
XHTML = b'xmlns="http://www.w3.org/1999/xhtml" '
_XLINK = b'xmlns:xlink="http://www.w3.org/1999/xlink" '
_STYLE = b"path{fill:#808080!important}"
_SCRIPT = b"document.documentElement.style.filter='invert(1)'"
_COVER = b'<rect width="640" height="400" fill="#e8505b"/>'
_POINT = b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC"
_METADATA_ENDS = b"</metadata>"


def at_end(added: bytes) -> Change:
    """Return a change that puts elements last into the root."""

    def change(data: bytes) -> bytes:
        start, mark, rest = data.rpartition(b"</svg>")
        return start + added + mark + rest

    return change


def in_layer(layer: bytes, added: bytes) -> Change:
    """Return a change that puts elements first into a layer."""
    return subbed(rb'(<g [^>]*class="mg-layer mg-%b"[^>]*>)' % layer, rb"\g<1>" + added)


def subbed(pattern: bytes, replacement: bytes) -> Change:
    """Return a change of the first place that a pattern is found in, which must be there."""

    def change(data: bytes) -> bytes:
        changed, count = re.subn(pattern, replacement, data, count=1, flags=re.DOTALL)
        assert count, pattern
        return changed

    return change


def attribute(pattern: bytes, added: bytes) -> Change:
    """Return a change that gives an attribute to the first element that a pattern begins, such as `<text`."""
    return subbed(rb"(%b)" % pattern, rb"\g<1> " + added)


_FOREIGN = {
    "style": ("all land is grey", b"<style " + NS + b">" + _STYLE + b"</style>"),
    "script": ("the colours turn round", b"<script " + NS + b">" + _SCRIPT + b"</script>"),
    "script-of-html": ("the colours turn round", b"<script " + XHTML + b">" + _SCRIPT + b"</script>"),
    "style-of-html": ("all land is grey", b"<style " + XHTML + b">" + _STYLE + b"</style>"),
    "script-under-prefix": (
        "the colours turn round",
        b'<s:script xmlns:s="http://www.w3.org/2000/svg">' + _SCRIPT + b"</s:script>",
    ),
}
for _name, (_sees, _element) in _FOREIGN.items():
    enter("svg", f"{_name}-in-metadata", _sees, before(_METADATA_ENDS, _element))
    enter("svg", f"{_name}-in-layer", _sees, in_layer(b"labels", _element))
    enter("svg", f"{_name}-in-second-metadata", _sees, after(_METADATA_ENDS, b"<metadata>" + _element + b"</metadata>"))
    enter("svg", f"{_name}-at-end", _sees, at_end(_element))
enter("svg", "style-in-title", "all land is grey", before(b"</title>", _FOREIGN["style"][1]))
enter("svg", "script-in-fact", "the colours turn round", before(b"</mg:fact>", _FOREIGN["script"][1]))
enter("svg", "style-in-desc", "all land is grey", before(b"</desc>", _FOREIGN["style"][1]))

_LAYERS = {
    "rectangle": ("a block over the map", _COVER),
    "text": ("a text over the map", b'<text x="99" y="99" font-size="60">FRAUD</text>'),
    "style": _FOREIGN["style"],
    "script": _FOREIGN["script"],
    "movement": ("a block comes", b'<rect width="0" height="400"><set attributeName="width" to="640"/></rect>'),
}
for _name, (_sees, _element) in _LAYERS.items():
    for _layer in (b"territories", b"labels", b"notes"):
        _false = b'<g class="mg-layer mg-' + _layer + b'">' + _element + b"</g>"
        _real = rb'(<g [^>]*class="mg-layer mg-%b")' % _layer
        enter("svg", f"{_name}-in-false-{_layer.decode()}", _sees, subbed(_real, _false + rb"\g<1>"))
    enter("svg", f"{_name}-in-false-layer-first", _sees, after(_METADATA_ENDS, _false))
    enter("svg", f"{_name}-in-false-layer-last", _sees, at_end(b'<g class="mg-layer mg-notes">' + _element + b"</g>"))

enter_all(
    "svg",
    {
        "set-in-metadata": (
            "the labels vanish",
            lambda data: before(
                _METADATA_ENDS,
                b"<set " + NS + _XLINK + b'xlink:href="#%b" attributeName="display" to="none"/>' % _id(data),
            )(data),
        ),
        "animate-in-path": (
            "a country's colour runs through all others",
            subbed(
                rb'(<g [^>]*data-iso3="BRA"[^>]*>.*?<path [^>]*?)/>',
                rb'\g<1>><animate attributeName="fill" values="red;blue" dur="1s" repeatCount="indefinite"/></path>',
            ),
        ),
        "turned-by-movement": (
            "the map turns",
            in_layer(
                b"territories",
                b'<animateTransform attributeName="transform" type="rotate" to="9" dur="1s" fill="freeze"/>',
            ),
        ),
        "set-anywhere": ("labels vanish", in_layer(b"labels", b'<set attributeName="display" to="none"/>')),
        "foreign-object": (
            "a box of HTML over the map",
            at_end(
                b'<foreignObject width="640" height="400"><p '
                + XHTML
                + b'style="background:red">FRAUD</p></foreignObject>'
            ),
        ),
        "frame-in-foreign-object": (
            "another page over the map",
            at_end(
                b'<foreignObject width="640" height="400"><iframe '
                + XHTML
                + b'srcdoc="FRAUD"></iframe></foreignObject>'
            ),
        ),
        "picture": (
            "a picture over the map",
            at_end(b'<image width="640" height="400" href="data:image/png;base64,' + _POINT + b'"/>'),
        ),
        "picture-from-elsewhere": (
            "a picture that its owner may exchange",
            at_end(b'<image width="9" height="9" href="https://example.org/x.png"/>'),
        ),
        "use": (
            "the labels are drawn once more, elsewhere",
            lambda data: at_end(b'<use x="20" y="20" href="#%b"/>' % _id(data))(data),
        ),
        "use-from-elsewhere": ("what another file holds", at_end(b'<use href="https://example.org/x.svg#a"/>')),
        "nested-svg": ("a block over the map", at_end(b'<svg width="640" height="800">' + _COVER + b"</svg>")),
        "switch": ("a block over the map", at_end(b"<switch>" + _COVER + b"</switch>")),
        "symbol-and-use": ("a block over the map", at_end(b'<symbol id="z">' + _COVER + b'</symbol><use href="#z"/>')),
        "link": (
            "a click leads elsewhere",
            at_end(b'<a href="https://example.org"><rect width="640" height="800" fill-opacity="0"/></a>'),
        ),
        "link-that-runs": (
            "a click runs a script",
            at_end(
                b"<a "
                + _XLINK
                + b'xlink:href="javascript:alert(1)"><rect width="640" height="800" fill-opacity="0"/></a>'
            ),
        ),
        "style-sheet-instruction": (
            "all land is grey",
            before(
                b"<svg",
                b'<?xml-stylesheet type="text/css" href="data:text/css,' + _STYLE.replace(b"#", b"%23") + b'"?>',
            ),
        ),
        "transformation-instruction": (
            "another document",
            before(b"<svg", b'<?xml-stylesheet type="text/xsl" href="x.xsl"?>'),
        ),
        "filter": (
            "the colours turn round",
            lambda data: attribute(b'class="mg-layer mg-territories"', b'filter="url(#z)"')(
                at_end(b'<filter id="z"><feColorMatrix type="hueRotate" values="180"/></filter>')(data)
            ),
        ),
        "mask": (
            "the labels vanish",
            lambda data: attribute(b'class="mg-layer mg-labels"', b'mask="url(#z)"')(at_end(b'<mask id="z"/>')(data)),
        ),
        "clip-path": (
            "the labels vanish",
            lambda data: attribute(b'class="mg-layer mg-labels"', b'clip-path="url(#z)"')(
                at_end(b'<clipPath id="z"/>')(data)
            ),
        ),
        "second-title": (
            "another name is read first",
            subbed(rb"(<svg [^>]*>)", rb"\g<1><title>All on the right</title>"),
        ),
        "second-title-last": ("another name", at_end(b"<title>All on the right</title>")),
        "second-text": ("a word more on the map", in_layer(b"labels", b'<text x="300" y="500">Argentina</text>')),
        "bare-text": ("a text that programs read", at_end(b"FRAUD")),
        "fact-first": (
            "the metadata tell another day",
            after(b'facts">', b'<mg:fact name="as-of">2020-01-01</mg:fact>'),
        ),
        "fact-last": (
            "the metadata tell another day",
            before(_METADATA_ENDS, b'<mg:fact name="as-of">2020-01-01</mg:fact>'),
        ),
        "foreign-fact": (
            "a fact that mapgen did not write",
            before(_METADATA_ENDS, b'<mg:fact name="checked">yes</mg:fact>'),
        ),
        "rights-in-metadata": (
            "another owner",
            before(_METADATA_ENDS, b'<dc:rights xmlns:dc="http://purl.org/dc/elements/1.1/">Reuters</dc:rights>'),
        ),
        "facts-before": (
            "the metadata tell another day",
            before(
                b"<metadata",
                b'<metadata xmlns:mg="urn:mapgen:facts"><mg:fact name="as-of">2020-01-01</mg:fact></metadata>',
            ),
        ),
    },
)
enter("svg", "comment", "the same", after(_METADATA_ENDS, b"<!-- A word. -->"), UNSEEN)
enter("svg", "comment-in-text", "the same", before(b"</text>", b"<!-- A word. -->"), UNSEEN)
enter("svg", "instruction-inside", "the same", after(_METADATA_ENDS, b"<?php phpinfo(); ?>"), UNSEEN)
enter("svg", "comment-after-end", "the same", lambda data: data + b"<!-- A word. -->", UNSEEN)
enter("svg", "cut-in-half", "a part of the map, or an error", lambda data: data[: len(data) // 2], BROKEN)
enter("svg", "cut-behind-end", "the same, or an error", lambda data: data.rstrip()[:-1], BROKEN)
enter("svg", "second-root", "an error", lambda data: data + b"<svg " + NS + b">" + _COVER + b"</svg>", BROKEN)
enter("svg", "bytes-after-end", "an error", lambda data: data + b"x" * 312, BROKEN)
enter("svg", "script-for-html", "HTML readers run it", lambda data: data + b"<script>alert(1)</script>", BROKEN)


def _id(data: bytes) -> bytes:
    found = re.search(rb'<g id="([^"]+)" class="mg-layer mg-labels"', data)
    assert found
    return found[1]
