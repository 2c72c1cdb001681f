"""The texts around a map: headline, standfirst, notes and source line, all made from the facts that it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.choropleth.shares import Share
from mapgen.files.addresses import host_of
from mapgen.record.alignments import Bloc
from mapgen.record.snapshots import Entry, Snapshot, Status
from mapgen.words.boundary_words import boundaries_sentence
from mapgen.words.notes import TAKING_OFFICE, Note, image_notes, notes_of
from mapgen.words.overrides import Overrides
from mapgen.words.wording import Wording

_COUNTED = (Bloc.LEFT, Bloc.CENTRE, Bloc.RIGHT)
# What the labels of own classes may have together in a headline, in characters: some three lines of an article map.
_LONGEST_LABELS = 90
# The counts of the shortest headline.
_FEW_COUNTS = 2
UNCERTAIN = (Status.VACANT, Status.RESULT_PENDING, Status.NOT_RECORDED, Status.NO_DATA)


class Captions(Struct, frozen=True):
    """The texts around a map; `short_headline` replaces headline and standfirst where there is no room.

    On a card, and on a phone, the first of `brief_headlines` that has room replaces a headline of more than two lines,
    and `brief_standfirst` the standfirst.
    `source` is the last line: the source of the facts, the day up to which they were checked, the boundaries, the
    credit. `classes` are captions of classes in the key, by their names. `shares` are shown as bars, on request, and
    `shares_note` says what they count.
    """

    headline: str
    short_headline: str
    standfirst: str
    notes: tuple[Note, ...]
    source: str
    classes: Mapping[str, str] = field(default_factory=dict)
    shares: tuple[Share, ...] = ()
    shares_note: str = ""
    brief_headlines: tuple[str, ...] = ()
    brief_standfirst: str = ""

    @property
    def last_line(self) -> str:
        """The source line, followed by the note on shares."""
        return f"{self.source} {self.shares_note}".strip()

    @property
    def without_shares(self) -> Captions:
        """The captions for a page without bars of shares."""
        return replace(self, shares=(), shares_note="")


def captions_of(
    choropleth: Choropleth, words: Wording, overrides: Overrides, images: Mapping[str, str] | None = None
) -> Captions:
    """Return the texts of a map in a language; `images` are the credits of images that fill blocs, by the bloc."""
    snapshot = choropleth.snapshot
    short = words.say(
        "headline.short",
        region=words.region(snapshot.region),
        date=words.day(snapshot.as_of),
        basis=words.say(f"basis.{snapshot.basis or 'unknown'}"),
    )
    return Captions(
        headline=sentence(overrides.title if overrides.title is not None else _headline(choropleth, words)),
        short_headline=sentence(overrides.title if overrides.title is not None else short),
        standfirst=overrides.subtitle or standfirst(choropleth, words, overrides.basis),
        notes=(
            *notes_of(choropleth, words),
            *image_notes(images or {}, choropleth, words),
            *([Note(overrides.note)] if overrides.note else []),
        ),
        source=source_line([choropleth.snapshot], words, overrides),
        classes=overrides.classes,
        brief_headlines=_brief_headlines(choropleth, words) if overrides.title is None else (),
        brief_standfirst=overrides.subtitle or sentence(overrides.basis or _basis_sentence(snapshot, words)),
    )


def bloc_counts(choropleth: Choropleth) -> dict[Bloc, int]:
    """Return the number of states in each bloc, from left to right, without blocs that have no members."""
    counts = {bloc: sum(entry.bloc is bloc for entry in choropleth.entries) for bloc in _COUNTED}
    return {bloc: count for bloc, count in counts.items() if count}


def outcome(choropleth: Choropleth) -> list[tuple[Bloc | str, int]]:
    """Return the number of members of each bloc, or of each class of a scale without blocs, most members first."""
    scale = choropleth.snapshot.scale
    counts: dict[Bloc | str, int] = dict(bloc_counts(choropleth).items())
    if not scale.folds:
        drawn = [entry.alignment for entry in choropleth.entries]
        counts = {name: drawn.count(name) for name in scale.names if name in drawn}
    return sorted(counts.items(), key=lambda item: -item[1])


def status_counts(choropleth: Choropleth) -> dict[Status, int]:
    """Return the number of states of each status without a bloc, in the key's order, without empty statuses."""
    counts = {status: len(choropleth.with_status(status)) for status in UNCERTAIN}
    return {status: count for status, count in counts.items() if count}


def _brief_headlines(choropleth: Choropleth, words: Wording) -> tuple[str, ...]:
    """Return shorter headlines: without whose elects are counted, which the standfirst says, and with fewer counts."""
    shorter = (_headline(choropleth, words, elects=False, counts=most) for most in (None, _FEW_COUNTS))
    return tuple(dict.fromkeys(map(sentence, shorter)))


