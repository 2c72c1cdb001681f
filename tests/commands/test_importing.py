"""The command `import`, and tables as the source of every other command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import mapgen
from click.testing import CliRunner
from msgspec.structs import replace

from mapgen.cli.main import main
from mapgen.disk.shipped import shipped_path
from mapgen.record.model import Government, Record, Source
from mapgen.sources.reading import read_source

TABLES = Path(__file__).parent.parent / "data" / "tables"
VOTES = "País;Voto\nArgentina;derecha\nBrasil;izquierda\nChile;izquierda\nKenya;derecha\n"
DAY = ("--as-of", "2025-12-15")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Enter a folder with a table votes.csv."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "votes.csv").write_text(VOTES, encoding="utf-8")
    return tmp_path


class TestImport:
    """`mapgen import TABLE`."""

    def test_writes_a_list_beside(self, folder: Path) -> None:
        """By the name of the table; the path is on stdout, what was taken on stderr."""
        done = mapgen("import", "votes.csv", *DAY)
        assert (done.exit_code, done.stdout) == (0, "votes.toml\n")
        assert '3 of 4 rows taken: 2 left ("izquierda"), 1 right ("derecha")' in done.stderr
        assert "1 row left out, of countries outside south-america; --region world takes 4" in done.stderr
        assert 'CHL = "left"   # Chile: izquierda\n' in (folder / "votes.toml").read_text(encoding="utf-8")
        assert mapgen("check", "votes.toml").exit_code == 0

    def test_says_what_the_file_stands_in_for(self, folder: Path) -> None:  # noqa: ARG002
        """Coder, source and basis come from the user, or from the file and nothing."""
        stands_in = "--coder (the file's name), --source (the file's name), --basis (none)"
        assert f"not said, with what stands in: {stands_in}\n" in mapgen("import", "votes.csv", *DAY).stderr
        said = ("--coder", "C", "--source", "S", "--basis", "office", "--force")
        assert "not said" not in mapgen("import", "votes.csv", *DAY, *said).stderr

    def test_says_which_options_name_nothing(self, folder: Path) -> None:  # noqa: ARG002
        """A mistyped text of an option is not passed over."""
        done = mapgen("import", "votes.csv", *DAY, "--assume", "Kenia=KEN", "--class-label", "centre=Middle")
        assert '--assume "Kenia": no row has this country' in done.stderr
        assert '--class-label "centre": no row has this class' in done.stderr

    @pytest.mark.parametrize("option", ["--assume", "--class-label"])
    def test_an_option_says_one_thing_of_a_text(self, folder: Path, option: str) -> None:
        """Not the last of two."""
        done = mapgen("import", "votes.csv", *DAY, option, "Kenya=CHL", option, "Kenya=PER")
        assert (done.exit_code, list(folder.glob("*.toml"))) == (2, [])
        assert f'{option} says of "Kenya" both CHL and PER.' in done.stderr

    def test_tells_each_row_on_request(self, folder: Path) -> None:  # noqa: ARG002
        """With --verbose."""
        assert 'line 2, "Argentina" is ARG (name), "derecha": right' in mapgen("import", "votes.csv", *DAY, "-v").stderr

    def test_never_writes_over_another_file(self, folder: Path) -> None:
        """Unless --force says so."""
        (folder / "votes.toml").write_text("mine", encoding="utf-8")
        done = mapgen("import", "votes.csv", *DAY)
        assert done.exit_code == 2
        assert (folder / "votes.toml").read_text(encoding="utf-8") == "mine"
        assert mapgen("import", "votes.csv", *DAY, "--force").exit_code == 0

    def test_writes_nothing_while_something_is_unknown(self, folder: Path) -> None:
        """The message has the row, the text and the option; with it, the list is written."""
        (folder / "votes.csv").write_text(VOTES + "Qwertia;derecha\n", encoding="utf-8")
        done = mapgen("import", "votes.csv", *DAY)
        assert done.exit_code == 2
        assert (
            'votes.csv, line 6, column País: "Qwertia" is no country that mapgen knows; write --assume' in done.stderr
        )
        assert not (folder / "votes.toml").exists()
        assert mapgen("import", "votes.csv", *DAY, "--assume", "Qwertia=PER").exit_code == 0

    def test_json_has_every_row(self, folder: Path) -> None:
        """And the columns, the classes, the questions and the path."""
        report = json.loads(mapgen("import", "votes.csv", *DAY, "--format", "json").stdout)
        assert (report["country_column"], report["class_column"], report["written"]) == ("País", "Voto", "votes.toml")
        assert report["rows"][0] == {
            "row": 2,
            "text": "Argentina",
            "iso3": "ARG",
            "name": "Argentina",
            "matched": "name",
            "kind": "state",
            "written": "derecha",
            "class": "right",
            "outcome": "taken",
            "remark": None,
        }
        assert report["classes"][1] == {"text": "izquierda", "class": "left", "label": None, "colour": None, "rows": 2}
        (folder / "votes.csv").write_text(VOTES + "Qwertia;derecha\n", encoding="utf-8")
        done = mapgen("import", "votes.csv", *DAY, "--format", "json", "-o", "x.toml")
        asked = json.loads(done.stdout)
        assert (done.exit_code, asked["written"], len(asked["questions"])) == (2, None, 1)

    def test_two_hundred_questions_do_not_scroll_by(self, folder: Path) -> None:
        """Twenty lines, and how many more."""
        rows = "".join(f"Qwertia {number};derecha\n" for number in range(200))
        (folder / "votes.csv").write_text(VOTES + rows, encoding="utf-8")
        assert mapgen("import", "votes.csv", *DAY).stderr.count("\n") < 30

    def test_dry_run_reports_alone(self, folder: Path) -> None:
        """Nothing is written."""
        done = mapgen("import", "votes.csv", *DAY, "--dry-run")
        assert (done.exit_code, done.stdout) == (0, "")
        assert not (folder / "votes.toml").exists()

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (("-o", "x.csv"), 'x.csv: the ending ".csv" is of no list or record; write .toml'),
            (("--class", "Votos"), '--class "Votos": votes.csv has no such column; did you mean "Voto"?'),
            (("--assume", "Chile=ZZZ"), 'assume "Chile=ZZZ": "ZZZ" is no country of today'),
            (("--region", "atlantis"), 'region "atlantis": there is no such region'),
            (("--sheet", "2"), "it has no sheets"),
            (("--yes",), "--readings alone takes --yes"),
            (("--readings", "--coder", "C", "--title", "T"), "--readings writes no list, and takes no --title"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, folder: Path, arguments: tuple[str, ...], message: str) -> None:
        """With the option, and what would be right."""
        done = mapgen("import", "votes.csv", *DAY, *arguments)
        assert done.exit_code == 2
        assert message in done.stderr
        assert [path.name for path in folder.iterdir()] == ["votes.csv"]

    @pytest.mark.parametrize("content", ["", "country,class\n", "\x00\x01\x02", "a,b\n1,2\n", "x" * 10_000 + ",left\n"])
    def test_what_is_no_table_is_refused(self, folder: Path, content: str) -> None:
        """In words, whatever it is."""
        (folder / "votes.csv").write_text(content, encoding="utf-8")
        done = mapgen("import", "votes.csv")
        assert done.exit_code == 2
        assert done.stderr.startswith("mapgen: votes.csv")


class TestStreams:
    """`-` for the table, and for the list."""

    def test_from_and_to_a_stream(self, folder: Path) -> None:
        """The list alone goes to standard output; what was taken, and nothing else, to standard error."""
        done = CliRunner().invoke(main, ["import", "-", *DAY, "-o", "-"], input=VOTES)
        assert done.exit_code == 0
        assert done.stdout.startswith("# From standard input, by `mapgen import`.\n")
        assert 'title   = "standard input"\n' in done.stdout
        assert done.stdout.endswith('CHL = "left"   # Chile: izquierda\n')
        assert "standard input: 3 of 4 rows taken" in done.stderr
        assert [path.name for path in folder.iterdir()] == ["votes.csv"]

    def test_a_list_of_a_stream_has_a_name(self, folder: Path) -> None:
        """Without -o."""
        assert CliRunner().invoke(main, ["import", "-", *DAY], input=VOTES).stdout == "table.toml\n"
        assert (folder / "table.toml").exists()

    def test_two_things_do_not_share_standard_output(self, folder: Path) -> None:  # noqa: ARG002
        """The report in JSON and the list."""
        done = mapgen("import", "votes.csv", "--format", "json", "-o", "-")
        assert (done.exit_code, "The report in JSON goes to standard output" in done.stderr) == (2, True)

    def test_a_source_from_a_stream(self, folder: Path) -> None:  # noqa: ARG002
        """A table, as a record."""
        done = CliRunner().invoke(main, ["show", "-", *DAY, "--format", "csv"], input=VOTES)
        assert "CHL,Chile,left" in done.stdout


class TestReadings:
    """`mapgen import TABLE --readings`."""

    SCORES = "country,year,class\nBrazil,2020,right\nChile,2015,left\n"
    SAID = ("--readings", "--coder", "A. Scholar", "--source", "A book")

    @pytest.fixture(autouse=True)
    def record(self, folder: Path) -> Path:
        """Return a record of the folder."""
        (folder / "scores.csv").write_text(self.SCORES, encoding="utf-8")
        path = folder / "record.toml"
        path.write_bytes(shipped_path("records/south-america.toml").read_bytes())
        return path

    def test_are_shown_asked_about_and_undone(self, record: Path) -> None:
        """As a change by `update`."""
        before = record.read_bytes()
        no = CliRunner().invoke(main, ["import", "scores.csv", *self.SAID], input="n\n")
        assert (no.exit_code, record.read_bytes()) == (1, before)
        yes = CliRunner().invoke(main, ["import", "scores.csv", *self.SAID], input="y\n")
        assert yes.exit_code == 0
        assert '+  { coder = "A. Scholar", alignment = "right", source = "A book", status = "dataset" },' in yes.stdout
        assert "2 readings are new" in yes.stderr
        assert mapgen("undo", "--yes").exit_code == 0
        assert record.read_bytes() == before

    def test_dry_run_and_yes(self, record: Path) -> None:
        """The first writes nothing, the second does not ask; what is there already is not added again."""
        before = record.read_bytes()
        assert "A. Scholar" in mapgen("import", "scores.csv", *self.SAID, "--dry-run").stdout
        assert record.read_bytes() == before
        assert mapgen("import", "scores.csv", *self.SAID, "--record", "record.toml", "--yes").exit_code == 0
        again = mapgen("import", "scores.csv", *self.SAID, "--yes")
        assert again.exit_code == 2
        assert "scores.csv: nothing to add: the record has these readings already" in again.stderr

    def test_all_or_nothing(self, folder: Path, record: Path) -> None:
        """One row that fits no government keeps the record as it is; --skip-unknown leaves the row out."""
        before = record.read_bytes()
        (folder / "scores.csv").write_text(self.SCORES + "Peru,2020,left\n", encoding="utf-8")
        assert mapgen("import", "scores.csv", *self.SAID, "--yes").exit_code == 2
        assert record.read_bytes() == before
        done = mapgen("import", "scores.csv", *self.SAID, "--yes", "--skip-unknown")
        assert done.exit_code == 0
        assert "left out: scores.csv, line 4: PER, 2020: it fits Martín Vizcarra" in done.stderr


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_the_whole_record_comes_back(folder: Path, ending: str) -> None:
    """What `show` writes of all governments and readings makes the record again, but for the status of its sources."""
    mapgen("show", "shipped", "--spells", "-o", f"spells.{ending}")
    mapgen("show", "shipped", "--readings", "-o", f"readings.{ending}")
    assert mapgen("import", f"spells.{ending}", "--begins", "1998-01-01", "-o", "again.toml").exit_code == 0
    added = mapgen("import", f"readings.{ending}", "--readings", "--record", "again.toml", "--yes")
    assert added.exit_code == 0, added.stderr
    shipped, again = read_source(None), read_source(folder / "again.toml")
    assert isinstance(shipped, Record)
    assert isinstance(again, Record)

    def plain(government: Government) -> Government:
        return replace(government, sources=tuple(Source(one.source) for one in government.sources))

    governments = {(one.country, one.leader, one.start): plain(one) for one in shipped.governments}
    assert {(one.country, one.leader, one.start): plain(one) for one in again.governments} == governments


class TestAsSource:
    """Where a record or a list may stand, a table may stand that leaves no question open."""

    @pytest.mark.usefixtures("small_embeds")
    @pytest.mark.parametrize(
        "arguments",
        [
            ("render", "votes.csv", *DAY, "--size", "300x400", "-o", "map.svg"),
            ("show", "votes.csv", *DAY),
            ("check", "votes.csv"),
            ("embed", "votes.csv", *DAY, "-o", "embed"),
            ("compare", "votes.csv@2025-12-15", "record"),
            ("compare", "votes.csv@2025-12-15", "record/elected"),
        ],
        ids=lambda arguments: arguments[0],
    )
    def test_of_a_command(self, folder: Path, arguments: tuple[str, ...]) -> None:  # noqa: ARG002
        """It says which table was read, and what of it was taken."""
        done = mapgen(*arguments)
        assert done.exit_code == 0
        assert "mapgen: read votes.csv\n" in done.stderr
        if arguments[0] != "compare":
            assert "votes.csv: 3 of 4 rows taken: " in done.stderr

    def test_the_region_and_basis_of_the_question(self, folder: Path) -> None:  # noqa: ARG002
        """They are those of the list."""
        rows = json.loads(
            mapgen("show", "votes.csv", *DAY, "--region", "world", "--basis", "office", "--format", "json").stdout
        )
        assert {row["iso3"]: row["alignment"] for row in rows if row["alignment"]}["KEN"] == "right"
        assert {row["basis"] for row in rows} == {"office"}

    def test_a_table_of_governments_has_a_page(self, folder: Path) -> None:
        """It makes a record; a list is of one day."""
        (folder / "wiki.md").write_bytes((TABLES / "wiki.md").read_bytes())
        assert mapgen("page", "wiki.md", *DAY, "-o", "page.html").exit_code == 0
        done = mapgen("page", "votes.csv", "-o", "list.html")
        assert (done.exit_code, "a published list is of one day" in done.stderr) == (2, True)

    def test_a_picture_of_it_is_proved(self, folder: Path) -> None:
        """With the table named, for its day and region; it is out of date once the table changes."""
        mapgen("render", "votes.csv", *DAY, "--region", "world", "--size", "600x400", "-o", "map.svg")
        assert mapgen("verify", "map.svg", "--record", "votes.csv").stdout == "map.svg: unchanged\n"
        (folder / "votes.csv").write_text(VOTES.replace("Chile;izquierda", "Chile;derecha"), encoding="utf-8")
        done = mapgen("verify", "map.svg", "--record", "votes.csv")
        assert (done.exit_code, "map.svg: outdated" in done.stdout) == (1, True)

    def test_a_table_is_not_edited(self, folder: Path) -> None:  # noqa: ARG002
        """Nor its changes undone: the message says how to make a record of it."""
        for arguments in (
            ("update", "CHL", "--record", "votes.csv", "--reviewed", "2026-01-01"),
            ("undo", "votes.csv"),
        ):
            done = mapgen(*arguments)
            assert done.exit_code == 2
            assert (
                "votes.csv: this is a table, and no record; make one of it by `mapgen import votes.csv`" in done.stderr
            )

    def test_questions_are_told_with_what_to_write(self, folder: Path) -> None:
        """Nothing is drawn."""
        (folder / "votes.csv").write_text(VOTES + "Qwertia;derecha\n", encoding="utf-8")
        done = mapgen("render", "votes.csv", *DAY, "-o", "map.svg")
        assert done.exit_code == 2
        assert "answer them with `mapgen import votes.csv` and the options below" in done.stderr
        assert '--assume "Qwertia=CODE"' in done.stderr
        assert not (folder / "map.svg").exists()

    def test_of_a_manifest(self, folder: Path) -> None:
        """The day of the map is that of the list."""
        (folder / "panel.tsv").write_bytes((TABLES / "panel.tsv").read_bytes())
        lines = ('source = "panel.tsv"', "as_of = 2022-12-31", 'formats = "svg"', 'output = "{name}-{date}.{format}"')
        (folder / "maps.toml").write_text("[[map]]\n" + "\n".join(lines) + "\n", encoding="utf-8")
        done = mapgen("batch", "maps.toml", "--jobs", "1")
        assert done.exit_code == 0
        assert (folder / "panel-2022-12-31.svg").exists()


def test_a_headline_counts_no_numbers(folder: Path) -> None:
    """Of classes that are numbers it is the title: `World: 2 7, 1 6` would be read as anything."""
    (folder / "regimes.csv").write_text("country,regime\nArgentina,2\nBrazil,2\nChile,3\n", encoding="utf-8")
    drawn = mapgen("render", "regimes.csv", *DAY, "--size", "600x700", "--scale", "110m", "-o", "map.svg")
    assert drawn.exit_code == 0
    text = (folder / "map.svg").read_text(encoding="utf-8")
    assert ">Regimes</text>" in text
    assert "regime 2" in text


def test_a_headline_of_long_classes_is_the_title(folder: Path) -> None:
    """Classes of a phrase each would fill a page."""
    forms = ["a presidential republic with a limited executive", "a republic whose parliament chooses its president"]
    (folder / "forms.csv").write_text(f"country,class\nArgentina,{forms[0]}\nSuriname,{forms[1]}\n", encoding="utf-8")
    mapgen("render", "forms.csv", *DAY, "--size", "600x700", "--scale", "110m", "-o", "map.svg")
    assert ">Forms</text>" in (folder / "map.svg").read_text(encoding="utf-8")


class TestWhole:
    """A file with all tables of a record, from `export --whole`."""

    @pytest.mark.parametrize("ending", ["json", "xlsx"])
    def test_is_a_source_and_is_proved(self, folder: Path, ending: str) -> None:
        """Every command reads it, and `verify` holds a picture of it to the file."""
        whole = f"whole.{ending}"
        assert mapgen("export", "shipped", "--whole", "-o", whole).exit_code == 0
        assert mapgen("show", whole, *DAY, "--format", "json").exit_code == 0
        assert mapgen("render", whole, *DAY, "--size", "300x400", "--scale", "110m", "-o", "map.svg").exit_code == 0
        assert mapgen("verify", "map.svg", "--record", whole).stdout == "map.svg: unchanged\n"
        assert (folder / "map.svg").exists()

    def test_says_its_own_head(self, folder: Path) -> None:
        """What is said of a table has no place: the message names the option, and nothing is written."""
        mapgen("export", "shipped", "--whole", "-o", "whole.json")
        done = mapgen("import", "whole.json", "--country-codes", "cow")
        message = "it has all tables of a record or list, which says this itself; leave --country-codes out"
        assert (done.exit_code, done.stderr) == (2, f"mapgen: whole.json: {message}\n")
        assert not (folder / "whole.toml").exists()

    def test_a_table_that_is_not_whole_is_another_table(self, folder: Path) -> None:
        """A workbook or JSON without one of the tables is read as any other."""
        mapgen("export", "shipped", "--whole", "-o", "whole.json")
        tables = json.loads((folder / "whole.json").read_text(encoding="utf-8"))
        del tables["sources"]
        (folder / "part.json").write_text(json.dumps(tables), encoding="utf-8")
        assert mapgen("import", "part.json").exit_code == 2
