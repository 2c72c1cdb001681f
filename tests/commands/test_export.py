"""`mapgen export`: files by their endings, one message for each mistake, and nothing else is replaced."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from notes import READ_SHIPPED

import mapgen
from mapgen.cli.main import main
from mapgen.exporting.formats import ENDINGS

Run = Callable[..., "CompletedProcess[str]"]
DAY = ("--as-of", "2025-12-15")


def outcome(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run a command here; return its exit code, what it printed, and its messages without the note on the source."""
    code = 0
    try:
        main([*arguments], standalone_mode=False)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    done = capsys.readouterr()
    return code, done.out, done.err.replace(READ_SHIPPED, "")


def test_every_ending_is_written_and_printed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All files of a call are written, and their paths printed in order."""
    paths = [f"map{ending}" for ending in ENDINGS]
    outputs = [part for path in paths for part in ("-o", path)]
    code, out, err = outcome(capsys, "export", *DAY, *outputs)
    assert (code, out.split(), err) == (0, paths, "")
    assert all((here / path).stat().st_size > 1000 for path in paths)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "x.shp"), 'x.shp: the ending ".shp" is unknown; write .geojson, .topojson, .gpkg'),
        (("-o", "x.geojsn"), 'the ending ".geojsn" is unknown'),
        (("-o", "x"), 'x: the ending "" is unknown'),
        (("-o", "x.gpkg", "--codes", "cow,vdm"), 'codes "vdm": write iso2, iso-numeric, cow, gw, vdem or wikidata'),
        (("-o", "x.gpkg", "--codes", "cow,vdm"), 'did you mean "vdem"?'),
        (("-o", "x.gpkg", "--scale", "20m"), 'scale "20m": write 110m, 50m or 10m'),
        (("-o", "x.gpkg", "--territory", "FRA=hidden"), 'territory "FRA": it is no territory of south-america'),
        (("-o", "x.gpkg", "-o", "X.gpkg"), "it is the same file as x.gpkg"),
        (("no-such-file.toml", "-o", "x.gpkg"), "no-such-file.toml"),
    ],
)
def test_a_mistake_is_told_in_one_message(
    arguments: tuple[str, ...], message: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says what is wrong and what would be right; nothing is written."""
    code, out, err = outcome(capsys, "export", *DAY, *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert list(here.iterdir()) == []


def test_a_nearest_ending_is_proposed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip in an ending gets the ending that was meant."""
    assert 'did you mean ".geojson"?' in outcome(capsys, "export", *DAY, "-o", "x.geojsn")[2]
    assert list(here.iterdir()) == []


def test_a_folder_is_no_file(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder's name gets a name in it."""
    (here / "out.gpkg").mkdir()
    code, _, err = outcome(capsys, "export", *DAY, "-o", "out.gpkg")
    assert (code, err) == (2, "mapgen: out.gpkg: this is a folder; name a file, such as out.gpkg/governments.geojson\n")


def test_an_export_needs_a_file(command: Run) -> None:
    """Without -o, the message has an example."""
    done = command("export", *DAY)
    assert done.returncode == 2
    assert "Missing option -o; name a file, such as -o governments.geojson." in done.stderr


def test_a_missing_library_is_named_with_the_line_that_installs_it(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """GeoParquet needs pyarrow; without it nothing is written, in no format."""
    monkeypatch.setattr("mapgen.files.extras.find_spec", lambda _: None)
    code, out, err = outcome(capsys, "export", *DAY, "-o", "x.geojson", "-o", "x.parquet")
    message = "format parquet: needs a library that is not installed; get it by: pip install pyarrow"
    assert (code, out, err) == (2, "", f"mapgen: {message}\n")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".md"])
