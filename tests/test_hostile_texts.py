"""Hostile text outside the browser: every format gives back what was put in, and takes nothing of it for its own."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result
from hostile_texts import ALL, DATA, DRAWN, NAMES, OWN, PUBLISHED, TEXTS, quoted, record
from icalendar import Calendar
from markdown_it import MarkdownIt
from msgspec.structs import replace
from PIL import Image
from python_calamine import CalamineWorkbook

from mapgen import Basis, InputError, Overrides, Question, RenderOptions, answer
from mapgen.api.maps import Map, render
from mapgen.cli.main import main
from mapgen.disk.shipped import package_path
from mapgen.drawing.primitives import Drawing
from mapgen.drawing.sizes import NAMED
from mapgen.files.documents import read_document
from mapgen.files.texts import LONGEST_NAME, fault_of
from mapgen.pens.formats import encoded
from mapgen.pipeline import drawing_of
from mapgen.record.calendar import calendar_ics, calendar_of
from mapgen.record.file import read_record
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot
from mapgen.record.tables import formatted, rows_of, workbook_of
from mapgen.sources.reading import read_source

DAY = date(2025, 12, 15)
# Where a spreadsheet begins a formula: at the start of a cell, or after what some split cells at.
FORMULA = re.compile(r"(^|[;\t])[\s\"]*[=+\-@＝＋－＠]")
SNAPSHOT = """\
[snapshot]
region = "south-america"
as_of = 2025-12-15
coder = {coder}
source = {source}
scale = ["own", "two"]
missing = "no-data"
[classes.own]
label = {label}
[alignments]
ARG = "own"
"""


@cache
def hostile() -> Record:
    """Return the record that holds every string."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "record.toml"
        path.write_text(record(NAMES, DRAWN, TEXTS), encoding="utf-8")
        return read_record(read_document(path))


def snapshot() -> Snapshot:
    """Return what it says of a day."""
    return answer(hostile(), Question(as_of=DAY, basis=Basis.ELECTED))


@cache
def drawing() -> Drawing:
    """Return its map, with every text in the metadata."""
    drawn = drawing_of(snapshot(), RenderOptions())
    return replace(drawn, metadata=drawn.metadata | {f"text{number}": text for number, text in enumerate(TEXTS)})


def in_every_field() -> Iterator[Mapping[str, Any]]:
    """Yield the rows of tables whose leaders and parties are each of the names, and whose sources are each text."""
    (row, *_) = rows_of(snapshot())
    for text in NAMES:
        yield row | {"leader": text, "party": text, "sources": [text, "A. Source"]}


def mapgen(*arguments: str | Path) -> Result:
    """Run the command line in this process."""
    result = CliRunner().invoke(main, [*map(str, arguments)], prog_name="mapgen", color=True)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_list_is_published_and_long() -> None:
    """Hundreds of strings from three published lists, whose origin stands beside them."""
    said = json.loads(DATA.with_suffix(".json.source.json").read_text(encoding="utf-8"))
    lists = json.loads(DATA.read_text(encoding="utf-8"))
    assert [one["key"] for one in said["sources"]] == list(lists)
    assert said["strings"] == sum(map(len, lists.values()))
    assert len(PUBLISHED) > 500
    assert len(TEXTS) > 560


def test_a_string_is_kept_or_refused_by_file_line_and_key(tmp_path: Path) -> None:
    """Each string in a record's fields is read as it is, or refused: where it stands, what would be right."""
    path = tmp_path / "record.toml"
    for text in (*ALL, "x" * 10_000):
        path.write_text(record([text], ["A title"], ["A source"]), encoding="utf-8")
        if fault_of(text, LONGEST_NAME) is None:
            assert {one.party for one in read_record(read_document(path)).governments} <= {*NAMES}
            continue
        with pytest.raises(InputError) as caught:
            read_record(read_document(path))
        assert len(caught.value.problems) == 25  # the licence, twelve parties, twelve coders
        lines = str(caught.value).splitlines()
        assert lines[1].startswith(f"{path}, line 11, [[government]] (ARG, A title): party = ")
        assert all(line.isprintable() and len(line) < 600 for line in lines)
        assert any(word in lines[1] for word in ("it is empty", "it holds", "characters; at most 200 are taken"))


def test_a_csv_for_programs_gives_texts_back() -> None:
    """Read back, every cell is the text as it is kept, formulas included."""
    rows = list(in_every_field())
    read = list(csv.DictReader(io.StringIO(formatted(rows, "csv"), newline="")))
    assert [row["leader"] for row in read] == [row["party"] for row in read] == list(NAMES)


