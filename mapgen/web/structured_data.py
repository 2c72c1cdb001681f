"""What a map is for programs that read pages, as JSON-LD in the terms of schema.org: a Dataset and its ImageObjects.

It is data in a script element, which no content security policy blocks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup
from msgspec import Struct

from mapgen.exporting.licences import LICENCES
from mapgen.files.addresses import host_of
from mapgen.files.templating import script_json

# The shortest and longest description that search engines take for a data set.
_SHORTEST, _LONGEST = 50, 5000


class PublishedImage(Struct, frozen=True):
    """An image of a map: its size in pixels, 0 for any, its media type, its absolute address, empty if not known."""

    width: int
    height: int
    media_type: str = "image/png"
    address: str = ""


class DataSubject(Struct, frozen=True):
    """What the data are about and whose they are: the region's name in a language, the licence that the source names.

    `address` is the absolute address of the page, empty where it is not known.
    """

    place: str
    lang: str
    licence: str = ""
    address: str = ""


def structured_data(metadata: Mapping[str, str], subject: DataSubject, images: Sequence[PublishedImage] = ()) -> Markup:
    """Return the content of a `<script type="application/ld+json">`: no text in it can end the element.

    `metadata` are those of a map or a page (pens/metadata.py); `days`, where they have it, is the time that the data
    cover, and else the day shown is. The images are of the map that the metadata describe.
    """
    shared = _shared(metadata, subject)
    dataset = {"@type": "Dataset", **_dataset(metadata, subject), **shared}
    pictures = [{"@type": "ImageObject", **_picture(metadata, image), **shared} for image in images]
    return script_json({"@context": "https://schema.org", "@graph": [dataset, *pictures]})


def _shared(metadata: Mapping[str, str], subject: DataSubject) -> dict[str, Any]:
    """Return what the data and each of its pictures have in common."""
    first, _, last = metadata.get("days", metadata["as-of"]).partition(" to ")
    shared: dict[str, Any] = {
        "inLanguage": subject.lang,
        "temporalCoverage": f"{first}/{last}" if last else first,
        "spatialCoverage": {"@type": "Place", "name": subject.place},
    }
    if metadata["coder"]:
        shared["creator"] = {"@type": "Organization", "name": metadata["coder"]}
    if licence := _licence(subject.licence):
        shared["license"] = licence
    return shared


def _licence(name: str) -> str | dict[str, str]:
    """Return a licence as schema.org has it: its address, or a work of which only the name is known."""
    if name in LICENCES:
        return LICENCES[name][1]
    return name if not name or host_of(name) else {"@type": "CreativeWork", "name": name}


def _dataset(metadata: Mapping[str, str], subject: DataSubject) -> dict[str, Any]:
    described = metadata.get("description", "")[:_LONGEST]
    short = f"{metadata['alt']} {metadata['record']}."
    dataset: dict[str, Any] = {
        "name": metadata["record"] or metadata["title"],
        "description": described if len(described) >= _SHORTEST else short,
        "isAccessibleForFree": True,
        "citation": json.loads(metadata.get("sources", "[]")),
    }
    if metadata["record-sha256"]:
        dataset["identifier"] = f"sha256:{metadata['record-sha256']}"
    if subject.address:
        dataset["url"] = subject.address
    return dataset


def _picture(metadata: Mapping[str, str], image: PublishedImage) -> dict[str, Any]:
    picture: dict[str, Any] = {
        "name": metadata["title"],
        "caption": metadata.get("source-line") or metadata["title"],
        "description": metadata["alt"],
        "encodingFormat": image.media_type,
    }
    for name, pixels in (("width", image.width), ("height", image.height)):
        if pixels:
            picture[name] = {"@type": "QuantitativeValue", "value": pixels, "unitCode": "E37"}
    if metadata["coder"]:
        picture["creditText"] = metadata["coder"]
    if image.address:
        picture["contentUrl"] = image.address
    return picture
