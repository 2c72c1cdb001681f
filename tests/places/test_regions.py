"""Regions: their territories, and how they are laid out on the page."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from re import escape

import pytest
from msgspec.structs import replace

from mapgen.disk.shipped import shipped_path
from mapgen.errors import InputError
from mapgen.places import regions
from mapgen.places.countries import is_code
from mapgen.places.divisions import is_division
from mapgen.places.regions import Region, read_region, region_names

# How many states each has; the comments of their files say why these.
CONTINENTS = {
    "africa": 54,
    "asia": 49,
    "caribbean": 13,
    "central-america": 7,
    "europe": 46,
    "european-union": 27,
    "latin-america": 33,
    "middle-east": 16,
    "north-america": 23,
    "oceania": 14,
    "south-america": 12,
}
STATES = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN")


@pytest.fixture
def as_region(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of a file that is read in place of the shipped region."""
    path = tmp_path / "south-america.toml"
    monkeypatch.setattr(regions, "shipped_path", lambda _: path)
    return path


def test_south_america_has_twelve_states_and_two_territories(south_america: Region) -> None:
    """French Guiana and the Falklands are drawn, and have no government of their own to classify."""
    assert south_america.states == STATES
    assert south_america.territories == {"FLK": "neutral", "GUF": "neutral"}
    assert south_america.sovereigns == ("FRA", "GBR")
    assert south_america.codes == tuple(sorted((*STATES, "FLK", "GUF")))
    assert south_america.claims == {"essequibo": "dashed", "marouini": "hidden", "tigri": "hidden"}
    assert south_america.left_out == ("SGS",)


def test_every_shipped_region_is_sound() -> None:
    """Every file can be read, has known codes, each once, and the Region has the hash of its file."""
    assert {*CONTINENTS, "world"} <= set(region_names())
    for name in region_names():
        region = read_region(name)
        assert len(set(region.codes)) == len(region.states) + len(region.territories)
        assert not {*region.left_out} & {*region.codes}
        assert [code for code in (*region.codes, *region.left_out) if not (is_code(code) or is_division(code))] == []
        assert region.window is None or region.window[1] < region.window[3]
        path = shipped_path(f"regions/{name}.toml")
        assert region.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", CONTINENTS)
def test_a_region_has_the_states_that_others_list(name: str) -> None:
    """Their number is that of the list that its file names, and all of them are states of the world."""
    region = read_region(name)
    assert len(region.states) == CONTINENTS[name]
    assert {*region.states} <= {*read_region("world").states}


def test_the_continents_have_every_state_of_the_world_once() -> None:
    """The United Nations' regions divide the world; Cyprus, which they count as Asia, is also Europe's here."""
    counted = Counter(
        code
        for name in ("africa", "asia", "europe", "north-america", "oceania", "south-america")
        for code in read_region(name).states
    )
    assert {*counted} == {*read_region("world").states}
    assert [code for code, count in counted.items() if count > 1] == ["CYP"]
    assert {*read_region("caribbean").states} < {*read_region("north-america").states}
    assert {*read_region("european-union").states} < {*read_region("europe").states}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        pytest.param("south-amerika", 'did you mean "south-america"?', id="misspelt"),
        pytest.param("Sudamérca", 'did you mean "south-america"?', id="misspelt in Spanish"),
        pytest.param("../regions/south-america", 'did you mean "south-america"?', id="path"),
    ],
)
def test_an_unknown_region_is_an_error(name: str, hint: str) -> None:
    """The message says how to list the regions, and has the nearest one; a name is never read as a path."""
    message = f'region "{name}": there is no such region; `mapgen regions` lists those that there are; {hint}'
    with pytest.raises(InputError, match=f"^{escape(message)}$"):
        read_region(name)


