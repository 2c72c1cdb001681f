"""The page of many days: what it says of a day is what a map of that day says, and it asks for nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner, Result

from mapgen.choropleth.join import Choropleth
from mapgen.cli.main import main
from mapgen.disk.shipped import shipped_path
from mapgen.drawing.typeface import unbroken
from mapgen.errors import InputError
from mapgen.layout.key import key_entries
from mapgen.pipeline import drawing_of, staged
from mapgen.record.intervals import intervals_of
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Status
from mapgen.render_options import RenderOptions
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.themes.file import read_theme
from mapgen.themes.style import MapStyle
from mapgen.web.country_table import country_row
from mapgen.web.page import PageRange, _stage, page_file
from mapgen.web.page_data import PageData, PageEntry, StateTexts, page_data
from mapgen.web.page_style import look_number, page_looks, pattern_definitions
from mapgen.web.page_wording import OPEN_DAY, day_format
from mapgen.words.alt_text import alt_text
from mapgen.words.captions import captions_of
from mapgen.words.overrides import Overrides
from mapgen.words.wording import Wording, wording

FIRST, LAST = date(1998, 1, 1), date(2026, 11, 25)


def record() -> Record:
    """Return the shipped record."""
    source = read_source(None)
    assert isinstance(source, Record)
    return source


@cache
def page() -> str:
    """Return the page of the shipped record, from its beginning to a fixed day."""
    return page_file(record(), RenderOptions(), PageRange(FIRST, LAST, date(2025, 12, 15), Basis.ELECTED)).decode()


@cache
def data() -> PageData:
    """Return what the page says of each day, before it is packed."""
    intervals = {basis: intervals_of(record(), FIRST, LAST, basis) for basis in Basis}
    return page_data(_stage(intervals[Basis.ELECTED][-1].snapshot, RenderOptions()), intervals)


def state(day: date, basis: Basis) -> tuple[list[PageEntry], Mapping[str, StateTexts]]:
    """Return the entries and texts of a day: those of the last state begun by then."""
    begun = [one for one in data().states[basis] if one.first <= day]
    return [data().entries[number] for number in begun[-1].entries], begun[-1].texts


def some_days(count: int) -> list[tuple[date, Basis]]:
    """Return days spread at random over the page, with a basis each, the same on every run."""
    chance = random.Random(5)  # noqa: S311 (a sample, not a secret)
    date_range = (LAST - FIRST).days
    return [(FIRST + timedelta(days=chance.randint(0, date_range)), chance.choice(list(Basis))) for _ in range(count)]


def drawn(day: date, basis: Basis, lang: str, classes: int) -> tuple[Choropleth, MapStyle]:
    """Return what a map of a day is drawn from."""
    snapshot = answer(record(), Question(as_of=day, basis=basis))
    return staged(snapshot, RenderOptions(lang=lang, classes=classes))


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_the_texts_of_a_day_are_those_of_its_map(lang: str) -> None:
    """With the day filled in, headline, standfirst, notes, source line and alt text are a map's, word for word."""
    words = wording(lang)
    for day, basis in some_days(60):
        choropleth, _ = drawn(day, basis, lang, 3)
        captions = captions_of(choropleth, words, Overrides())
        texts = state(day, basis)[1][lang]

        def text(open_text: str, day: date = day) -> str:
            return open_text.replace(OPEN_DAY, words.day(day))

        assert unbroken(text(texts.title)) == unbroken(captions.headline)
        assert unbroken(text(texts.standfirst)) == unbroken(captions.standfirst)
        assert unbroken(text(texts.source)) == unbroken(captions.source)
        assert text(texts.alt) == alt_text(choropleth, words)
        assert [text(note) for note, _ in texts.notes] == [unbroken(note.whole) for note in captions.notes]
        assert [about for _, about in texts.notes] == [note.about for note in captions.notes]


@pytest.mark.parametrize("classes", [3, 5])
def test_the_key_of_a_day_is_that_of_its_map(classes: int) -> None:
    """The key names the same classes and statuses with the same counts, each with its fill."""
    looks = page_looks(answer(record(), Question()).scale, (3, 5))
    for day, basis in some_days(40):
        choropleth, map_style = drawn(day, basis, "en", classes)
        expected = [([*one.fills], one.label, one.count) for one in key_entries(choropleth, map_style)]
        drawn_key = [
            ([looks[number].fill(map_style.theme) for number in line.fills], line.label, line.count)
            for line in state(day, basis)[1]["en"].key[classes]
        ]
        assert drawn_key == expected, day


def test_a_territory_looks_as_on_its_map() -> None:
    """Each entry's PageLook has the fill that the theme gives the entry, with three classes and with five."""
    looks = page_looks(answer(record(), Question()).scale, (3, 5))
    for classes in (3, 5):
        for day, basis in some_days(40):
            choropleth, map_style = drawn(day, basis, "en", classes)
            entries, _ = state(day, basis)
            fills = [looks[entry.look[classes]].fill(map_style.theme) for entry in entries]
            assert fills == [map_style.fill(entry) for entry in choropleth.entries], day


