"""Names on the map: inside a shape where they fit, otherwise beside it with a leader line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import dist

from msgspec import Struct
from msgspec.structs import replace

from mapgen.basemap.model import Basemap
from mapgen.choropleth.join import Choropleth
from mapgen.drawing.boxes import grown, overlap
from mapgen.drawing.primitives import Box, Strokes, Text
from mapgen.labels.beside import labels_beside, leader_lines
from mapgen.labels.blocks import LabelStyle
from mapgen.labels.candidate import LabelCandidate, label_requests
from mapgen.labels.insets import inset_names, names_unsaid
from mapgen.labels.inside import HALF, LITTLE, InsideRoom, Overhang, PlacedInside, label_plates
from mapgen.labels.room import LabelRoom, TakenRoom
from mapgen.record.snapshots import Entry
from mapgen.themes.style import MapStyle, is_coloured

# A map of more territories than this has labels only inside shapes: leader lines would hide it.
_MANY = 60
# A map narrower than this, in small type sizes, has no labels: leader lines would hide it. Codes need less room, the
# `own` labels of a few states the least. A map that is narrower than _SLENDER of its height, as Chile's, has room
# beside it: that part of its height counts.
_NARROWEST = {"names": 13.0, "leaders": 13.0, "codes": 11.0, "own": 8.0, "none": 0.0}
_SLENDER = 0.5
# The longest leader to a disc while larger states have no label, in sizes of small type.
_DISC_NEAR = 2.5
# Half the side of the box that stays free around an anchor, in sizes of small type.
_ANCHOR = 0.25


class PlacedLabels(Struct, frozen=True):
    """The labels of a map, and what is drawn before them: plates under labels, and leader lines."""

    texts: tuple[Text, ...] = ()
    leaders: tuple[Strokes, ...] = ()


def least_width(mode: str, small: float, basemap: Basemap) -> float:
    """Return the least width of a map with labels in CSS pixels; `small` is the small type size."""
    return _NARROWEST[mode] * small * min(1.0, basemap.width / (_SLENDER * basemap.height))


def place_labels(choropleth: Choropleth, room: LabelRoom, style: LabelStyle) -> PlacedLabels:
    """Return the labels of a map.

    A label stands inside its shape, or sticks out of it over quiet land and the sea, or stands beside it at the end of
    a short leader; one that has no such place is left out, those of small states first. On a very small map all are.
    Leaders are called by their whole names, or all by their surnames, where more of them are named so.
    """
    if _is_too_small(room, style):
        return PlacedLabels()
    labels = _Placing(choropleth, room, style).labels()
    if style.map_style.labels != "leaders":
        return labels
    said, every = _with_leader(labels), {entry.iso3 for entry in choropleth.entries if entry.leader}
    if every <= {*said, *style.map_style.own_labels}:
        return labels
    shorter = _Placing(choropleth, room, replace(style, surnames=True)).labels()
    return shorter if len(_with_leader(shorter)) > len(said) else labels


def _with_leader(labels: PlacedLabels) -> set[str]:
    """Return the codes of the territories whose labels name a leader."""
    return {text.iso3 for text in labels.texts if text.role == "leader"}


def labels_inside(choropleth: Choropleth, room: LabelRoom, style: LabelStyle) -> tuple[Text, ...]:
    """Return the labels that fit wholly inside their shapes."""
    if _is_too_small(room, style):
        return ()
    placing = _Placing(choropleth, room, style)
    placing.place_inside(short=False)
    return placing.texts


def _is_too_small(room: LabelRoom, style: LabelStyle) -> bool:
    mode, wide = style.map_style.labels, room.basemap.width * room.placement.scale
    return mode == "none" or wide < least_width(mode, style.small, room.basemap)


def says_less(entry: Entry, labels: Iterable[Text], map_style: MapStyle) -> bool:
    """Whether a state's label on a map says less than its mode asks for: it has none, or none with its leader."""
    roles = {text.role for text in labels if text.iso3 == entry.iso3}
    is_own = entry.iso3 in map_style.own_labels
    return not roles or (map_style.labels == "leaders" and bool(entry.leader) and not is_own and "leader" not in roles)


def has_leader_lines(choropleth: Choropleth, mode: str) -> bool:
    """Whether labels may stand beside their shapes, and need room there."""
    return mode != "none" and len(choropleth.entries) <= _MANY


