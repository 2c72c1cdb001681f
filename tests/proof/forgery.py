"""What a forgery of one of mapgen's files is, and the table that the modules of forgeries fill.

A forger knows the formats and not the digests: nothing here computes a digest anew, as whoever does so passes where a
file is not signed. Nothing here knows how `mapgen.proof` reads a file either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

Change = Callable[[bytes], bytes]

UNCHANGED, REENCODED, ALTERED, UNPROVEN = "unchanged", "re-encoded", "altered", "unproven"
# A reader sees something else, or a program runs something else.
_SEEN = frozenset({ALTERED})
# What is left no longer says that mapgen made it, or it can no longer be read at all.
BROKEN = frozenset({ALTERED, UNPROVEN})
# A reader sees the same, but a file holds what mapgen did not write.
UNSEEN = frozenset({ALTERED, REENCODED})


class Forgery(Struct, frozen=True):
    """One change of a fresh file: its name, the kind of file, what a reader sees, and the verdicts that are right."""

    name: str
    kind: str
    sees: str
    change: Change
    verdicts: frozenset[str] = _SEEN

    @property
    def is_seen(self) -> bool:
        """Whether a reader sees a difference, or a program runs one, as far as the file can be read at all."""
        return REENCODED not in self.verdicts


FORGERIES: dict[str, Forgery] = {}


def forgery(kind: str, sees: str, verdicts: frozenset[str] = _SEEN) -> Callable[[Change], Change]:
    """Return a decorator that enters a function into the table, under its own name."""

    def entered(change: Change) -> Change:
        enter(kind, change.__name__.strip("_").replace("_", "-"), sees, change, verdicts)
        return change

    return entered


def enter(kind: str, name: str, sees: str, change: Change, verdicts: frozenset[str] = _SEEN) -> None:
    """Enter a change into the table."""
    name = f"{kind}-{name}"
    assert name not in FORGERIES, name
    FORGERIES[name] = Forgery(name, kind, sees, change, verdicts)


def replaced(old: bytes, new: bytes, count: int = 1) -> Change:
    """Return a change of bytes that must be there: the first of them, or so many."""

    def change(data: bytes) -> bytes:
        assert old in data, old
        return data.replace(old, new, count)

    return change


def before(mark: bytes, added: bytes) -> Change:
    """Return a change that puts bytes before the first place of others."""
    return replaced(mark, added + mark)


def after(mark: bytes, added: bytes) -> Change:
    """Return a change that puts bytes behind the first place of others."""
    return replaced(mark, mark + added)


def enter_all(kind: str, table: Mapping[str, tuple[str, Change]], verdicts: frozenset[str] = _SEEN) -> None:
    """Enter rows of a name, what a reader sees, and the change."""
    for name, (sees, change) in table.items():
        enter(kind, name, sees, change, verdicts)
