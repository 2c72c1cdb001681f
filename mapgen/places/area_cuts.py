"""What a map changes of the land of the boundaries: a disputed area that is drawn in a state, by itself, or not."""

from __future__ import annotations

from msgspec import Struct


class AreaCut(Struct, frozen=True):
    """A disputed area, by its slug, and the code under which its land is drawn.

    `codes` are the territories of the boundaries whose land it is, `inside` the state in whose shape they have the rest
    of it, if any. `into` is a state's or a territory's code, or own_key of the area, or empty where it is not drawn.
    `is_framed` says that the map reaches around it though it is none of the region's land.
    """

    slug: str
    codes: tuple[str, ...]
    inside: str
    into: str
    is_framed: bool = False

    @property
    def text(self) -> str:
        """All of it as one text, for hashes."""
        framed = "!" if self.is_framed else ""
        return f"{self.slug}={','.join(self.codes)}+{self.inside}>{self.into}{framed}"


def own_key(slug: str) -> str:
    """Return the code of an area that is drawn by itself and that the boundary files do not code."""
    return f"area-{slug}"
