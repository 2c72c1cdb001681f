"""Batches: only what its inputs changed is drawn again, and a failure is that of its map alone."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mapgen.batch import fingerprint
from mapgen.batch import plan as batch_plan
from mapgen.batch import run as batch_module
from mapgen.batch.manifest import read_manifest
from mapgen.batch.plan import plan_of
from mapgen.batch.run import BatchOptions, run_batch
from mapgen.cli.main import main
from mapgen.disk.shipped import package_path, shipped_path
from mapgen.errors import InputError

MANIFEST = """
[defaults]
formats = "svg"
output = "out/{name}-{date}-{basis}-{lang}-{size}-{theme}.{format}"
[[map]]
source = "record.toml"
as_of = [2019-06-01, 2025-12-15]
basis = ["office", "elected"]
"""
ONE = '[[map]]\nas_of = 2025-12-15\noutput = "{date}.{format}"\n'

NEW_OVER_A_FILE = "new; the file that is there is replaced only by the same map"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Enter a folder with a record and a manifest."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(shipped_path("records/south-america.toml"), "record.toml")
    Path("maps.toml").write_text(MANIFEST)
    return tmp_path


def batch(*arguments: str) -> Result:
    """Run `mapgen batch maps.toml`, in this process."""
    return CliRunner().invoke(main, ["batch", "maps.toml", "--jobs", "1", *arguments])


def states(*arguments: str) -> dict[str, str]:
    """Run it and return what became of each file, or why it is to be drawn."""
    plain = json.loads(batch("--format", "json", *arguments).stdout)
    return {one["path"]: one["why"] if one["state"] == "to draw" else one["state"] for one in plain["files"]}


def edit(change: Callable[[str], str], path: str = "record.toml") -> None:
    """Change a file's text."""
    text = Path(path).read_text(encoding="utf-8")
    assert change(text) != text
    Path(path).write_text(change(text), encoding="utf-8")


def test_everything_is_drawn_once(folder: Path) -> None:
    """A second run draws nothing and touches no file."""
    assert set(states().values()) == {"drawn"}
    before = {path: path.stat().st_mtime_ns for path in (folder / "out").iterdir()}
    assert len(before) == 4
    assert set(states().values()) == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in (folder / "out").iterdir()} == before


@pytest.mark.usefixtures("folder")
def test_a_map_is_what_render_draws() -> None:
    """The bytes are those of the single command."""
    batch()
    name = "out/record-2025-12-15-elected-en-article-newsprint.svg"
    CliRunner().invoke(main, ["render", "record.toml", "--as-of", "2025-12-15", "--basis", "elected", "-o", "one.svg"])
    assert Path(name).read_bytes() == Path("one.svg").read_bytes()


@pytest.mark.usefixtures("folder")
def test_an_edit_touches_the_maps_that_show_it() -> None:
    """The name of who governed Chile in 2019 is on the maps of 2019 alone; a comment is on none."""
    batch()
    edit(lambda text: text + "\n# checked again\n")
    assert set(states("--dry-run").values()) == {"unchanged"}
    edit(lambda text: text.replace('leader    = "Sebastián Piñera"\n', 'leader    = "S. Piñera"\n'))
    state_of_files = states("--dry-run")
    assert {name for name, state in state_of_files.items() if state != "unchanged"} == {
        n for n in state_of_files if "2019-06-01" in n
    }
    assert set(state_of_files.values()) == {"unchanged", "the record says otherwise"}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda: edit(lambda text: text.replace('formats = "svg"', 'formats = "svg"\ntitle = "T"'), "maps.toml"),
            "options changed",
        ),
        (lambda: Path("out/record-2019-06-01-office-en-article-newsprint.svg").unlink(), "missing"),
        (lambda: Path("out/record-2019-06-01-office-en-article-newsprint.svg").write_text("x"), "altered since"),
        (lambda: Path(".maps.toml.mapgen.json").unlink(), NEW_OVER_A_FILE),
        (lambda: Path(".maps.toml.mapgen.json").write_text("[1"), NEW_OVER_A_FILE),
    ],
)
def test_it_says_why_a_map_is_drawn_again(change: Callable[[], None], why: str) -> None:
    """Other options, a file that is gone or altered, a memory that is gone or broken."""
    batch()
    change()
    assert states("--dry-run")["out/record-2019-06-01-office-en-article-newsprint.svg"] == why
    assert set(states().values()) <= {"drawn", "unchanged"}
    assert set(states().values()) == {"unchanged"}