def test_no_cell_of_a_csv_for_a_spreadsheet_is_a_formula() -> None:
    """Read back, every cell is the text, with an apostrophe only where a spreadsheet would begin a formula."""
    rows = list(in_every_field())
    text = formatted(rows, "csv", spreadsheet=True)
    assert text.startswith("\ufeff")
    read = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert len(read) == len(rows)
    for row, text in zip(read, NAMES, strict=True):
        assert not any(FORMULA.search(cell) for cell in row.values() if cell), row
        for cell in (row["leader"], row["party"]):
            assert cell == text or FORMULA.search(text)
            assert re.sub(r"(^|[;\t])'", r"\1", cell) == re.sub(r"(^|[;\t])'", r"\1", text)


def test_a_workbook_gives_texts_back() -> None:
    """Every cell is the text as it is kept; none is a formula, whatever it begins with."""
    rows = list(in_every_field())
    data = workbook_of({"hostile": ([*rows[0]], rows)})
    read = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("hostile").to_python()
    assert [row[read[0].index("leader")] for row in read[1:]] == list(NAMES)
    (sheet,) = (name for name in ZipFile(io.BytesIO(data)).namelist() if name.startswith("xl/worksheets/"))
    assert b"<f>" not in ZipFile(io.BytesIO(data)).read(sheet)


def test_no_cell_of_a_markdown_table_is_markup() -> None:
    """As GitHub's tables and HTML are read, every row has its seven cells, and each cell is the text itself."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parser.parse(formatted(list(in_every_field()), "markdown"))
    assert [one.type for one in tokens if one.type == "html_block"] == []
    cells = [one.children or [] for before, one in pairwise(tokens) if before.type in {"td_open", "th_open"}]
    assert {part.type for cell in cells for part in cell} <= {"text"}
    said = ["".join(part.content for part in cell) for cell in cells[7:]]
    assert len(said) == 7 * len(NAMES)
    assert said[3::7] == said[4::7] == list(NAMES)


def test_json_gives_texts_back() -> None:
    """What programs read is the text as it is kept."""
    assert [one["leader"] for one in json.loads(formatted(list(in_every_field()), "json"))] == list(NAMES)


def test_a_calendar_gives_texts_back() -> None:
    """No text begins a line or a property of its own: there is an entry for each vote, and its note is the text."""
    events = calendar_of(hostile(), DAY)
    calendar = Calendar.from_ical(calendar_ics(events, hostile()))
    found = calendar.walk("VEVENT")
    assert not calendar.walk("VALARM")
    assert len(calendar.walk()) == 1 + len(found) == 14
    assert [str(one.get("description")) for one in found] == [event.note for event in events]


def test_an_svg_gives_texts_back() -> None:
    """It is well-formed, and what it holds of a text is the text."""
    root = ET.fromstring(encoded(drawing(), ".svg"))  # noqa: S314 (our own file)
    metadata = {one.get("name"): one.text for one in root.iter("{urn:mapgen:facts}fact")}
    assert [metadata[f"text{number}"] for number in range(len(TEXTS))] == list(TEXTS)
    assert not [one.tag for one in root.iter() if re.search(r"script|foreignObject|\}a$|set$|animate", one.tag)]


def test_a_png_gives_texts_back() -> None:
    """Its text chunks hold them as they are; its XMP is well-formed."""
    image = Image.open(io.BytesIO(encoded(drawing(), ".png")))
    info = getattr(image, "text", {})
    assert [info[f"mapgen:text{number}"] for number in range(len(TEXTS))] == list(TEXTS)
    xmp = ET.fromstring(info["XML:com.adobe.xmp"])  # noqa: S314 (our own file)
    assert drawing().metadata["description"] in [one.text for one in xmp.iter()]


def test_every_name_fits_every_page(tmp_path: Path) -> None:
    """The longest names in one word or in many leave no text outside the page; too long a label is cut."""
    path = tmp_path / "list.toml"
    for text in ("W" * LONGEST_NAME, ("word " * LONGEST_NAME)[: LONGEST_NAME - 1]):
        path.write_text(SNAPSHOT.format(coder=quoted(text), source=quoted(text), label=quoted(text)), encoding="utf-8")
        for size in ("phone", "og", "print"):
            drawn = drawing_of(answer(read_source(path), Question()), RenderOptions(size=NAMED[size]))
            assert all(one.box[0] >= 0 and one.box[2] <= drawn.width for one in drawn.texts)
            assert any(one.role == "key" and one.text.endswith("…") for one in drawn.texts)


@pytest.mark.parametrize("source", ["https://[", "https://example.com\uff03@example.net"])
def test_an_address_that_is_none_is_a_citation(source: str, tmp_path: Path) -> None:
    """What looks like an address and cannot be read as one is shown as it is, if it can be drawn."""
    path = tmp_path / "list.toml"
    path.write_text(SNAPSHOT.format(coder='"C"', source=quoted(source), label='"L"'), encoding="utf-8")
    found = answer(read_source(path), Question())
    if source in DRAWN:
        assert f"Source: {source}" in drawing_of(found, RenderOptions()).metadata["source-line"]
    else:
        with pytest.raises(InputError, match=r'has no glyph for "＃" \(U\+FF03\)'):
            drawing_of(found, RenderOptions())


def test_a_character_that_cannot_be_seen_is_named() -> None:
    """A mark of direction in a drawn text is refused by its name, with what stands around it."""
    options = RenderOptions(texts=Overrides(title="The quick brown fox jumps over " * 3 + "the \u200fdog"))
    said = r'^text "….*the \\u200fdog": .* has no glyph for right-to-left mark \(U\+200F\); take it out$'
    with pytest.raises(InputError, match=said):
        render(options=options)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (RenderOptions(texts=Overrides(title="a\x00b")), "text title: "),
        (RenderOptions(texts=Overrides(note="x" * 10_000)), "text note: "),
        (RenderOptions(texts=Overrides(classes={"left": "a\u202eb"})), "text left: "),
        (RenderOptions(slogans={"left": "a\nb"}), "slogan left: "),
        (RenderOptions(image_credits={"left": "a\x1bb"}), "image credit left: "),
    ],
)
def test_texts_given_from_python_keep_the_rule(options: RenderOptions, named: str) -> None:
    """A text that is no line is refused by its name before anything is drawn."""
    with pytest.raises(InputError, match=f"^{named}") as caught:
        drawing_of(snapshot(), options)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    "arguments",
    [
        ["render", "--as-of", "\x1b[31m"],
        ["render", "--basis", "\u009b31m"],
        ["render", "--text", "\x1b[31m"],
        ["render", "--text", "note=\x1b[31m"],
        ["render", "--text", f"note={'x' * 10_000}"],
        ["render", "--title", "\u202eabc"],
        ["render", "--theme", "\x1b[31m.toml"],
        ["render", "a", "\x1b[31m"],
        ["show", "--region", "\x1b[31m"],
        ["check", "\x1b[31m.toml"],
        ["check", "bad.toml"],
        ["check", "bad.toml", "--format", "json"],
        ["render", "bad.toml"],
        ["\x1b[31m"],
    ],
    ids=ascii,
)
def test_no_message_commands_the_terminal(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an option, a file or its name holds of control characters is shown as its number, on screen and in JSON."""
    monkeypatch.chdir(tmp_path)
    Path("bad.toml").write_text(record(["a\x1b[31mb\u009b"], ["\u202eabc"], ["\x07"]), encoding="utf-8")
    result = mapgen(*arguments)
    assert result.exit_code == 2
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", result.output)
    assert 0 < len(result.output) < 40_000


