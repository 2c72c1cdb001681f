"""Texts for readers who cannot see the map: a short alt text, a long description, a tooltip for each territory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mapgen.choropleth.join import Choropleth
from mapgen.record.alignments import Bloc, Scale
from mapgen.record.snapshots import Entry, Snapshot, Status
from mapgen.record.time_rules import is_forecast
from mapgen.words.captions import Captions, elected_in, outcome, status_counts
from mapgen.words.disputes import departures
from mapgen.words.notes import contested, is_scheduled
from mapgen.words.wording import Wording

if TYPE_CHECKING:
    from mapgen.choropleth.shares import Share

LONGEST_ALT = 250


def alt_text(choropleth: Choropleth, words: Wording, shares: Sequence[Share] = ()) -> str:
    """Return outcome, date, basis and uncertain countries in at most 250 characters, without colours.

    Countries with somebody elected, without an outcome, and with a contested government are named if there is room, and
    counted otherwise. If there is room the text also says which shares are shown and which territories are treated in
    an unusual way. The long description has everything.
    """
    needed = [
        _on_contested(choropleth, words),
        _on_reviews(choropleth.snapshot, words),
    ]
    longest = _longest(choropleth.snapshot, words)
    spared = sum(len(forms[-1]) + 1 for forms in needed if forms)
    text = next(
        (opening for opening in _openings(choropleth, words) if len(opening) + spared <= longest),
        _least(choropleth, words, longest - spared),
    )
    measures = words.series(words.say(f"share.noun.{share.measure}") for share in shares)
    further = [
        *needed,
        [words.say("alt.shares", measures=measures)] if shares else [],
        *([note.whole, note.text] for note in departures(choropleth, words)),
    ]
    for number, forms in enumerate(further):
        left = sum(len(later[-1]) + 1 for later in needed[number + 1 :] if later)
        text += next((f" {opening}" for opening in forms if len(text) + 1 + len(opening) + left <= longest), "")
    return text


def _longest(snapshot: Snapshot, words: Wording) -> int:
    """Return how long a text of a day may be that has room for any other day: on all of them it has the same form."""
    return LONGEST_ALT + len(words.day(snapshot.as_of)) - words.longest_day


def _on_contested(choropleth: Choropleth, words: Wording) -> list[str]:
    """Return the sentences on contested governments, first the one that names the countries; empty if none is."""
    countries = contested(choropleth, words)
    if not countries:
        return []
    named = words.say("alt.contested", countries=words.series(countries))
    return [named, words.say("alt.contested-many", count=len(countries))]


def _on_reviews(snapshot: Snapshot, words: Wording) -> list[str]:
    """Return the sentence that nobody has reviewed the record since; of a forecast, the first sentence says so."""
    if not is_scheduled(snapshot) or is_forecast(snapshot.reviewed, snapshot.as_of):
        return []
    return [words.say("alt.unreviewed", date=words.day(max(snapshot.reviewed.values())))]


def _openings(choropleth: Choropleth, words: Wording) -> Iterator[str]:
    """Yield forms of the first sentence; the first form names all countries with somebody elected or no outcome."""
    for elects, without_outcome in ((True, True), (True, False), (False, False)):
        yield _opening(choropleth, words, elects=elects, without_outcome=without_outcome)


def _opening(
    choropleth: Choropleth,
    words: Wording,
    *,
    elects: bool = False,
    without_outcome: bool = False,
    coder: str | None = None,
) -> str:
    """Return the first sentence; `coder` replaces the snapshot's coder.

    `elects` and `without_outcome` name the countries with somebody elected and those without an outcome.
    """
    snapshot = choropleth.snapshot
    counts = outcome(choropleth)
    parts = [_counted(name, count, words, choropleth, first=not number) for number, (name, count) in enumerate(counts)]
    for status, count in status_counts(choropleth).items():
        part = words.say(f"alt.{status}", count=count)
        countries = words.series(words.countries(entry.iso3 for entry in choropleth.with_status(status)))
        parts.append(words.say("alt.named", said=part, countries=countries) if without_outcome else part)
    key = "alt.published" if snapshot.published and snapshot.coder else "alt.record"
    # A list of classes that are no sides, without a basis, counts no presidents at all.
    has_basis = snapshot.basis or snapshot.scale.folds
    return words.say(
        key if has_basis else f"{key}-own",
        region=words.of_region(snapshot.region),
        date=words.day(snapshot.as_of),
        coder=snapshot.coder if coder is None else coder,
        basis=_basis(choropleth, words, named=elects),
        counts=", ".join(parts),
    )


def _basis(choropleth: Choropleth, words: Wording, *, named: bool) -> str:
    """Return the phrase on the basis; if somebody is elected, `named` adds in which countries."""
    elects, snapshot = choropleth.with_status(Status.ELECTED), choropleth.snapshot
    if named and elects:
        basis = words.say("alt.basis.elects", elects=elected_in(elects, words))
    else:
        basis = words.say(f"alt.basis.{snapshot.basis or 'unknown'}")
        if snapshot.basis_inferred and snapshot.basis:
            basis = words.say("alt.basis.inferred", basis=basis)
    is_known = snapshot.published or not is_forecast(snapshot.reviewed, snapshot.as_of)
    return basis if is_known else words.say("alt.basis.scheduled", basis=basis)


def _least(choropleth: Choropleth, words: Wording, room: int) -> str:
    """Return the first sentence without names, with the coder's name and then the sentence cut between words to fit."""
    coder = choropleth.snapshot.coder
    over = len(_opening(choropleth, words)) - room
    return _cut(_opening(choropleth, words, coder=_cut(coder, max(1, len(coder) - over))), room)