@pytest.mark.usefixtures("folder")
def test_other_code_draws_everything_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What mapgen is made of is part of what made a map."""
    batch()
    monkeypatch.setattr(fingerprint, "code_hash", lambda: "other")
    assert set(states("--dry-run").values()) == {"mapgen changed"}


@pytest.mark.usefixtures("folder")
def test_a_theme_of_ones_own_is_watched_by_its_bytes() -> None:
    """Another colour in its file draws its maps again, and no others."""
    shutil.copy(package_path("themes/newsprint.toml"), "mine.toml")
    edit(lambda text: text.replace("[[map]]", 'theme = ["mine.toml", "dark"]\n[[map]]'), "maps.toml")
    batch()
    edit(lambda text: text.replace("#e8505b", "#e85060"), "mine.toml")
    state_of_files = states("--dry-run")
    assert {("mine" in name, state) for name, state in state_of_files.items()} == {
        (True, "options changed"),
        (False, "unchanged"),
    }


def test_force_draws_all_and_a_dry_run_nothing(folder: Path) -> None:
    """Whatever is remembered."""
    assert set(states("--dry-run").values()) == {"new"}
    assert not (folder / "out").exists()
    batch()
    assert set(states("--force").values()) == {"drawn"}


def test_files_no_longer_made_are_reported_and_left(folder: Path) -> None:
    """A map taken out of the manifest stays where it is."""
    batch()
    edit(lambda text: text.replace("2019-06-01, ", ""), "maps.toml")
    done = batch()
    assert done.stderr.count("no longer in the manifest; left as it is") == 2
    assert len(list((folder / "out").iterdir())) == 4


@pytest.mark.usefixtures("folder")
def test_a_failure_is_that_of_its_map_alone() -> None:
    """The batch reports it with its file, the others are drawn, and the exit code is 2; mended, it alone is drawn."""
    Path("maps.toml").write_text(ONE + ONE.replace("{date}", "tiny") + 'title = "العربية"\n')
    done = batch()
    assert done.exit_code == 2
    assert "mapgen: tiny.png, tiny.svg: " in done.stderr
    assert done.stdout.split() == ["2025-12-15.png", "2025-12-15.svg"]
    Path("maps.toml").write_text(ONE + ONE.replace("{date}", "tiny"))
    assert batch().stdout.split() == ["tiny.png", "tiny.svg"]


@pytest.mark.usefixtures("folder")
def test_a_bug_stops_no_other_map(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error is reported by its kind."""
    Path("maps.toml").write_text(ONE + ONE.replace("{date}", "other").replace("2025-12-15", "2020-01-01"))
    real = batch_module.drawing_of

    def faulty(snapshot: object, options: object) -> object:
        if "2020" in str(getattr(snapshot, "as_of", "")):
            raise ZeroDivisionError("of nothing")
        return real(snapshot, options)  # type: ignore[arg-type] (handed on as they come)

    monkeypatch.setattr(batch_module, "drawing_of", faulty)
    done = batch()
    assert "other.svg: ZeroDivisionError: of nothing" in done.stderr
    assert "2025-12-15.svg" in done.stdout


def deadly(_snapshot: object, _options: object, paths: list[Path]) -> dict[Path, str]:
    """End the process for one map, as running out of memory does, and draw no other."""
    if "2019-06-01" in str(paths[0]) and "elected" in str(paths[0]):
        os._exit(9)
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        path.write_text("drawn")
    return dict.fromkeys(paths, "hash")


