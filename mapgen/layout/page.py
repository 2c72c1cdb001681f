"""The layout: every position on the page, computed from the content, ending in a Drawing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.drawing.primitives import Drawing, Patch, Text
from mapgen.drawing.sizes import PHONE_WIDTH, Size
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.placing import has_leader_lines, least_width
from mapgen.layout.arrangement import refuse_without_credits, relisted
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
# The most times that a page is arranged anew.
_ROUNDS = 6
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
    if map_style.images:
        refuse_without_credits(page.arrangement, size)
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
            "legend": (*page.arrangement.legend, *page.arrangement.lists),
            "notes": page.arrangement.notes,
        },
        page.arrangement.frame,
    )


def _within_budget(
    choropleth: Choropleth, captions: Captions, map_style: MapStyle, size: Size, key: KeyMaker
) -> LabelledPage:
    """Return the page with no more words than its size may have, none of them on shares where bars have no room."""
    page = within_lines(
        captions,
        size,
        lambda brief: _Paging(choropleth, brief, map_style, size, key).page(),
        lambda page: page.arrangement.notes,
    )
    if not captions.shares or any(mark.role == "share" for mark in page.arrangement.legend):
        return page
    return _within_budget(choropleth, captions.without_shares, map_style, size, key)


class _Paging:
    """The page of a map, which is arranged again until its marks, labels and lists agree, a few times at most.

    The numbers of notes depend on the territories named on the page, the lists on those without a label, and both on
    the room that notes and lists leave.
    """

    def __init__(
        self, choropleth: Choropleth, captions: Captions, map_style: MapStyle, size: Size, key: KeyMaker
    ) -> None:
        self.choropleth, self.captions, self.map_style, self.size, self.key = choropleth, captions, map_style, size, key
        # Room at the sides that has lost to a larger map is not tried again.
        self.lost = False

    def page(self) -> LabelledPage:
        """Return the page."""
        mode, entries = self.map_style.labels, self.choropleth.entries
        named_on_page = {entry.iso3 for entry in entries} if mode != "none" else set()
        bare = self.map_style.bare
        codes, has_lists = mode == "codes" and not bare, mode != "none" and not (self.size.is_card or bare)
        # A reader looks every code up in the list.
        listed = frozenset(entry.iso3 for entry in self.choropleth.snapshot.entries if codes)
        detail = 0 if bare else Detail().notes
        for _ in range(_ROUNDS):
            notes = marked((note for note in self.captions.notes if detail > int(note.minor)), named_on_page)
            page = self._attempt(notes, listed)
            missing = unnamed(self.choropleth, page, self.map_style) if has_lists else frozenset[str]()
            shown_notes = [note for note in notes if page.arrangement.detail.notes > int(note.note.minor)]
            if len(shown_notes) == len(notes) and (
                agreed := self._agreed(page, notes, listed, listed | missing if codes else missing)
            ):
                return agreed
            named_on_page &= self._named(page, listed)
            listed |= missing
            detail = min(detail, page.arrangement.detail.notes)
        return self._attempt(marked((note.note for note in shown_notes), ()), listed)

    def _agreed(
        self, page: LabelledPage, notes: tuple[MarkedNote, ...], listed: frozenset[str], missing: frozenset[str]
    ) -> LabelledPage | None:
        """Return a page with the countries `missing` on its map in its list; None where the page must be arranged anew.

        A longer list, of those `listed`, may have given way to a label that has room beside a smaller map.
        """
        if not led_to(notes, self._named(page, missing)):
            return None
        if not page.arrangement.detail.unlabelled or listed == missing:
            return page if listed >= missing else None
        arrangement = relisted(page.arrangement, self._content(notes, missing), self.size)
        return replace(page, arrangement=arrangement) if arrangement else None

    def _named(self, page: LabelledPage, listed: frozenset[str]) -> set[str]:
        """Return the codes of the territories named on a page, by labels or in lists of those that must be `listed`."""
        detail = page.arrangement.detail
        return {text.iso3 for text in page.labels} | _listed(self.choropleth, self.map_style, detail, listed)

    def _attempt(self, notes: tuple[MarkedNote, ...], listed: frozenset[str]) -> LabelledPage:
        """Return the page with these notes, and with the countries listed if they are to be and there is room."""
        content, sizes = self._content(notes, listed), TypeSizes.of_map(self.size)
        style = LabelStyle(self.map_style, sizes.label, sizes.small_label, marks_of(notes))
        page = labelled_page(self.choropleth, content, style, self.size)
        self.lost |= page.lost
        return page

    def _content(self, notes: tuple[MarkedNote, ...], listed: frozenset[str]) -> LayoutContent:
        """Return what the page is arranged from."""
        choropleth, map_style, size = self.choropleth, self.map_style, self.size
        small, basemap = TypeSizes.of_map(size).small_label, choropleth.basemap
        texts_of_key = KeyTexts(self.captions.classes, marks_of(notes), listed)
        brief = size.is_card or size.width <= PHONE_WIDTH
        on_sea = size.is_card and shows_sea(choropleth.region) and not map_style.bare
        inside = not has_leader_lines(choropleth, map_style.labels)
        return LayoutContent(
            captions=self.captions,
            notes=notes,
            entries=(*self.key(texts_of_key), *claim_entries(choropleth, map_style)),
            theme=map_style.theme,
            aspect=basemap.width / basemap.height,
            listed=bool(listed),
            least_width=least_width(map_style.labels, small, basemap),
            sides=0.0 if inside or self.lost else (_BRIEF_SIDE if brief else _WIDEST_SIDE) * small,
            bars=bars_of(choropleth, self.captions, map_style),
            inside=inside,
            bare=map_style.bare,
            credited=bool(map_style.images),
            brief=brief,
            sea_room=SeaRoom(choropleth, map_style, TypeSizes.of_map(size).key) if on_sea else None,
        )


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
