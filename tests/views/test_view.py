"""Views are read with every problem by file and line; those that ship treat every area, by a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.errors import InputError
from mapgen.places.languages import languages
from mapgen.views.areas import areas
from mapgen.views.view import DRAWN, read_view, view_names

HEAD = '[view]\nname = { en = "Mine", es = "Mío", pt = "Meu" }\n'
SAY = 'say = { en = "So.", es = "Así.", pt = "Assim." }\nsource = "us"\n'


def written(folder: Path, text: str) -> str:
    """Return the path of a view's file with a text."""
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", view_names())
def test_a_shipped_view_treats_every_area(name: str) -> None:
    """It draws each area in a party of the dispute or in one of three ways, in each language and by a source."""
    view = read_view(name)
    assert set(view.titles) >= set(languages())
    assert set(view.areas) == set(areas())
    for slug, how in view.areas.items():
        assert how.drawn in (*DRAWN, *areas()[slug].parties), slug
        assert set(how.say) >= set(languages()), slug
        assert len(how.source) > 10, slug
        # What is called read or quoted has an address where it was read.
        assert how.status == "not-read" or "http" in how.source, slug


def test_the_default_gives_no_mark_to_the_claims_of_south_america() -> None:
    """The region's file alone says how the Essequibo, Tigri and Marouini are marked: its map is as it was."""
    assert [read_view("un").areas[slug].mark for slug in ("essequibo", "tigri", "marouini")] == [None] * 3


def test_a_view_of_ones_own_is_based_on_another(tmp_path: Path) -> None:
    """What it leaves out is drawn as its base draws it; its hash changes with its own file."""
    text = f'{HEAD}base = "un"\n[area.crimea]\ndrawn = "Russia"\nmark = "hatched"\n{SAY}'
    mine, un = read_view(written(tmp_path, text)), read_view("un")
    assert mine.areas["crimea"].drawn == "RUS"
    assert {slug for slug in areas() if mine.areas[slug] != un.areas[slug]} == {"crimea"}
    assert read_view(written(tmp_path, f"{text}# more\n")).sha256 != mine.sha256 != un.sha256


def of_area(slug: str, lines: str) -> str:
    """Return the text of a view that treats one area."""
    return f"{HEAD}[area.{slug}]\n{lines}\n"


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        (of_area("crimia", f"drawn = 'UKR'\n{SAY}"), "line 3", 'area "crimia": there is no such area; `mapgen views`'),
        (of_area("crimia", f"drawn = 'UKR'\n{SAY}"), "line 3", 'did you mean "crimea"?'),
        (of_area("crimea", f"drawn = 'FRA'\n{SAY}"), "line 4", "FRA neither holds nor claims it; write own, held"),
        (of_area("crimea", f"drawn = 'hold'\n{SAY}"), "line 4", "write own, held, hidden, or the code of a state"),
        (of_area("crimea", "drawn = 'UKR'\nsource = 'us'\nsay = { en = 'So.' }"), "line 6", "say: it lacks es or pt"),
        (of_area("crimea", "drawn = 'UKR'\nsay = { en = 'a', es = 'b', pt = 'c' }"), "line 3", '"source" is missing'),
        (of_area("crimea", f"drawn = 'UKR'\nmark = 'dotted'\n{SAY}"), "line 5", "dashed, hatched or hidden"),
        (f"{HEAD}base = 'uno'\n", "line 3", 'base "uno": write'),
        (f"{HEAD}[areas.crimea]\ndrawn = 'UKR'\n{SAY}", "line 3", 'unknown table "areas"'),
        ("[view]\nname = { en = 'Mine' }\n", "line 2", "name: it lacks es or pt"),
        ("[area.crimea]\ndrawn = 'UKR'\n", "mine.toml", "[view]"),
    ],
)
def test_a_faulty_view_is_refused(text: str, place: str, says: str, tmp_path: Path) -> None:
    """The message names the file, the line, the value and what would be right."""
    with pytest.raises(InputError) as caught:
        read_view(written(tmp_path, text))
    assert "mine.toml" in str(caught.value)
    assert place in str(caught.value)
    assert says in str(caught.value)


def test_an_unknown_view_is_refused_with_the_nearest() -> None:
    """The message names the views that there are."""
    with pytest.raises(InputError, match=r'view "argentin": there is no such view; .*did you mean "argentina"'):
        read_view("argentin")
    assert read_view("De-Facto") == read_view("de-facto")