def _headline(choropleth: Choropleth, words: Wording, *, elects: bool = True, counts: int | None = None) -> str:
    """Return who has how many; of own classes that make no line, long ones or many, the title of the list.

    It has so many `counts`, the largest, or all; and it says whose elects are counted, unless it is not to.
    So it is of those whose labels end in a number, too: the count would run into it.
    """
    snapshot, scale = choropleth.snapshot, choropleth.snapshot.scale
    labels = [] if scale.folds else [words.class_label(name, scale) for name, _ in outcome(choropleth)]
    if any(label[-1].isdigit() for label in labels) or sum(map(len, labels)) > _LONGEST_LABELS:
        return words.say("headline.plain", region=words.region(snapshot.region), counts=words.title(snapshot))
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
    region = words.region(snapshot.region)
    joined = ", ".join(parts[:counts])
    elected = choropleth.with_status(Status.ELECTED)
    if not (elected and elects):
        return words.say("headline.plain", region=region, counts=joined)
    return words.say("headline.counting", region=region, counts=joined, elects=elected_in(elected, words))


def elected_in(elects: Sequence[Entry], words: Wording) -> str:
    """Return a phrase on those elected that names their countries: `the presidents-elect of Colombia and Peru`."""
    countries = words.series(words.country(entry.iso3) for entry in elects)
    return words.say("headline.elects", count=len(elects), countries=countries)


def standfirst(choropleth: Choropleth, words: Wording, basis: str | None = None) -> str:
    """Return the sentences under the headline: date and basis, and for up to two elected leaders when they take office.

    `basis` replaces the first sentence.
    """
    elects = choropleth.with_status(Status.ELECTED)
    sentences = [basis or _basis_sentence(choropleth.snapshot, words)]
    for entry in elects if len(elects) <= TAKING_OFFICE else ():
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
    return " ".join(sentence(text) for text in sentences)


def _basis_sentence(snapshot: Snapshot, words: Wording) -> str:
    """Return the sentence on the day and the basis, on the coder of a published list, or on the day alone."""
    date = words.day(snapshot.as_of)
    if not snapshot.published or (snapshot.basis and not snapshot.coder):
        return words.say(f"standfirst.{snapshot.basis}", date=date)
    if not snapshot.coder:
        return words.say("standfirst.own", date=date)
    text = words.say("standfirst.published", coder=snapshot.coder, date=date)
    if snapshot.basis_inferred and snapshot.basis:
        text += " " + words.say(f"standfirst.inferred.{snapshot.basis}")
    return text


def _checked(snapshot: Snapshot, words: Wording) -> str:
    """Return the sentence on the day up to which the record was checked.

    If some country was not checked by the day shown, the sentence also names the one whose check is oldest.
    """
    reviews = sorted((day, code) for code, day in snapshot.reviewed.items() if code in snapshot.by_code)
    if not reviews:
        return words.say("note.unchecked")
    (oldest, first), (newest, _) = reviews[0], reviews[-1]
    if oldest >= snapshot.as_of or oldest == newest:
        return words.say("note.checked", date=words.day(newest))
    values = {"newest": words.day(newest), "oldest": words.day(oldest), "first": words.country(first)}
    return words.fill("note.checked-between", values)


def source_line(snapshots: Sequence[Snapshot], words: Wording, overrides: Overrides, *, boundaries: bool = True) -> str:
    """Return the last line of a map of some snapshots: sources, day of the last check, boundaries if drawn, credit."""
    source = source_sentence(snapshots, words, overrides)
    last = next((snapshot for snapshot in reversed(snapshots) if not snapshot.published), None)
    checked = overrides.checked or (_checked(last, words) if last else "")
    drawn = boundaries_sentence(snapshots[0].region, words) if boundaries else ""
    return " ".join(part for part in (source, checked, drawn, overrides.credit) if part)


def source_sentence(snapshots: Sequence[Snapshot], words: Wording, overrides: Overrides) -> str:
    """Return the sentence on the sources of a map of some snapshots; an empty text where there is none."""
    cited = (
        _cited(snapshot, words) if snapshot.published else f"{words.title(snapshot)}{words.bracketed(snapshot.coder)}"
        for snapshot in snapshots
    )
    record_sources = words.items(dict.fromkeys(citation.rstrip(".") for citation in cited if citation))
    source = (overrides.source or record_sources).rstrip(".")
    return words.say("note.source", source=source) if source else ""


def _cited(snapshot: Snapshot, words: Wording) -> str:
    """Return a published list's source; for an address, its coder, its day and the address's host."""
    host = host_of(snapshot.source)
    if host is None:
        return snapshot.source
    return f"{snapshot.coder}, {words.day(snapshot.as_of)}, {host}"


def sentence(text: str) -> str:
    """Return text with a capital first letter: a phrase may begin with a number in words or a name."""
    return text[:1].upper() + text[1:]
