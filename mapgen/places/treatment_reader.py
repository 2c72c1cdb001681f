"""Reading how things are treated: a table of names and words, or a list of names, all treated in the first way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mapgen.files.fields import Reader, Unfit, choice, several, shown

# How a territory that is no state is drawn: as not applicable, as the state it belongs to, or not at all; and how a
# claim is: as a line, as an area, or not at all. The first of each is what a list of names alone means.
TERRITORY_TREATMENTS = ("neutral", "sovereign", "hidden")
CLAIM_TREATMENTS = ("dashed", "hatched", "hidden")


class TreatmentReader(Struct, frozen=True):
    """A reader for a table of names and how each is treated, or a list of names, all treated in the first way."""

    name: Reader
    words: tuple[str, ...]

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of what it reads."""
        from mapgen.files.json_schema import list_schema, value_schema  # noqa: PLC0415 (no map needs it)

        names = value_schema(self.name)
        by_name = {"type": "object", "propertyNames": names, "additionalProperties": value_schema(choice(self.words))}
        return {"anyOf": [list_schema(names), by_name]}

    def __call__(self, value: object) -> dict[str, str]:
        """Read it, in the order of the names."""
        if isinstance(value, list):
            return dict.fromkeys(sorted(several(self.name)(value)), self.words[0])
        if not isinstance(value, Mapping):
            raise Unfit(f'write a table, one line `NAME = "{self.words[0]}"` for each')
        read = choice(self.words)
        treatments = {}
        for name, treatment in sorted(value.items()):
            try:
                treatments[self.name(name)] = read(treatment)
            except Unfit as error:
                raise Unfit(f"{name} = {shown(treatment)}: {error}") from None
        return treatments
