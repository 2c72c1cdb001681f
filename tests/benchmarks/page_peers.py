"""The page of a record, and what Plotly and Vega-Lite make of the same days, territories, colours and shapes.

The peers draw less than mapgen: no names on the map, no key with counts, no notes, no table, no sources, no neighbours.
Everything that they need is in their files, so that they fetch nothing either.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import shapely
from msgspec import Struct
from pyproj import Transformer

from mapgen.basemap.model import Basemap
from mapgen.choropleth.join import Choropleth, joined
from mapgen.pipeline import staged
from mapgen.record.intervals import intervals_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Entry
from mapgen.render_options import RenderOptions
from mapgen.sources.reading import read_source
from mapgen.themes.style import MapStyle
from mapgen.web.page import page_file
from mapgen.web.page_range import PageRange

LAST = date(2026, 11, 25)
# mapgen's page plays all days in as many seconds; Plotly's frames are as fast.
_SECONDS = 30
_ROTATION = {"lon": -60, "lat": -20}
# The height that headline and controls of a peer have, in CSS pixels.
_CONTROLS = 180


class Look(Struct, frozen=True):
    """What a page shows of a territory on some days."""

    colour: str
    said: str


class Story(Struct, frozen=True):
    """What all pages tell: days on which something changes, and on each the look of each territory, by its code."""

    days: tuple[str, ...]
    looks: tuple[Mapping[str, Look], ...]
    shapes: Mapping[str, Any]

    @property
    def codes(self) -> tuple[str, ...]:
        """The territories, in the order of the shapes."""
        return tuple(shape["id"] for shape in self.shapes["features"])

    @property
    def colours(self) -> tuple[str, ...]:
        """All colours, each once."""
        return tuple(dict.fromkeys(look.colour for looks in self.looks for look in looks.values()))


def shipped_record() -> Record:
    """Return the record that mapgen ships."""
    record = read_source(None)
    assert isinstance(record, Record)
    return record


def story_of(record: Record) -> Story:
    """Return what a record tells from its first day to LAST of who holds office."""
    intervals = intervals_of(record, record.begins, LAST, Basis.OFFICE)
    first, style = staged(intervals[0].snapshot, RenderOptions())
    maps = [joined(one.snapshot, first.region, first.basemap, first.treatments) for one in intervals]
    days = tuple(one.first.isoformat() for one in intervals)
    return Story(days, tuple(_looks(one, style) for one in maps), _shapes(first.basemap))


def _looks(choropleth: Choropleth, style: MapStyle) -> Mapping[str, Look]:
    return {entry.iso3: Look(style.fill(entry).colour, _said(entry, style)) for entry in choropleth.entries}


def _said(entry: Entry, style: MapStyle) -> str:
    return ", ".join(filter(None, (style.words.country(entry.iso3), entry.leader)))


def _shapes(basemap: Basemap) -> Mapping[str, Any]:
    """Return the territories as GeoJSON in degrees: vertex by vertex what mapgen draws, to about a hundred metres."""
    degrees = Transformer.from_crs(basemap.metres.crs, "EPSG:4326", always_xy=True)

    def ring(line: Sequence[tuple[int, int]]) -> shapely.Polygon:
        points = [degrees.transform(*basemap.metres.of(point)) for point in line]
        # Both libraries draw the land that lies to the right of a ring.
        return shapely.geometry.polygon.orient(shapely.Polygon(points), -1)

    def feature(code: str) -> Mapping[str, Any]:
        land = shapely.MultiPolygon([ring(line) for line in basemap.shapes[code].lines])
        rounded = shapely.transform(land, lambda points: points.round(3))
        return {"type": "Feature", "id": code, "properties": {}, "geometry": shapely.geometry.mapping(rounded)}

    return {"type": "FeatureCollection", "features": [feature(code) for code in basemap.territories]}


def write_mapgen(path: Path, record: Record) -> None:
    """Write the page of a record, which shows its first day first, as the peers do."""
    path.write_bytes(page_file(record, RenderOptions(), PageRange(record.begins, LAST, record.begins)))


def write_plotly(path: Path, story: Story, size: tuple[int, int]) -> None:
    """Write an animated choropleth with a slider, a button that plays and a frame for each day of the story."""
    graph = package("plotly.graph_objects", "plotly")
    frames = [graph.Frame(name=day, data=[_trace(graph, story, number)]) for number, day in enumerate(story.days)]
    figure = graph.Figure(data=[_trace(graph, story, 0, geojson=story.shapes)], frames=frames)
    # As large as its room allows; fitbounds does not do it in this projection.
    projection = {"type": "azimuthal equal area", "rotation": _ROTATION, "scale": 3.2}
    figure.update_geos(visible=False, projection=projection, center=_ROTATION)
    at_once = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
    steps = [{"method": "animate", "label": day, "args": [[day], at_once]} for day in story.days]
    duration = 1000 * _SECONDS / len(story.days)
    paced = at_once | {"frame": {"duration": duration, "redraw": True}, "fromcurrent": True}
    button = {"method": "animate", "label": "Play", "args": [None, paced]}
    figure.update_layout(
        title={"text": "South America: who governs"},
        margin={"l": 10, "r": 10, "t": 50, "b": 10},
        sliders=[{"steps": steps}],
        updatemenus=[{"type": "buttons", "buttons": [button], "x": 0, "y": 1, "xanchor": "left"}],
    )
    width, height = size
    figure.write_html(path, auto_play=False, default_width=f"{width}px", default_height=f"{height}px")


def _trace(graph: Any, story: Story, number: int, **shapes: Any) -> Any:  # noqa: ANN401 (of a package without types)
    colours, looks = story.colours, story.looks[number]
    parts = [(place, colour) for place, colour in enumerate(colours)]
    scale = [[(place + end) / len(colours), colour] for place, colour in parts for end in (0, 1)]
    return graph.Choropleth(
        locations=story.codes,
        z=[colours.index(looks[code].colour) + 0.5 for code in story.codes],
        text=[looks[code].said for code in story.codes],
        colorscale=scale,
        zmin=0,
        zmax=len(colours),
        showscale=False,
        hoverinfo="text",
        **{"marker": {"line": {"color": "white"}}, **shapes},
    )


def write_vega_lite(path: Path, story: Story, size: tuple[int, int]) -> None:
    """Write a map with a slider over the numbers of the days; Vega-Lite has nothing that plays."""
    converter = package("vl_convert", "vl-convert-python")
    width, height = size
    slider = {"input": "range", "min": 0, "max": len(story.days) - 1, "step": 1}
    lookup = {"lookup": "iso3", "from": {"data": {"values": story.shapes["features"]}, "key": "id"}, "as": "shape"}
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width - 20,
        "height": height - _CONTROLS,
        "title": {"text": "South America: who governs", "subtitle": {"expr": "days[day]"}},
        "params": [{"name": "days", "value": story.days}, {"name": "day", "value": 0, "bind": slider}],
        "data": {"values": _terms(story)},
        "transform": [{"filter": "datum.first <= day && day <= datum.last"}, lookup],
        "projection": {"type": "azimuthalEqualArea", "rotate": [-_ROTATION["lon"], -_ROTATION["lat"], 0]},
        "mark": {"type": "geoshape", "stroke": "white"},
        "encoding": {
            "shape": {"field": "shape", "type": "geojson"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "tooltip": {"field": "said", "type": "nominal"},
        },
    }
    path.write_text(converter.vegalite_to_html(specification, bundle=True), encoding="utf-8")


def _terms(story: Story) -> list[dict[str, object]]:
    """Return a row for each look of each territory, with the numbers of its first and its last day."""
    rows: list[dict[str, object]] = []
    for code in story.codes:
        for number, looks in enumerate(story.looks):
            look = looks[code]
            shown = {"iso3": code, "colour": look.colour, "said": look.said}
            if number and story.looks[number - 1][code] == look:
                rows[-1]["last"] = number
            else:
                rows.append(shown | {"first": number, "last": number})
    return rows


def package(module: str, name: str = "") -> Any:  # noqa: ANN401 (packages that may not be there)
    """Return a module of a package that mapgen does not need; exit and say how to install it where it is missing."""
    try:
        return import_module(module)
    except ModuleNotFoundError:
        sys.exit(f"{name or module} is not installed, and mapgen does not need it; run: pip install {name or module}")
