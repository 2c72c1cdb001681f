"""One table of a manifest: its values, where each stands in the file, and the style options among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from mapgen.files.documents import TablePlace


class MapTable(Struct, frozen=True):
    """The values of one `[[map]]`, completed by `[defaults]` and mapgen's defaults.

    `number` counts from 0. `places` are where each key that the file gives stands, for messages: in the table or in
    [defaults]; `place` is that of the table.
    """

    number: int
    place: TablePlace
    values: Mapping[str, Any]
    places: Mapping[str, TablePlace]

    def where(self, *path: str | int) -> str:
        """Return where a key stands, or what is in its value, for a message; where the table stands for other keys."""
        return self.places[str(path[0])].at(*path) if path and path[0] in self.places else str(self.place)

    def given(self, key: str) -> Any:  # noqa: ANN401 (anything that a file can hold)
        """Return the value of a key as the file gives it, or None where it gives none."""
        if key not in self.places:
            return None
        place = self.places[key]
        value: Any = place.document.tables
        for part in (*place.path, key):
            value = value[part]
        return value


def style_of_table(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the style options of a table as render_options takes them."""
    texts = ("title", "subtitle", "credit")
    same = (
        "classes",
        "scale",
        "labels",
        "discs",
        "key",
        "bare",
        "dpi",
        *texts,
        "patterns",
        "insets",
        "svg_text",
        "view",
    )
    plural = {
        "text": "texts",
        "share": "shares",
        "slogan": "slogans",
        "image": "images",
        "image_credit": "image_credits",
        "territory": "territories",
        "claim": "claims",
    }
    names = {**{name: name for name in same}, **plural}
    return {argument: values[name] for name, argument in names.items() if name in values}