def test_a_broken_region_file_says_all_that_is_wrong(as_region: Path) -> None:
    """All problems of a region file are reported at once."""
    as_region.write_text('[region]\nstates = ["xx"]\nwindow = [-82.5, -56.2, 181, true]\nclaim = []\n')
    with pytest.raises(InputError) as refused:
        read_region("south-america")
    assert str(refused.value).replace(str(as_region), "in").splitlines() == [
        'in, line 4, [region]: unknown key "claim"; did you mean "claims"?',
        'in, line 2, [region]: states = ["xx"]: item 1, "xx": it is the code or name of no territory',
        "in, line 3, [region]: window = [-82.5, -56.2, 181, true]: item 3, 181: write degrees, from -180 to 180",
        "in, line 3, [region]: window = [-82.5, -56.2, 181, true]: item 4, true: write degrees, from -180 to 180",
    ]


_LINES = """[region]
states = [
  "GUY",
  "VEN",
]
left_out = [
  "SUR",
]
[region.territories]
GUF = "neutral"
FLK = "sovereign"
[region.claims]
essequibo = "dashed"
"""


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        (
            'FLK = "sovereign"',
            'FLK = "nutral"',
            'line 11, [region]: territories = { GUF = "neutral", FLK = "nutral" }: ',
        ),
        (
            '"VEN"',
            '"VEX"',
            'line 4, [region]: states = ["GUY", "VEX"]: item 2, "VEX": it is the code or name of no territory',
        ),
        (
            "GUF",
            "QQR",
            'line 10, [region]: territories = { QQR = "neutral", FLK = "sovereign" }: QQR = "neutral": ',
        ),
        ('"SUR"', '"flk"', "line 7, [region]: FLK stands in territories and left_out; name it in one of them"),
        ("essequibo", "esequibo", 'line 13, [region]: "esequibo" is no claim; did you mean "essequibo"?'),
        ("essequibo", "falklands-line", 'line 13, [region]: "falklands-line" is no claim; there is atacama, '),
    ],
)
def test_a_fault_inside_a_value_has_its_own_line(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    """Codes and claims in lists and tables are told with their lines; a claim that nobody makes is refused."""
    path = tmp_path / "mine.toml"
    path.write_text(_LINES)
    assert read_region(str(path)).claims == {"essequibo": "dashed"}
    path.write_text(_LINES.replace(right, wrong))
    with pytest.raises(InputError) as refused:
        read_region(str(path))
    (problem,) = refused.value.problems
    assert f"{problem.where}: {problem.message}".startswith(f"{path}, {message}")


def test_a_region_needs_its_states(as_region: Path) -> None:
    """Only `states` is required: projection and frame have defaults."""
    as_region.write_text("[region]\n")
    with pytest.raises(InputError) as refused:
        read_region("south-america")
    assert [problem.message for problem in refused.value.problems] == [
        'the key "states" is missing (the codes of its states)'
    ]


def test_the_rest_of_a_region_may_be_left_out(as_region: Path) -> None:
    """Degrees may be whole numbers, and -180 and 180 are both allowed."""
    as_region.write_text('[region]\nstates = ["ARG"]\nwindow = [-180, -56, 180, 13.5]\ncentre = [0, 0]\n')
    region = read_region("south-america")
    assert region.window == (-180, -56, 180, 13.5)
    assert not any([region.territories, region.claims, region.left_out])


@pytest.mark.parametrize("degrees", ["-180.5", "nan", "inf", "true", '"10"'])
def test_degrees_are_numbers_of_a_turn(degrees: str, as_region: Path) -> None:
    """Degrees are numbers from -180 to 180; booleans and other values are refused."""
    as_region.write_text(f'[region]\nstates = ["ARG"]\nwindow = [-82, -56, -34, 13]\ncentre = [{degrees}, 0]\n')
    with pytest.raises(InputError, match=r"centre = .*: item 1, .*: write degrees, from -180 to 180$"):
        read_region("south-america")


def test_a_file_without_a_region_is_an_error(as_region: Path) -> None:
    """The table [region] is required."""
    as_region.write_text("states = []\n")
    with pytest.raises(InputError, match=r"stands where a table of keys belongs$"):
        read_region("south-america")


def test_how_territories_and_claims_are_drawn_is_a_table_or_a_list(as_region: Path) -> None:
    """A list of names gives all of them the first treatment: neutral for territories, dashed for claims."""
    as_region.write_text(
        '[region]\nstates = ["ARG"]\nwindow = [-82, -56, -34, 13]\ncentre = [0, 0]\nterritories = ["GUF", "ABW"]\n'
        '[region.claims]\ntigri = "hatched"\n'
    )
    region = read_region("south-america")
    assert region.territories == {"ABW": "neutral", "GUF": "neutral"}
    assert region.claims == {"tigri": "hatched"}
    assert region.sovereigns == ("FRA", "NLD")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('territories = { GUF = "neutrl" }', 'GUF = "neutrl": it is not one of neutral, sovereign or hidden; did you'),
        ('territories = { xx = "neutral" }', 'xx = "neutral": it is the code or name of no territory'),
        ('territories = "GUF"', 'write a table, one line `NAME = "neutral"` for each'),
        ("claims = { tigri = 3 }", "tigri = 3: write one of dashed, hatched or hidden, in quotes"),
    ],
)
def test_a_treatment_that_there_is_not_is_an_error(line: str, message: str, as_region: Path) -> None:
    """The message has the name of the territory or claim, and the treatments."""
    as_region.write_text(f'[region]\nstates = ["ARG"]\nwindow = [-82, -56, -34, 13]\ncentre = [0, 0]\n{line}\n')
    with pytest.raises(InputError, match=escape(message)):
        read_region("south-america")


