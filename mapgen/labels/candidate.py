"""Labels beside their shapes: what is asked for, a place that one may have, and whether it disturbs another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from mapgen.drawing.boxes import bounding_box, crosses, grown, lines_near, overlap
from mapgen.drawing.primitives import Anchor, Box, Point, Text
from mapgen.labels.blocks import LabelBlock, LabelStyle, blocks_beside
from mapgen.labels.room import LabelRoom
from mapgen.record.snapshots import Entry, Status
from mapgen.themes.style import is_coloured
from mapgen.themes.tones import LEAST_TEXT_CONTRAST, contrast

# The space between two leaders, in type sizes: the dot of one, with its pale ring, stands clear of another's line.
_APART = 0.12


class LabelCandidate(Struct, frozen=True, eq=False, dict=True):
    """A label at a place beside its shape: its block, its box with the space around it, and its leader.

    `place` and `side` are its block's, `colours` those of its letters and of the background; the leader begins at the
    anchor. `cost` is higher for worse places. Its leader `crosses` the land of others or not.
    """

    block: LabelBlock
    place: Point
    side: Anchor
    colours: tuple[str, str]
    box: Box
    leader: tuple[Point, Point]
    cost: float
    crosses: bool = False

    @property
    def iso3(self) -> str:
        """The code of the territory it names."""
        return self.block.iso3

    @property
    def texts(self) -> tuple[Text, ...]:
        """Its lines."""
        return self.block.texts(self.place, self.side, self.colours)

    @cached_property
    def hull(self) -> Box:
        """The box around label and leader, and half the space between leaders: what lies outside does not disturb."""
        left, top, right, bottom = self.box
        around = bounding_box([*self.leader, (left, top), (right, bottom)])
        return grown(around, _APART / 2 * self.block.size)

    def disturbs(self, candidate: LabelCandidate) -> bool:
        """Whether the label or leader overlaps, crosses or all but touches another candidate's."""
        return overlap(self.hull, candidate.hull) and (
            overlap(self.box, candidate.box)
            or crosses(self.leader, candidate.box)
            or crosses(candidate.leader, self.box)
            or lines_near(self.leader, candidate.leader, _APART * self.block.size)
        )


class LabelRequest(Struct, frozen=True):
    """A label to be placed beside its shape: its possible blocks, the best first, and its colours.

    `rank` is its importance: a label of a higher rank comes before one of a lower. It may stand on the land around the
    region where it is legible there (`on_context`).
    """

    blocks: tuple[LabelBlock, ...]
    colours: tuple[str, str]
    rank: int = 0
    on_context: bool = False


def label_requests(
    entries: Sequence[Entry], room: LabelRoom, style: LabelStyle, *, short: bool = False
) -> tuple[LabelRequest, ...]:
    """Return requests for labels beside the shapes of entries, ranked by area; what is not counted comes last.

    `short` labels say less than their mode asks for.
    """
    theme, areas = style.map_style.theme, room.basemap.territories
    order = sorted(entries, key=lambda entry: (is_coloured(entry), areas[entry.iso3].area_km2, entry.iso3))
    ranks = {entry.iso3: rank for rank, entry in enumerate(order, 1)}
    inks = [theme.quiet if entry.status is Status.NOT_APPLICABLE else theme.ink for entry in entries]
    blocks = [tuple(block for block in blocks_beside(entry, style) if block.shortened is short) for entry in entries]
    return tuple(
        LabelRequest(label_blocks, (ink, theme.sea), ranks[entry.iso3], _is_legible(ink, theme.context))
        for entry, label_blocks, ink in zip(entries, blocks, inks, strict=True)
        if label_blocks
    )


def _is_legible(colour: str, ground: str) -> bool:
    return contrast(colour, ground) >= LEAST_TEXT_CONTRAST
