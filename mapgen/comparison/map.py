"""The map of a comparison: one record's changes between two dates, or where two coders disagree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial

from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.comparison.compare import Comparison
from mapgen.comparison.differences import Difference, DifferenceKind
from mapgen.comparison.key import comparison_key, comparison_style, marked_states
from mapgen.comparison.texts import (
    capital,
    class_word,
    destinations,
    names_of,
    phrase_of,
    reason,
    sentences_of,
    sides_told,
    transition_text,
)
from mapgen.drawing.primitives import Drawing
from mapgen.errors import InputError
from mapgen.layout.page import lay_out
from mapgen.pens.metadata import attributes_of, metadata_of
from mapgen.pipeline import staged
from mapgen.proof.displayed import DisplayedFacts, View, followed, intervals_view, view_of
from mapgen.record.intervals import intervals_of
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions
from mapgen.themes.style import MapStyle
from mapgen.words.captions import Captions, Overrides, source_line
from mapgen.words.notes import Note, notes_of
from mapgen.words.wording import Wording

_LONGEST_ALT = 250


def comparison_drawing(comparison: Comparison, options: RenderOptions) -> Drawing:
    """Return the drawing of a comparison on the map of its second side, with its metadata.

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
    metadata = comparison_metadata(comparison, choropleth, captions, map_style)
    attributes = comparison_attributes(comparison, choropleth, map_style)
    return replace(drawing, metadata=metadata, attributes=attributes, lettering=options.svg_text)


def staged_comparison(comparison: Comparison, options: RenderOptions) -> tuple[Choropleth, MapStyle]:
    """Return the second side joined with its basemap, and the look that both sides have a class in."""
    for name, given in (("slogan", options.slogans), ("image", options.images), ("share", options.shares)):
        if given:
            raise InputError.single(f"{name} {next(iter(given))}", "a map of a comparison has none; leave it out")
    for name in options.texts.classes:
        raise InputError.single(f'text "{name}"', "a map of a comparison has no captions of classes; leave it out")
    snapshots = (comparison.one.snapshot, comparison.other.snapshot)
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
    told = [overrides.basis or standfirst_of(comparison, words)]
    return Captions(
        headline=capital(headline),
        short_headline=capital(headline),
        standfirst=overrides.subtitle or capital(" ".join(told)),
        notes=(
            *comparison_notes(comparison, words),
            *notes_of(choropleth, words),
            *([Note(overrides.note)] if overrides.note else []),
        ),
        source=source_line(_sources(comparison), words, overrides),
    )


def _sources(comparison: Comparison) -> list[Snapshot]:
    return [comparison.one.snapshot, comparison.other.snapshot]


def headline_of(comparison: Comparison, words: Wording) -> str:
    """Return the finding in a line: how many moved where, or on how many states two coders agree."""
    if comparison.is_change:
        region = words.region(comparison.region)
        moves = _moves(comparison, words)
        return words.say("compare.headline.change" if moves else "compare.headline.none", region=region, moves=moves)
    one, other = names_of(comparison, words)
    key = "agree" if comparison.comparable else "nothing"
    counts = {"agreed": comparison.agreed, "count": comparison.comparable}
    return words.fill(f"compare.headline.{key}", {"one": one, "other": other, **counts}, count=comparison.comparable)


def _moves(comparison: Comparison, words: Wording) -> str:
    """Return how many states moved where; nothing where none did."""
    found: list[str] = []
    for _, members in destinations(comparison.of(DifferenceKind.FLIP)):
        count = len(members)
        label, number = class_word(members[0].other, words), words.number(count)
        key = phrase_of("compare.also" if found else "compare.moved", members[0])
        found.append(words.say(key, count=count, number=number, label=label))
    return ", ".join(found)


def standfirst_of(comparison: Comparison, words: Wording) -> str:
    """Return which days and whom a comparison is of, and for two coders what their differences come from."""
    first, last = map(words.day, comparison.days)
    basis = comparison.one.snapshot.basis
    if comparison.is_change:
        return words.say(f"compare.standfirst.{basis}", first=first, last=last)
    return f"{sides_told(comparison, words)} {' '.join(sentences_of(comparison, words)[1:])}".strip()


def comparison_notes(comparison: Comparison, words: Wording) -> Iterator[Note]:
    """Yield who followed whom on which day in the states that moved, and a note on each where two coders differ."""
    if comparison.is_change:
        told = " ".join(_transitions(one, words) for one in comparison.differences if _has_moved(one))
        yield from [Note(told)] if told else []
        return
    for one in comparison.of(DifferenceKind.FLIP, DifferenceKind.UNPLACED):
        yield Note(reason(one, comparison, words), (one.iso3,))


