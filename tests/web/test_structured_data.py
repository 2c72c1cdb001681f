"""What programs read of a map: a Dataset and its ImageObjects in the terms of schema.org."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import pytest
from hostile_texts import ALL

from mapgen.pipeline import drawing_of
from mapgen.record.snapshots import Basis
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.web.structured_data import DataSubject, PublishedImage, structured_data


@cache
def metadata() -> dict[str, str]:
    """Return the metadata of a map of the shipped record."""
    snapshot = answer(read_source(None), Question(as_of=date(2025, 12, 15), basis=Basis.ELECTED))
    return dict(drawing_of(snapshot, RenderOptions()).metadata)


def graph(*images: PublishedImage, licence: str = "CC0-1.0", **changed: str) -> list[dict[str, Any]]:
    """Return the things that the map is, with some of its metadata changed."""
    subject = DataSubject("South America", "en", licence, "https://example.org/map.html")
    read = json.loads(structured_data(metadata() | changed, subject, images))
    assert read["@context"] == "https://schema.org"
    things: list[dict[str, Any]] = read["@graph"]
    return things


def test_a_map_is_a_data_set_with_licence_and_sources() -> None:
    """The data set has the record's title, licence, coder and hash, the day and region, and each source as citation."""
    (data,) = graph()
    assert data["@type"] == "Dataset"
    assert data["name"] == metadata()["record"]
    assert data["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert data["creator"] == {"@type": "Organization", "name": "mapgen"}
    assert data["identifier"] == f"sha256:{metadata()['record-sha256']}"
    assert (data["temporalCoverage"], data["spatialCoverage"]["name"]) == ("2025-12-15", "South America")
    assert data["citation"] == json.loads(metadata()["sources"])
    assert 50 <= len(data["description"]) <= 5000


def test_an_image_says_what_it_is_of_and_where_it_lies() -> None:
    """An image has the map's title, alt text, licence and size; an address only where it is known."""
    _, known, unknown = graph(PublishedImage(1280, 1600, address="https://example.org/a.png"), PublishedImage(1, 2))
    assert (known["@type"], known["name"], known["description"]) == (
        "ImageObject",
        metadata()["title"],
        metadata()["alt"],
    )
    assert known["contentUrl"] == "https://example.org/a.png"
    assert (known["width"]["value"], known["height"]["value"]) == (1280, 1600)
    assert known["license"] == graph()[0]["license"]
    assert "contentUrl" not in unknown


def test_a_page_covers_the_days_that_it_shows() -> None:
    """Many days are one interval of ISO 8601."""
    assert graph(days="1998-01-01 to 2026-11-25")[0]["temporalCoverage"] == "1998-01-01/2026-11-25"


@pytest.mark.parametrize(
    ("licence", "said"),
    [
        ("", None),
        ("https://example.org/terms", "https://example.org/terms"),
        ("All rights reserved", {"@type": "CreativeWork", "name": "All rights reserved"}),
    ],
)
def test_a_licence_of_any_name_is_said(licence: str, said: object) -> None:
    """One that is not known is a work with its name; a record without one says nothing."""
    assert graph(licence=licence)[0].get("license") == said


def test_no_text_ends_the_element() -> None:
    """Attack texts in a title, a coder and a source come back as they were, and hold no sign of markup."""
    for text in ALL:
        subject = DataSubject(text, "en", text)
        hostile = metadata() | {"record": text, "coder": text, "sources": json.dumps([text])}
        written = structured_data(hostile, subject, [PublishedImage(1, 1)])
        assert not set("<>&") & set(written)
        assert json.loads(written)["@graph"][0]["citation"] == [text]
