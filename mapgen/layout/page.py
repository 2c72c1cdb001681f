"""The layout: every position on the page, computed from the content, ending in a Drawing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Drawing, Patch, Text
from mapgen.drawing.sizes import PHONE_WIDTH, Size
from mapgen.errors import InputError
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.placing import has_leader_lines, least_width
from mapgen.layout.claim_marks import claim_entries, claim_marks
from mapgen.layout.content import LayoutContent, bars_of
from mapgen.layout.ground import SeaRoom, framed, ground
from mapgen.layout.key import KeyEntry, KeyTexts, key_entries
from mapgen.layout.labelled_page import LabelledPage, labelled_page, unnamed
from mapgen.layout.note_marks import MarkedNote, led_to, marked, marks_of, within_lines
from mapgen.layout.page_drawing import page_drawing
from mapgen.layout.page_texts import Detail, TypeSizes
from mapgen.layout.place_names import NameRoom, has_place_names, place_names
from mapgen.layout.territory_layer import MapPlacement, territory_layer
from mapgen.themes.style import MapStyle, shows_sea
from mapgen.words.captions import Captions

# The most room kept free on each side of the map for labels over the sea, in type sizes: on a card and a phone, whose
# type is large, and on other pages.
_BRIEF_SIDE, _WIDEST_SIDE = 4.0, 7.0
# The most times that a page is arranged anew, and how often its list changes with its labels until it only grows.
_ROUNDS, _EXACT = 6, 2
# Makes the entries of a key from the captions of classes and the notes' marks.
KeyMaker = Callable[[KeyTexts], tuple[KeyEntry, ...]]


def lay_out(
    choropleth: Choropleth, captions: Captions, map_style: MapStyle, size: Size, key: KeyMaker | None = None
) -> Drawing:
    """Return the drawing of a map at a size, without its metadata; `key` replaces the key of its classes.

    Raises InputError where a text has a character that the typeface lacks, and where a slogan or the credit of an
    image has no room.
    """
    sizes = TypeSizes.of_map(size)
    page = _within_budget(choropleth, captions, map_style, size, key or partial(key_entries, choropleth, map_style))
    size = replace(size, height=page.arrangement.height)
    _refuse_without_credits(page, map_style, size)
    choropleth = framed(choropleth, page.placement, page.arrangement.frame)
    map_placement = MapPlacement(page.placement, sizes.key, size.factor, page.discs)
    territories, shapes = territory_layer(choropleth, map_style, map_placement, page.labels)
    inside = [text for text in page.labels if text.anchor == "middle"]
    slogans = _slogans(choropleth, map_style, page, sizes)
    places = _place_names(choropleth, map_style, page, size, slogans)
    return page_drawing(
        size,
        map_style,
        page.placement,
        {**choropleth.basemap.shapes, **shapes},
        {
            "context": ground(choropleth.region, map_style.theme, map_placement.unit),
            "territories": territories,
            "claims": tuple(claim_marks(choropleth, map_style, page.placement, sizes.key, inside)),
            "places": places,
            "labels": (*page.leaders, *page.labels, *slogans),
            "legend": page.arrangement.legend,
            "notes": page.arrangement.notes,
        },
        page.arrangement.frame,
    )


def _refuse_without_credits(page: LabelledPage, map_style: MapStyle, size: Size) -> None:
    """Raise InputError for a page with images but without notes, where the images would be credited."""
    if map_style.images and not page.arrangement.detail.notes:
        message = "no note fits on it, and images must be credited there; choose a larger size"
        raise InputError.single(f"size {size.words}", message)


def _within_budget(
    choropleth: Choropleth, captions: Captions, map_style: MapStyle, size: Size, key: KeyMaker
) -> LabelledPage:
    """Return the page with no more words than its size may have, none of them on shares where bars have no room."""
    page = within_lines(
        captions,
        size,
        lambda brief: _page(choropleth, brief, map_style, size, key),
        lambda page: page.arrangement.notes,
    )
    if not captions.shares or any(mark.role == "share" for mark in page.arrangement.legend):
        return page
    return _within_budget(choropleth, captions.without_shares, map_style, size, key)


def _page(choropleth: Choropleth, captions: Captions, map_style: MapStyle, size: Size, key: KeyMaker) -> LabelledPage:
    """Return the page on which marks, labels and lists agree.

    The numbers of notes depend on the territories named on the page, the lists on those without a label, and both on
    the room that notes and lists leave. So the page is arranged again until nothing changes, a few times at most.
    """
    named_on_page = {entry.iso3 for entry in choropleth.entries} if map_style.labels != "none" else set()
    codes = map_style.labels == "codes"
    listed, detail = _codes(choropleth) if codes else frozenset[str](), Detail().notes
    for round_number in range(_ROUNDS):
        notes = marked((note for note in captions.notes if detail > int(note.minor)), named_on_page)
        page = _attempt(choropleth, (captions, notes), map_style, size, key, listed)
        named = {text.iso3 for text in page.labels}
        lists = map_style.labels != "none" and not size.is_card
        missing = unnamed(choropleth, page, map_style) if lists else frozenset()
        named |= _listed(choropleth, map_style, page.arrangement.detail, listed)
        shown_notes = [note for note in notes if page.arrangement.detail.notes > int(note.note.minor)]
        # A list has those that it must have, and at last perhaps one that has a label as well.
        exact = listed == missing or codes or round_number > _EXACT or not page.arrangement.detail.unlabelled
        if len(shown_notes) == len(notes) and led_to(notes, named) and listed >= missing and exact:
            return page
        listed = missing if round_number < _EXACT and not codes else listed | missing
        named_on_page &= named
        detail = min(detail, page.arrangement.detail.notes)
    unmarked = marked((note.note for note in shown_notes), ())
    return _attempt(choropleth, (captions, unmarked), map_style, size, key, listed)


def _attempt(
    choropleth: Choropleth,
    texts: tuple[Captions, tuple[MarkedNote, ...]],
    map_style: MapStyle,
    size: Size,
    key: KeyMaker,
    listed: frozenset[str],
) -> LabelledPage:
    """Return the page with these notes, and with the countries listed if they are to be and there is room."""
    captions, notes = texts
    sizes = TypeSizes.of_map(size)
    marks, basemap = marks_of(notes), choropleth.basemap
    texts_of_key = KeyTexts(captions.classes, marks, listed)
    entries = (*key(texts_of_key), *claim_entries(choropleth, map_style))
    least = least_width(map_style.labels, sizes.small_label, basemap)
    brief = size.is_card or size.width <= PHONE_WIDTH
    side = _BRIEF_SIDE if brief else _WIDEST_SIDE
    bare = not has_leader_lines(choropleth, map_style.labels)
    content = LayoutContent(
        captions=captions,
        notes=notes,
        entries=entries,
        theme=map_style.theme,
        aspect=basemap.width / basemap.height,
        listed=bool(listed),
        least_width=least,
        sides=0.0 if bare else side * sizes.small_label,
        bars=bars_of(choropleth, captions, map_style),
        bare=bare,
        credited=bool(map_style.images),
        brief=brief,
        sea_room=SeaRoom(choropleth, map_style, sizes.key) if size.is_card and shows_sea(choropleth.region) else None,
    )
    style = LabelStyle(map_style, sizes.label, sizes.small_label, marks)
    return labelled_page(choropleth, content, style, size)


def _codes(choropleth: Choropleth) -> frozenset[str]:
    """Return the codes of the states that a reader looks for."""
    return frozenset(entry.iso3 for entry in choropleth.snapshot.entries)


def _listed(choropleth: Choropleth, map_style: MapStyle, detail: Detail, listed: frozenset[str]) -> set[str]:
    """Return the codes of the territories that the lists of a page name, some of which it must name (`listed`)."""
    every = {entry.iso3 for entry in choropleth.entries if entry.class_name(map_style.classes)}
    return every if detail.countries else every & listed if detail.unlabelled else set()


def _slogans(
    choropleth: Choropleth, map_style: MapStyle, page: LabelledPage, sizes: TypeSizes
) -> tuple[Patch | Text, ...]:
    """Return the slogans, clear of discs, labels and their leaders."""
    if not map_style.slogans:
        return ()
    from mapgen.layout import big_places, slogans  # noqa: PLC0415 (few maps have slogans)

    lines = tuple(line for strokes in page.leaders for line in strokes.lines)
    boxes = (*(text.box for text in page.labels), *(disc.box for disc in page.discs))
    types, land = (slogans.LARGEST * sizes.headline, slogans.SMALLEST * sizes.headline), choropleth.basemap.land
    room = big_places.BigRoom(page.placement, page.arrangement.map_box, land, types, boxes, lines)
    return slogans.place_slogans(choropleth, map_style, room, sizes.key)


def _place_names(
    choropleth: Choropleth, map_style: MapStyle, page: LabelledPage, size: Size, slogans: tuple[Patch | Text, ...]
) -> tuple[Text, ...]:
    """Return the names of neighbours and seas, clear of everything else on the map."""
    if not page.arrangement.detail.labels or not has_place_names(choropleth, map_style, size):
        return ()
    boxes = (*(text.box for text in (*page.labels, *slogans)), *(disc.box for disc in page.discs))
    lines = tuple(line for strokes in page.leaders for line in strokes.lines)
    type_size = max(size.least_label, TypeSizes.of(size).small_label - 1)
    room = NameRoom(page.placement, page.arrangement.frame, type_size, boxes, lines)
    return place_names(choropleth, map_style, room)
