"""A label at a place beside its shape, and whether it disturbs another."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from mapgen.drawing.boxes import bounding_box, crosses, grown, lines_near, overlap
from mapgen.drawing.primitives import Anchor, Box, Point, Text
from mapgen.labels.blocks import LabelBlock

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
