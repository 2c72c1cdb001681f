"""What readers take along from a page, and what programs read of it: citation, file names, code to embed, head."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from mapgen.digests.code import json_with_digest
from mapgen.exporting.citation import citation_of, citation_text
from mapgen.files.addresses import checked_address, host_of
from mapgen.files.templating import rendered
from mapgen.pipeline import name_parts
from mapgen.places.languages import locale_of
from mapgen.places.region_names import names_in
from mapgen.places.regions import region_identifier
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.render_options import RenderOptions
from mapgen.web.page_data import PageData
from mapgen.web.page_wording import OPEN_DAY
from mapgen.web.structured_data import DataSubject, PublishedImage, structured_data
from mapgen.words.wording import Wording

# Enough for a page in a column of 640 CSS pixels, up to its notes. A page around it that listens sets the true height.
FRAME_WIDTH, FRAME_HEIGHT = 640, 1100
_ADDRESS, _TITLE = "\x02", "\x03"


class Published(Struct, frozen=True):
    """Where a page will lie: its absolute address, and the file beside it that oEmbed reads; none if not known."""

    address: str = ""
    oembed: Path | None = None

    @classmethod
    def of(cls, address: str | None, page: Path | None) -> Published:
        """Return it for an address as typed and the path of the page; raises InputError for one that is no address.

        A page that goes to standard output, without a path, has no file beside it.
        """
        if address is None:
            return cls()
        wanted = "write the address of the page, such as https://example.org/map.html"
        return cls(checked_address("url", address, wanted), page.with_suffix(".oembed.json") if page else None)

    @property
    def oembed_address(self) -> str:
        """The address of the file that oEmbed reads, beside the page; empty if there is none."""
        return urljoin(self.address, quote(self.oembed.name)) if self.oembed else ""


def sharing_values(record: Record, options: RenderOptions, snapshot: Snapshot, published: Published) -> dict[str, Any]:
    """Return what the page's script needs for citations, files and code to embed; a citation leaves its day open."""
    name = names_in(record.region, "en")
    cited = citation_of(record, snapshot)
    day = snapshot.as_of.isoformat()
    return {
        "address": published.address,
        "cite": {
            basis.value: citation_text(replace(cited, basis=basis.value)).replace(f"As of {day}", f"As of {OPEN_DAY}")
            for basis in Basis
        },
        "file": [region_identifier(record.region), *name_parts(replace(options, lang="en", size=RenderOptions().size))],
        "iframe": page_iframe(_ADDRESS, _TITLE),
        "names": [name(entry.iso3) for entry in snapshot.entries],
        "record": snapshot.origin or snapshot.title,
    }


def page_iframe(address: str, title: str) -> Markup:
    """Return the code that shows a page in another page, on one line."""
    values = {"address": address, "title": title, "height": FRAME_HEIGHT}
    return Markup(rendered("page_iframe.html.jinja", values).strip())  # noqa: S704 (the template escapes)


def oembed_files(record: Record, lang: str, published: Published) -> dict[Path, bytes]:
    """Return the file that oEmbed reads of a page at its address, by its path: JSON, the same for every day."""
    if published.oembed is None:
        return {}
    title = page_title(record, lang)
    fields = {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "author_name": record.coder,
        "provider_name": host_of(published.address),
        "provider_url": urljoin(published.address, "/"),
        "html": page_iframe(published.address, title),
        "width": FRAME_WIDTH,
        "height": FRAME_HEIGHT,
    }
    told = {key: value for key, value in fields.items() if value}
    return {published.oembed: json_with_digest(told)}


def page_title(record: Record, lang: str) -> str:
    """Return what a page is called whichever day it shows: as its record, in a language."""
    return record.titles.get(lang, record.title)


def head_values(
    record: Record, data: PageData, metadata: Mapping[str, str], words: Wording, published: Published
) -> dict[str, Any]:
    """Return the values of the template of a page's head."""
    sources = sorted({source.address or source.text for entry in data.entries for source in entry.sources})
    subject = DataSubject(words.region(record.region), words.lang, record.licence, published.address)
    told = {**metadata, "sources": json.dumps(sources, ensure_ascii=False)}
    return {
        "locale": locale_of(words.lang),
        "published": published,
        "structured_data": structured_data(told, subject, [PublishedImage(0, 0, "image/svg+xml")]),
    }
