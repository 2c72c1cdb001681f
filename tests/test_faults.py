"""Named cases of faults that were found: each input is drawn as the facts are, or refused in words.

The inputs of `data/faults` were found by mutating files; each stands for its kind.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import moments
import pytest
from click.testing import CliRunner, Result

import mapgen
from mapgen.cli.main import main
from mapgen.errors import InputError
from mapgen.files.dates import day_after, day_before
from mapgen.files.periods import period_steps
from mapgen.record.calendar import calendar_ics, calendar_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Status
from mapgen.sources.reading import read_source
from mapgen.words.wording import wording

FAULTS = moments.DATA / "faults"
LAST_DAY, FIRST_DAY = "9999-12-31", "0001-01-01"
HEAD = """\
[record]
title = "T"
region = "south-america"
begins = 2019-01-01
coder = "me"
scale = ["left", "centre", "right"]
"""
GOVERNMENT = '[[government]]\ncountry = "ARG"\nleader = "A"\n'
# Records in which something is missing that a picture could take for granted.
SPARSE = {
    "nothing": "",
    "a vacancy": '[[vacancy]]\ncountry = "ARG"\nstart = 2019-01-01\nend = 2021-01-01\n',
    "a vote": '[[vote]]\ncountry = "ARG"\ndate = 2020-01-01\noutcome = "scheduled"\n',
    "no-data": GOVERNMENT + 'alignment = "no-data"\nstart = 2019-01-01\n',
    "an elect": GOVERNMENT + 'alignment = "left"\nelected = [2020-01-01]\n',
    "an elect without data": GOVERNMENT + 'alignment = "no-data"\nelected = [2020-01-01]\n',
    "a sovereign": '[[government]]\ncountry = "FRA"\nleader = "A"\nalignment = "left"\nstart = 2019-01-01\n',
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run every test in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str | Path) -> Result:
    """Run the command line in this process; nothing but SystemExit may be raised."""
    result = CliRunner().invoke(main, [*map(str, arguments)], prog_name="mapgen")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def refused(result: Result, *words: str) -> None:
    """Check that a command was refused with these words, and printed nothing else."""
    assert (result.exit_code, result.stdout) == (2, ""), result.stderr
    for word in words:
        assert word in result.stderr


def rows_of(page: str) -> list[list[str]]:
    """Return the cells of the table of a page, without markup."""
    table = page[page.index("<tbody") : page.index("</tbody")]
    return [
        [re.sub("<[^>]*>", "", cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall("<tr>(.*?)</tr>", table, re.DOTALL)
    ]


# --- A day without a leader ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "country", "said"),
    [
        (["shipped", "--as-of", "2026-11-23", "--basis", "elected"], "Brazil", "Winner not recorded"),
        (["shipped", "--from", "1998-01-01", "--as-of", "2001-12-30"], "Argentina", "Office vacant"),
        ([str(FAULTS / "page-crash.toml")], "Bolivia", "No data"),
    ],
)
def test_a_page_says_why_a_country_has_no_leader(options: list[str], country: str, said: str) -> None:
    """The table that a reader without scripts sees has the status, and a dash for leader, day and sources."""
    assert run("page", *options, "-o", "p.html").exit_code == 0
    rows = rows_of(Path("p.html").read_text(encoding="utf-8"))
    assert next(row for row in rows if row[0] == country) == [country, said, "–", "–", "–"]
    assert len(rows) == 12


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in SPARSE.items()])
def test_a_record_in_which_much_is_missing_is_drawn(text: str, basis: str, here: Path) -> None:
    """Maps, embeds, pages, animations, grids, strips and tables say what is known, in every kind of picture."""
    (here / "r.toml").write_text(HEAD + text, encoding="utf-8")
    last = ("--to", "2021-01-01", "--basis", basis)
    for command in (
        ("render", "r.toml", "--labels", "leaders", "--share", "all", "--size", "story", "-o", "a.svg"),
        ("page", "r.toml", "-o", "a.html"),
        ("timeline", "r.toml", *last, "-o", "a.gif"),
        ("timeline", "r.toml", *last, "--format", "grid", "--every", "turning", "-o", "g.svg"),
        ("timeline", "r.toml", *last, "--format", "strip", "-o", "s.svg"),
        ("compare", f"r.toml@2019-05-01/{basis}", f"r.toml@2021-01-01/{basis}", "-o", "c.svg"),
        ("compare", f"r.toml@2019-05-01/{basis}", f"r.toml@2021-01-01/{basis}"),
        ("show", "r.toml", "--as-of", "2020-06-01", "--basis", basis),
        ("show", "r.toml", "--from", "2019-01-01", "--to", "2021-01-01", "--format", "csv"),
    ):
        assert run(*command).exit_code == 0, command
    assert run("verify", "a.svg", "a.html", "g.svg", "s.svg", "--record", "r.toml").exit_code == 0


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "twelve without data in 2020"), ("es", "doce sin datos en 2020"), ("pt", "doze sem dados")],
)
def test_a_timeline_of_nothing_but_no_data_says_so(lang: str, said: str) -> None:
    """The headline and the alt text tell how many states have no data."""
    crash = FAULTS / "timeline-crash.toml"
    assert run("timeline", crash, "--to", "2021-01-01", "-o", "t.gif").exit_code == 0
    assert (
        run("timeline", crash, "--to", "2021-01-01", "--format", "strip", "--lang", lang, "-o", "t.svg").exit_code == 0
    )
    assert said in Path("t.svg").read_text(encoding="utf-8")


# --- The ends of the calendar ----------------------------------------------------------------------------------


def test_the_calendar_has_a_first_and_a_last_day() -> None:
    """There is no day after the last, and none before the first: they are returned themselves."""
    assert (day_after(date.max), day_before(date.min)) == (date.max, date.min)
    assert (day_after(date(2024, 2, 28)), day_before(date(2024, 3, 1))) == (date(2024, 2, 29), date(2024, 2, 29))


@pytest.mark.parametrize("command", ["render", "page", "timeline", "show", "check", "calendar"])
def test_a_review_on_the_last_day_is_refused(command: str) -> None:
    """Nobody has reviewed a country on a day to come: the message has the line and the day."""
    outputs = {"render": ["-o", "a.svg"], "page": ["-o", "a.html"], "timeline": ["--format", "strip", "-o", "s.svg"]}
    done = run(command, FAULTS / "reviewed-9999.toml", *outputs.get(command, []))
    refused(done, "reviewed-9999.toml, line ", "9999-12-31")


@pytest.mark.usefixtures("small_embeds")
@pytest.mark.parametrize("name", ["shipped", FAULTS / "ics-crash.toml"], ids=str)
def test_every_command_takes_the_last_day(name: Path | str) -> None:
    """What is shown of 9999-12-31 is whole, and `verify` finds it so."""
    run("render", name, "--as-of", LAST_DAY, "-o", "a.svg")
    run("page", name, "--to", LAST_DAY, "--as-of", LAST_DAY, "-o", "a.html")
    run("timeline", name, "--to", LAST_DAY, "--format", "strip", "-o", "s.svg")
    run("timeline", name, "--to", LAST_DAY, "--format", "grid", "--date", LAST_DAY, "-o", "g.svg")
    run("embed", name, "--as-of", LAST_DAY, "-o", "e")
    assert all(Path(made).exists() for made in ("a.svg", "a.html", "s.svg", "g.svg", "e/embed.html"))
    record = ("--record", name) if isinstance(name, Path) else ()
    assert run("verify", "a.svg", "a.html", "s.svg", "g.svg", *record).exit_code == 0
    assert run("check", name, "--as-of", LAST_DAY, "--max-age", "1000000000").exit_code in {0, 1}
    for form in ("json", "ics", "table"):
        assert run("calendar", name, "--as-of", LAST_DAY, "--format", form).exit_code == 0
        assert run("calendar", name, "--as-of", FIRST_DAY, "--format", form).exit_code == 0
    start = "2021-01-01"
    at = [f"{name}@{day}" if isinstance(name, Path) else day for day in (start, LAST_DAY)]
    assert run("compare", *at).exit_code == 0
    rows = json.loads(
        run("show", name, "--from", start, "--to", LAST_DAY, "--every", "year", "--format", "json").stdout
    )
    assert rows[-1]["as_of"] == "9999-01-01"


@pytest.mark.parametrize(
    "command", [("render", "-o", "a.svg"), ("show",), ("page", "-o", "a.html"), ("embed", "-o", "e")]
)
def test_the_first_day_is_before_the_record(command: tuple[str, ...]) -> None:
    """A record that begins later says when."""
    refused(run(command[0], "shipped", *command[1:], "--as-of", FIRST_DAY), "1998-01-01")


def test_a_table_may_begin_on_the_first_day(here: Path) -> None:
    """A record that begins with the calendar has the first day in its first period."""
    text = HEAD.replace("2019-01-01", FIRST_DAY) + SPARSE["no-data"].replace("2019-01-01", FIRST_DAY)
    (here / "r.toml").write_text(text, encoding="utf-8")
    rows = json.loads(run("show", "r.toml", "--from", FIRST_DAY, "--to", "0003-01-01", "--format", "json").stdout)
    assert [(row["as_of"], row["period_from"]) for row in rows if row["iso3"] == "ARG"] == [
        (FIRST_DAY, FIRST_DAY),
        ("0002-01-01", "0001-01-02"),
        ("0003-01-01", "0002-01-02"),
    ]


def test_a_term_that_ends_on_the_last_day_is_an_event_of_one_day() -> None:
    """The event has no end, as a calendar program takes it for its day alone (RFC 5545, 3.6.1)."""
    record = read_source(FAULTS / "ics-crash.toml")
    assert isinstance(record, Record)
    text = calendar_ics(calendar_of(record, date(2020, 1, 1)), record).decode()
    assert "DTSTART;VALUE=DATE:99991231" in text
    assert "DTEND" not in text


# --- More classes, other regions, plain values -----------------------------------------------------------------


def list_of(count: int) -> str:
    """Return a list in its coder's own classes."""
    names = "abcdefgh"[:count]
    classes = "".join(f'[classes.{name}]\ncolour = "#{30 * number:02x}8844"\n' for number, name in enumerate(names))
    scale = ", ".join(f'"{name}"' for name in names)
    head = 'region = "south-america"\nas_of = 2024-06-30\ncoder = "E"\nsource = "x"\nmissing = "no-data"\n'
    return f'[snapshot]\n{head}scale = [{scale}]\n{classes}[alignments]\nARG = "a"\nBRA = "{names[-1]}"\n'