def test_a_process_that_dies_takes_no_other_map_along(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The batch reports the map that it drew, and draws all others."""

    def submitted(pool: Executor, job: batch_plan.Job) -> Future[dict[Path, str]]:
        try:
            return pool.submit(deadly, job.snapshot, job.options, list(job.outputs))
        except Exception as error:  # noqa: BLE001 (a broken pool, as the real one)
            failed: Future[dict[Path, str]] = Future()
            failed.set_exception(error)
            return failed

    def pool(processes: int, *, apart: bool = False) -> Executor:
        assert apart or processes == 2
        return ProcessPoolExecutor(processes, mp_context=get_context("fork"))

    monkeypatch.setattr(batch_module, "_submitted", submitted)
    monkeypatch.setattr(batch_module, "_pool", pool)
    results = run_batch(plan_of(read_manifest(folder / "maps.toml")), BatchOptions(jobs=2))
    failed = [result for result in results if result.state == "failed"]
    assert [result.path.name for result in failed] == ["record-2019-06-01-elected-en-article-newsprint.svg"]
    assert "ended without a word" in failed[0].why
    assert sum(result.state == "drawn" for result in results) == 3


def test_two_processes_draw_the_same_bytes(folder: Path) -> None:
    """As many as there are cores, each with an interpreter of its own."""
    batch()
    alone = {path.name: path.read_bytes() for path in (folder / "out").iterdir()}
    done = CliRunner().invoke(main, ["batch", "maps.toml", "--jobs", "2", "--force"])
    assert done.exit_code == 0, done.stderr
    assert {path.name: path.read_bytes() for path in (folder / "out").iterdir()} == alone


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '[[map]]\nsource = "nowhere.toml"\nas_of = 2020-01-01',
            "[[map]] 1, source: nowhere.toml: there is no such file",
        ),
        ("[[map]]\nas_of = 1990-01-01", "the first day it covers is 1998-01-01"),
        ('[[map]]\ntheme = "newspint"', 'did you mean "newsprint"?'),
        (
            '[[map]]\nlang = ["en", "es"]\noutput = "a.{format}"',
            "two maps would both be a.png; tell them apart in `output`",
        ),
        (ONE + ONE, "two maps and [[map]] 1 would both be 2025-12-15.png"),
        ('[[map]]\nevery = "year"\nfrom = 2030-01-01\nto = 2020-01-01', "it is after the last day, 2020-01-01"),
        ('[[map]]\nterritory = { FLK = "sideways" }', "sideways"),
        ('[[map]]\nsize = ["og", "print"]\ndpi = 650', "dpi 650: write a whole number from 36 to 640"),
        ("[[map]]\ndpi = 0", "dpi = 0: write a whole number, such as 300"),
        ('[[map]]\ndiscs = "som"', "auto, all or none"),
    ],
)
def test_maps_that_cannot_be_made_are_reported_before_any_is_drawn(folder: Path, text: str, message: str) -> None:
    """With the table and what would be right; all problems at once, and nothing is drawn."""
    Path("maps.toml").write_text(text)
    done = batch()
    assert done.exit_code == 2
    assert message in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["maps.toml", "record.toml"]


def test_paths_are_relative_to_the_manifest(folder: Path) -> None:
    """Also where it lies elsewhere than one stands."""
    (folder / "desk").mkdir()
    shutil.move("record.toml", "desk/record.toml")
    shutil.move("maps.toml", "desk/maps.toml")
    done = CliRunner().invoke(main, ["batch", "desk/maps.toml", "--jobs", "1"])
    assert done.exit_code == 0, done.stderr
    assert all(Path(line).parts[:2] == ("desk", "out") for line in done.stdout.split())


@pytest.mark.usefixtures("folder")
def test_days_of_a_period_are_those_of_a_timeline() -> None:
    """The ends of years, or the days on which a colour changes."""
    Path("maps.toml").write_text(
        '[[map]]\nevery = "year"\nfrom = 2022-01-01\nto = 2024-06-30\noutput = "{date}.{format}"'
    )
    assert [job.snapshot.as_of.isoformat() for job in plan_of(read_manifest(Path("maps.toml"))).jobs] == [
        "2022-12-31",
        "2023-12-31",
        "2024-06-30",
    ]


@pytest.mark.usefixtures("folder")
def test_a_published_list_is_drawn_for_its_own_day() -> None:
    """It needs no day and no basis; another is refused."""
    shutil.copy(shipped_path("snapshots/el-ciudadano-2025-12-15.toml"), "list.toml")
    Path("maps.toml").write_text('[[map]]\nsource = "list.toml"\noutput = "{date}-{basis}.{format}"')
    (job,) = plan_of(read_manifest(Path("maps.toml"))).jobs
    assert [path.name for path in job.outputs] == ["2025-12-15-elected.png", "2025-12-15-elected.svg"]
    Path("maps.toml").write_text('[[map]]\nsource = "list.toml"\nbasis = "office"')
    with pytest.raises(InputError, match="is a published list on the elected basis"):
        plan_of(read_manifest(Path("maps.toml")))
    Path("maps.toml").write_text('[[map]]\nsource = "list.toml"\nevery = "year"\nfrom = 2020-01-01\nto = 2021-01-01')
    with pytest.raises(InputError, match=r"every: .* is a published list of one day; leave it out"):
        plan_of(read_manifest(Path("maps.toml")))


def test_failures_of_one_reason_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many maps that fail for one reason fill no screen: the first is named, and the number of the others."""
    monkeypatch.chdir(tmp_path)
    Path("maps.toml").write_text(
        '[[map]]\nevery = "year"\nfrom = 1998-12-31\nto = 2024-12-31\nformats = "svg"\noutput = "{date}.{format}"\n'
    )
    for year in range(1998, 2025):
        Path(f"{year}-12-31.svg").write_bytes(b"not ours")
    done = CliRunner().invoke(main, ["batch", "maps.toml", "--jobs", "1"], catch_exceptions=False)
    assert done.exit_code == 2
    (line,) = [line for line in done.stderr.splitlines() if "is there already" in line]
    assert line.startswith(
        "mapgen: 1998-12-31.svg, 1999-12-31.svg and 25 more: is there already, and mapgen did not make it"
    )
