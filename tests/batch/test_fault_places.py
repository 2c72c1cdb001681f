"""What a manifest asks for and no map can have: each fault with the line of its key, and all of them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.batch.manifest import read_manifest
from mapgen.batch.plan import plan_of
from mapgen.errors import InputError


def told(folder: Path, text: str) -> list[str]:
    """Return what is wrong with the maps of a manifest, each without the file's name."""
    path = folder / "maps.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        plan_of(read_manifest(path))
    return [str(one).replace(f"{path}, ", "").replace(f"{folder}/", "") for one in refused.value.problems]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('"theme" = "drak"', 'line 4, [[map]] 1: theme "drak": there is no such theme'),
        ('theme = [\n  "dark",\n  "drak",\n]', 'line 6, [[map]] 1: theme "drak": there is no such theme'),
        ('theme = [\n  "no.toml" ]', "line 5, [[map]] 1: no.toml: there is no such file"),
        ('source = "no.toml"', "line 4, [[map]] 1, source: no.toml: there is no such file"),
        ('text."name.XXX" = "x"', 'line 4, [[map]] 1: text "name.XXX": south-america has no such country'),
        ('text = { left = "a", lefft = "b" }', 'line 4, [[map]] 1: text "lefft": write title'),
        ('claim.esequibo = "dashed"', 'line 4, [[map]] 1: claim "esequibo": south-america has no such claim'),
        ('[map.claim]\ntigri = "dashed"\nmarouini = "dahsed"', "line 6, [[map]] 1: claim marouini=dahsed: write"),
        ('[map.territory]\n\nXYZ = "hidden"', 'line 6, [[map]] 1: territory "XYZ": it is no territory'),
        ('slogan = { lft = "x" }', 'line 4, [[map]] 1: slogan "lft": write left, centre or right'),
        ('image.left = "no.png"\nimage_credit.left = "x"', "line 4, [[map]] 1: no.png: there is no such file"),
        ('\nimage_credit.left = "x"', "line 5, [[map]] 1: image credit left: there is no image"),
        ("as_of = [2025-01-01,\n  1960-01-01]", "line 5, [[map]] 1: date 1960-01-01: before"),
        ('every = "year"\nfrom = 1960-01-01', "line 5, [[map]] 1: date 1960-01-01: before"),
        ('theme = "print-bw"\npatterns = false', "line 5, [[map]] 1: no patterns: patterns alone tell"),
        ('name = "../../x"', "line 4, [[map]] 1: outputs/../../x-"),
        (
            'output = "maps.{format}"\nformats = ["png"]\n[[map]]\noutput = "maps.{format}"',
            "line 6, [[map]] 2: two maps",
        ),
    ],
)
def test_a_fault_has_the_line_of_its_key(tmp_path: Path, text: str, message: str) -> None:
    """It is the line of the key, of the item in a list or the name in a table; of two maps, that of the second."""
    assert told(tmp_path, f"[[map]]\n\n\n{text}\n")[0].startswith(message)


def test_a_fault_of_the_defaults_is_told_once(tmp_path: Path) -> None:
    """A key of [defaults] has its line there, however many maps take it."""
    (problem,) = told(tmp_path, '[defaults]\ntheme = "drak"\n[[map]]\nname = "a"\n[[map]]\nname = "b"\n')
    assert problem.startswith('line 2, [defaults]: theme "drak"')


def test_all_faults_of_all_maps_are_told(tmp_path: Path) -> None:
    """A faulty source, day or option hides no other, of its own map or of the next."""
    text = """[[map]]
source = "no.toml"
theme = "drak"
[[map]]
as_of = 1960-01-01
claim = { esequibo = "dashed" }
territory.FLK = "nutral"
text = { lefft = "x", "name.XXX" = "y" }
slogan = { lft = "x" }
"""
    lines = [problem.partition(",")[0] for problem in told(tmp_path, text)]
    assert sorted(lines) == [f"line {number}" for number in (2, 3, 5, 6, 7, 8, 8, 9)]
