"""Notes on claims, and on territories that are no states of the region: how the map treats each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapgen.choropleth.join import Choropleth
from mapgen.places.countries import sovereign_of
from mapgen.record.snapshots import Entry, Status
from mapgen.words.claim_notes import claim_notes
from mapgen.words.note import Note
from mapgen.words.view_notes import silent_claims, view_notes
from mapgen.words.wording import Wording


def treatment_notes(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield notes on the treatment of each claim, and of each territory that is not neutral.

    A claim that the region's file hides is named if it is large; a small one has no note, like a
    border too small to be drawn: to name each of them on every map would bury what a reader must know. A territory or
    claim that a user chose to leave out always has one.
    """
    yield from view_notes(choropleth, words)
    yield from departures(choropleth, words)
    yield from claim_notes(choropleth, ("dashed",), words)
    yield from silent_claims(choropleth, words)


def excluded(choropleth: Choropleth) -> tuple[str, ...]:
    """Return the codes of the territories that are drawn as not counted."""
    return tuple(entry.iso3 for entry in choropleth.with_status(Status.NOT_APPLICABLE) if not entry.follows)


def excluded_note(codes: Sequence[str], words: Wording) -> str:
    """Return the sentence that says which territories are not counted and why."""
    named = words.series(_territory(code, words) for code in words.ordered(codes))
    return words.say("note.excluded", count=len(codes), territories=named)


def departures(choropleth: Choropleth, words: Wording) -> Iterator[Note]:
    """Yield notes on territories that follow a state, hidden territories, hatched claims, and claims left out.

    Of the claims left out, only those that a user chose to leave out have a note.
    """
    for entry in choropleth.entries:
        # What a view draws as a state is in the sentence on the view.
        if entry.follows and not choropleth.treatments.state_of(entry.iso3):
            yield _followed(entry, entry.follows, words)
    by_view = {code for area in choropleth.treatments.areas if area.drawn == "hidden" for code in area.area.codes}
    if hidden := [
        code for code in choropleth.region.codes if choropleth.treatments.hides(code) and code not in by_view
    ]:
        full = words.say(
            "note.hidden", territories=words.series(_territory(code, words) for code in words.ordered(hidden))
        )
        yield Note(words.say("note.hidden", territories=", ".join(words.countries(hidden))), full=full)
    yield from claim_notes(choropleth, ("hatched", "hidden"), words)


def _territory(code: str, words: Wording) -> str:
    """Return a territory's name with its sovereign in brackets, or the name alone if the sovereign is not agreed."""
    if code in words.phrases["excluded"]:
        return words.say(f"excluded.{code}", territory=words.country(code))
    state = sovereign_of(code)
    return words.country(code) + ("" if state == code else words.bracketed(words.country(state)))


def _followed(entry: Entry, state: Entry, words: Wording) -> Note:
    """Return the note that a territory has the colour of the state it belongs to."""
    key = entry.iso3 if entry.iso3 in words.phrases["follows"] else "other"
    values = {"territory": words.country(entry.iso3), "sovereign": words.country(state.iso3)}
    brief = words.fill(f"follows.{key}-brief", values)
    return Note(brief, (entry.iso3,), full=words.fill(f"follows.{key}", values))
