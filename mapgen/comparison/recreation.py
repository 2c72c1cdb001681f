"""A published map drawn again beside the record's own; the differences are numbered on both and explained below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from msgspec.structs import replace

from mapgen.basemap.model import Shape
from mapgen.choropleth.join import Choropleth
from mapgen.comparison.bare_recreation import bare_recreation_page
from mapgen.comparison.brief_texts import brief_sentences
from mapgen.comparison.compare import Comparison, comparison_of
from mapgen.comparison.differences import Difference, DifferenceKind
from mapgen.comparison.fact_check_panels import Panel, panels_of
from mapgen.comparison.map import (
    comparison_attributes,
    comparison_captions,
    comparison_metadata,
    headline_of,
    staged_comparison,
)
from mapgen.comparison.recreation_page import PanelTexts, RecreationPage, recreation_page
from mapgen.comparison.texts import basis_words, capital, operand_names, reason, sentences_of, split_phrase
from mapgen.drawing.primitives import Area, Border, Disc, Drawing, Point, Primitive, Strokes, Text
from mapgen.drawing.sizes import NAMED
from mapgen.files.addresses import host_of
from mapgen.layout.claim_marks import claim_marks
from mapgen.layout.ground import ground
from mapgen.layout.key import KeyEntry, key_entries
from mapgen.layout.page_drawing import page_drawing
from mapgen.layout.territory_layer import MapPlacement, territory_layer
from mapgen.pens.metadata import unsaid_metadata
from mapgen.pipeline import staged
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions
from mapgen.themes.style import MapStyle
from mapgen.words.captions import Captions
from mapgen.words.note_budget import count_words, within_budget
from mapgen.words.wording import Wording

# Prefix of the names of paths of the left map: those of the right map have the basemap's own names.
_LEFT = "left-"
_MOST_SOURCES = 3
_FEW = 2


def recreation_drawing(comparison: Comparison, options: RenderOptions) -> Drawing:
    """Return the drawing of both operands side by side, with its metadata; the published one is on the left.

    Every territory of the right map has its SVG attributes. Raises InputError as comparison_drawing does, and where the
    page has no room for maps and list.
    """
    if comparison.b.snapshot.published and not comparison.a.snapshot.published:
        comparison = comparison_of(comparison.b, comparison.a)
    right, map_style = staged_comparison(comparison, options)
    left, _ = staged(comparison.a.snapshot, replace(options, classes=map_style.classes))
    captions = _captions(comparison, right, map_style.words, options)
    numbered = comparison.of(DifferenceKind.FLIP, DifferenceKind.UNPLACED)
    if options.size.is_card or options.bare:
        texts = _card_texts(comparison, captions, map_style, own=options.texts.title is not None)
    else:
        texts = _texts(comparison, numbered, captions, map_style, options.size.note_words)
    if options.bare:
        make = partial(bare_recreation_page, texts, right)
    else:
        make = partial(recreation_page, texts, _entries(left, right, map_style), right)
    page = make(options.size)
    if (options.size.is_page(NAMED["article"]) or (options.bare and options.size.shrinks)) and page.spare > 1:
        # A picture within an article is only as high as its content.
        options = replace(options, size=replace(options.size, height=options.size.height - int(page.spare)))
        page = make(options.size)
    panels = panels_of(left, right, map_style, page, numbered)
    drawing = _composed(panels, page, options)
    metadata = comparison_metadata(comparison, right, captions, map_style) | unsaid_metadata(captions, drawing.texts)
    name_a, name_b = operand_names(comparison, map_style.words)
    values = {"region": map_style.words.of_region(comparison.region), "one": name_a, "other": name_b}
    counts = {"agreed": comparison.agreed, "count": comparison.comparable}
    sources = (_sources(difference, map_style.words) for difference in numbered)
    metadata["description"] = " ".join([metadata["description"], *(source for source in sources if source)])
    metadata["alt"] = map_style.words.fill("compare.alt.recreate", {**values, **counts})
    metadata["options"] = metadata["options"].replace("compare=agreement", "compare=recreate")
    attributes = comparison_attributes(comparison, right, map_style)
    return replace(drawing, metadata=metadata, attributes=attributes, lettering=options.svg_text)


def _captions(comparison: Comparison, right: Choropleth, words: Wording, options: RenderOptions) -> Captions:
    captions = comparison_captions(comparison, right, words, options.texts)
    if options.texts.title is not None:
        return captions
    name_a, name_b = operand_names(comparison, words)
    headline = capital(words.say("compare.headline.recreate", one=name_a, other=name_b))
    return replace(captions, headline=headline, short_headline=headline)


def _texts(
    comparison: Comparison, numbered: Sequence[Difference], captions: Captions, map_style: MapStyle, note_words: int
) -> PanelTexts:
    """Return the texts around the maps: the title and day of each, and the causes of the differences."""
    words = map_style.words
    titles = [capital(name) for name in operand_names(comparison, words)]
    days = [_day(operand.snapshot, words) for operand in (comparison.a, comparison.b)]
    # The numbered list below gives the causes, so the notes on them are dropped.
    about = {difference.iso3 for difference in numbered}
    captions = replace(captions, notes=tuple(note for note in captions.notes if not about & {*note.about}))
    reasons = tuple(reason(difference, comparison, words) for difference in numbered)
    # A long list is a key of the numbers: both classes and a few words on the cause; the description has the rest.
    said = count_words(" ".join(reasons))
    is_key = said + count_words(within_budget(captions, 0).source) > note_words
    if is_key:
        reasons = tuple(
            words.labelled(words.country(difference.iso3), split_phrase(difference, comparison, words))
            for difference in numbered
        )
    # The list gives the causes; for few differences the standfirst gives them too.
    standfirst = " ".join(sentences_of(comparison, words)[: None if len(numbered) <= _FEW else 1])
    shown = within_budget(captions, note_words - (0 if is_key else said))
    page_captions = replace(shown, standfirst=capital(standfirst))
    return PanelTexts(
        page_captions, (titles[0], titles[1]), (days[0], days[1]), reasons, map_style.theme, is_key=is_key
    )


def _card_texts(comparison: Comparison, captions: Captions, map_style: MapStyle, *, own: bool) -> PanelTexts:
    """Return the few texts of a card: on how many states the two agree, why they differ on others, and no list."""
    words = map_style.words
    titles = [capital(name) for name in operand_names(comparison, words)]
    days = []
    for snapshot in (comparison.a.snapshot, comparison.b.snapshot):
        counted = words.say(f"page.{snapshot.basis}") if snapshot.basis else ""
        days.append(", ".join(filter(None, (words.short_day(snapshot.as_of), counted[:1].lower() + counted[1:]))))
    headline = captions.headline if own else capital(headline_of(comparison, words))
    # The days stand above the maps.
    standfirst = brief_sentences(comparison, words)
    shown = within_budget(captions, 0, on_card=True)
    card = replace(shown, headline=headline, standfirst=standfirst, brief_standfirst=standfirst)
    return PanelTexts(card, (titles[0], titles[1]), (days[0], days[1]), (), map_style.theme)


def _day(snapshot: Snapshot, words: Wording) -> str:
    return f"{words.day(snapshot.as_of)}, {basis_words(snapshot, words)}"


def _sources(difference: Difference, words: Wording) -> str:
    """Return the sources of a difference by its state and the names of their sites; an empty text without any."""
    sources = [source for entry in (difference.a, difference.b) for source in entry.sources]
    named = list(dict.fromkeys(host_of(source) or source for source in sources))[:_MOST_SOURCES]
    if not named:
        return ""
    return words.say("compare.why.sources", country=words.country(difference.iso3), sources=words.items(named))


def _entries(left: Choropleth, right: Choropleth, map_style: MapStyle) -> tuple[KeyEntry, ...]:
    """Return the key of both maps: every class and status that either has, without counts."""
    entries_by_label: dict[str, KeyEntry] = {}
    for entry in (entry for operand in (left, right) for entry in key_entries(operand, map_style)):
        # A status may have other classes on the one map than on the other.
        known = entries_by_label.get(entry.label, entry)
        further = dict.fromkeys((*known.further, *entry.fills))
        entries_by_label[entry.label] = replace(known, further=tuple(fill for fill in further if fill != known.fill))
    order = [
        map_style.words.class_label(name, right.snapshot.scale)
        for name in right.snapshot.scale.class_names(map_style.classes)
    ]
    entries = (replace(entry, count="", members=()) for entry in entries_by_label.values())
    return tuple(sorted(entries, key=lambda one: order.index(one.label) if one.label in order else len(order)))


def _composed(panels: tuple[Panel, Panel], page: RecreationPage, options: RenderOptions) -> Drawing:
    left, right = panels
    apart = round((left.placement.x - right.placement.x) / right.placement.scale)
    drawn = [_drawn(panel, page, options) for panel in panels]
    (left_territories, left_shapes), (right_territories, right_shapes) = drawn
    moved = {f"{_LEFT}{name}": Shape(shape.data).moved(apart) for name, shape in left_shapes.items()}
    unit = MapPlacement(right.placement, page.sizes.key, options.size.factor).unit
    under = ground(right.choropleth.region, right.map_style.theme, unit)
    layers: dict[str, tuple[Primitive, ...]] = {
        "context": (*_left_parts(under), *under),
        "territories": (*_left_parts(left_territories), *right_territories),
        "claims": (*_left_parts(_claims(left, page)), *_claims(right, page)),
        "labels": (
            *_merged(left.leaders, right.leaders),
            *left.marks,
            *right.marks,
            *_left_labels(left.labels),
            *right.labels,
        ),
        "legend": page.legend,
        "notes": page.notes,
    }
    return page_drawing(options.size, right.map_style, right.placement, {**right_shapes, **moved}, layers)


def _claims(panel: Panel, page: RecreationPage) -> list[Primitive]:
    return list(claim_marks(panel.choropleth, panel.map_style, panel.placement, page.sizes.key, ()))


def _drawn(
    panel: Panel, page: RecreationPage, options: RenderOptions
) -> tuple[tuple[Primitive, ...], dict[str, Shape]]:
    map_placement = MapPlacement(panel.placement, page.sizes.key, options.size.factor, panel.discs)
    parts, shapes = territory_layer(panel.choropleth, panel.map_style, map_placement, panel.labels)
    return parts, {**panel.choropleth.basemap.shapes, **shapes}


def _left_parts(parts: Sequence[Primitive]) -> Iterator[Primitive]:
    """Yield the parts of the left map under the names of its own paths; none is a territory's one element."""
    for part in parts:
        if isinstance(part, Area):
            yield replace(part, path=f"{_LEFT}{part.path}", iso3="")
        elif isinstance(part, Border):
            yield replace(part, path=f"{_LEFT}{part.path}")
        elif isinstance(part, Disc):
            yield replace(part, iso3="")
        else:
            yield part


def _left_labels(texts: Sequence[Text]) -> Iterator[Text]:
    return (replace(text, iso3=f"{_LEFT}{text.iso3}") for text in texts)


def _merged(left: Sequence[Strokes], right: Sequence[Strokes]) -> tuple[Strokes, ...]:
    """Return the leader lines of both maps as those of one map: strokes of one look are one."""
    lines: dict[Strokes, list[tuple[Point, Point]]] = {}
    for strokes in (*left, *right):
        lines.setdefault(replace(strokes, lines=()), []).extend(strokes.lines)
    return tuple(replace(look, lines=tuple(of_look)) for look, of_look in lines.items())