def test_the_table_of_a_day_is_that_of_its_embed() -> None:
    """Class, leader and since of each state are those of the table under an embedded picture."""
    words = wording("es")
    for day, basis in some_days(20):
        choropleth, _ = drawn(day, basis, "es", 5)
        entries, _ = state(day, basis)
        for entry, data_of_entry in zip(choropleth.entries, entries, strict=True):
            row = country_row(entry, 5, words)
            assert data_of_entry.texts["es"].label[5] == row.class_label
            assert data_of_entry.texts["es"].since == row.since
            assert data_of_entry.leader == row.leader


def test_only_the_day_shown_is_left_open() -> None:
    """A day that a text speaks of stays in it, whole, also where it is the day shown: Kast was elected that day."""
    _, texts = state(date(2025, 12, 14), Basis.ELECTED)
    notes = " ".join(note for note, _ in texts["en"].notes)
    assert unbroken("elected on 14 December 2025") in notes
    assert OPEN_DAY in texts["en"].standfirst


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_a_day_is_written_as_on_a_map(lang: str) -> None:
    """The months and the pattern that the page carries give the same words as the map's own, on one line."""
    words: Wording = wording(lang)
    pattern, months = str(day_format(lang)["pattern"]), day_format(lang)["months"]
    assert isinstance(months, list)
    for month in range(1, 13):
        day = date(2024, month, month + 9)
        filled = pattern.format(d=day.day, MMMM=months[month - 1], y=day.year)
        assert filled == words.day(day).replace(" ", "\u00a0")


def test_the_page_stays_small() -> None:
    """South America from 1998 on, with three languages and both numbers of classes, is at most 100 kB in brotli."""
    assert len(brotli.compress(page().encode())) <= 100_000


def test_the_page_names_no_other_file() -> None:
    """Nothing in the page makes a browser ask for anything: no source, style sheet, import or address of an image."""
    markup = re.sub(r"<script.*?</script>", "", page(), flags=re.DOTALL)
    assert not re.search(r"<(?:img|link|iframe|object|embed|base)\b|\ssrc=|@import", markup)
    addresses = re.findall(r"url\(([^)]*)\)", markup)
    assert addresses
    assert all(one.startswith(("#mg-", "data:font/woff;base64,")) for one in addresses)


def test_the_same_page_twice() -> None:
    """The same record, options and date range give the same bytes."""
    date_range = PageRange(date(2025, 1, 1), LAST, date(2025, 12, 15))
    assert page_file(record(), RenderOptions(), date_range) == page_file(record(), RenderOptions(), date_range)


def test_without_a_script_the_first_state_is_there() -> None:
    """The markup itself holds headline, map, key, notes and table of the day shown first, in the words of a map."""
    choropleth, _ = drawn(date(2025, 12, 15), Basis.ELECTED, "en", 3)
    captions = captions_of(choropleth, wording("en"), Overrides())
    markup = page().partition('<script type="application/json"')[0]
    assert re.findall(r'<h1 id="mg-title"[^>]*>([^<]*)</h1>', markup) == [unbroken(captions.headline)]
    assert re.findall(r'data-iso3="([A-Z]{3})"', markup) == [entry.iso3 for entry in choropleth.entries]
    assert 'data-alignment="right"' in re.findall(r'<g [^>]*data-iso3="CHL"[^>]*>', markup)[0]
    assert markup.count("<tr>") == 1 + 12
    assert all(f"<li>{unbroken(note.whole)}</li>" in markup for note in captions.notes)


@pytest.mark.parametrize("day", [date(2001, 12, 30), date(2000, 11, 21), date(2020, 11, 9), date(2020, 11, 16)])
@pytest.mark.parametrize("basis", list(Basis))
def test_a_day_without_a_government_can_be_the_first(day: date, basis: Basis) -> None:
    """A state in which nobody holds office on the day shown first has a row and a shape of its own."""
    snapshot = answer(record(), Question(as_of=day, basis=basis))
    vacant = [entry.iso3 for entry in snapshot.entries if entry.status is Status.VACANT]
    assert vacant or day == date(2020, 11, 16)
    markup = page_file(record(), RenderOptions(), PageRange(day, day, day, basis)).decode()
    assert re.findall(r'data-iso3="([A-Z]{3})"[^>]*data-status="vacant"', markup) == vacant
    assert markup.count("<td><bdi>–</bdi></td>") == len(vacant)


def test_a_state_that_the_record_does_not_name_can_be_on_the_first_day(tmp_path: Path) -> None:
    """A record without any government of some states, or of all, has a page: of whom it knows nothing, it says so."""
    text = shipped_path("records/south-america.toml").read_text(encoding="utf-8")
    head, *tables = re.split(r"(?m)^(?=\[\[)", text)
    for known in ("CHL", "none"):
        own = tmp_path / f"{known}.toml"
        own.write_text(head + "".join(table for table in tables if f'country = "{known}"' in re.sub(r" +", " ", table)))
        source = read_source(own)
        assert isinstance(source, Record)
        day = date(2020, 1, 1)
        markup = page_file(source, RenderOptions(), PageRange(day, day, day)).decode()
        assert markup.count('data-status="no-data"') == {"CHL": 11, "none": 12}[known]


