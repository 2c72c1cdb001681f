"""What a map says in words: headline, standfirst, notes and source line, all from the facts it draws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from mapgen.alignments import Bloc
from mapgen.join import Choropleth
from mapgen.shares import Share
from mapgen.snapshots import Basis, Entry, Snapshot, Status
from mapgen.wording import Wording

_COUNTED = (Bloc.LEFT, Bloc.CENTRE, Bloc.RIGHT)
_UNCERTAIN = (Status.VACANT, Status.RESULT_PENDING, Status.NO_DATA)


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader must know: a sentence, and the codes of the territories it is about, if any."""

    text: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Captions:
    """The texts around a map; `short_headline` stands in for headline and standfirst where there is no room.

    `shares` are what is shown as bars, on request, and `shares_note` says what they count.
    """

    headline: str
    short_headline: str
    standfirst: str
    notes: tuple[Note, ...]
    source: str
    shares: tuple[Share, ...] = ()
    shares_note: str = ""

    @property
    def without_shares(self) -> Captions:
        """The same for a page without bars of shares."""
        return replace(self, shares=(), shares_note="")


@dataclass(frozen=True, slots=True)
class Overrides:
    """Texts that a user gives in place of the map's own (title, subtitle), or adds to it (credit)."""

    title: str | None = None
    subtitle: str | None = None
    credit: str | None = None


def captions_of(choropleth: Choropleth, words: Wording, overrides: Overrides) -> Captions:
    """Return the texts of a map in a language."""
    snapshot = choropleth.snapshot
    short = words.say(
        "headline.short",
        region=words.region(snapshot.region),
        date=words.day(snapshot.as_of),
        basis=basis_words(snapshot.basis, words),
    )
    return Captions(
        headline=_sentence(overrides.title if overrides.title is not None else _headline(choropleth, words)),
        short_headline=_sentence(overrides.title if overrides.title is not None else short),
        standfirst=overrides.subtitle if overrides.subtitle is not None else standfirst(choropleth, words),
        notes=tuple(_notes(choropleth, words)),
        source=_source(choropleth, words, overrides.credit),
    )


def bloc_counts(choropleth: Choropleth) -> dict[Bloc, int]:
    """Return how many states are drawn in each bloc, blocs without members left out, from left to right."""
    counts = {bloc: sum(entry.bloc is bloc for entry in choropleth.entries) for bloc in _COUNTED}
    return {bloc: count for bloc, count in counts.items() if count}


def outcome(choropleth: Choropleth) -> list[tuple[Bloc | str, int]]:
    """Return what is counted and how often, most members first: blocs, or the classes of a scale without blocs."""
    scale = choropleth.snapshot.scale
    counts: dict[Bloc | str, int] = dict(bloc_counts(choropleth).items())
    if not scale.folds:
        drawn = [entry.alignment for entry in choropleth.entries]
        counts = {name: drawn.count(name) for name in scale.names if name in drawn}
    return sorted(counts.items(), key=lambda item: -item[1])


def status_counts(choropleth: Choropleth) -> dict[Status, int]:
    """Return how many states have no bloc and why, in the key's order; statuses without members left out."""
    counts = {status: len(choropleth.with_status(status)) for status in _UNCERTAIN}
    return {status: count for status, count in counts.items() if count}


def _headline(choropleth: Choropleth, words: Wording) -> str:
    scale = choropleth.snapshot.scale
    parts = [
        words.say(f"headline.part.{name}", number=words.number(count))
        if isinstance(name, Bloc)
        else words.say("headline.part.own", count=count, label=words.class_label(name, scale))
        for name, count in outcome(choropleth)
    ]
    parts += [
        words.say(f"headline.part.{status}", count=count, number=words.number(count))
        for status, count in status_counts(choropleth).items()
    ]
    region = words.region(choropleth.snapshot.region)
    counts = ", ".join(parts)
    elects = choropleth.with_status(Status.ELECTED)
    if not elects:
        return words.say("headline.plain", region=region, counts=counts)
    countries = words.series(words.country(entry.iso3) for entry in elects)
    named = words.say("headline.elects", count=len(elects), countries=countries)
    return words.say("headline.counting", region=region, counts=counts, elects=named)