def test_a_file_that_shows_something_else_is_not_replaced(
    ending: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another day, an edited file and a stranger's stay; the same question with other options replaces its file."""
    name = f"map{ending}"
    assert outcome(capsys, "export", *DAY, "-o", name)[0] == 0
    assert outcome(capsys, "export", *DAY, "--codes", "cow", "-o", name)[0] == 0
    first = (here / name).read_bytes()
    code, _, err = outcome(capsys, "export", "--as-of", "2024-12-15", "-o", name)
    assert code == 2
    assert "is there already and shows something else (the record shipped with mapgen" in err
    assert f"Write -o map-2{ending}, or replace by --force" in err
    assert (here / name).read_bytes() == first
    (here / name).write_bytes(first + b"\n")
    code, _, err = outcome(capsys, "export", *DAY, "-o", name)
    assert code == 2
    assert f"{name}: is there already, and mapgen did not make it, or it was edited since; nothing" in err
    assert (here / name).read_bytes() == first + b"\n"
    assert outcome(capsys, "export", *DAY, "-o", name, "--force")[0] == 0
    assert (here / name).read_bytes() != first + b"\n"


def test_the_source_is_never_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list that has the name of an export stays as it is, for the command and from Python."""
    source = here / "list.geojson"
    source.write_text((Path(mapgen.__file__).parents[1] / "geodata/snapshots/poder360-2025-12-15.toml").read_text())
    before = source.read_bytes()
    code, _, err = outcome(capsys, "export", "list.geojson", "-o", "list.geojson")
    assert code == 2
    assert "list.geojson: it is the input list.geojson, which is never written; name another file" in err
    with pytest.raises(mapgen.InputError, match="it is what is exported, and never written"):
        mapgen.export(source, to=source)
    assert source.read_bytes() == before


def test_standard_output_takes_one_export(command: Run, here: Path) -> None:
    """With -o - the bytes of the format go to standard output, and nothing else does; other files go where they go."""
    done = command("export", *DAY, "-o", "-", "-o", "x.md", "--format", "geojson", folder=here)
    assert (done.returncode, done.stderr) == (0, f"{READ_SHIPPED}mapgen: x.md\n")
    assert done.stdout.encode() == mapgen.export(to=here / "x.geojson", as_of="2025-12-15")[0].read_bytes()
    assert (here / "x.md").read_text().startswith("| Country |")
    lacking = command("export", *DAY, "-o", "-", folder=here)
    assert (lacking.returncode, lacking.stdout) == (2, "")
    assert "-o -: standard output has no ending; say the format: --format geojson, topojson" in lacking.stderr


def test_a_format_that_is_not_the_endings_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--format says nothing about files with an ending of another format."""
    code, _, err = outcome(capsys, "export", *DAY, "-o", "x.gpkg", "--format", "markdown")
    assert (code, err) == (2, "mapgen: x.gpkg: the ending means gpkg, and --format markdown; leave --format out\n")
    assert list(here.iterdir()) == []


def test_python_and_the_command_write_the_same_bytes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """mapgen.export has the command's options under the command's names."""
    options = (
        "--basis",
        "elected",
        "--scale",
        "110m",
        "--shapes",
        "full",
        "--codes",
        "gw",
        "--territory",
        "FLK=hidden",
    )
    assert outcome(capsys, "export", *DAY, *options, "-o", "a.geojson")[0] == 0
    made = mapgen.export(
        to=here / "b.geojson",
        as_of="2025-12-15",
        basis="elected",
        scale="110m",
        shapes="full",
        codes=["gw"],
        territories={"FLK": "hidden"},
    )
    assert made == (here / "b.geojson",)
    assert (here / "a.geojson").read_bytes() == (here / "b.geojson").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"to": []}, 'to: name a file, such as "governments.geojson"'),
        ({"to": 3}, 'to 3: name a file, such as "governments.geojson", or several in a list'),
        ({"to": [3]}, "to 3"),
        ({"to": "x.txt"}, 'x.txt: the ending ".txt" is unknown'),
        ({"to": "x.gpkg", "shapes": "round"}, 'shapes "round": write drawn or full'),
        ({"to": "x.gpkg", "codes": 3}, "codes 3: write iso2, iso-numeric"),
        ({"to": "x.gpkg", "codes": "iso3"}, 'codes "iso3": write iso2'),
        ({"to": "x.gpkg", "territories": {"ARG": "hidden"}}, 'territory "ARG": Argentina is a state'),
    ],
)
def test_wrong_arguments_are_input_errors(arguments: dict[str, object], message: str, here: Path) -> None:
    """From Python, a wrong value is named with what would be right, and nothing is written."""
    with pytest.raises(mapgen.InputError) as caught:
        mapgen.export(as_of="2025-12-15", **arguments)  # type: ignore[arg-type]
    assert message in str(caught.value)
    assert list(here.iterdir()) == []


def test_show_has_columns_of_codes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They stand after iso3 in every format of `show`, in the order asked for, and as texts in a DataFrame."""
    rows = json.loads(outcome(capsys, "show", *DAY, "--codes", "wikidata,iso-numeric", "--format", "json")[1])
    assert [*rows[0]][:4] == ["iso3", "wikidata", "iso-numeric", "name"]
    assert {row["iso3"]: row["iso-numeric"] for row in rows}["BRA"] == "076"
    csv = outcome(capsys, "show", *DAY, "--codes", "all", "--format", "csv")[1]
    assert csv.startswith("iso3,iso2,iso-numeric,cow,gw,vdem,wikidata,name,")
    markdown = outcome(capsys, "show", *DAY, "--codes", "cow", "--format", "markdown")[1]
    assert markdown.startswith("| cow | Country |")
    assert "| 155 | Chile |" in markdown
    assert " 155  Chile " in outcome(capsys, "show", *DAY, "--codes", "cow")[1]
    years = ("--from", "2020-12-31", "--to", "2021-12-31", "--codes", "vdem", "--format", "csv")
    assert outcome(capsys, "show", *years)[1].splitlines()[1].startswith("ARG,37,Argentina,")
    frame = mapgen.show(as_of="2025-12-15", codes=["vdem"])
    assert frame.set_index("iso3")["vdem"]["CHL"] == "72"
    assert list(here.iterdir()) == []


def test_show_refuses_an_unknown_system(capsys: pytest.CaptureFixture[str]) -> None:
    """The message has all systems and the nearest one."""
    code, out, err = outcome(capsys, "show", *DAY, "--codes", "wikipedia")
    assert (code, out) == (2, "")
    assert 'codes "wikipedia": write iso2' in err
    assert 'did you mean "wikidata"?' in err
