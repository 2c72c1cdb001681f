"""The map for whoever cannot see it: a short alt text, a long description, a tooltip for each territory."""

from __future__ import annotations

from mapgen.alignments import Bloc
from mapgen.captions import Captions, basis_words, outcome, status_counts
from mapgen.disputes import departures
from mapgen.join import Choropleth
from mapgen.snapshots import Entry, Status
from mapgen.wording import Wording

LONGEST_ALT = 250


def alt_text(choropleth: Choropleth, words: Wording) -> str:
    """Return the outcome, the date and the basis in one sentence of at most 250 characters, without colours."""
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
    return " ".join([*lists, captions.standfirst, *(note.text for note in captions.notes), captions.source])


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
