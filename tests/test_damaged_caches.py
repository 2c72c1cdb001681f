"""Whatever the cache holds, commands print and draw the same: what is damaged is made again without a word."""

from __future__ import annotations

import os
import random
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from mapgen.basemap import cache as basemap_cache
from mapgen.cli.main import main
from mapgen.disk.cache import cache_folder, read_cached, write_cached
from mapgen.drawing import typeface
from mapgen.places import cldr

DAY = ("--as-of", "2025-12-15", "--basis", "elected")
# Two basemaps of the coarsest scale: each is prepared anew in nearly every run of the commands.
COMMANDS = (
    ("render", *DAY, "--size", "400x500", "--scale", "110m", "-o", "a.svg"),
    ("render", *DAY, "--lang", "es", "--size", "900x2100", "--scale", "110m", "-o", "b.svg"),
    ("show", *DAY, "--format", "json"),
    ("check", "--as-of", "2026-10-24"),
)
Damage = Callable[[bytes, Path, random.Random], bytes]


def emptied(_: bytes, __: Path, ___: random.Random) -> bytes:
    """Leave nothing."""
    return b""


def halved(data: bytes, _: Path, __: random.Random) -> bytes:
    """Cut the end off."""
    return data[: len(data) // 2]


def lengthened(data: bytes, _: Path, __: random.Random) -> bytes:
    """Add a byte at the end."""
    return data + b"\0"


def flipped(data: bytes, _: Path, chance: random.Random) -> bytes:
    """Flip one bit."""
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def swapped(_: bytes, path: Path, __: random.Random) -> bytes:
    """Put the next file of the same kind in its place, or any other."""
    others = sorted(one for one in path.parent.parent.rglob("*.*") if one != path)
    return next((one for one in others if one.parent == path.parent), others[0]).read_bytes()


def scrambled(data: bytes, _: Path, chance: random.Random) -> bytes:
    """Fill a file of the same size with any bytes."""
    return chance.randbytes(len(data))


def misspelt(data: bytes, _: Path, __: random.Random) -> bytes:
    """Put a byte into the middle that is never part of UTF-8."""
    middle = len(data) // 2
    return data[:middle] + b"\xff" + data[middle + 1 :]


CONTENTS: Sequence[Damage] = (emptied, halved, lengthened, flipped, flipped, flipped, swapped, scrambled, misspelt)


def folder_in_its_place(path: Path) -> None:
    """Put a folder with a file where the file was."""
    path.unlink()
    path.mkdir()
    (path / "mine.txt").write_text("mine")


def link_in_its_place(path: Path) -> None:
    """Put a link to itself where the file was."""
    path.unlink()
    path.symlink_to(path.name)


def pipe_in_its_place(path: Path) -> None:
    """Put a pipe where the file was: whoever opens it as a file waits for ever."""
    path.unlink()
    os.mkfifo(path)


def forbidden(path: Path) -> None:
    """Allow nobody to read the file."""
    path.chmod(0)


REPLACEMENTS = (folder_in_its_place, link_in_its_place, pipe_in_its_place, forbidden)


def outcome(folder: Path) -> dict[str, object]:
    """Run the commands in a folder as fresh processes would, and return what they print and write."""
    seen: dict[str, object] = {}
    for arguments in COMMANDS:
        _forget()
        done = CliRunner().invoke(main, [*arguments], prog_name="mapgen")
        for memo in (cldr._MEMO, typeface._MEMO, basemap_cache._HASHES):
            memo.write()  # as at the end of a process
        seen[" ".join(arguments)] = (done.exit_code, done.stdout, done.stderr, repr(done.exception))
    seen |= {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    for path in folder.iterdir():
        path.unlink()
    return seen


def _forget() -> None:
    """Forget what this process has kept in memory of the cache."""
    for memo in (cldr._MEMO, typeface._MEMO, basemap_cache._HASHES):
        memo._new.clear()
        vars(memo).pop("_values", None)
        vars(memo).pop("_path", None)
    for module in [module for name, module in sys.modules.items() if name.startswith("mapgen.")]:
        for value in list(vars(module).values()):
            if callable(getattr(value, "cache_clear", None)):
                value.cache_clear()


@contextmanager
def own_folders(folder: Path) -> Iterator[Path]:
    """Give a cache of one's own and an empty folder to write to, which is the current one and is returned."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.setenv("HOME", str(folder / "home"))
        (folder / "outputs").mkdir()
        patch.chdir(folder / "outputs")
        _forget()
        yield folder / "outputs"
        _forget()


class Whole(NamedTuple):
    """What the commands print and write, and a copy of the cache that they fill."""

    outcome: dict[str, object]
    cache: Path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """Run the commands once, with no cache before them."""
    with own_folders(tmp_path_factory.mktemp("whole")) as outputs:
        return Whole(outcome(outputs), shutil.copytree(cache_folder(), outputs.parent / "copy"))


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """Give the test a cache of its own and an empty folder to write to, which is returned."""
    with own_folders(tmp_path) as outputs:
        yield outputs


@pytest.fixture
def filled(own: Path, whole: Whole) -> Path:
    """Give the test what `own` does, and all in the cache that the commands put there."""
    shutil.copytree(whole.cache, cache_folder())
    return own


def kept_files() -> list[Path]:
    """Return the files in the cache."""
    return sorted(path for path in cache_folder().rglob("*") if path.is_file())


def damaged(path: Path, whole: Path, damage: Damage, chance: random.Random) -> None:
    """Write into the cache what a damage makes of a whole file."""
    path.write_bytes(damage(whole.read_bytes(), whole, chance))
    assert path.read_bytes() != whole.read_bytes()


def test_damaged_files_change_nothing(filled: Path, whole: Whole) -> None:
    """Every kept file is damaged in many ways, all at once: outputs, messages and exit codes stay the same."""
    names = [path.relative_to(cache_folder()) for path in kept_files()]
    assert {name.parts[0] for name in names} == {"answers", "basemaps", "records", "tables"}
    chance = random.Random(17)  # noqa: S311 (no secret)
    for damage in CONTENTS:
        for name in names:
            damaged(cache_folder() / name, whole.cache / name, damage, chance)
        assert outcome(filled) == whole.outcome, damage.__name__


@pytest.mark.parametrize("replace", REPLACEMENTS, ids=lambda replace: replace.__name__)
def test_what_is_no_file_changes_nothing(replace: Callable[[Path], None], filled: Path, whole: Whole) -> None:
    """A folder, a link or a pipe in the place of each kept file, or a file that nobody may read."""
    for path in kept_files():
        replace(path)
    assert outcome(filled) == whole.outcome
    _forget()


def test_every_kept_file_is_made_again(filled: Path, whole: Whole) -> None:
    """A damaged file is replaced by a whole one, for this user alone."""
    # A memo holds its values in the order in which they were asked for.
    before = {path: path.read_bytes() for path in kept_files() if path.parent.name != "answers"}
    for path in before:
        damaged(path, whole.cache / path.relative_to(cache_folder()), misspelt, random.Random())  # noqa: S311 (no secret)
    outcome(filled)
    assert {path: path.read_bytes() for path in before} == before
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept_files()} == {0o600}


def _file(folder: Path) -> None:
    folder.write_text("a file where the folder would be")


def _dangling(folder: Path) -> None:
    folder.symlink_to("nowhere")


def _circle(folder: Path) -> None:
    folder.symlink_to(folder.name)


def _another_users(folder: Path) -> None:
    folder.mkdir(mode=0)


@pytest.mark.parametrize("made", [_file, _dangling, _circle, _another_users], ids=lambda made: made.__name__)
def test_a_cache_that_cannot_be_written_changes_nothing(
    made: Callable[[Path], None], own: Path, whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a folder for the cache, everything is the same and nothing is said."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(own.parent / "other"))
    made(own.parent / "other")
    assert outcome(own) == whole.outcome


def test_a_full_disk_changes_nothing(own: Path, command: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """Where no file of the cache can be written to its end, commands print the same, and nothing is left of it."""
    expected = command("show", "shipped", *DAY)
    shutil.rmtree(cache_folder())
    done = command("show", "shipped", *DAY, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)))
    assert (done.returncode, done.stdout, done.stderr) == (0, expected.stdout, expected.stderr)
    assert kept_files() == list(own.iterdir()) == []


@pytest.mark.parametrize("value", ["relative", "~", "x" * 300, "\udcff/y"])
def test_nonsense_in_the_environment_makes_no_folder_here(
    value: str, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative path for caches is no path, as its standard says: nothing appears in the current folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", value)
    CliRunner().invoke(main, ["show", *DAY])
    assert list(own.iterdir()) == []


@pytest.mark.parametrize("value", ["relative", "circle"])
def test_a_process_ignores_folders_that_are_none(value: str, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries that look for the user's folders find none of nonsense, and make none in the current folder."""
    (own.parent / "circle").symlink_to("circle")
    named = value if value == "relative" else str(own.parent / value)
    for name in ("MPLCONFIGDIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    environment = {**os.environ, "XDG_CACHE_HOME": named, "XDG_CONFIG_HOME": named}
    command = [sys.executable, "-m", "mapgen", "render", *DAY, "-o", "a.png", "--size", "400x500"]
    done = subprocess.run(command, cwd=own, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "a.png\n"), done.stderr
    assert [path.name for path in own.iterdir()] == ["a.png"]


def test_a_user_without_a_home_has_no_cache(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system knows no home, "~" stays as it is, and no folder of that name appears."""
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr("platformdirs.user_cache_dir", lambda *_, **__: "~/.cache/mapgen")
    CliRunner().invoke(main, ["show", *DAY])
    assert list(own.iterdir()) == []


def test_another_users_files_are_not_trusted(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another user owns counts as missing, as its digest proves nothing about who wrote it."""
    path = cache_folder() / "tables" / "x"
    write_cached(path, b"content")
    assert read_cached(path) == b"content"
    monkeypatch.setitem(read_cached.__globals__, "_user", lambda _: os.geteuid() + 1)
    assert read_cached(path) is None
    assert list(own.iterdir()) == []


def test_nothing_kept_is_executed() -> None:
    """Kept files are JSON and MessagePack, which hold values and no code."""
    from mapgen.disk.shipped import package_path

    texts = {path: path.read_text(encoding="utf-8") for path in package_path("").rglob("*.py")}
    assert not [path for path, text in texts.items() if "pickle" in text or "marshal" in text]
