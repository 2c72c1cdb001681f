"""Read how territories and claims are drawn: a table of names and treatments, or a list of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mapgen.errors import listed
from mapgen.files.fields import Fault, Reader, Unfit, choice, several
from mapgen.files.toml_text import toml_text

# How a territory that is not a state is drawn: as not applicable, like the state it belongs to, or not at all. How a
# claim is drawn: as a line, as an area, or not at all. The first treatment of each applies to a list of names alone.
TERRITORY_TREATMENTS = ("neutral", "sovereign", "hidden")
CLAIM_TREATMENTS = ("dashed", "hatched", "hidden")


class TreatmentReader(Struct, frozen=True):
    """A reader for a table of names and treatments, or for a list of names, which get the first treatment.

    `name` reads each name; `words` are the treatments.
    """

    name: Reader
    words: tuple[str, ...]

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the accepted values."""
        from mapgen.files.json_schema import list_schema, value_schema  # noqa: PLC0415 (no map needs a schema)

        names = value_schema(self.name)
        by_name = {"type": "object", "propertyNames": names, "additionalProperties": value_schema(choice(self.words))}
        return {"anyOf": [list_schema(names), by_name]}

    def __call__(self, value: object) -> dict[str, str]:
        """Return the treatment of each name, sorted by name; raises Unfit."""
        if isinstance(value, list):
            names = several(self.name)(value)
            if twice := [name for name, count in Counter(names).items() if count > 1]:
                raise Unfit(f"{listed(twice)} stands twice; name it once")
            return dict.fromkeys(sorted(names), self.words[0])
        if not isinstance(value, Mapping):
            raise Unfit(f'write a table, one line `NAME = "{self.words[0]}"` for each')
        read = choice(self.words)
        treatments, faults = dict[str, str](), list[Fault]()
        for name, treatment in sorted(value.items()):
            try:
                self._add(name, read(treatment), treatments)
            except Unfit as error:
                faults += error.under(name, f"{name} = {toml_text(treatment)}")
        if faults:
            raise Unfit(faults=faults)
        return dict(sorted(treatments.items()))

    def _add(self, written: str, treatment: str, treatments: dict[str, str]) -> None:
        """Add a treatment under the name that is meant; raises Unfit for a name that stands there by other words."""
        if (name := self.name(written)) in treatments:
            raise Unfit(f"{name} stands twice; name it once")
        treatments[name] = treatment
