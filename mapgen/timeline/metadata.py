"""The metadata of a file of many days: texts, date range, basis and software, as pens.metadata has it for one day."""

from __future__ import annotations

import json

from mapgen.pens.metadata import origin_metadata
from mapgen.proof.displayed import DisplayedFacts, View
from mapgen.themes.style import MapStyle
from mapgen.timeline.date_range import DateRange
from mapgen.version import __version__
from mapgen.words.captions import Captions


def timeline_metadata(
    date_range: DateRange,
    captions: Captions,
    map_style: MapStyle,
    alt_and_description: tuple[str, str],
    shows: View,
    options: str = "",
) -> dict[str, str]:
    """Return the metadata of a picture of many days; `shows` is what it shows of a record.

    `alt_and_description` are its alt text and its long description, `as-of` is the date range, `FIRST/LAST` as ISO 8601
    writes intervals; `options` are those beside the map style.
    """
    record = date_range.record
    sources = {
        source for interval in date_range.intervals for entry in interval.snapshot.entries for source in entry.sources
    }
    settings = f"classes={map_style.classes} theme={map_style.theme.name} lang={map_style.words.lang}"
    settings += " bare=yes" if map_style.bare else ""
    settings += " patterns=yes" if map_style.patterns else ""
    return {
        "title": captions.headline,
        "standfirst": captions.standfirst,
        "source-line": captions.last_line,
        "alt": alt_and_description[0],
        "description": alt_and_description[1],
        "as-of": f"{date_range.first.isoformat()}/{date_range.last.isoformat()}",
        "basis": date_range.basis.value,
        "coder": record.coder,
        "record": record.title,
        "record-sha256": record.sha256,
        **origin_metadata(record),
        "sources": json.dumps(sorted(sources), ensure_ascii=False, separators=(",", ":")),
        "shows": DisplayedFacts((shows,)).text,
        "options": f"{settings} {options}".strip(),
        "software": f"mapgen {__version__}",
    }
