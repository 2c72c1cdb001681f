"""The map for whoever cannot see it: a short alt text, a long description, a tooltip for each territory."""

from __future__ import annotations

from mapgen.alignments import class_of
from mapgen.captions import Captions, basis_words, bloc_counts, status_counts
from mapgen.join import Choropleth
from mapgen.snapshots import Entry, Status
from mapgen.wording import Wording

LONGEST_ALT = 250


def alt_text(choropleth: Choropleth, words: Wording) -> str:
    """Return the outcome, the date and the basis in one sentence of at most 250 characters, without colours."""
    snapshot = choropleth.snapshot
    blocs = sorted(bloc_counts(choropleth).items(), key=lambda item: -item[1])
    parts = [words.say(f"alt.{bloc}", count=count) for bloc, count in blocs[:1]]
    parts += [words.say("alt.more", count=count, bloc=words.say(f"class.{bloc}").lower()) for bloc, count in blocs[1:]]
    parts += [words.say(f"alt.{status}", count=count) for status, count in status_counts(choropleth).items()]
    said = words.say(
        "alt.published" if snapshot.published else "alt.record",
        region=words.region(snapshot.region),
        date=words.day(snapshot.as_of),
        coder=snapshot.coder,
        basis=basis_words(snapshot.basis, words),
        counts=", ".join(parts),
    )
    return said if len(said) <= LONGEST_ALT else said[: LONGEST_ALT - 1] + "…"


def long_description(choropleth: Choropleth, captions: Captions, words: Wording) -> str:
    """Return the countries by class, then date and basis, what is uncertain or disputed, and the source."""
    members = {bloc: [one for one in choropleth.entries if one.bloc is bloc] for bloc in bloc_counts(choropleth)}
    lists = [
        f"{words.say(f'class.{bloc}')}: {words.series(_member(one, words) for one in of_bloc)}."
        for bloc, of_bloc in members.items()
    ]
    return " ".join([*lists, captions.standfirst, *captions.notes, captions.source])


def _member(entry: Entry, words: Wording) -> str:
    country = words.country(entry.iso3)
    return f"{country} ({entry.leader})" if entry.leader else country


def tooltip(entry: Entry, classes: int, words: Wording) -> str:
    """Return what a reader sees on pointing at a territory."""
    government = entry.government
    name = class_of(entry.alignment, classes)
    values = {"country": words.country(entry.iso3), "class": words.say(f"class.{name}") if name else ""}
    if government and entry.status in {Status.IN_OFFICE, Status.ELECTED}:
        day = government.start if entry.status is Status.IN_OFFICE else government.wins[-1].voted
        values |= {
            "leader": government.leader,
            "party": government.party or "–",
            "date": words.day(day) if day else "",
        }
    return words.fill(f"tooltip.{entry.status}", values)