@pytest.mark.parametrize("count", [1, 2, 4, 5, 6, 7, 8])
@pytest.mark.parametrize("options", [["--patterns"], ["--theme", "print-bw"], ["--size", "print"], []], ids=" ".join)
def test_any_number_of_classes_has_patterns(here: Path, count: int, options: list[str]) -> None:
    """A list of more classes than a theme has patterns for is drawn with them, on request, in black ink, on paper."""
    (here / "l.toml").write_text(list_of(count), encoding="utf-8")
    result = run("render", "l.toml", *options, "-o", "a.svg")
    assert result.exit_code == 0, result.stderr


def region_and_list(folder: Path, state: str, keys: str) -> None:
    """Write a region of one state with further keys, and a list of it."""
    (folder / "r.toml").write_text(f'[region]\nname = "R"\nstates = ["{state}"]\n{keys}\n', encoding="utf-8")
    head = 'region = "r.toml"\nas_of = 2024-06-30\ncoder = "E"\nsource = "x"\n'
    (folder / "l.toml").write_text(f'[snapshot]\n{head}[alignments]\n{state} = "left"\n', encoding="utf-8")


@pytest.mark.parametrize("treatment", ["dashed", "hatched"])
@pytest.mark.parametrize("context", ["cropped", "whole"])
@pytest.mark.parametrize("state", ["VEN", "GUY", "SUR", "BRA"])
def test_a_claim_outside_the_region_is_drawn_on_the_land_around_it(
    here: Path, state: str, context: str, treatment: str
) -> None:
    """Whether its holder, its claimant or both lie outside: the map is drawn, and its note explains the claim."""
    region_and_list(here, state, f'context = "{context}"\nclaims = {{ essequibo = "{treatment}" }}')
    result = run("render", "l.toml", "--scale", "110m", "-o", "a.svg")
    assert result.exit_code == 0, result.stderr
    said = {"dashed": "the eastern limit of what Venezuela claims", "hatched": "Hatched: claimed by Venezuela"}
    assert said[treatment] in (here / "a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("state", "keys", "claim", "whose"),
    [
        ("VEN", 'left_out = ["GUY"]', "essequibo", ", on land of Guyana,"),
        ("VEN", 'context = "none"', "essequibo", ", on land of Guyana,"),
        ("FRA", "", "essequibo", ", on land of Guyana,"),
        ("GUY", "window = [-57.6, 1, -56.5, 8]", "essequibo", ", on land of Guyana,"),
        ("BRA", "", "geo-geo", ""),  # upstream does not say who holds the land
    ],
)
@pytest.mark.parametrize("treatment", ["dashed", "hatched"])
def test_a_claim_that_lies_outside_the_map_is_refused(
    here: Path, state: str, keys: str, claim: str, whose: str, treatment: str
) -> None:
    """No note explains what is not there; hidden, the claim changes nothing."""
    region_and_list(here, state, f'{keys}\nclaims = {{ {claim} = "{treatment}" }}')
    message = f"its line{whose} lies outside this map; write hidden, or take it out of the claims of r"
    refused(run("render", "l.toml", "--scale", "110m", "-o", "a.svg"), f"claim {claim}={treatment}: {message}")
    hidden = ("--claim", f"{claim}=hidden", "--scale", "110m")
    assert run("render", "l.toml", *hidden, "-o", "a.svg").exit_code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('projection = "+proj=merc +k=1e300"', "the land cannot be drawn in its projection and window"),
        ("window = [180, -90, -180, 90]", "write west, south, east, north in degrees"),
    ],
)
def test_a_map_on_which_nothing_lies_is_refused(here: Path, text: str, message: str) -> None:
    """The message names the region's file."""
    (here / "r.toml").write_text(f'[region]\nname = "R"\nstates = ["ARG"]\n{text}\n', encoding="utf-8")
    head = 'region = "r.toml"\nas_of = 2024-06-30\ncoder = "E"\nsource = "x"\n'
    (here / "l.toml").write_text(f'[snapshot]\n{head}[alignments]\nARG = "left"\n', encoding="utf-8")
    refused(run("render", "l.toml", "-o", "a.svg"), "r.toml, line ", "[region]", message)


