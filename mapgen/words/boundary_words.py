"""Whose boundaries a map shows, in words: the sentence of the last line, and the source of areas in the notes."""

from __future__ import annotations

from mapgen.places.regions import Region, read_region
from mapgen.places.scales import DIVISIONS_SCALE
from mapgen.words.wording import Wording


def boundaries_sentence(region_name: str, words: Wording) -> str:
    """Return the sentence that says whose boundaries a map of a region shows, and whose those of the land around."""
    region = read_region(region_name) if region_name.endswith(".toml") else None
    if region is None or not region.boundaries:
        return words.say("note.boundaries")
    around = region.territories or region.context != "none"
    return words.say("note.boundaries-around" if around else "note.boundaries-own", name=region.boundaries.name)


def shapes_named(region: Region, scale: str, words: Wording) -> str:
    """Return whose the shapes of a map are on which areas are measured, and their scale."""
    if region.boundaries:
        return region.boundaries.name
    return words.say("share.shapes", scale=(DIVISIONS_SCALE if region.divisions else scale).removesuffix("m"))
