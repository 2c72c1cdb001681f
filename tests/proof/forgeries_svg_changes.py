"""Forgeries of SVG files by what is changed in them: attributes, texts, the order of layers, how the XML is written."""

from __future__ import annotations

import re

from proof.forgeries_svg import attribute, subbed
from proof.forgery import BROKEN, UNSEEN, before, enter, enter_all, forgery, replaced

_LABELS, _LAND = b'class="mg-layer mg-labels"', b'class="mg-layer mg-territories"'
_DOCTYPE = b"<!DOCTYPE svg [%b]>"

enter_all(
    "svg",
    {
        "no-break-spaces-in-title": ("a gap in the name", replaced(b"Map of", b"Map" + "\u00a0".encode() * 40 + b"of")),
        "wide-spaces-in-label": (
            "a gap in a note",
            replaced(b"Not counted:", "Not\u3000\u3000\u3000\u3000counted:".encode()),
        ),
        "odd-spaces-in-label": ("boxes in a note", replaced(b"Not counted:", "Not\u2028\u0085counted:".encode())),
        "zero-width-in-label": ("searches miss the label", replaced(b">Brazil<", ">Bra\u200bzil<".encode())),
        "reversed-label": ("a label backwards", replaced(b">Brazil<", ">\u202eBrazil<".encode())),
        "look-alike-letter": ("the same, and searches miss it", replaced(b">Brazil<", ">Brаzil<".encode())),
        "labels-exchanged": (
            "two countries have each other's names",
            lambda data: (
                data.replace(b">Brazil<", b">\0<").replace(b">Bolivia<", b">Brazil<").replace(b">\0<", b">Bolivia<")
            ),
        ),
        "space-taken-from-label": ("another text", replaced(b"Not counted", b"Notcounted")),
        "colour": ("Brazil has another colour", subbed(rb'(data-iso3="BRA".*?fill=")#[0-9a-f]{6}', rb"\g<1>#12324f")),
        "colours-exchanged": (
            "left is blue and right is red",
            lambda data: data.replace(b"#e8505b", b"#\0").replace(b"#12324f", b"#e8505b").replace(b"#\0", b"#12324f"),
        ),
        "label-hidden": ("a name is missing", attribute(rb"<text(?=[^>]*>Brazil<)", b'display="none"')),
        "label-of-no-size": ("a name is missing", subbed(rb'font-size="14"([^>]*>Brazil<)', rb'font-size="0"\g<1>')),
        "label-moved": ("a name lies on another country", subbed(rb' x="[\d.]+"([^>]*>Brazil<)', rb' x="99"\g<1>')),
        "layer-hidden": ("no labels", attribute(_LABELS, b'display="none"')),
        "layer-invisible": ("no labels", attribute(_LABELS, b'visibility="hidden"')),
        "layer-faint": ("no labels", attribute(_LABELS, b'opacity="0"')),
        "layer-styled": ("no labels", attribute(_LABELS, b'style="display:none"')),
        "layer-moved": ("labels aside", attribute(_LABELS, b'transform="translate(300)"')),
        "layer-for-other-languages": ("no labels", attribute(_LABELS, b'systemLanguage="tlh"')),
        "layer-inert": ("labels cannot be chosen", attribute(_LABELS, b'pointer-events="none"')),
        "mirrored": ("the map is mirrored", attribute(b"<svg", b'style="transform:scale(-1,1)"')),
        "window": ("a part of the map", subbed(rb'viewBox="0 0 640 800"', b'viewBox="0 0 320 400"')),
        "stretched": ("a map of twice the width", subbed(rb'width="640"', b'width="1280" preserveAspectRatio="none"')),
        "typeface": ("other letters", subbed(rb'font-family="[^"]*"', b'font-family="fantasy"')),
        "click": ("a click runs a script", attribute(b"<g", b'onclick="alert(1)"')),
        "load": ("it runs a script", attribute(b"<svg", b'onload="document.documentElement.remove()"')),
        "begin-of-movement": ("it runs a script", attribute(b"<g", b'onbegin="alert(1)"')),
        "hidden-from-readers": ("screen readers pass it by", attribute(b"<svg", b'aria-hidden="true"')),
        "named-otherwise": ("screen readers say another name", attribute(b"<svg", b'aria-label="All on the right"')),
        "names-another": ("screen readers say nothing", subbed(rb'aria-labelledby="[^"]*"', b'aria-labelledby="x"')),
        "no-picture": ("screen readers pass it by", replaced(b'role="img"', b'role="none"')),
        "language": ("it is read aloud in Spanish", replaced(b'xml:lang="en"', b'xml:lang="es"')),
        "language-twice": ("it is read aloud in Spanish", attribute(b"<svg", b'lang="es"')),
        "spaces-kept": ("line breaks become spaces", attribute(b"<svg", b'xml:space="preserve"')),
        "base": ("links lead elsewhere", attribute(b"<svg", b'xml:base="https://example.org/"')),
        "title-of-land": ("another tooltip", subbed(rb"<title>Brazil: [^<]*", b"<title>Brazil: nobody")),
        "datum": ("programs read another class", replaced(b'data-iso3="BRA" data-name', b'data-iso3="BRB" data-name')),
        "alignment": ("programs read another class", replaced(b'data-bloc="left"', b'data-bloc="right"')),
        "foreign-datum": ("a datum that mapgen did not write", attribute(_LAND, b'data-winner="right"')),
        "day": ("the metadata tell another day", replaced(b'"as-of">2025-12-15', b'"as-of">2025-12-16')),
        "day-in-parts": ("programs read another day", replaced(b'"as-of">2025-12', b'"as-of"><b/>2025-12')),
        "case-of-element": (
            "a name is missing",
            lambda data: re.sub(rb"<text([^>]*>Brazil</)text", rb"<Text\g<1>Text", data),
        ),
        "other-namespace": ("a name is missing", attribute(rb"<text(?=[^>]*>Brazil<)", b'xmlns="urn:x"')),
        "attribute-under-prefix": (
            "a colour is missing",
            subbed(rb'(data-iso3="BRA".*?) fill=', rb'\g<1> xmlns:x="urn:x" x:fill='),
        ),
        "root-in-group": ("labels are missing", subbed(rb"(<g [^>]*mg-labels.*?</g>)", rb"<defs>\g<1></defs>")),
        "layers-exchanged": ("the sea covers the land", lambda data: _last(_last(data, b"territories"), b"context")),
        "layer-doubled": ("dashes are drawn twice", subbed(rb"(<g [^>]*mg-claims.*?</g>)", rb"\g<1>\g<1>")),
        "layer-removed": ("no claims", subbed(rb"<g [^>]*mg-claims.*?</g>", b"")),
        "path-bent": ("a border lies elsewhere", subbed(rb'(data-iso3="BRA".*? d="M)\d+', rb"\g<1>9")),
        "number-in-other-form": ("a path ends early", subbed(rb'(data-iso3="BRA".*? d="M\d+ \d+l)', rb"\g<1>x")),
    },
)
enter_all(
    "svg",
    {
        "default-attributes": (
            "the map is mirrored",
            before(b"<svg", _DOCTYPE % b'<!ATTLIST g style CDATA "transform:scale(-1,1)">'),
        ),
        "entity": (
            "another name",
            lambda data: (_DOCTYPE % b'<!ENTITY a "Brasil">') + data.replace(b">Brazil<", b">&a;<"),
        ),
        "entity-from-elsewhere": (
            "a file of the reader's",
            lambda data: (
                (_DOCTYPE % b'<!ENTITY a SYSTEM "file:///etc/hostname">') + data.replace(b">Brazil<", b">&a;<")
            ),
        ),
        "declared-encoding": (
            "accents are noise",
            lambda data: b'<?xml version="1.0" encoding="windows-1252"?>' + data,
        ),
        "declared-latin": ("accents are noise", lambda data: b'<?xml version="1.0" encoding="iso-8859-1"?>' + data),
        "unknown-encoding": ("an error", lambda data: b'<?xml version="1.0" encoding="x-none"?>' + data),
        "attribute-twice": ("an error, or one of both", subbed(rb"<svg ", b'<svg id="x" ')),
        "digest-removed": ("the same", subbed(rb"<mg:fact name=\"shows\">.*</metadata>", b"</metadata>")),
        "metadata-of-nobody": ("the same", replaced(b"urn:mapgen:facts", b"urn:mapgen:Facts", 9)),
    },
    BROKEN,
)
enter_all(
    "svg",
    {
        "mark-of-order": ("the same", lambda data: b"\xef\xbb\xbf" + data),
        "declaration": ("the same", lambda data: b'<?xml version="1.0" encoding="UTF-8"?>\n' + data),
        "standalone": ("the same", lambda data: b'<?xml version="1.0" standalone="yes"?>\n' + data),
        "numbered-letter": ("the same", replaced(b">Brazil<", b">&#66;razil<")),
        "marked-section": ("the same", replaced(b">Brazil<", b"><![CDATA[Brazil]]><")),
        "spaces-doubled": ("the same", replaced(b'class="mg-label"', b'class=" mg-label "')),
        "empty-layer": ("the same", before(b"</svg>", b"<g/>")),
    },
    UNSEEN,
)


def _last(data: bytes, layer: bytes) -> bytes:
    """Move a layer to the end, over all others."""
    start = re.search(rb'<g [^>]*class="mg-layer mg-%b"' % layer, data)
    assert start
    end = data.index(b'class="mg-layer', start.end())
    end = data.rindex(b"<g ", 0, end)
    moved = data[start.start() : end]
    return data.replace(moved, b"").replace(b"</svg>", moved + b"</svg>")


@forgery("svg", "Brazil is missing")
def land_removed(data: bytes) -> bytes:
    """Take a country out of its layer."""
    start = data.rindex(b"<g ", 0, data.index(b'data-iso3="BRA"'))
    return data[:start] + data[data.index(b"</g>", start) + 4 :]


enter("svg", "sixteen-bits", "the same", lambda data: data.decode().encode("utf-16"), BROKEN | UNSEEN)
enter_all(
    "svg",
    {
        "doctype": ("the same", lambda data: b"<!DOCTYPE svg>" + data),
    },
    BROKEN | UNSEEN,
)
