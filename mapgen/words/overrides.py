"""The texts of a map that a user may give to replace its own."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from mapgen.files.texts import checked_line

# What a text begins with that is the name of a country: `name.FLK`.
PREFIX = "name."
# The texts of a map that a user may give, in addition to captions of classes.
TEXTS = ("title", "subtitle", "basis", "source", "checked", "credit", "note")


class Overrides(Struct, frozen=True, repr_omit_defaults=True):
    """Texts that a user gives to replace the map's texts, or to add to them (credit, note, captions of classes).

    `basis` is the sentence on date and basis, `checked` the one on the day up to which the record was checked;
    `classes` holds captions of classes by their names, `names` the names of countries by their codes. Each is one line
    of text; where a map is drawn, any other raises InputError.

    >>> import mapgen
    >>> texts = mapgen.Overrides(title="Who governs?", note="Own research.")
    >>> mapgen.render(as_of="2025-12-15", texts=texts).caption[:12]
    'Who governs?'
    """

    title: str | None = None
    subtitle: str | None = None
    credit: str | None = None
    basis: str | None = None
    source: str | None = None
    checked: str | None = None
    note: str | None = None
    classes: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def check(self) -> None:
        """Raise InputError for a text that cannot be a line of a map."""
        names = {f"{PREFIX}{country}": name for country, name in self.names.items()}
        for name, text in {**{name: getattr(self, name) for name in TEXTS}, **self.classes, **names}.items():
            if text:
                checked_line(f"text {name}", text)