def _cut(text: str, room: int) -> str:
    """Return a text of at most `room` characters: cut after a whole word, if there is one, with an ellipsis."""
    if len(text) <= room:
        return text
    shortened = text[: room - 1]
    if not text[room - 1].isspace() and " " in shortened:
        shortened = shortened.rsplit(" ", 1)[0]
    return f"{shortened.rstrip(' ,;:')}…"


def _counted(name: Bloc | str, count: int, words: Wording, choropleth: Choropleth, *, first: bool) -> str:
    """Return `6 governments of the left` for the first count, and `6 of the right` for later ones."""
    label = words.class_label(name, choropleth.snapshot.scale)
    if not isinstance(name, Bloc):
        return words.say("alt.own", count=count, label=label)
    return words.say(f"alt.{name}", count=count) if first else words.say("alt.more", count=count, bloc=label.lower())


def long_description(choropleth: Choropleth, captions: Captions, words: Wording) -> str:
    """Return the countries by class, then date and basis, uncertain and disputed territories, and the source.

    Every territory of the map is named: in its class, with who governs or is elected, or in a note.
    """
    scale = choropleth.snapshot.scale
    order = (*Bloc, *scale.names)
    lists = []
    for name in sorted((name for name, _ in outcome(choropleth)), key=order.index):
        of_class = {
            entry.iso3: entry
            for entry in choropleth.entries
            if name == (entry.bloc if isinstance(name, Bloc) else entry.alignment)
        }
        members = words.series(_member(of_class[code], words) for code in words.ordered(of_class))
        lists.append(f"{words.labelled(words.class_label(name, scale), members)}.")
    notes = (note.whole for note in captions.notes)
    shares = [
        f"{words.labelled(words.say(f'share.{entry.measure}'), _parts(entry, scale, words))}."
        for entry in captions.shares
    ]
    return " ".join([*lists, *shares, captions.standfirst, *notes, f"{captions.source} {captions.shares_note}".strip()])


def _parts(share: Share, scale: Scale, words: Wording) -> str:
    """Return a share's parts in words: `Left 51%, Right 49%`."""
    names = {status.value for status in Status}
    return ", ".join(
        f"{words.say(f'status.{part.name}') if part.name in names else words.class_label(part.name, scale)}"
        f" {words.percent(part.percent)}"
        for part in share.parts
    )


def _member(entry: Entry, words: Wording) -> str:
    """Return a country with its leader, if one is known."""
    country, leader = words.country(entry.iso3), entry.leader
    if leader and entry.status is Status.ELECTED:
        leader = words.say("alt.elect", leader=leader)
    return words.say("alt.named", said=country, countries=leader) if leader else country


def tooltip(entry: Entry, classes: int, words: Wording) -> str:
    """Return the text that a reader sees on pointing at a territory."""
    government = entry.government
    name = entry.class_name(classes)
    values = {"country": words.country(entry.iso3), "class": words.class_label(name, entry.scale) if name else ""}
    if government and entry.status in {Status.IN_OFFICE, Status.ELECTED}:
        day = government.start if entry.status is Status.IN_OFFICE else entry.elected
        values |= {
            "leader": government.leader,
            "party": words.party(government) or "–",
            "date": words.day(day) if day else "",
        }
    if entry.follows:
        values["sovereign"] = words.country(entry.follows.iso3)
        values["class"] = values["class"] or words.say(f"status.{entry.follows.status}")
        return words.fill("tooltip.follows", values)
    is_chosen = entry.status is Status.ELECTED and not entry.won_a_vote
    return words.fill("tooltip.chosen" if is_chosen else f"tooltip.{entry.status}", values)
