"""The files of a map for Wikimedia Commons: two SVGs, and the description page of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.disk.writing import check_folder_of_files
from mapgen.drawing.primitives import LAYERS
from mapgen.drawing.stand_ins import measured_by, widest
from mapgen.errors import InputError
from mapgen.pens.metadata import attributes_of, metadata_of
from mapgen.pipeline import staged
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions
from mapgen.wikimedia.blocks import keys_of
from mapgen.wikimedia.description import Described, description_page
from mapgen.wikimedia.editions import Edition, editions_of
from mapgen.wikimedia.model import Sheet
from mapgen.wikimedia.names import bare_name, file_name
from mapgen.wikimedia.sheet import SIZE, full_sheet, map_alone
from mapgen.wikimedia.svg import sheet_svg


def commons_files(snapshot: Snapshot, options: RenderOptions, folder: Path) -> Mapping[Path, bytes]:
    """Return the files of a map by their paths in a folder: each SVG, and the wikitext of its page as .txt.

    The language of the options is the one that readers of others see, and that of the names. Raises InputError for a
    folder that is a file, for a theme of posters, and as drawing_of does.
    """
    check_folder_of_files(folder)
    options = replace(options, size=SIZE)
    choropleth, map_style = staged(snapshot, options)
    if map_style.theme.is_poster:
        message = "it draws posters, of which each language has its own; choose another theme"
        raise InputError.single(f'theme "{map_style.theme.name}"', message)
    editions, words = editions_of(snapshot, choropleth, options), map_style.words
    name = file_name(snapshot, map_style.classes, words)
    names = (name, bare_name(name, words))
    with measured_by(widest):
        described = Described(choropleth, editions, keys_of(choropleth, editions, {}))
    pages = (
        description_page(described, {f"{names[1]}.svg": words.say("commons.bare")}),
        description_page(described, {f"{names[0]}.svg": words.say("commons.whole")}),
    )
    sheets = (full_sheet(choropleth, editions), map_alone(choropleth, editions))
    layers = {layer: words.say(f"commons.layer.{layer}") for layer in LAYERS}
    files: dict[Path, bytes] = {}
    for stem, sheet, page in zip(names, sheets, pages, strict=True):
        files[folder / f"{stem}.svg"] = sheet_svg(_with_metadata(sheet, choropleth, editions[0]), layers)
        files[folder / f"{stem}.txt"] = page.encode()
    return files


def _with_metadata(sheet: Sheet, choropleth: Choropleth, edition: Edition) -> Sheet:
    """Return a sheet whose drawing has the metadata and the attributes of territories of the first language."""
    metadata = metadata_of(choropleth, edition.captions, edition.map_style)
    metadata["options"] += " for=wikimedia-commons"
    attributes = attributes_of(choropleth, edition.map_style)
    return replace(sheet, drawing=replace(sheet.drawing, metadata=metadata, attributes=attributes))