def test_a_window_of_the_whole_world_cuts_nothing(here: Path) -> None:
    """A projection round a pole or a country cannot show its outline; the land is drawn whole."""
    (here / "r.toml").write_text(
        '[region]\nname = "R"\nstates = ["ARG"]\nwindow = [-180, -90, 180, 90]\n', encoding="utf-8"
    )
    head = 'region = "r.toml"\nas_of = 2024-06-30\ncoder = "E"\nsource = "x"\n'
    (here / "l.toml").write_text(f'[snapshot]\n{head}[alignments]\nARG = "left"\n', encoding="utf-8")
    assert run("render", "l.toml", "-o", "a.svg").exit_code == 0
    assert 'data-iso3="ARG"' in Path("a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "call",
    [
        lambda: mapgen.render(question=mapgen.Question(basis="elected")),  # type: ignore[arg-type]
        lambda: mapgen.answer(mapgen.read(), mapgen.Question(as_of="2025-12-15")),  # type: ignore[arg-type]
        lambda: mapgen.render("a\0.toml"),
        lambda: mapgen.render(Path("a\0.toml")),
        lambda: mapgen.render(theme="a\0.toml"),
        lambda: mapgen.render(region="a\0.toml"),
        lambda: mapgen.render().save("a\0.svg"),
        lambda: mapgen.render(options=mapgen.RenderOptions(theme="a\0.toml")),
    ],
)
def test_plain_values_in_a_question_or_a_path_are_refused(call: Callable[[], object]) -> None:
    """From Python, too, a wrong value is an InputError."""
    with pytest.raises(InputError):
        call()


