"""What larger tasks are measured on: a list of all the world, and records of many governments."""

from __future__ import annotations

from datetime import date
from itertools import cycle

from mapgen.places.regions import read_region

_BEGINS = date(1998, 1, 1)
_CLASSES = ("left", "centre-left", "centre", "centre-right", "right")


def world_list() -> str:
    """Return a published list that says something of every state of the world."""
    head = '[snapshot]\nregion = "world"\nas_of = 2025-12-15\ncoder = "the benchmark"\nsource = "made up"\n\n'
    return f"{head}[alignments]\n" + "".join(
        f'{code} = "{name}"\n' for code, name in zip(read_region("world").states, cycle(_CLASSES), strict=False)
    )


def long_record(governments: int) -> str:
    """Return a record of South America with so many governments, one after the other in each of its states."""
    states = read_region("south-america").states
    each = governments // len(states)
    days = (date(2025, 12, 15) - _BEGINS) // each
    scale = ", ".join(f'"{name}"' for name in _CLASSES)
    head = '[record]\ntitle = "Made up"\nregion = "south-america"\nbegins = 1998-01-01\ncoder = "the benchmark"\n'
    tables = [f"{head}scale = [{scale}]\n"]
    for code in states:
        for number, name in zip(range(each), cycle(_CLASSES), strict=False):
            start, end = (_BEGINS + turn * days for turn in (number, number + 1))
            tables.append(
                f'[[government]]\ncountry = "{code}"\nleader = "Leader {number}"\nparty = "Party {number % 9}"\n'
                f'start = {start}\nalignment = "{name}"\n' + (f"end = {end}\n" if number < each - 1 else "")
            )
    return "\n".join(tables)
