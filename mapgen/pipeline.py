"""The stages from a snapshot to files; each hands one frozen value to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from mapgen.basemap.cache import prepared_basemap
from mapgen.choropleth.join import Choropleth, joined
from mapgen.disk.paths import is_folder
from mapgen.disk.standard_input import is_standard_input
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import NAMED, Size
from mapgen.errors import InputError, listed, nearest
from mapgen.files.arguments import wrong
from mapgen.files.texts import checked_line
from mapgen.layout.page import lay_out
from mapgen.map_style import map_style_of
from mapgen.pens.formats import BY_DEFAULT, ENDINGS, LETTERINGS, encoded
from mapgen.pens.metadata import attributes_of, metadata_of, unsaid_metadata
from mapgen.places.regions import read_region, region_identifier
from mapgen.places.scales import SCALES
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.render_options import RenderOptions, check_options
from mapgen.sources.locating import region_files
from mapgen.themes.style import MapStyle
from mapgen.views.treatments import treatments_of
from mapgen.words.boundary_words import shapes_named
from mapgen.words.captions import Captions, captions_of

# Pairs of a page's longer side in pixels, at most, and the grid steps along the frame's longer side. A step stays well
# under a pixel.
_UNITS = ((2000, 5000), (5000, 15000), (8000, 30000))


def drawing_of(snapshot: Snapshot, options: RenderOptions) -> Drawing:
    """Return the drawing of a snapshot, with its metadata.

    Raises InputError for an unknown theme, language, scale or number of classes, for a snapshot that does not
    match the boundaries, for a text that is no line or that the typeface cannot set, for a treatment that a territory
    or claim cannot have, and for patterns, slogans or images that this map cannot have.
    """
    choropleth, map_style = staged(snapshot, options)
    page_captions = captions_of(choropleth, map_style.words, options.texts, options.image_credits)
    captions = _with_shares(page_captions, choropleth, map_style, options.shares) if options.shares else page_captions
    if map_style.theme.is_poster:
        drawing = _poster(choropleth, map_style, options)
    else:
        drawing = lay_out(choropleth, captions, map_style, options.size)
    drawn_captions = captions if drawing.shows_shares else captions.without_shares
    metadata, attributes = metadata_of(choropleth, drawn_captions, map_style), attributes_of(choropleth, map_style)
    metadata |= unsaid_metadata(drawn_captions, drawing.texts)
    if options.svg_text != "text":
        metadata["options"] += f" svg-text={options.svg_text}"
    return replace(drawing, metadata=metadata, attributes=attributes, lettering=options.svg_text)


def _poster(choropleth: Choropleth, map_style: MapStyle, options: RenderOptions) -> Drawing:
    """Return the drawing of a poster, without its metadata; raises InputError for shares, of which it has no bars."""
    from mapgen.posters.poster import lay_out_poster  # noqa: PLC0415 (most maps are no posters)
    from mapgen.words.poster_words import poster_words  # noqa: PLC0415 (as above)

    for measure in options.shares:
        message = f'the theme "{map_style.theme.name}" draws posters, which have no bars; leave it out'
        raise InputError.single(f"share {measure}", message)
    words = poster_words(choropleth, map_style.classes, map_style.words, options.texts, options.image_credits)
    return lay_out_poster(choropleth, words, map_style, options.size)


def check_snapshot(snapshot: object) -> None:
    """Raise InputError for a value that is no Snapshot."""
    if not isinstance(snapshot, Snapshot):
        raise wrong("snapshot", snapshot, "give a Snapshot, as mapgen.answer returns it or a Map has it")


def _check_texts(options: RenderOptions) -> None:
    """Raise InputError for a text that cannot be a line of a map: RenderOptions from Python may hold any text."""
    options.texts.check()
    for kind, texts in (("slogan", options.slogans), ("image credit", options.image_credits)):
        for bloc, text in texts.items():
            checked_line(f"{kind} {bloc}", text)


def staged(snapshot: Snapshot, options: RenderOptions) -> tuple[Choropleth, MapStyle]:
    """Return a snapshot joined with its basemap, and its map style; raises InputError as drawing_of does."""
    check_snapshot(snapshot)
    check_options(options)
    _check_texts(options)
    if options.scale not in SCALES:
        raise InputError.single(f'scale "{options.scale}"', f"write {listed(SCALES)}{nearest(options.scale, SCALES)}")
    if options.svg_text not in LETTERINGS:
        hint = nearest(options.svg_text, LETTERINGS)
        raise InputError.single(f'svg text "{options.svg_text}"', f"write {listed(LETTERINGS)}{hint}")
    map_style = map_style_of(snapshot, options)
    region = read_region(snapshot.region).with_insets(options.insets)
    treatments = treatments_of(region, options.territories, options.claims, options.view)
    region = treatments.cut(region)
    basemap = prepared_basemap(region, options.scale, grid_units(options.size))
    return joined(snapshot, region, basemap, treatments), map_style


def _with_shares(captions: Captions, choropleth: Choropleth, map_style: MapStyle, measures: Iterable[str]) -> Captions:
    """Return captions with the shares of measures and the note on them."""
    from mapgen.choropleth.shares import checked_measures, share_of  # noqa: PLC0415 (most maps have no bars)
    from mapgen.words.share_notes import brief_share_notes, share_notes  # noqa: PLC0415 (as above)

    shares = tuple(share_of(choropleth, measure, map_style.classes) for measure in checked_measures(measures))
    named = shapes_named(choropleth.region, choropleth.basemap.scale, map_style.words)
    note, brief = share_notes(shares, named, map_style.words), brief_share_notes(shares, map_style.words)
    return replace(captions, shares=shares, shares_note=note, brief_shares_note=brief)


def grid_units(size: Size) -> int:
    """Return the number of grid steps along the longer side of the map, for a page of a size."""
    return next(units for height, units in _UNITS if max(size.pixels) <= height or height == _UNITS[-1][0])


def output_files(drawing: Drawing, paths: Iterable[Path]) -> Mapping[Path, bytes]:
    """Return the bytes of each output by its path; the ending gives the format."""
    by_ending = {ending: encoded(drawing, ending) for ending in sorted({path.suffix.lower() for path in paths})}
    return {path: by_ending[path.suffix.lower()] for path in paths}


def check_endings(paths: Iterable[Path], endings: Sequence[str] = ENDINGS, example: str = "map.png") -> None:
    """Raise InputError for a path that is a folder or whose ending is none of `endings`."""
    for path in paths:
        if "\0" in str(path):
            raise InputError.single(str(path), "it holds U+0000, which no name of a file can have")
        if is_folder(path):
            raise InputError.single(str(path), f"this is a folder; name a file, such as {path / example}")
        if path.suffix.lower() not in endings:
            hint = nearest(path.suffix.lower(), endings) if path.suffix else ""
            raise InputError.single(str(path), f'the ending "{path.suffix}" is unknown; write {listed(endings)}{hint}')


def default_paths(snapshot: Snapshot, options: RenderOptions, endings: Sequence[str] | None = None) -> tuple[Path, ...]:
    """Return the default paths of a map: outputs/REGION-DATE.png and .svg; see named_outputs."""
    basis = "-elected" if snapshot.basis is Basis.ELECTED else ""
    return named_outputs(f"{region_identifier(snapshot.region)}-{snapshot.as_of}{basis}", options, endings)


def named_outputs(stem: str, options: RenderOptions, endings: Sequence[str] | None = None) -> tuple[Path, ...]:
    """Return the default paths of a picture: a stem, and the parts of its options that are not the defaults.

    Without `endings`, a picture for print is a PDF, and any other one a PNG and an SVG.
    """
    by_default = (".pdf",) if options.size.paper else BY_DEFAULT
    name = "-".join([stem, *name_parts(options)])
    return tuple(Path("outputs") / f"{name}{ending}" for ending in endings or by_default)


def name_parts(options: RenderOptions) -> Iterator[str]:
    """Yield size, language, theme, scale, bareness and view of a picture as parts of a file name, if not by default."""
    usual = RenderOptions()
    yield from _size_parts(options.size)
    yield from (options.lang,) if options.lang != usual.lang else ()
    yield from (Path(options.theme).stem.replace(" ", "-"),) if options.theme != usual.theme else ()
    yield from (options.scale,) if options.scale != usual.scale else ()
    yield from ("bare",) if options.bare else ()
    yield from (Path(options.view).stem.replace(" ", "-"),) if options.view != usual.view else ()


def _size_parts(size: Size) -> Iterator[str]:
    """Yield the name of a size other than the article's, or its sides, and its dots an inch if it has its own."""
    name = next((name for name, named in NAMED.items() if named == size or (size.dpi and size.is_page(named))), None)
    sides = size.words if size.paper or size.dpi else "{}x{}".format(*size.pixels)
    yield from () if name == "article" else (name or sides,)
    yield from (f"{size.own_dpi}dpi",) if size.own_dpi else ()


def input_files(source: Record | Snapshot, options: RenderOptions) -> Iterator[Path]:
    """Yield the files that a picture is made from, besides its source: region and boundaries, theme, view, images."""
    yield from region_files(source.region)
    named = (options.theme, options.view)
    yield from (Path(name) for name in named if name.endswith(".toml") or is_standard_input(name))
    yield from map(Path, options.images.values())
