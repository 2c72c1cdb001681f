"""`mapgen views` lists the disputed areas; `--view` reaches every command that draws."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from mapgen.views.areas import areas

Command = Callable[..., subprocess.CompletedProcess[str]]
OWN = """
[view]
name = { en = "Borders by our desk", es = "Fronteras de la casa", pt = "Fronteiras da casa" }
base = "un"

[area.falklands]
drawn  = "ARG"
say    = { en = "So.", es = "Así.", pt = "Assim." }
source = "our style guide"
"""


def test_views_are_listed(command: Command) -> None:
    """A table for people; the same rows with sentences and sources in every other format."""
    table = command("views")
    assert table.returncode == 0, table.stderr
    assert "argentina" in table.stdout
    rows = json.loads(command("views", "un", "--format", "json").stdout)
    assert [row["area"] for row in rows] == list(areas())
    lines = [*csv.DictReader(io.StringIO(command("views", "venezuela", "--format", "csv", "--lang", "es").stdout))]
    essequibo = next(line for line in lines if line["area"] == "essequibo")
    assert (essequibo["name"], essequibo["mark"]) == ("Esequibo", "hatched")
    assert command("views", "--format", "markdown").stdout.startswith("| area | view |")


def test_an_area_is_listed_by_every_view_that_treats_it(command: Command) -> None:
    """By its slug, a name in any language, or a code; a larger area has its parts; the table says which view it is."""
    rows = json.loads(command("views", "falklands", "--format", "json").stdout)
    assert [(row["view"], row["drawn"]) for row in rows] == [
        ("argentina", "Argentina"), ("de-facto", "own"), ("un", "own"),
    ]  # fmt: skip
    for name in ("Malvinas", "FLK", "Islas Malvinas / Falkland"):
        assert json.loads(command("views", name, "--format", "json").stdout) == rows
    parts = {row["area"] for row in json.loads(command("views", "cachemira", "--format", "json").stdout)}
    assert parts == {"aksai-chin", "azad-kashmir", "gilgit-baltistan", "jammu-kashmir", "siachen"}
    assert command("views", "falklands").stdout.split()[:2] == ["view", "area"]


def test_what_is_neither_a_view_nor_an_area_has_the_nearest_of_both(command: Command) -> None:
    """And a map asked for the view of an area is told what an area is."""
    assert 'did you mean "falklands"?' in command("views", "falkland-s").stderr
    done = command("render", "--as-of", "2025-12-15", "--view", "falklands", "-o", "x.svg")
    assert done.returncode == 2
    assert "it is a disputed area: see `mapgen views falklands`" in done.stderr


def test_an_unknown_view_is_exit_2(command: Command) -> None:
    """With the nearest name, and no traceback."""
    done = command("views", "argentin")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'did you mean "argentina"?' in done.stderr


def test_a_view_of_ones_own_draws_in_every_way(command: Command, tmp_path: Path) -> None:
    """render, page, timeline, embed and batch take the path of a view's file; the manifest's is relative to itself."""
    (tmp_path / "mine.toml").write_text(OWN, encoding="utf-8")
    day = ("--as-of", "2025-12-15")
    manifest = '[[map]]\nas_of = 2025-12-15\nview = "mine.toml"\nformats = ["svg"]\noutput = "batch.{format}"\n'
    (tmp_path / "maps.toml").write_text(manifest, encoding="utf-8")
    span = ("--from", "2024-01-01", "--to", "2025-12-15")
    for arguments in (
        ("render", *day, "--view", "mine.toml", "-o", "map.svg"),
        ("page", *day, "--view", "mine.toml", "-o", "page.html"),
        ("timeline", *span, "--format", "grid", "--view", "mine.toml", "-o", "grid.svg"),
        ("embed", *day, "--view", "mine.toml", "-o", "embed"),
        ("batch", "maps.toml"),
    ):
        done = command(*arguments)
        assert done.returncode == 0, (arguments, done.stderr)
    made = [tmp_path / name for name in ("map.svg", "page.html", "grid.svg", "batch.svg")]
    made += sorted((tmp_path / "embed").glob("*.html"))
    for path in made:
        assert "Borders by our desk" in path.read_text(encoding="utf-8"), path
    assert "Argentina" in (tmp_path / "map.svg").read_text(encoding="utf-8")


def test_a_page_draws_no_hatching_of_a_view(command: Command) -> None:
    """What Venezuela's view hatches has a dashed line on a page; hatching that a user asks for is refused as before."""
    made = command("page", "--as-of", "2025-12-15", "--view", "venezuela", "-o", "page.html")
    assert made.returncode == 0, made.stderr
    done = command("page", "--as-of", "2025-12-15", "--claim", "essequibo=hatched", "-o", "other.html")
    assert done.returncode == 2
    assert "a page draws it dashed or hidden" in done.stderr


def test_an_export_has_the_land_of_the_view(command: Command, tmp_path: Path) -> None:
    """The file says by which view its land is."""
    done = command("export", "--as-of", "2025-12-15", "--view", "de-facto", "-o", "x.geojson")
    assert done.returncode == 0, done.stderr
    metadata = json.loads((tmp_path / "x.geojson").read_text(encoding="utf-8"))["metadata"]
    assert metadata["view"].startswith("de-facto:")
