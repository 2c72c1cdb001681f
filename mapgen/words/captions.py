"""The texts around a map: headline, standfirst, notes and source line, all made from the facts that it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.record.alignments import Bloc
from mapgen.record.snapshots import Entry, Snapshot, Status
from mapgen.record.time_rules import is_forecast
from mapgen.words.note import Note
from mapgen.words.notes import TAKING_OFFICE, image_notes, notes_of
from mapgen.words.overrides import Overrides
from mapgen.words.source_lines import brief_source_lines
from mapgen.words.source_lines import source_line as source_line  # noqa: PLC0414 (other wings take it from here)
from mapgen.words.wording import Wording

if TYPE_CHECKING:
    from mapgen.choropleth.shares import Share

_COUNTED = (Bloc.LEFT, Bloc.CENTRE, Bloc.RIGHT)
# What a headline may have in characters: two lines of an article map. The most counts of one that would have more.
_LONGEST = 88
_SOME_COUNTS, _FEW_COUNTS = 3, 2
UNCERTAIN = (Status.VACANT, Status.RESULT_PENDING, Status.NOT_RECORDED, Status.NO_DATA)


class Captions(Struct, frozen=True):
    """The texts around a map; `short_headline` replaces headline and standfirst where there is no room.

    On a card, and on a phone, the first of `brief_headlines` that has room replaces a headline of more than two lines,
    and `brief_standfirst` the standfirst.
    `source` is the last line: the source of the facts, the day up to which they were checked, the boundaries, the
    credit; a picture has one of `brief_sources` in its place, the later the shorter; `given_words` of
    them are a user's own. `classes` are captions of classes in the key, by their names. `shares` are shown as bars, on
    request, and `shares_note` says what they count, for a picture `brief_shares_note`.
    """

    headline: str
    short_headline: str
    standfirst: str
    notes: tuple[Note, ...]
    source: str
    classes: Mapping[str, str] = field(default_factory=dict)
    shares: tuple[Share, ...] = ()
    shares_note: str = ""
    brief_shares_note: str = ""
    brief_headlines: tuple[str, ...] = ()
    brief_standfirst: str = ""
    brief_sources: tuple[str, ...] = ()
    given_words: int = 0

    @property
    def last_line(self) -> str:
        """The source line, followed by the note on shares."""
        return f"{self.source} {self.shares_note}".strip()

    @property
    def without_shares(self) -> Captions:
        """The captions for a page without bars of shares."""
        return replace(self, shares=(), shares_note="", brief_shares_note="")


def captions_of(
    choropleth: Choropleth, words: Wording, overrides: Overrides, images: Mapping[str, str] | None = None
) -> Captions:
    """Return the texts of a map in a language; `images` are the credits of images that fill blocs, by the bloc."""
    snapshot = choropleth.snapshot
    short = words.say(
        "headline.short",
        region=mapped_region(snapshot, words),
        date=words.day(snapshot.as_of),
        basis=words.say(f"basis.{snapshot.basis or 'unknown'}"),
    )
    headline, counts = _first_headline(choropleth, words)
    brief_sources, given_words = brief_source_lines([snapshot], words, overrides)
    return Captions(
        headline=sentence(overrides.title if overrides.title is not None else headline),
        short_headline=sentence(overrides.title if overrides.title is not None else short),
        standfirst=overrides.subtitle or standfirst(choropleth, words, overrides.basis, counts),
        notes=(
            *notes_of(choropleth, words),
            *image_notes(images or {}, choropleth, words),
            *([Note(overrides.note, given=True)] if overrides.note else []),
        ),
        source=source_line([choropleth.snapshot], words, overrides),
        classes=overrides.classes,
        brief_headlines=_brief_headlines(choropleth, words) if overrides.title is None else (),
        brief_standfirst=overrides.subtitle or sentence(overrides.basis or _basis_sentence(snapshot, words)),
        brief_sources=brief_sources,
        given_words=given_words,
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
    counts = [count for _, count in outcome(choropleth)]
    # Of two blocs of one size, a headline has both or none: neither is less than the other.
    few = _FEW_COUNTS + sum(count == counts[_FEW_COUNTS - 1] for count in counts[_FEW_COUNTS:])
    shorter = (_headline(choropleth, words, elects=False, counts=most) for most in (None, few))
    return tuple(dict.fromkeys(map(sentence, (_headline(choropleth, words, named=False), *shorter))))


def _first_headline(choropleth: Choropleth, words: Wording) -> tuple[str, int | None]:
    """Return the first headline of no more than two lines, and how many counts it has, if it leaves some out."""
    forms = ((named, counts) for counts in (None, _SOME_COUNTS, _FEW_COUNTS) for named in (True, False))
    for named, counts in forms:
        text = _headline(choropleth, words, named=named, counts=counts)
        if len(text) <= _LONGEST:
            break
    return text, counts


def _headline(
    choropleth: Choropleth, words: Wording, *, named: bool = True, elects: bool = True, counts: int | None = None
) -> str:
    """Return who has how many, of all classes and statuses or the first few, and that elects are counted, if any are.

    It says in which countries, if they are to be `named`, and nothing of `elects`, if it is not to.
    """
    if not choropleth.snapshot.scale.folds:
        return _own_headline(choropleth, words)
    region, joined = mapped_region(choropleth.snapshot, words), ", ".join(_counts(choropleth, words)[:counts])
    elected = choropleth.with_status(Status.ELECTED)
    if not (elected and elects):
        return words.say("headline.plain", region=region, counts=joined)
    if not named:
        return words.say("headline.elected", region=region, counts=joined, basis=words.say("basis.elected"))
    return words.say("headline.counting", region=region, counts=joined, elects=elected_in(elected, words))


def _counts(choropleth: Choropleth, words: Wording) -> list[str]:
    """Return the phrases on the blocs, most members first, and on the statuses."""
    counted = [*outcome(choropleth), *status_counts(choropleth).items()]
    numbers = words.numbers([count for _, count in counted])
    return [
        words.say(f"headline.part.{name}", count=count, number=number)
        for (name, count), number in zip(counted, numbers, strict=True)
    ]


def _own_headline(choropleth: Choropleth, words: Wording) -> str:
    """Return the title of a list of own classes, or else their two largest; the key has all of them.

    Two that have no room in two lines, or whose labels end in a number, into which the count would run, leave the
    region alone; so do two of which the second is no larger than a third.
    """
    snapshot, region = choropleth.snapshot, mapped_region(choropleth.snapshot, words)
    if snapshot.titled:
        return words.title(snapshot)
    counted = outcome(choropleth)
    largest = [(words.class_label(name, snapshot.scale), count) for name, count in counted[:_FEW_COUNTS]]
    counts = ", ".join(words.say("headline.part.own", count=count, label=label) for label, count in largest)
    text = words.say("headline.plain", region=region, counts=counts)
    fits = len(text) <= _LONGEST and not any(label[-1].isdigit() for label, _ in largest)
    fits = fits and all(count < largest[-1][1] for _, count in counted[_FEW_COUNTS:])
    return text if largest and fits else region


def mapped_region(snapshot: Snapshot, words: Wording) -> str:
    """Return the name of a snapshot's region, and that all is as scheduled, where the record says no more."""
    region = words.region(snapshot.region)
    is_known = snapshot.published or not is_forecast(snapshot.reviewed, snapshot.as_of)
    return region if is_known else words.say("headline.scheduled", region=region)