# --- Bounds ----------------------------------------------------------------------------------------------------


def test_a_manifest_has_a_bound(here: Path) -> None:
    """A product of lists that nobody can have meant is refused before anything is worked out."""
    (here / "m.toml").write_text(
        '[[map]]\nsource = "shipped"\nevery = "month"\nfrom = 1998-01-01\nto = 2025-12-31\n'
        'basis = ["office", "elected"]\nlang = ["en", "es", "pt"]\nsize = ["article", "og", "x", "story"]\n'
        'theme = ["newsprint", "dark", "poster"]\nformats = ["png", "svg", "pdf"]\n',
        encoding="utf-8",
    )
    refused(run("batch", "m.toml"), "it would make 72,576; a manifest makes 20,000 at most, so ask for fewer")


def test_a_list_as_a_number_of_classes_is_refused(here: Path) -> None:
    """`classes` is one number; a list of it is named with the line."""
    (here / "m.toml").write_bytes((FAULTS / "classes-list.toml").read_bytes())
    refused(run("batch", "m.toml"), "m.toml, line 2, [[map]] 1: classes = [3]: write 3 or 5")


def test_days_have_a_bound() -> None:
    """The months of a thousand years are taken, those of ten thousand are refused."""
    assert len(list(period_steps(date(1000, 1, 1), date(1999, 12, 1), "month"))) == 12_000
    with pytest.raises(InputError, match="each month from 0001-01-01 to 9999-12-31 is 119,988 days; at most 12,000"):
        period_steps(date.min, date.max, "month")


@pytest.mark.parametrize(
    ("form", "length", "reason"),
    [("gif", ["--seconds", "600"], "steps take"), ("webp", ["--seconds", "600"], "steps take"), ("gif", [], "at most")],
)
def test_frames_have_a_bound(here: Path, form: str, length: list[str], reason: str) -> None:
    """An animation of more frames than anybody watches is refused before any is drawn."""
    text = HEAD.replace("2019-01-01", "1000-01-01") + SPARSE["no-data"]
    (here / "r.toml").write_text(text, encoding="utf-8")
    result = run("timeline", "r.toml", "--every", "month", "--to", "1999-12-31", *length, "-o", f"a.{form}")
    refused(result, reason)


