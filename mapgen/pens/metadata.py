"""What every output carries: the facts it shows and what made it, in words that programs can read back."""

from __future__ import annotations

import json
from collections.abc import Mapping

from mapgen.basemap.model import Basemap
from mapgen.choropleth.join import Choropleth
from mapgen.places.countries import alpha2
from mapgen.proof.displayed import DisplayedFacts, followed, view_of
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.style import MapStyle
from mapgen.version import __version__
from mapgen.words.alt_text import alt_text, long_description, tooltip
from mapgen.words.captions import Captions

BOUNDARIES = "Natural Earth 4.1.0"


def metadata_of(choropleth: Choropleth, captions: Captions, map_style: MapStyle) -> dict[str, str]:
    """Return the metadata of a map: its texts (title to description), as-of, basis, coder, sources, hashes, version."""
    snapshot, words = choropleth.snapshot, map_style.words
    sources = sorted({source for entry in choropleth.entries for source in entry.sources})
    return {
        "title": captions.headline,
        "standfirst": captions.standfirst,
        "source-line": captions.last_line,
        "alt": alt_text(choropleth, words, captions.shares),
        "description": long_description(choropleth, captions, words),
        "as-of": snapshot.as_of.isoformat(),
        "basis": (snapshot.basis or "unknown") + (" (inferred)" if snapshot.basis_inferred else ""),
        "coder": snapshot.coder,
        "record": snapshot.title,
        "record-sha256": snapshot.sha256,
        "sources": json.dumps(sources, ensure_ascii=False, separators=(",", ":")),
        "shows": DisplayedFacts((view_of([snapshot], followed(choropleth.entries)),)).text,
        **boundary_metadata(choropleth.basemap),
        "options": _options(choropleth, map_style),
        "software": f"mapgen {__version__}",
        **_share_metadata(captions),
    }


def boundary_metadata(basemap: Basemap) -> dict[str, str]:
    """Return which boundaries a map is drawn with."""
    return {"boundaries": f"{BOUNDARIES}, {basemap.scale}", "boundaries-sha256": basemap.boundaries}


def _options(choropleth: Choropleth, map_style: MapStyle) -> str:
    """Return what shaped the picture, also what is left to the region's file; patterns, slogans, images where drawn."""
    treated = choropleth.treatments
    said = [f"classes={map_style.classes}", f"theme={map_style.theme.name}", f"lang={map_style.words.lang}"]
    said += [f"labels={map_style.labels}"]
    said += [
        f"{kind}={','.join(f'{name}:{treatment}' for name, treatment in of_kind.items())}"
        for kind, of_kind in (("territories", treated.territories), ("claims", treated.claims))
        if of_kind
    ]
    said += ["insets=yes"] if choropleth.region.drawn_insets else []
    said += ["patterns=yes"] if map_style.patterns else []
    said += [f"slogan.{side}={json.dumps(text, ensure_ascii=False)}" for side, text in map_style.slogans.items()]
    said += [f"image.{side}=sha256:{image.sha256}" for side, image in map_style.images.items()]
    return " ".join(said)


def _share_metadata(captions: Captions) -> dict[str, str]:
    """Return the numbers of the bars: per measure the amount and percent of each class, and the years of figures."""
    if not captions.shares:
        return {}
    told = {
        share.measure: {
            "parts": {part.name: [part.amount, part.percent] for part in share.parts},
            "years": dict(share.years),
            "without": list(share.without),
        }
        for share in captions.shares
    }
    return {"shares": json.dumps(told, separators=(",", ":"))}


def attributes_of(choropleth: Choropleth, map_style: MapStyle) -> dict[str, Mapping[str, str]]:
    """Return per territory what its SVG element says: id, class, title, and the data attributes without `data-`."""
    return {entry.iso3: territory_attributes(entry, map_style) for entry in choropleth.entries}


def _shown(entry: Entry) -> Entry:
    """Return the entry whose colour a territory has: its own, or that of the state it follows."""
    return entry.follows or entry


def territory_attributes(entry: Entry, map_style: MapStyle) -> dict[str, str]:
    """Return the same for one territory."""
    shown = _shown(entry)
    name = entry.class_name(map_style.classes) or shown.status.value
    attributes = {
        "id": alpha2(entry.iso3),
        "class": f"mg-territory mg-{name}",
        "title": tooltip(entry, map_style.classes, map_style.words),
        "name": map_style.words.country(entry.iso3),
        "bloc": shown.bloc.value,
        "status": entry.status.value,
    }
    if shown.alignment:
        attributes["alignment"] = shown.alignment
    government = entry.government
    if government:
        attributes["leader"] = government.leader
        if entry.status is Status.IN_OFFICE and government.start:
            attributes["since"] = government.start.isoformat()
        if entry.status is Status.ELECTED and entry.elected:
            attributes["elected"] = entry.elected.isoformat()
    return attributes
