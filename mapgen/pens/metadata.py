"""The metadata of every output file: the facts it shows and the options that made it, in a form programs can read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Primitive, Text
from mapgen.errors import printable
from mapgen.places.countries import element_id
from mapgen.places.regions import Region, region_identifier
from mapgen.places.scales import DIVISIONS_SCALE
from mapgen.proof.displayed import DisplayedFacts, followed, view_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Entry, Snapshot, Status
from mapgen.themes.style import MapStyle
from mapgen.version import __version__
from mapgen.views.treatments import Treatments
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
        "basis": basis_metadata(snapshot),
        "coder": snapshot.coder,
        "record": snapshot.title,
        "record-sha256": snapshot.sha256,
        **origin_metadata(snapshot),
        "sources": json.dumps(sources, ensure_ascii=False, separators=(",", ":")),
        "shows": DisplayedFacts((view_of([snapshot], followed(choropleth.entries)),)).text,
        **view_metadata(choropleth),
        **boundary_metadata(choropleth),
        "options": _options(choropleth, map_style),
        "software": f"mapgen {__version__}",
        **_share_metadata(captions),
    }


def unsaid_metadata(captions: Captions, drawn: Iterable[Primitive]) -> dict[str, str]:
    """Return the notes that a picture has no room for, for its caption; nothing if it has all."""
    said = _plain(" ".join(mark.text for mark in drawn if isinstance(mark, Text)))
    unsaid = [note.whole for note in captions.notes if _plain(note.text) not in said]
    return {"notes": " ".join(unsaid)} if unsaid else {}


def _plain(text: str) -> str:
    """Return a text with plain spaces: a picture's lines may have no-break ones."""
    return " ".join(text.split())


def basis_metadata(snapshot: Snapshot) -> str:
    """Return the basis of a snapshot, and whether it is inferred."""
    return (snapshot.basis or "unknown") + (" (inferred)" if snapshot.basis_inferred else "")


def origin_metadata(source: Record | Snapshot) -> dict[str, str]:
    """Return the region of a source, and what its file is called; the region alone for values that were in no file."""
    region = {"region": region_identifier(source.region)}
    return {**region, "origin": source.origin} if source.origin else region


def view_words(treatments: Treatments) -> str:
    """Return the name of a view, and the first characters of its hash, so that a change of its data shows."""
    return f"{printable(treatments.view.name)}:{treatments.view.own}".replace(" ", "-")


def view_metadata(choropleth: Choropleth) -> dict[str, str]:
    """Return the disputed areas that a map treats, as JSON: how each is drawn, by its slug; nothing if it has none.

    Areas that are drawn as the region alone says are not among them: they are in the options.
    """
    treated = {
        area.area.slug: {
            "drawn": area.drawn,
            "mark": area.mark,
            **({} if area.is_chosen else {"view": area.by_view}),
            "held": area.area.held,
            "claimed": area.area.claimed,
        }
        for area in choropleth.treatments.areas
        if area.is_treated_in(choropleth.region)
    }
    return {"disputed": json.dumps(treated, separators=(",", ":"))} if treated else {}


def boundary_metadata(choropleth: Choropleth) -> dict[str, str]:
    """Return the name, scale and hash of the boundaries of a map."""
    basemap = choropleth.basemap
    named = boundaries_named(choropleth.region, basemap.scale)
    return {"boundaries": named, "boundaries-sha256": basemap.boundaries}


def boundaries_named(region: Region, scale: str, detail: str = "", others: str = "around them") -> str:
    """Return whose boundaries a file has and at which scale, `detail` after it.

    `others` says which land comes from the countries' boundaries beside divisions or own areas; none if it is empty.
    """
    of_countries = f"{BOUNDARIES}, {scale}{detail}"
    if not (region.boundaries or region.divisions):
        return of_countries
    own = region.boundaries.name if region.boundaries else f"{BOUNDARIES}, {DIVISIONS_SCALE}"
    return f"{own}{detail}; {others} {of_countries}" if others else f"{own}{detail}"


def _options(choropleth: Choropleth, map_style: MapStyle) -> str:
    """Return the options of a map, also those left to the region's file; patterns, slogans and images if drawn."""
    treated = choropleth.treatments
    options = [f"classes={map_style.classes}", f"theme={map_style.theme.name}", f"lang={map_style.words.lang}"]
    options += [f"labels={map_style.labels}"]
    options += [f"view={view_words(treated)}"]
    options += [
        f"{kind}={','.join(f'{name}:{treatment}' for name, treatment in of_kind.items())}"
        for kind, of_kind in (("territories", treated.territories), ("claims", treated.claims))
        if of_kind
    ]
    options += ["bare=yes"] if map_style.bare else []
    options += [f"discs={map_style.discs}"] if map_style.discs != "auto" else []
    options += ["insets=yes"] if choropleth.region.drawn_insets else []
    options += ["patterns=yes"] if map_style.patterns else []
    options += [f"slogan.{side}={json.dumps(text, ensure_ascii=False)}" for side, text in map_style.slogans.items()]
    options += [f"image.{side}=sha256:{image.sha256}" for side, image in map_style.images.items()]
    return " ".join(options)


def _share_metadata(captions: Captions) -> dict[str, str]:
    """Return the numbers of the bars: amount and percent of each class by measure, and the years of the figures."""
    if not captions.shares:
        return {}
    numbers = {
        share.measure: {
            "parts": {part.name: [part.amount, part.percent] for part in share.parts},
            "years": dict(share.years),
            "without": list(share.without),
        }
        for share in captions.shares
    }
    return {"shares": json.dumps(numbers, separators=(",", ":"))}


def attributes_of(choropleth: Choropleth, map_style: MapStyle) -> dict[str, Mapping[str, str]]:
    """Return each territory's SVG attributes by code: id, class, title, and data attributes without `data-`."""
    return {entry.iso3: territory_attributes(entry, map_style) for entry in choropleth.entries}


def territory_attributes(entry: Entry, map_style: MapStyle) -> dict[str, str]:
    """Return the SVG attributes of one territory; see attributes_of."""
    # A territory that follows a state has the state's colour.
    shown_entry = entry.follows or entry
    name = entry.class_name(map_style.classes) or shown_entry.status.value
    attributes = {
        "id": element_id(entry.iso3),
        "class": f"mg-territory mg-{name}",
        "title": tooltip(entry, map_style.classes, map_style.words),
        "name": map_style.words.country(entry.iso3),
        "bloc": shown_entry.bloc.value,
        "status": entry.status.value,
    }
    if shown_entry.alignment:
        attributes["alignment"] = shown_entry.alignment
    government = entry.government
    if government:
        attributes["leader"] = government.leader
        if entry.status is Status.IN_OFFICE and government.start:
            attributes["since"] = government.start.isoformat()
        if entry.status is Status.ELECTED and entry.elected:
            attributes["elected"] = entry.elected.isoformat()
    return attributes
