"""Notes on claims: one sentence for all areas of which it says the same."""

from __future__ import annotations

import moments
import pytest
from msgspec.structs import replace

from mapgen.basemap.model import Parties
from mapgen.choropleth.join import Choropleth
from mapgen.places.languages import languages
from mapgen.words.disputes import claim_notes
from mapgen.words.wording import wording

SPECKS = {"marouini": "hatched", "tigri": "hatched"}


def with_claims(claims: dict[str, str], **parties: Parties) -> Choropleth:
    """Return a map with claims treated so, some of which have other parties."""
    choropleth = moments.choropleth(moments.KAST)
    basemap = replace(choropleth.basemap, claims={**choropleth.basemap.claims, **parties})
    return replace(choropleth, claims=claims, basemap=basemap)


@pytest.mark.parametrize("lang", languages())
def test_areas_that_one_state_claims_have_one_sentence_where_there_is_little_room(lang: str) -> None:
    """It is about the land of both; captions and descriptions say of each who administers it, and its name."""
    words = wording(lang)
    (note,) = claim_notes(with_claims(SPECKS), ("hatched",), words)
    assert note.text == words.say("claim.other.hatched-brief", claimant=words.country("SUR"))
    assert note.about == ("GUF", "GUY")
    for holder, name in (("FRA", "Marouini"), ("GUY", "Tigri")):
        assert f"{words.country(holder)}" in note.whole
        assert note.whole.count(name) == 1


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "Hatched: claimed by Suriname, administered by Guyana (Marouini and Tigri)."),
        ("es", "Rayado: reclamado por Surinam, administrado por Guyana (Marouini y Tigri)."),
        ("pt", "Hachurado: território em disputa (Marouini e Tigri). Reivindica: Suriname. Administra: Guiana."),
    ],
)
def test_areas_with_the_same_parties_have_one_whole_sentence(lang: str, expected: str) -> None:
    """The sentence has the names of all, and is not said again for each."""
    (note,) = claim_notes(with_claims(SPECKS, marouini=Parties("GUY", "SUR")), ("hatched",), wording(lang))
    assert note.whole == expected


def test_other_claimants_and_other_marks_have_sentences_of_their_own() -> None:
    """What is said of one area is not said of another."""
    claims = {"essequibo": "hatched", "marouini": "hatched", "tigri": "dashed"}
    notes = [*claim_notes(with_claims(claims), ("hatched", "dashed"), wording("en"))]
    texts = ["Hatched: claimed by Venezuela.", "Hatched: claimed by Suriname.", "Dashed: claimed by Suriname."]
    assert [note.text for note in notes] == texts
