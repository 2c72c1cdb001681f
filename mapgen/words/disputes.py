"""Notes on claims, and on territories that are no states of the region: how the map treats each of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from mapgen.choropleth.join import Choropleth
from mapgen.places.countries import sovereign_of
from mapgen.record.snapshots import Entry, Status
from mapgen.views.areas import DisputedArea
from mapgen.words.note import Note
from mapgen.words.view_notes import silent_claims, view_notes
from mapgen.words.wording import Wording, in_language


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


def claim_notes(choropleth: Choropleth, treatments: Collection[str], words: Wording) -> Iterator[Note]:
    """Yield the notes on the claims with some treatments: a sentence names every area with the same parties.

    Notes that are the same where there is little room are one note; its whole is their sentences. Of the claims left
    out (`hidden`), only those that a user chose to leave out have a note.
    """
    together: dict[tuple[str, ...], list[str]] = {}
    for name, treatment in choropleth.claims.items():
        is_said = treatment != "hidden" or name in choropleth.treatments.chosen
        if treatment in treatments and is_said and _has_sentence(choropleth, name):
            together.setdefault((treatment, *_key(choropleth, name, words)), []).append(name)
    notes: dict[str, Note] = {}
    for (treatment, *_), names in together.items():
        note = _note(choropleth, names, treatment, words)
        same = notes.get(note.text)
        notes[note.text] = _both(same, note) if same else note
    yield from notes.values()


def claim_label(choropleth: Choropleth, name: str, words: Wording) -> str:
    """Return the label of a hatched claim in the key: what the view calls it, or who claims it."""
    for area in choropleth.treatments.areas:
        if area.called and name in (area.claim, area.area.slug):
            called = words.named(area.called)
            return called[:1].upper() + called[1:]
    return _note(choropleth, [name], "key", words).text


def _both(first: Note, second: Note) -> Note:
    about = tuple(dict.fromkeys((*first.about, *second.about)))
    whole = " ".join(dict.fromkeys((first.whole, second.whole)))
    return replace(first, about=about, full=whole if whole != first.text else "")


def _has_sentence(choropleth: Choropleth, name: str) -> bool:
    """Whether a claim has a sentence of its own: an area has one only if a user chose its mark."""
    return _area(choropleth, name) is None or name in choropleth.treatments.chosen


def _area(choropleth: Choropleth, name: str) -> DisputedArea | None:
    """Return the area, cut out of the land, that a mark is about; None for a claim of the region."""
    return next((one.area for one in choropleth.treatments.areas if one.cut and one.area.slug == name), None)


def _key(choropleth: Choropleth, name: str, words: Wording) -> tuple[str, ...]:
    """Return what claims have in common that one sentence names: their phrase, and the names of their parties."""
    if _area(choropleth, name):
        return ("area",)
    if name in words.phrases["claim"]:
        return (name,)
    parties = choropleth.basemap.claims[name]
    claimant, administered = (
        words.country(sovereign_of(code)) if code else "" for code in (parties.claimant, parties.administered)
    )
    if administered and claimant:
        return "other", claimant, administered
    return "unheld" if claimant else "line", claimant, administered


def _note(choropleth: Choropleth, names: Sequence[str], saying: str, words: Wording) -> Note:
    """Return a note with the phrase of a kind (`saying`) on claims that have one sentence.

    It is written for that claim, or for all claims whose parties are known, or for those whose are not. States claim
    and administer: France, and not French Guiana.
    """
    kind, *parties = _key(choropleth, names[0], words)
    administered = [choropleth.basemap.claims[name].administered for name in names]
    if kind == "area":
        areas = (_area(choropleth, name) for name in names)
        called = words.series(in_language(area.names, words.lang) for area in areas if area)
        about = tuple(dict.fromkeys(code for code in administered if code))
        return Note(words.say(f"claim.area.{saying}", name=called), about)
    claimant, holder = parties or ("", "")
    known = [words.phrases["claim"]["names"][name] for name in names if name in words.phrases["claim"]["names"]]
    called = words.bracketed(words.series(known)) if known else ""
    values = {"administered": holder, "claimant": claimant, "name": called}
    brief = f"{saying}-brief" if f"{saying}-brief" in words.phrases["claim"][kind] else saying
    full = words.fill(f"claim.{kind}.{saying}", values) if brief != saying else ""
    about = tuple(dict.fromkeys(code for code in administered if code and code in choropleth.region.codes))
    return Note(words.fill(f"claim.{kind}.{brief}", values), about, full=full)
