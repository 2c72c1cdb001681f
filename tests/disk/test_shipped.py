"""mapgen finds its shipped data beside the package in a checkout, and inside it when installed."""

from __future__ import annotations

from pathlib import Path
from re import escape

import pytest

import mapgen
from mapgen.disk import shipped
from mapgen.disk.shipped import geodata_folder, package_path, shipped_names, shipped_path
from mapgen.errors import InputError

PACKAGE = Path(mapgen.__file__).resolve().parent


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return the two folders that are searched, both empty: inside a package and beside it."""
    inside, beside = tmp_path / "mapgen" / "geodata", tmp_path / "geodata"
    monkeypatch.setattr(shipped, "_FOLDERS", (inside, beside))
    return inside, beside


def test_the_data_is_found_however_mapgen_is_installed() -> None:
    """The data lie in the package itself, or in the checkout that holds the package."""
    inside, beside = shipped._FOLDERS
    assert inside == PACKAGE / "geodata"
    assert beside == PACKAGE.parent / "geodata"
    assert geodata_folder() in shipped._FOLDERS
    for folder in ("boundaries", "records", "regions", "snapshots"):
        assert (geodata_folder() / folder).is_dir()


def test_a_checkout_has_it_beside_the_package(places: tuple[Path, Path]) -> None:
    """The data of a checkout are found beside the package."""
    _, beside = places
    (beside / "regions").mkdir(parents=True)
    assert geodata_folder() == beside


def test_a_wheel_has_it_inside_the_package(places: tuple[Path, Path]) -> None:
    """Data inside the package come first, even if another geodata folder lies beside it."""
    for place in places:
        (place / "regions").mkdir(parents=True)
    assert geodata_folder() == places[0]


def test_a_folder_of_that_name_is_not_enough(places: tuple[Path, Path]) -> None:
    """A folder counts as mapgen's data only if it holds regions."""
    places[1].mkdir(parents=True)
    message = f"{places[0]}: the data of mapgen is missing; install mapgen again"
    with pytest.raises(InputError, match=f"^{escape(message)}$"):
        geodata_folder()


def test_a_lost_file_is_an_error() -> None:
    """The message has the path and says what to do; a folder is not a file."""
    assert shipped_path("regions/south-america.toml").is_file()
    for name in ("regions/atlantis.toml", "regions"):
        message = f"{geodata_folder() / name}: this file of mapgen's own data is missing; install mapgen again"
        with pytest.raises(InputError, match=f"^{escape(message)}$"):
            shipped_path(name)


def test_shipped_files_are_listed_by_name(places: tuple[Path, Path]) -> None:
    """Names are sorted and without ending; files of another kind are left out."""
    folder = places[0] / "regions"
    folder.mkdir(parents=True)
    for name in ("b.toml", "a.toml", "README.md", "c.json"):
        (folder / name).touch()
    assert shipped_names("regions") == ("a", "b")
    assert shipped_names("regions", ".json") == ("c",)


def test_files_of_the_package_lie_in_it() -> None:
    """Themes and languages lie in the package, not in geodata."""
    assert package_path("themes/newsprint.toml") == PACKAGE / "themes" / "newsprint.toml"
    assert package_path("themes/newsprint.toml").is_file()
