"""Slogans of blocs beside their land, in the largest type in which all of them have room over the sea."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import grown
from mapgen.drawing.primitives import Patch, Text
from mapgen.errors import InputError, listed, shortened
from mapgen.layout.big_places import BigRoom, places_together
from mapgen.layout.big_type import BigStyle, BlocText, bloc_text, settings_of
from mapgen.record.snapshots import Entry
from mapgen.themes.style import MapStyle

# The largest and the smallest type, in sizes of the headline.
LARGEST, SMALLEST = 2.6, 0.7
# How far a slogan keeps off the edges of a sea that has a colour of its own, in sizes of the key's type.
_OFF_EDGE = 0.7


def place_slogans(choropleth: Choropleth, map_style: MapStyle, room: BigRoom, key: float) -> tuple[Patch | Text, ...]:
    """Return the slogans of a map style in the largest type in which each has a place over the sea near its bloc.

    `key` is the size of the key's type. Raises InputError for a slogan of a bloc without members, which has no land to
    be near to, and if there is no place for all slogans.
    """
    slogans = slogans_of(choropleth, map_style)
    if not slogans:
        return ()
    if map_style.theme.sea != map_style.theme.page:
        room = replace(room, box=grown(room.box, -_OFF_EDGE * key))
    # A bloc without a coast of its own has no place that is nearest to it.
    places = places_together(slogans, room, strict=True) or places_together(slogans, room, strict=False)
    if not places:
        raise no_room(slogans)
    return tuple(mark for place in places for mark in place.marks(BigStyle(map_style.theme, key)))


def slogans_of(choropleth: Choropleth, map_style: MapStyle, *, capitals: bool = False) -> tuple[BlocText, ...]:
    """Return the slogans of a map style, in capitals or as they are; raises InputError for a bloc without members."""
    return tuple(_slogans(choropleth, map_style, capitals=capitals))


def _slogans(choropleth: Choropleth, map_style: MapStyle, *, capitals: bool) -> Iterator[BlocText]:
    for side, text in map_style.slogans.items():
        if all(entry.bloc != side for entry in choropleth.entries):
            raise InputError.single(f"slogan {side}", "no country of this map is in that bloc; leave the slogan out")
        settings = tuple(settings_of(text, capitals=capitals))

        def belongs(entry: Entry, side: str = side) -> bool:
            return entry.bloc == side

        yield bloc_text(text, settings, choropleth, map_style, belongs)


def no_room(slogans: Sequence[BlocText]) -> InputError:
    """Return the error that slogans have no room on a page, with advice."""
    quoted = listed(f'"{shortened(slogan.name)}"' for slogan in slogans)
    return InputError.single(
        "slogan",
        f"there is no room for {quoted} over the sea; shorten it, choose a larger size, or leave out labels or titles",
    )
