"""The sources that a published file is checked against: those that a user names, else own and shipped ones."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from mapgen.disk.shipped import shipped_names, shipped_path
from mapgen.places.regions import read_region, region_names
from mapgen.proof.displayed import View
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.sources.locating import own_record, shipped_record, undated
from mapgen.sources.question import Question
from mapgen.sources.reading import is_table_path, read_source


class Sources:
    """The sources of displayed content; `used` are the names of those that files were checked against, in order."""

    def __init__(self, named: Sequence[Path] = ()) -> None:
        # Of what a table says, only the day and region of a view can be read.
        self._tables = [path for path in named if is_table_path(path)]
        self._named = [read_source(path) for path in named if path not in self._tables]
        self.used: dict[str, None] = {}

    @cached_property
    def unnamed(self) -> Sequence[Record | Snapshot]:
        """The user's own record, the shipped record, and the shipped lists."""
        lists = [shipped_path(f"snapshots/{name}.toml") for name in shipped_names("snapshots")]
        own = own_record(Path())
        return [read_source(path) for path in (*([own] if own else []), shipped_record(), *lists)]

    def of(self, view: View, origin: str) -> Record | Snapshot | None:
        """Return the source of a view in a file of an origin: one with its title and coder, else the only named one.

        Of several, the one whose file has the name of the origin comes first.
        """
        named = [*self._named, *(read_source(path, question=_question_of(view)) for path in self._tables)]
        candidates = [source for source in named or self.unnamed if isinstance(source, Snapshot) == _is_list(view)]
        fit = [source for source in candidates if (source.title, source.coder) == (view.record, view.coder)]
        fit.sort(key=lambda source: undated(source.origin) != undated(origin))
        if not fit and len(candidates) == 1 and named:
            fit = candidates
        if fit:
            self.used[fit[0].origin] = None
        return fit[0] if fit else None


def _question_of(view: View) -> Question:
    """Return the question that a view answers: its region is the one with just the countries that it shows."""
    shown = {code for countries in view.moments.values() for code in countries} - {*view.follows}
    regions = (name for name in region_names() if {*read_region(name).states} == shown)
    days = [*view.moments]
    basis = Basis(view.basis) if view.basis else None
    return Question(next(regions, None), days[0] if len(days) == 1 else None, basis)


def _is_list(view: View) -> bool:
    """Whether a view is of a published list: its countries are as published."""
    return any(one.status == "as-published" for countries in view.moments.values() for one in countries.values())