# --- Messages --------------------------------------------------------------------------------------------------


def test_problems_are_cut_to_a_screen(here: Path) -> None:
    """Twenty problems are printed and the number of the rest; JSON has all."""
    (here / "r.toml").write_text("[record]\n" + "".join(f"k{n} = 1\n" for n in range(3000)), encoding="utf-8")
    shown = run("show", "r.toml").stderr.splitlines()
    assert len(shown) == 21
    assert shown[-1] == "mapgen: … and 2,985 more"
    checked = run("check", "r.toml").stderr.splitlines()
    assert checked[-2:] == ["… and 2,985 more; --format json has them all", "r.toml: 3005 error"]
    assert len(json.loads(run("check", "r.toml", "--format", "json").stdout)) == 3005


@pytest.mark.parametrize(
    "arguments",
    [
        *(["{}"], ["--{}"], ["show", "{}"], ["show", "--{}"], ["show", "--as-of", "{}"], ["render", "--lang", "{}"]),
        *(["render", "--region", "{}"], ["render", "--theme", "{}"], ["render", "--text", "{}"], ["log", "{}"]),
        *(["render", "-o", "{}"], ["compare", "{}", "2020-01-01"], ["batch", "{}"], ["init", "{}"]),
    ],
    ids=" ".join,
)
def test_no_value_of_a_message_is_long(arguments: list[str]) -> None:
    """A value of 5,000 characters is cut to 200 at most."""
    result = run(*(part.replace("{}", 5000 * "a") for part in arguments))
    assert result.exit_code == 2
    assert not re.search("a{201}", result.output)
    assert all(len(line) <= 1_100 for line in result.output.splitlines())


# --- Proof -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small_embeds")
def test_a_page_nested_too_deep_has_a_verdict() -> None:
    """A page whose list of files is nested a hundred thousand times is altered, and no error."""
    run("embed", "shipped", "--as-of", "2025-12-15", "--live", "-o", "e")
    page = Path("e/embed.html").read_text(encoding="utf-8")
    deep = re.sub(r'"files":"(?:[^"\\]|\\.)*"', lambda _: f'"files":"{100_000 * "["}"', page, count=1)
    assert deep != page
    Path("e/embed.html").write_text(deep, encoding="utf-8")
    assert run("verify", "e/embed.html").exit_code == 1


def test_every_status_without_a_leader_has_a_phrase() -> None:
    """What a timeline says where no state has a class exists in the languages."""
    for lang in ("en", "es", "pt"):
        for status in (Status.VACANT, Status.RESULT_PENDING, Status.NOT_RECORDED, Status.NO_DATA):
            assert wording(lang).say(f"headline.part.{status}", count=2, number="2")


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ('territories = ["NCL"]', "territories: NCL (New Caledonia) would lie far off this map, or outside its window"),
        ('territories = ["GUFF"]', 'it is the code or name of no territory; did you mean "GUF" (French Guiana)?'),
        ('territories = { Gernsey = "hidden" }', 'of no territory; did you mean "GGY" (Guernsey)?'),
        ('territories = { GGY = "neutrl" }', 'neutral, sovereign or hidden; did you mean "neutral"?'),
        ('territories = { GGY = "neutral", Guernsey = "hidden" }', "GGY stands twice; name it once"),
        ('territories = ["GGY", "Guernesey"]', "GGY stands twice; name it once"),
        ('left_out = ["Gernsey"]', 'of no territory; did you mean "GGY" (Guernsey)?'),
        ('left_out = ["France"]', "FRA stands in states and left_out; name it in one of them"),
        ('claims = ["esequibo"]', '"esequibo" is no claim; did you mean "essequibo"?'),
        ('claims = { xyz = "hidden" }', '"xyz" is no claim; there is atacama, belize, '),
        ('claims = { Essequibo = "hidden", essequibo = "hidden" }', "essequibo stands twice; name it once"),
        ('claims = { essequibo = "hatchd" }', 'dashed, hatched or hidden; did you mean "hatched"?'),
    ],
)
def test_a_misspelt_name_in_a_region_file_is_refused_with_the_nearest(here: Path, keys: str, message: str) -> None:
    """With the file and the line, whichever key it stands in."""
    region_and_list(here, "FRA", keys)
    refused(run("render", "l.toml", "-o", "a.svg"), "r.toml, line ", message)
