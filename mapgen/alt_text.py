"""The map for whoever cannot see it: a short alt text, a long description, a tooltip for each territory."""

from __future__ import annotations

from collections.abc import Sequence

from mapgen.alignments import Bloc, Scale
from mapgen.captions import Captions, basis_words, outcome, status_counts
from mapgen.disputes import departures
from mapgen.join import Choropleth
from mapgen.shares import Share
from mapgen.snapshots import Entry, Status
from mapgen.wording import Wording

LONGEST_ALT = 250


def alt_text(choropleth: Choropleth, words: Wording, shares: Sequence[Share] = ()) -> str:
    """Return the outcome, the date and the basis in at most 250 characters, without colours.

    A second sentence names the measures whose shares are shown.
    """
    snapshot = choropleth.snapshot
    counts = outcome(choropleth)
    parts = [_counted(name, count, words, choropleth, first=not number) for number, (name, count) in enumerate(counts)]
    parts += [words.say(f"alt.{status}", count=count) for status, count in status_counts(choropleth).items()]
    said = words.say(
        "alt.published" if snapshot.published else "alt.record",
        region=words.of_region(snapshot.region),
        date=words.day(snapshot.as_of),
        coder=snapshot.coder,
        basis=basis_words(snapshot.basis, words),
        counts=", ".join(parts),
    )
    if shares:
        measures = words.series(words.say(f"share.noun.{share.measure}") for share in shares)
        said += " " + words.say("alt.shares", measures=measures)
    # How territories and claims are treated, where not as usual and as there is room: the description has it all.
    for sentence, _ in departures(choropleth, words):
        if len(said) + 1 + len(sentence) <= LONGEST_ALT:
            said += f" {sentence}"
    return said if len(said) <= LONGEST_ALT else said[: LONGEST_ALT - 1] + "…"


def _counted(name: Bloc | str, count: int, words: Wording, choropleth: Choropleth, *, first: bool) -> str:
    """Return `6 governments of the left`, or `6 of the right` once it is clear what is counted."""
    label = words.class_label(name, choropleth.snapshot.scale)
    if not isinstance(name, Bloc):
        return words.say("alt.own", count=count, label=label)
    return words.say(f"alt.{name}", count=count) if first else words.say("alt.more", count=count, bloc=label.lower())


def long_description(choropleth: Choropleth, captions: Captions, words: Wording) -> str:
    """Return the countries by class, then date and basis, what is uncertain or disputed, and the source."""
    scale = choropleth.snapshot.scale
    order = (*Bloc, *scale.names)
    lists = []
    for name in sorted((name for name, _ in outcome(choropleth)), key=order.index):
        of_class = [
            one for one in choropleth.entries if name == (one.bloc if isinstance(name, Bloc) else one.alignment)
        ]
        lists.append(f"{words.class_label(name, scale)}: {words.series(_member(one, words) for one in of_class)}.")
    notes = (note.text for note in captions.notes)
    shares = [f"{words.say(f'share.{one.measure}')}: {_parts(one, scale, words)}." for one in captions.shares]
    return " ".join([*lists, *shares, captions.standfirst, *notes, f"{captions.source} {captions.shares_note}".strip()])


def _parts(share: Share, scale: Scale, words: Wording) -> str:
    """Return a share's parts in words: `Left 51%, Right 49%`."""
    names = {status.value for status in Status}
    return ", ".join(
        f"{words.say(f'status.{one.name}') if one.name in names else words.class_label(one.name, scale)}"
        f" {words.percent(one.percent)}"
        for one in share.parts
    )


def _member(entry: Entry, words: Wording) -> str:
    country = words.country(entry.iso3)
    return f"{country} ({entry.leader})" if entry.leader else country


def tooltip(entry: Entry, classes: int, words: Wording) -> str:
    """Return what a reader sees on pointing at a territory."""
    government = entry.government
    name = entry.class_name(classes)
    values = {"country": words.country(entry.iso3), "class": words.class_label(name, entry.scale) if name else ""}
    if government and entry.status in {Status.IN_OFFICE, Status.ELECTED}:
        day = government.start if entry.status is Status.IN_OFFICE else government.wins[-1].voted
        values |= {
            "leader": government.leader,
            "party": government.party or "–",
            "date": words.day(day) if day else "",
        }
    if entry.follows:
        values["sovereign"] = words.country(entry.follows.iso3)
        values["class"] = values["class"] or words.say(f"status.{entry.follows.status}")
        return words.fill("tooltip.follows", values)
    return words.fill(f"tooltip.{entry.status}", values)