def elected_in(elects: Sequence[Entry], words: Wording) -> str:
    """Return a phrase on those elected that names their countries: `the presidents-elect of Colombia and Peru`."""
    countries = words.series(words.countries(entry.iso3 for entry in elects))
    return words.say("headline.elects", count=len(elects), countries=countries)


def standfirst(choropleth: Choropleth, words: Wording, basis: str | None = None, counts: int | None = None) -> str:
    """Return the sentences under the headline: date and basis, and for up to two elected leaders when they take office.

    `basis` replaces the first sentence. Of a headline with so many `counts`, it has the others.
    """
    elects = sorted(choropleth.with_status(Status.ELECTED), key=_starts)
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
    if counts and (further := _counts(choropleth, words)[counts:]):
        sentences.append(words.say("standfirst.also", counts=", ".join(further)))
    return " ".join(sentence(text) for text in sentences)


def _starts(elect: Entry) -> tuple[bool, date]:
    """Return the key that sorts those elected by the day on which they take office, those without one last."""
    start = elect.government.start if elect.government else None
    return start is None, start or date.max


def _basis_sentence(snapshot: Snapshot, words: Wording) -> str:
    """Return the sentence on the day and the basis, on the coder of a published list, or on the day alone."""
    day = words.day(snapshot.as_of)
    if not snapshot.published or (snapshot.basis and not snapshot.coder):
        return words.say(f"standfirst.{snapshot.basis}", date=day)
    if not snapshot.coder:
        return words.say("standfirst.own", date=day)
    text = words.say("standfirst.published", coder=snapshot.coder, date=day)
    if snapshot.basis_inferred and snapshot.basis:
        text += " " + words.say(f"standfirst.inferred.{snapshot.basis}")
    return text


def sentence(text: str) -> str:
    """Return text with a capital first letter: a phrase may begin with a number in words or a name."""
    return text[:1].upper() + text[1:]
