"""The data that ships with mapgen is found beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path
from re import escape

import pytest

import mapgen
from mapgen.errors import InputError
from mapgen.files import shipped
from mapgen.files.shipped import geodata_folder, package_path, shipped_names, shipped_path

PACKAGE = Path(mapgen.__file__).resolve().parent


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Return the two places that are looked at, both empty: inside a package and beside it."""
    inside, beside = tmp_path / "mapgen" / "geodata", tmp_path / "geodata"
    monkeypatch.setattr(shipped, "_PLACES", (inside, beside))
    return inside, beside


def test_the_data_is_found_however_mapgen_is_installed() -> None:
    """In the package itself, or in the checkout that holds the package."""
    inside, beside = shipped._PLACES
    assert inside == PACKAGE / "geodata"
    assert beside == PACKAGE.parent / "geodata"
    assert geodata_folder() in shipped._PLACES
    for folder in ("boundaries", "records", "regions", "snapshots"):
        assert (geodata_folder() / folder).is_dir()


def test_a_checkout_has_it_beside_the_package(places: tuple[Path, Path]) -> None:
    """An editable install does not see a wheel's place."""
    _, beside = places
    (beside / "regions").mkdir(parents=True)
    assert geodata_folder() == beside


def test_a_wheel_has_it_inside_the_package(places: tuple[Path, Path]) -> None:
    """What lies inside is the package's own, so some other geodata folder beside it does not count."""
    for place in places:
        (place / "regions").mkdir(parents=True)
    assert geodata_folder() == places[0]


def test_a_folder_of_that_name_is_not_enough(places: tuple[Path, Path]) -> None:
    """Only one that holds regions is taken for mapgen's data."""
    places[1].mkdir(parents=True)
    message = f"{places[0]}: the data of mapgen is missing; install mapgen again"
    with pytest.raises(InputError, match=f"^{escape(message)}$"):
        geodata_folder()


def test_a_lost_file_is_an_error() -> None:
    """The message names it and what to do; a folder is no file."""
    assert shipped_path("regions/south-america.toml").is_file()
    for name in ("regions/atlantis.toml", "regions"):
        message = f"{geodata_folder() / name}: this file of mapgen's own data is missing; install mapgen again"
        with pytest.raises(InputError, match=f"^{escape(message)}$"):
            shipped_path(name)


def test_shipped_files_are_listed_by_name(places: tuple[Path, Path]) -> None:
    """Without their ending and in order; files of another kind are not among them."""
    folder = places[0] / "regions"
    folder.mkdir(parents=True)
    for name in ("b.toml", "a.toml", "README.md", "c.json"):
        (folder / name).touch()
    assert shipped_names("regions") == ("a", "b")
    assert shipped_names("regions", ".json") == ("c",)


def test_files_of_the_package_lie_in_it() -> None:
    """Themes and languages are code's companions, not data."""
    assert package_path("themes/newsprint.toml") == PACKAGE / "themes" / "newsprint.toml"
    assert package_path("themes/newsprint.toml").is_file()