def test_a_region_takes_names(tmp_path: Path) -> None:
    """States, territories and land that is left out may be written by names or any ISO code."""
    path = tmp_path / "mine.toml"
    path.write_text(
        '[region]\nstates = ["Chile", "pe", "032", "United States of America"]\n'
        'left_out = ["Islas Malvinas"]\n[region.territories]\n"French Guiana" = "hidden"\n'
    )
    region = read_region(str(path))
    assert region.states == ("ARG", "CHL", "PER", "USA")
    assert (region.territories, region.left_out) == ({"GUF": "hidden"}, ("FLK",))


@pytest.mark.parametrize(
    ("states", "message"),
    [
        ('"Chile", "CHL"', "CHL stands twice; name it once"),
        ('"USSR"', "it is the code or name of no territory, but a former state; its successors are Armenia (ARM), "),
        ('"Scotland"', "it is the code or name of no territory, but a part; it belongs to United Kingdom (GBR)"),
        ('"Chlie"', 'it is the code or name of no territory; did you mean "CHL" (Chile)?'),
    ],
)
def test_a_region_of_what_is_no_place_is_refused(tmp_path: Path, states: str, message: str) -> None:
    """The message says what the text means, and what can be written instead."""
    path = tmp_path / "mine.toml"
    path.write_text(f"[region]\nstates = [{states}]\n")
    with pytest.raises(InputError, match=escape(message)):
        read_region(str(path))


def test_a_region_file_takes_names_as_lists_do(tmp_path: Path) -> None:
    """In every key, in any language of the map, case and accents, the region is the same as with codes."""
    path = tmp_path / "r.toml"
    coded = """territories = { IMN = "hidden" }\nleft_out = ["GBR", "XKX"]\nclaims = ["esh-mar"]"""
    named = """territories = { "ile de man" = "hidden" }\nleft_out = ["reino unido", "Kosovo"]\nclaims = ["ESH Mar"]"""
    read = []
    for states, keys in (('["FRA", "DEU"]', coded), ('["Francia", "alemanha"]', named)):
        path.write_text(f'[region]\nname = "R"\nstates = {states}\n{keys}\n', encoding="utf-8")
        read.append(read_region(str(path)))
    with_codes, with_names = (replace(region, sha256="", document=None) for region in read)
    assert with_names == with_codes
