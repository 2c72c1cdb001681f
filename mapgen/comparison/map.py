"""The map of a comparison: one record's changes between two dates, or where two coders disagree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.comparison.brief_texts import brief_standfirst_of
from mapgen.comparison.compare import Comparison
from mapgen.comparison.differences import Difference, DifferenceKind
from mapgen.comparison.key import comparison_key, comparison_style, marked_states
from mapgen.comparison.texts import (
    capital,
    class_word,
    destinations,
    operand_names,
    operands_sentence,
    phrase_key,
    reason,
    sentences_of,
    transition_text,
)
from mapgen.drawing.primitives import Drawing
from mapgen.errors import InputError
from mapgen.layout.page import lay_out
from mapgen.pens.metadata import attributes_of, metadata_of, origin_metadata, unsaid_metadata
from mapgen.pipeline import staged
from mapgen.proof.displayed import DisplayedFacts, View, followed, intervals_view, view_of
from mapgen.record.intervals import intervals_of
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions
from mapgen.themes.style import MapStyle
from mapgen.words.captions import Captions
from mapgen.words.note import Note, Weight
from mapgen.words.notes import notes_of
from mapgen.words.overrides import Overrides
from mapgen.words.source_lines import brief_source_lines, source_line
from mapgen.words.wording import Wording

_LONGEST_ALT = 250


def comparison_drawing(comparison: Comparison, options: RenderOptions) -> Drawing:
    """Return the drawing of a comparison on the map of operand B, with its metadata.

    Raises InputError as pipeline.drawing_of does, for a scale without blocs, and for what a comparison does not show:
    slogans, images, shares and captions of classes.
    """
    choropleth, plain = staged_comparison(comparison, options)
    states = marked_states(comparison, plain)
    map_style = comparison_style(comparison, states, plain, choropleth)
    captions = comparison_captions(comparison, choropleth, map_style.words, options.texts)
    drawing = lay_out(
        choropleth, captions, map_style, options.size, partial(comparison_key, choropleth, states, map_style)
    )
    metadata = comparison_metadata(comparison, choropleth, captions, map_style) | unsaid_metadata(
        captions, drawing.texts
    )
    attributes = comparison_attributes(comparison, choropleth, map_style)
    return replace(drawing, metadata=metadata, attributes=attributes, lettering=options.svg_text)


def staged_comparison(comparison: Comparison, options: RenderOptions) -> tuple[Choropleth, MapStyle]:
    """Return operand B joined with its basemap, and the map style whose classes both operands have."""
    for name, values in (("slogan", options.slogans), ("image", options.images), ("share", options.shares)):
        if values:
            raise InputError.single(f"{name} {next(iter(values))}", "a map of a comparison has none; leave it out")
    for name in options.texts.classes:
        raise InputError.single(f'text "{name}"', "a map of a comparison has no captions of classes; leave it out")
    snapshots = (comparison.a.snapshot, comparison.b.snapshot)
    for snapshot in snapshots:
        if not snapshot.scale.folds:
            message = "a map of a comparison needs to know sides; give each class its `bloc` in [classes.NAME]"
            raise InputError.single(f'"{snapshot.title}"', message)
    if options.classes is None:
        options = replace(options, classes=3)
    if options.classes != 3 and snapshots[0].scale.names != snapshots[1].scale.names:  # noqa: PLR2004 (the blocs)
        raise InputError.single(f"classes {options.classes}", "the two have different scales; draw them with 3")
    return staged(snapshots[1], options)


def comparison_captions(
    comparison: Comparison, choropleth: Choropleth, words: Wording, overrides: Overrides
) -> Captions:
    """Return the texts around the map of a comparison."""
    headline = overrides.title if overrides.title is not None else headline_of(comparison, words)
    brief_sources, given_words = brief_source_lines(_sources(comparison), words, overrides)
    return Captions(
        headline=capital(headline),
        short_headline=capital(headline),
        standfirst=overrides.subtitle or capital(overrides.basis or standfirst_of(comparison, words)),
        brief_standfirst="" if overrides.subtitle or overrides.basis else brief_standfirst_of(comparison, words),
        notes=(
            *comparison_notes(comparison, words),
            *notes_of(choropleth, words),
            *([Note(overrides.note, given=True)] if overrides.note else []),
        ),
        source=source_line(_sources(comparison), words, overrides),
        brief_sources=brief_sources,
        given_words=given_words,
    )


def _sources(comparison: Comparison) -> list[Snapshot]:
    return [comparison.a.snapshot, comparison.b.snapshot]


def headline_of(comparison: Comparison, words: Wording) -> str:
    """Return the finding in a line: how many states moved where, or on how many states two coders agree."""
    if comparison.is_change:
        region, moves = words.region(comparison.region), _moves(comparison, words)
        return words.say("compare.headline.change" if moves else "compare.headline.none", region=region, moves=moves)
    both = words.series(operand_names(comparison, words))
    key = "agree" if comparison.comparable else "nothing"
    counts = {"agreed": comparison.agreed, "count": comparison.comparable}
    return words.fill(f"compare.headline.{key}", {"both": both, **counts}, count=comparison.comparable)


def _moves(comparison: Comparison, words: Wording) -> str:
    """Return how many states moved where; an empty text where none did."""
    moved = [members for _, members in destinations(comparison.of(DifferenceKind.FLIP))]
    parts: list[str] = []
    for members, number in zip(moved, words.numbers([*map(len, moved)]), strict=True):
        key = phrase_key("compare.also" if parts else "compare.moved", members[0])
        parts.append(words.say(key, count=len(members), number=number, label=class_word(members[0].b, words)))
    return ", ".join(parts)


def standfirst_of(comparison: Comparison, words: Wording) -> str:
    """Return the days and operands of a comparison, and for two coders the causes of their differences."""
    if comparison.is_change:
        first, last = map(words.day, comparison.days)
        return words.say(f"compare.standfirst.{comparison.a.snapshot.basis}", first=first, last=last)
    return f"{operands_sentence(comparison, words)} {' '.join(sentences_of(comparison, words)[1:])}".strip()


def comparison_notes(comparison: Comparison, words: Wording) -> Iterator[Note]:
    """Yield a note on who followed whom and when in the states that moved, or on each state where two coders differ."""
    if comparison.is_change:
        moved = {difference.iso3: difference for difference in comparison.differences if _has_moved(difference)}
        transitions = " ".join(_transitions(moved[code], words) for code in words.ordered(moved))
        # Who followed whom is for captions and descriptions.
        yield from [Note(transitions, minor=True, weight=Weight.IN_THE_STANDFIRST)] if transitions else []
        return
    for difference in comparison.of(DifferenceKind.FLIP, DifferenceKind.UNPLACED):
        text = reason(difference, comparison, words)
        yield Note(text, (difference.iso3,), minor=True, weight=Weight.IN_THE_STANDFIRST)


def _has_moved(difference: Difference) -> bool:
    """Whether a state is in another bloc, or was in one in between."""
    return difference.kind is DifferenceKind.FLIP or any(
        transition.kind is DifferenceKind.FLIP for transition in difference.transitions
    )


def _transitions(difference: Difference, words: Wording) -> str:
    transitions = words.items(transition_text(transition, words) for transition in difference.transitions)
    return f"{words.labelled(words.country(difference.iso3), transitions)}."


def comparison_metadata(
    comparison: Comparison, choropleth: Choropleth, captions: Captions, map_style: MapStyle
) -> dict[str, str]:
    """Return the metadata of a map of a comparison: that of operand B, and the operand that it is compared with."""
    metadata = metadata_of(choropleth, captions, map_style)
    first = comparison.a.snapshot
    compared = {"title": first.title, "coder": first.coder, "as-of": first.as_of.isoformat(), "basis": first.basis}
    compared |= origin_metadata(first)
    return {
        **metadata,
        "alt": alt_of(comparison, map_style.words),
        "description": description_of(comparison, captions, map_style.words),
        "compared": json.dumps({**compared, "sha256": first.sha256}, ensure_ascii=False, separators=(",", ":")),
        "shows": DisplayedFacts(tuple(_views(comparison, followed(choropleth.entries)))).text,
        "options": f"{metadata['options']} compare={'change' if comparison.is_change else 'agreement'}",
    }


def _views(comparison: Comparison, follows: Mapping[str, str]) -> Iterator[View]:
    """Yield the views that a comparison shows.

    These are all days between two dates of one record, else both operands and the alternatives that explain their
    differences.
    """
    a, b = comparison.a, comparison.b
    if comparison.is_change and a.record and a.snapshot.basis:
        first, last = sorted(comparison.days)
        yield intervals_view(intervals_of(a.record, first, last, a.snapshot.basis), follows)
        return
    yield view_of([a.snapshot], follows)
    yield view_of([b.snapshot], follows)
    alternatives = {
        (found.as_of, found.basis): found for found in (each.alternative for each in comparison.differences) if found
    }
    yield from (view_of([found], follows) for found in alternatives.values())


def alt_of(comparison: Comparison, words: Wording) -> str:
    """Return the alt text of the map in at most 250 characters."""
    region, (first, last) = words.of_region(comparison.region), map(words.day, comparison.days)
    if comparison.is_change:
        basis = words.say(f"alt.basis.{comparison.a.snapshot.basis}")
        moves = _moves(comparison, words) or words.say("compare.none")
        return words.say("compare.alt.change", region=region, first=first, last=last, basis=basis, moves=moves)
    (name_a, name_b), agreed = operand_names(comparison, words), comparison.agreed
    values = {"region": region, "one": name_a, "other": name_b, "agreed": agreed, "count": comparison.comparable}
    alt = words.fill("compare.alt.agree", values)
    return alt if len(alt) <= _LONGEST_ALT else f"{alt[: _LONGEST_ALT - 1]}…"


def description_of(comparison: Comparison, captions: Captions, words: Wording) -> str:
    """Return the long description: all changes or differences, each said once, all notes and the source."""
    notes = (note.whole for note in captions.notes)
    sentences = (sentence for sentence in sentences_of(comparison, words) if sentence not in captions.standfirst)
    return " ".join([*sentences, captions.standfirst, *notes, captions.source])


def comparison_attributes(
    comparison: Comparison, choropleth: Choropleth, map_style: MapStyle
) -> dict[str, Mapping[str, str]]:
    """Return the SVG attributes of each territory: those of operand B, with those of operand A added."""
    attributes = attributes_of(choropleth, map_style)
    for difference in comparison.differences:
        if of_state := attributes.get(difference.iso3):
            attributes[difference.iso3] = {**of_state, **_attributes(difference, comparison, map_style.words)}
    return attributes


def _attributes(difference: Difference, comparison: Comparison, words: Wording) -> dict[str, str]:
    attributes = {"from": difference.a.bloc.value}
    if comparison.is_change:
        flipped = difference.kind is DifferenceKind.FLIP
        attributes["change"] = difference.b.bloc.value if flipped else difference.kind.value
        if difference.transition:
            attributes["changed"] = difference.transition.day.isoformat()
    else:
        agreed = difference.kind in {DifferenceKind.SAME, DifferenceKind.SHIFT, DifferenceKind.HANDOVER}
        attributes["compared"] = "agree" if agreed else (difference.cause or difference.kind).value
        attributes["title"] = reason(difference, comparison, words)
    return attributes