def _has_moved(one: Difference) -> bool:
    """Whether a state is in another bloc, or was in between."""
    return one.kind is DifferenceKind.FLIP or any(
        transition.kind is DifferenceKind.FLIP for transition in one.transitions
    )


def _transitions(one: Difference, words: Wording) -> str:
    return (
        f"{words.country(one.iso3)}: {'; '.join(transition_text(transition, words) for transition in one.transitions)}."
    )


def comparison_metadata(
    comparison: Comparison, choropleth: Choropleth, captions: Captions, map_style: MapStyle
) -> dict[str, str]:
    """Return the metadata of a map of a comparison: that of its second side, and what it is compared with."""
    metadata = metadata_of(choropleth, captions, map_style)
    first = comparison.one.snapshot
    compared = {"title": first.title, "coder": first.coder, "as-of": first.as_of.isoformat(), "basis": first.basis}
    return {
        **metadata,
        "alt": alt_of(comparison, map_style.words),
        "description": description_of(comparison, captions, map_style.words),
        "compared": json.dumps({**compared, "sha256": first.sha256}, ensure_ascii=False, separators=(",", ":")),
        "shows": DisplayedFacts(tuple(_views(comparison, followed(choropleth.entries)))).text,
        "options": f"{metadata['options']} compare={'change' if comparison.is_change else 'agreement'}",
    }


def _views(comparison: Comparison, follows: Mapping[str, str]) -> Iterator[View]:
    """Yield what a comparison shows: all days between of one record, else both sides and what explains them."""
    one, other = comparison.one, comparison.other
    if comparison.is_change and one.record and one.snapshot.basis:
        first, last = sorted(comparison.days)
        yield intervals_view(intervals_of(one.record, first, last, one.snapshot.basis), follows)
        return
    yield view_of([one.snapshot], follows)
    yield view_of([other.snapshot], follows)
    asked = {(found.as_of, found.basis): found for found in (each.asked for each in comparison.differences) if found}
    yield from (view_of([found], follows) for found in asked.values())


def alt_of(comparison: Comparison, words: Wording) -> str:
    """Return what the map shows in at most 250 characters."""
    region, (first, last) = words.of_region(comparison.region), map(words.day, comparison.days)
    if comparison.is_change:
        basis = words.say(f"alt.basis.{comparison.one.snapshot.basis}")
        moves = _moves(comparison, words) or words.say("compare.none")
        return words.say("compare.alt.change", region=region, first=first, last=last, basis=basis, moves=moves)
    one, other = names_of(comparison, words)
    counts = {"agreed": comparison.agreed, "count": comparison.comparable}
    said = words.fill("compare.alt.agree", {"region": region, "one": one, "other": other, **counts})
    return said if len(said) <= _LONGEST_ALT else f"{said[: _LONGEST_ALT - 1]}…"


def description_of(comparison: Comparison, captions: Captions, words: Wording) -> str:
    """Return what changed or differs, and all notes and the source, for whoever cannot see the map."""
    notes = (note.full or note.text for note in captions.notes)
    return " ".join([*sentences_of(comparison, words), captions.standfirst, *notes, captions.source])


def comparison_attributes(
    comparison: Comparison, choropleth: Choropleth, map_style: MapStyle
) -> dict[str, Mapping[str, str]]:
    """Return per territory what its SVG element says: of the second side, with what the first says beside it."""
    found = attributes_of(choropleth, map_style)
    for one in comparison.differences:
        if one.iso3 in found:
            found[one.iso3] = {**found[one.iso3], **_attributes(one, comparison, map_style.words)}
    return found


def _attributes(one: Difference, comparison: Comparison, words: Wording) -> dict[str, str]:
    attributes = {"from": one.one.bloc.value}
    if comparison.is_change:
        attributes["change"] = one.other.bloc.value if one.kind is DifferenceKind.FLIP else one.kind.value
        if one.transition:
            attributes["changed"] = one.transition.day.isoformat()
    else:
        agreed = one.kind in {DifferenceKind.SAME, DifferenceKind.SHIFT, DifferenceKind.HANDOVER}
        attributes["compared"] = "agree" if agreed else (one.cause or one.kind).value
        attributes["title"] = reason(one, comparison, words)
    return attributes
