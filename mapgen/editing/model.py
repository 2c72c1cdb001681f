"""An editor's update of a country, as values."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from mapgen.errors import InputError
from mapgen.files.dates import PartialDate


class Update(Struct, frozen=True, kw_only=True):
    """An editor's update of a country; None for a value that is not given.

    `government` names a government by its start, where the update does not mean the running one. `rename` corrects the
    name of the leader of the government meant; `new` says that a leader is another person than one of a similar name.
    """

    country: str
    leader: str | None = None
    party: str | None = None
    alignment: str | None = None
    elected: date | None = None
    declared: date | None = None
    start: date | None = None
    end: date | None = None
    term_ends: PartialDate | None = None
    came_by: str | None = None
    source: str | None = None
    source_status: str | None = None
    note: str | None = None
    void: bool | None = None
    reviewed: date | None = None
    vote: PartialDate | None = None
    outcome: str | None = None
    government: date | None = None
    rename: str | None = None
    new: bool | None = None


def refuse_incomplete(update: Update) -> None:
    """Raise InputError for an update without any value, or with one that belongs to a missing one."""
    if all(
        getattr(update, name) is None
        for name in update.__struct_fields__
        if name not in {"country", "government", "new"}
    ):
        raise InputError.single(update.country, "nothing is said of it; give an option, such as --reviewed DATE")
    if update.outcome is not None and update.vote is None:
        raise InputError.single(f"--outcome {update.outcome}", "of which vote? give --vote DATE as well")
    if update.source_status is not None and update.source is None:
        raise InputError.single(f"--source-status {update.source_status}", "of which source? give --source as well")