def standfirst(choropleth: Choropleth, words: Wording) -> str:
    """Return the sentences under the headline: date and basis, and when those elected take office."""
    snapshot = choropleth.snapshot
    date = words.day(snapshot.as_of)
    if snapshot.published:
        said = words.say("standfirst.published", coder=snapshot.coder, date=date)
        if snapshot.basis_inferred and snapshot.basis:
            said += " " + words.say(f"standfirst.inferred.{snapshot.basis}")
        return _sentence(said)
    sentences = [words.say(f"standfirst.{snapshot.basis}", date=date)]
    for entry in choropleth.with_status(Status.ELECTED):
        government = entry.government
        if government and government.start:
            sentences.append(
                words.say(
                    "standfirst.takes",
                    leader=government.leader,
                    country=words.country(entry.iso3),
                    date=words.day(government.start),
                )
            )
    return " ".join(_sentence(sentence) for sentence in sentences)


def _notes(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield the notes a reader must have: what is uncertain, what is not counted, what is disputed."""
    for entry in choropleth.entries:
        if note := _uncertain(entry, words):
            yield Note(note, (entry.iso3,))
    if unknown := choropleth.with_status(Status.NO_DATA):
        countries = words.series(words.country(entry.iso3) for entry in unknown)
        yield Note(words.say("note.no-data", countries=countries), _codes(unknown))
    if others := choropleth.with_status(Status.NOT_APPLICABLE):
        named = words.series(words.say(f"excluded.{entry.iso3}") for entry in others)
        yield Note(words.say("note.excluded", territories=named), _codes(others))
    for claim in choropleth.region.claims:
        if f"claim-{claim}" in choropleth.basemap.shapes:
            yield Note(words.say(f"note.{claim}"))
    if scheduled := _scheduled(choropleth, words):
        yield Note(scheduled)


def _codes(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(entry.iso3 for entry in entries)


def _uncertain(entry: Entry, words: Wording) -> str | None:
    country = words.country(entry.iso3)
    if entry.status is Status.RESULT_PENDING and entry.vote:
        return words.say("note.pending", country=country, vote=words.day(entry.vote))
    if entry.status is Status.VACANT:
        return words.say("note.vacant", country=country)
    government = entry.government
    if entry.status is Status.ELECTED and government and government.start is None:
        won = words.day(government.wins[-1].voted)
        return words.say("note.elect", country=country, leader=government.leader, date=won)
    return None


def _scheduled(choropleth: Choropleth, words: Wording) -> str | None:
    """Return which countries nobody has reviewed since the date shown, or that none has been, and up to when."""
    snapshot = choropleth.snapshot
    late = snapshot.unreviewed
    if not late:
        return None
    reviews = sorted((day, code) for code, day in snapshot.reviewed.items() if code in late)
    if len(late) < len(snapshot.entries) or len(reviews) < len(late):
        return words.say("note.unreviewed", countries=words.series(words.country(code) for code in late))
    (oldest, first), (newest, last) = reviews[0], reviews[-1]
    return words.say(
        "note.scheduled",
        oldest=words.day(oldest),
        first=words.country(first),
        newest=words.day(newest),
        last=words.country(last),
    )


def _source(choropleth: Choropleth, words: Wording, credit: str | None) -> str:
    snapshot = choropleth.snapshot
    if snapshot.published:
        line = words.say("note.published", source=_cited(snapshot, words))
    else:
        line = words.say("note.source", title=snapshot.title, coder=snapshot.coder)
    return f"{line} {credit}" if credit else line


def _cited(snapshot: Snapshot, words: Wording) -> str:
    """Return a published list's source as a reader can take it in: of an address, who, when and where."""
    host = urlsplit(snapshot.source).hostname if snapshot.source.startswith(("https://", "http://")) else None
    if host is None:
        return snapshot.source
    return f"{snapshot.coder}, {words.day(snapshot.as_of)}, {host.removeprefix('www.')}"


def _sentence(text: str) -> str:
    """Return text with a capital at its start: a phrase may begin with a number in words or a name."""
    return text[:1].upper() + text[1:]


def basis_words(basis: Basis | None, words: Wording) -> str:
    """Return what a basis means, for alt text and tables."""
    return words.say(f"basis.{basis or 'unknown'}")