def interval(*arguments: str) -> Result:
    """Run `mapgen page` in this process."""
    return CliRunner().invoke(main, ["page", *arguments])


def test_the_command_writes_and_names_the_page(tmp_path: Path) -> None:
    """The path written is the one line on stdout; its code, whole, is on stderr; it may be made again elsewhere."""
    path = tmp_path / "page.html"
    result = interval("--from", "2025-12-01", "--to", "2025-12-31", "-o", str(path), "--lang", "pt")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{path}\n"
    assert f'\n<iframe src="{path.name}" title="Governos da América do Sul" width="100%"' in result.stderr
    assert '<html lang="pt"' in path.read_text(encoding="utf-8")
    address = f"https://example.org/{'long/' * 60}page.html"
    again = ("--from", "2025-12-01", "--to", "2025-12-31", "-o", str(path), "--lang", "es", "--url")
    assert f'\n<iframe src="{address}"' in interval(*again, address).stderr
    assert interval(*again, "https://example.org/moved.html").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "map.png"), 'map.png: the ending ".png" is not a page\'s; write .html'),
        (("-o", "a.html", "--as-of", "1999-01-01", "--from", "2000-01-01"), "the page goes from 2000-01-01 to"),
        (("-o", "a.html", "--from", "1990-01-01", "--as-of", "2000-01-01"), "the first day it covers is 1998-01-01"),
        (("-o", "a.html", "--url", "page.html"), 'url "page.html": it does not begin with https:// or http://; write'),
        (("-o", "a.html", "--theme", "poster"), 'theme "poster": a page cannot draw its outlines or patterns'),
        (("-o", "a.html", "--theme", "print-bw"), 'theme "print-bw": a page cannot draw'),
        (("-o", "a.html", "--claim", "essequibo=hatched"), "claim essequibo=hatched: a page draws it dashed or hidden"),
        (("-o", "a.html", "--region", "world"), 'is of the region "south-america"'),
        (
            (str(shipped_path("snapshots/el-ciudadano-2025-12-15.toml")), "-o", "a.html"),
            "a published list is of one day; draw it with render or embed",
        ),
    ],
)
def test_what_no_page_can_show_is_refused(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is an error of exit code 2 that says what would be right, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    result = interval(*arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.split())
    assert not list(tmp_path.iterdir())


def test_a_look_of_another_scale_is_no_page_look() -> None:
    """An entry without a PageLook raises ValueError; it is not drawn as something else."""
    snapshot = answer(record(), Question(as_of=date(2025, 12, 15)))
    with pytest.raises(ValueError, match="no look"):
        look_number(page_looks(snapshot.scale, (3,)), snapshot.entries[0], 5)


@pytest.mark.parametrize("name", ["newsprint", "dark", "wikimedia"])
def test_every_patterned_look_has_its_pattern(name: str) -> None:
    """The rules of a theme name only patterns that are defined, each with the colours of its fill."""
    theme, looks = read_theme(name), page_looks(answer(record(), Question()).scale, (3, 5))
    made = pattern_definitions(looks, theme, "p", 20.0)
    for number, look in enumerate(looks):
        fill = look.fill(theme)
        assert (f'<pattern id="p-{number}"' in made) == bool(fill.patterns)
        if fill.patterns:
            definition = re.findall(rf'<pattern id="p-{number}".*?</pattern>', made)[0]
            assert fill.colour in definition
            assert fill.pattern_colour in definition


def test_a_date_range_before_its_own_end_is_refused() -> None:
    """A page cannot begin after it ends."""
    with pytest.raises(InputError, match="after the last day"):
        page_file(record(), RenderOptions(), PageRange(LAST, FIRST, FIRST))


@pytest.mark.parametrize("lang", ["en", "es", "pt"])
def test_the_texts_of_a_day_are_those_in_its_picture(lang: str) -> None:
    """Title, alt text, notes and each territory's text are those that an SVG carries, also where a text has no room."""
    words = wording(lang)
    for day, basis in [(date(1998, 7, 17), Basis.ELECTED), *some_days(8)]:
        drawing = drawing_of(answer(record(), Question(as_of=day, basis=basis)), RenderOptions(lang=lang))
        entries, texts = state(day, basis)

        def text(open_text: str, day: date = day) -> str:
            return unbroken(open_text.replace(OPEN_DAY, words.day(day)))

        metadata = drawing.metadata
        assert text(texts[lang].title) == unbroken(metadata["title"])
        assert text(texts[lang].standfirst) == unbroken(metadata["standfirst"])
        assert text(texts[lang].alt) == unbroken(metadata["alt"]), day
        assert all(text(note) in unbroken(metadata["description"]) for note, _ in texts[lang].notes)
        for code, entry in zip(data().territories, entries, strict=True):
            assert text(entry.texts[lang].tip[3]) == unbroken(drawing.attributes[code]["title"])
            if entry.texts[lang].party:
                assert entry.texts[lang].party in drawing.attributes[code]["title"]
