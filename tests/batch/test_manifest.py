"""Manifests: what they say, and every mistake in them at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapgen.batch.manifest import read_manifest
from mapgen.errors import InputError, listed
from mapgen.places.languages import languages


def written(folder: Path, text: str) -> Path:
    """Return a manifest with a text."""
    path = folder / "maps.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str) -> list[str]:
    """Return what is wrong with a manifest, a line each."""
    with pytest.raises(InputError) as caught:
        read_manifest(written(folder, text))
    return [str(one).replace(f"{folder}/", "") for one in caught.value.problems]


def test_defaults_hold_where_a_table_says_nothing(tmp_path: Path) -> None:
    """A table's own values stand in place of them, and one value is a list of one."""
    text = (
        '[defaults]\nlang = ["es", "pt"]\nsize = "x"\n[[map]]\nlang = "en"\n[[map]]\nas_of = [2025-12-15, 2025-12-15]'
    )
    first, second = read_manifest(written(tmp_path, text)).tables
    assert (first.values["lang"], first.values["size"]) == (("en",), ("x",))
    assert (second.values["lang"], len(second.values["as_of"])) == (("es", "pt"), 1)


def test_days_of_a_table_stand_in_place_of_default_days(tmp_path: Path) -> None:
    """A default period and a table's own date do not contradict each other."""
    text = '[defaults]\nevery = "year"\nfrom = 2020-01-01\n[[map]]\nas_of = "today"\n[[map]]\n'
    dated, default = read_manifest(written(tmp_path, text)).tables
    assert "every" not in dated.values
    assert default.values["every"] == "year"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("x = 1\n[[map]]", ['maps.toml, line 1: unknown table or key "x"; a manifest has the tables defaults or map']),
        ("[defaults]\nlang = 'en'", ["maps.toml: it makes no map; write one table [[map]] or more"]),
        (
            "[[map]]\nlangs = 'en'\nsize = 'artcle'",
            [
                'maps.toml, line 2, [[map]] 1: unknown key "langs"; did you mean "lang"?',
                'size = "artcle": item 1, "artcle": there is no such size; write article, phone',
            ],
        ),
        ("[[map]]\nlang = ['en', 'xx']", [f'item 2, "xx": it is not one of {listed(languages())}']),
        ("[[map]]\nas_of = '2025-12-15'", ["write the date without quotes: 2025-12-15"]),
        ("[[map]]\nformats = []", ["formats = []: the list is empty; write one value or more"]),
        ("[[map]]\nevery = 'year'", ["`every` needs `from`, the first day"]),
        ("[[map]]\nto = 2020-01-01", ["`to` needs `every`, one of year, quarter, month or turning"]),
        ("[[map]]\nas_of = 2020-01-01\nevery = 'year'\nfrom = 2020-01-01", ["`as_of` and `every` both say which days"]),
        ("[[map]]\noutput = 'a-{dat}.{format}'", ["{dat} is no part of a map; write {name}", 'did you mean "date"?']),
        ("[[map]]\noutput = 'a.png'", ["it must end in .{format}"]),
        ("[[map]]\noutput = 'a-{date.{format}'", ["brace"]),
        ("[[map]]\nclasses = 4", ["classes = 4: write 3 or 5"]),
        ("[[map]]\nslogan = 'x'", ["write a table, such as"]),
        (
            "map = [\n  { lang = 'xx' },\n  { name = 'b', sise = 'x' },\n]",
            ["maps.toml, line 2, [[map]] 1: lang", 'maps.toml, line 3, [[map]] 2: unknown key "sise"'],
        ),
        (
            'defaults = { lang = [\n"en",\n"xx" ], "siize" = 3 }\n[[map]]',
            ["maps.toml, line 3, [defaults]: lang =", 'maps.toml, line 3, [defaults]: unknown key "siize"'],
        ),
        ("[map]\nlang = 'en'", ["it makes no map; write one table [[map]] or more"]),
    ],
)
def test_every_mistake_is_reported(tmp_path: Path, text: str, messages: list[str]) -> None:
    """With the file, the line, the key, the value and what would be right; all of them at once."""
    text_of_problems = "\n".join(problems(tmp_path, text))
    for message in messages:
        assert message in text_of_problems
