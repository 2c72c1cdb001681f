"""XMP packets: a map's texts where programs that show images, or file them, look for them."""

from __future__ import annotations

from collections.abc import Mapping

# Written only, never parsed: the standard library's tree escapes what a record holds, which a template would not. The
# existing libraries write no text in its language in addition to the default one (pikepdf), take 50 ms to load, or wrap
# a program that would have to be installed first.
from xml.etree import ElementTree as ET

from mapgen.drawing.primitives import Drawing

_NAMESPACES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "mapgen": "urn:mapgen:facts",
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The marks by which a program that scans a file finds the packet and its encoding.
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_END = '\n<?xpacket end="w"?>'
# The properties of texts in a language, by metadata key: Dublin Core, and accessibility of IPTC Photo Metadata 2021.
_TEXTS = {
    "title": "dc:title",
    "caption": "dc:description",
    "alt": "Iptc4xmpCore:AltTextAccessibility",
    "description": "Iptc4xmpCore:ExtDescrAccessibility",
}
_VALUES = {"source-line": "dc:source", "software": "xmp:CreatorTool"}


def xmp_packet(drawing: Drawing, extra: Mapping[str, str] | None = None) -> bytes:
    """Return the metadata of a drawing as an XMP packet in UTF-8: standard properties, and `extra` ones by name.

    Each text is written twice, as the default and in the map's language, as readers ask for either.
    """
    for prefix, address in _NAMESPACES.items():
        ET.register_namespace(prefix, address)
    packet = ET.Element(_name("x:xmpmeta"))
    about = ET.SubElement(ET.SubElement(packet, _name("rdf:RDF")), _name("rdf:Description"), {_name("rdf:about"): ""})
    texts = {**drawing.metadata, "caption": drawing.caption}
    for key, name in _TEXTS.items():
        if texts.get(key):
            _add(about, name, "rdf:Alt", {"x-default": texts[key], drawing.lang: texts[key]})
    _add(about, "dc:language", "rdf:Bag", {"": drawing.lang})
    values = {name: drawing.metadata[key] for key, name in _VALUES.items() if key in drawing.metadata}
    for name, value in {**values, **(extra or {})}.items():
        ET.SubElement(about, _name(name)).text = value
    ET.indent(packet, " ")
    return f"{_BEGIN}{ET.tostring(packet, 'unicode')}{_END}".encode()


def _add(about: ET.Element, name: str, kind: str, items: Mapping[str, str]) -> None:
    """Add a property with several items, each by its language; an empty language is left out."""
    several = ET.SubElement(ET.SubElement(about, _name(name)), _name(kind))
    for lang, text in items.items():
        ET.SubElement(several, _name("rdf:li"), {_LANG: lang} if lang else {}).text = text


def _name(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"