def test_a_region_and_a_theme_may_have_any_file_name(tmp_path: Path) -> None:
    """A file's name is text too: quoted as an address in pages, as numbers where XML would break on it."""
    from mapgen.web.embed import Publishing, embed_files

    region = tmp_path / "javascript:alert(1),%<b>#?.toml"
    region.write_text('[region]\nname = "Two"\nstates = ["ARG", "CHL"]\nprojection = "laea"\n', encoding="utf-8")
    source = tmp_path / "list.toml"
    source.write_text(
        f'[snapshot]\nregion = {quoted(region.name)}\nas_of = 2025-12-15\ncoder = "C"\nsource = "S"\n'
        '[alignments]\nARG = "right"\nCHL = "left"\n',
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mapgen.web.pictures.encoded", lambda *_: b"")
        files = embed_files(answer(read_source(source), Question()), RenderOptions(), Path("t"), Publishing(live=True))
    theme = tmp_path / "a\x01b.toml"
    shutil.copy(package_path("themes/newsprint.toml"), theme)
    svg = encoded(drawing_of(snapshot(), RenderOptions(theme=str(theme))), ".svg")
    assert "theme=a\\u0001b" in "".join(ET.fromstring(svg).itertext())  # noqa: S314 (our own file)
    pages = [data.decode() for path, data in files.items() if path.suffix == ".html"]
    for html in pages:
        addresses = re.findall(r'(?:href|src|srcset)="([^"]+)"', html)
        assert addresses
        assert all(
            re.fullmatch(r"javascript%3Aalert%281%29%2C%25%3Cb%3E%23%3F-[-\w.]+( \d+w)?|mapgen-embed\.js", part)
            for one in addresses
            for part in one.split(", ")
        )


def test_a_notebook_gets_texts() -> None:
    """What a notebook shows is the SVG, whose texts are escaped, and plain text."""
    data, about = Map(snapshot(), drawing())._repr_mimebundle_(include={"text/plain", "image/svg+xml"})
    ET.fromstring(str(data["image/svg+xml"]))  # noqa: S314 (our own file)
    assert data["text/plain"] == about["image/svg+xml"]["alt"] == drawing().metadata["alt"]
    assert len(OWN) > 10