class _Placing:
    """The labels of a map as they are placed, one way after another: what each has found, and what has none yet."""

    def __init__(self, choropleth: Choropleth, room: LabelRoom, style: LabelStyle) -> None:
        self.choropleth, self.room, self.style = choropleth, room, style
        self.shapes = InsideRoom(choropleth, room, style)
        self.entries = {entry.iso3: entry for entry in choropleth.entries}
        self.inside: dict[str, PlacedInside] = {}
        self.beside: list[LabelCandidate] = []

    def labels(self) -> PlacedLabels:
        """Return all labels: first those that say everything the mode asks for, then shorter ones."""
        names = inset_names(self.choropleth.region.drawn_insets, self.room, self.style)
        # Names and codes have nothing shorter to say.
        for short in (
            (False, True) if self.style.map_style.labels == "leaders" or self.style.map_style.own_labels else (False,)
        ):
            self.place_inside(short=short)
            self._place_out(LITTLE, short=short)
            if has_leader_lines(self.choropleth, self.style.map_style.labels):
                self._place_beside(names_unsaid(names, self.texts, self.style), short=short)
            self._place_out(HALF, short=short)
        beside = [text for candidate in self.beside for text in candidate.texts]
        leaders = leader_lines(self.beside, self.room, self.style)
        texts = (*self.texts, *names_unsaid(names, [*self.texts, *beside], self.style), *beside)
        return PlacedLabels(texts, (*label_plates(self.inside.values()), *leaders))

    @property
    def texts(self) -> tuple[Text, ...]:
        """The lines of the labels inside shapes, in the order of entries."""
        order = [entry.iso3 for entry in self.choropleth.entries if entry.iso3 in self.inside]
        return tuple(text for code in order for text in self.inside[code].texts)

    def _left_over(self) -> list[Entry]:
        """Return the entries without a label, the largest territory first, and last what is not counted."""
        placed = {*self.inside, *(candidate.iso3 for candidate in self.beside)}
        areas = self.room.basemap.territories
        left = (entry for entry in self.choropleth.entries if entry.iso3 not in placed)
        return sorted(left, key=lambda entry: (not is_coloured(entry), -areas[entry.iso3].area_km2, entry.iso3))

    def _taken(self, more: Iterable[Text] = (), *, kept: Iterable[Box] = (), discs: bool = True) -> TakenRoom:
        """Return what is taken by labels and leaders, by more texts and boxes `kept` free, and by discs."""
        boxes = [label.box for label in self.inside.values()]
        boxes += [candidate.box for candidate in self.beside]
        boxes += [*(text.box for text in more), *self.room.kept_free, *kept]
        if discs:
            boxes += [disc.box for disc in self.room.discs]
        return TakenRoom(tuple(boxes), tuple(candidate.leader for candidate in self.beside))

    def place_inside(self, *, short: bool) -> None:
        """Place the labels that fit wholly inside their shapes."""
        taken = self._taken()
        for entry in self._left_over():
            if label := self.shapes.label(entry, taken, short=short):
                self.inside[entry.iso3] = label

    def _place_out(self, out: Overhang, *, short: bool) -> None:
        """Place the labels that stick out of their shapes, clear of all others, of insets and of others' anchors."""
        for entry in self._left_over():
            kept = (*self.room.insets, *self._anchors_but(entry))
            if label := self.shapes.label(entry, self._taken(kept=kept), out=out, short=short):
                self.inside[entry.iso3] = label
            elif moved := self._with_others_moved(entry, out, kept, short=short):
                self.inside |= moved

    def _anchors_but(self, entry: Entry) -> list[Box]:
        """Return boxes around the anchors of all other entries without a label: from there their leaders may run."""
        territories, page = self.room.basemap.territories, self.room.placement.page
        points = (page(territories[left.iso3].anchor) for left in self._left_over() if left is not entry)
        return [grown((x, y, x, y), _ANCHOR * self.style.small) for x, y in points]

    def _with_others_moved(
        self, entry: Entry, out: Overhang, kept: tuple[Box, ...], *, short: bool
    ) -> dict[str, PlacedInside]:
        """Return a label that sticks out of its shape with labels in its way moved inside theirs; empty for none."""
        before = dict(self.inside)
        self.inside.clear()
        found = self.shapes.label(entry, self._taken(kept=kept), out=out, short=short)
        in_the_way = [code for code, label in before.items() if found and overlap(label.box, found.box)]
        self.inside = {code: label for code, label in before.items() if code not in in_the_way}
        moved = {entry.iso3: found} if found else {}
        for code in in_the_way:
            taken = self._taken()
            others = TakenRoom((*taken.boxes, *(label.box for label in moved.values())), taken.lines)
            if label := self.shapes.label(self.entries[code], others):
                moved[code] = label
        self.inside = before
        return moved if len(moved) == len(in_the_way) + 1 else {}

    def _place_beside(self, names: Sequence[Text], *, short: bool) -> None:
        """Place the labels that stand beside their shapes.

        A state too small to see has no long leader, nor one over the land of others, while larger states have no label.
        """
        requests = label_requests(self._left_over(), self.room, self.style, short=short)
        if not requests:
            return
        taken = self._taken(names, discs=False)
        found = labels_beside(requests, self.room, self.style.small, taken)
        with_disc = {disc.iso3 for disc in self.room.discs}
        placed = {candidate.iso3 for candidate in found}
        if any(entry.iso3 not in placed | with_disc for entry in self._left_over() if is_coloured(entry)):
            most = _DISC_NEAR * self.style.small
            found = [
                candidate
                for candidate in found
                if candidate.iso3 not in with_disc or (dist(*candidate.leader) <= most and not candidate.crosses)
            ]
        self.beside += found
