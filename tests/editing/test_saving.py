"""Writing a record: whole or not at all, one after the other, and never over another's change; by real processes."""

from __future__ import annotations

import os
import random
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from forked import Call, forked

from mapgen.disk.cache import file_stamp
from mapgen.disk.locking import locked
from mapgen.editing.model import Update
from mapgen.editing.saving import LONGEST_WAIT, change_record, diff_of, proposed, undo_change
from mapgen.editing.update import updated_text
from mapgen.errors import InputError, OutputError
from mapgen.files.documents import read_document
from mapgen.places.regions import Region
from mapgen.record.file import read_record
from mapgen.record.model import Record

Command = Callable[..., subprocess.CompletedProcess[str]]
# Nothing keeps a test waiting for longer, should a process hang.
PATIENCE = 60
# The day that the processes of these tests change, and that tells one state of the file from another.
FIRST = date(2000, 1, 1)
RECORD = """\
# Made up.
[record]
title  = "Made up"
region = "south-america"
begins = 2000-01-01
coder  = "test"
scale  = ["left", "right"]

[reviewed]
CHL = 2000-01-01 # the day that changes

[[government]]
country   = "CHL"
leader    = "Ada"
start     = 2000-01-01
alignment = "left"
"""
# A process that moves the day of the last review on, again and again, from a day that it is given.
REVIEWER = """
import sys
from datetime import date, timedelta
from pathlib import Path
from mapgen.editing.saving import change_record
from mapgen.editing.model import Update
from mapgen.editing.update import updated_text

day = date.fromisoformat(sys.argv[2])
print("ready", flush=True)
while True:
    day += timedelta(days=1)
    said = Update(country="CHL", reviewed=day)
    change_record(Path(sys.argv[1]), lambda text, record: updated_text(text, record, said))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a small record, alone in its folder."""
    (tmp_path / "mine").mkdir()
    path = tmp_path / "mine" / "record.toml"
    path.write_text(RECORD, encoding="utf-8")
    return path


def reviewed(day: date) -> Callable[[str, Record], str]:
    """Return the change that moves the last review to a day."""
    return lambda text, record: updated_text(text, record, Update(country="CHL", reviewed=day))


def state(day: date) -> bytes:
    """Return the bytes of the record reviewed on a day."""
    return RECORD.replace("CHL = 2000-01-01", f"CHL = {day}").encode()


def last_day(path: Path) -> date:
    """Return the last review of a record that is valid and byte for byte one of the states it may be in."""
    day = read_record(read_document(path)).reviewed["CHL"]
    assert path.read_bytes() == state(day)
    return day


DAY = date(2026, 10, 5)


class TestRace:
    """Updates started at once."""

    def test_fifty_updates_at_once_all_land(self, path: Path, south_america: Region) -> None:
        """Fifty processes, each with another update: none is lost, and what they leave is a valid record."""
        updates = [["CHL", "--source", f"source {number}"] for number in range(20)]
        updates += [["CHL", "--vote", str(2030 + number)] for number in range(18)]
        updates += [[code, "--reviewed", "2026-10-05"] for code in south_america.states]
        assert len(updates) == 50
        calls = [Call(["update", "--record", str(path), "--yes", *one]) for one in updates]
        done = forked(calls, path.parent.parent, at_once=True, wings=["editing", "sources"])
        assert not [one.stderr for one in done if one.returncode]
        record = read_record(read_document(path))
        assert Counter(source.source for source in record.governments[0].sources) == Counter(
            f"source {number}" for number in range(20)
        )
        assert Counter(str(vote.date) for vote in record.votes) == Counter(str(2030 + number) for number in range(18))
        assert record.reviewed == dict.fromkeys(south_america.states, DAY)
        assert list(path.parent.iterdir()) == [path]

    def test_fifty_updates_by_two_users_through_links_all_land(self, path: Path) -> None:
        """Each user has caches and states of their own; the record is reached by its path, a symbolic and a hard link.

        Each update lands, or is refused with exit code 2 and a message: none is lost, and the three names stay.
        """
        names = [path, path.with_name("soft.toml"), path.with_name("hard.toml")]
        names[1].symlink_to("record.toml")
        names[2].hardlink_to(path)
        number = path.stat().st_ino
        calls = []
        for turn in range(50):
            home = path.parent.parent / f"user-{turn % 2}"
            own = {"XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home / "state"), "HOME": str(home)}
            update = ["update", "Chile", "--record", str(names[turn % 3]), "--source", f"source {turn}", "--yes"]
            calls.append(Call(update, own))
        landed = set()
        for turn, done in enumerate(forked(calls, path.parent.parent, at_once=True, wings=["editing", "sources"])):
            assert done.returncode in {0, 2}, done.stderr
            assert done.returncode == 0 or done.stderr.startswith("mapgen: ")
            if done.returncode == 0:
                landed.add(f"source {turn}")
        sources = [source.source for source in read_record(read_document(path)).governments[0].sources]
        assert sorted(sources) == sorted(landed)
        assert len(landed) > 40
        assert (path.stat().st_ino, names[1].is_symlink(), names[2].stat().st_ino) == (number, True, number)
        assert sorted(one.name for one in path.parent.iterdir()) == ["hard.toml", "record.toml", "soft.toml"]


class TestKill:
    """Processes that are killed while they write."""

    def test_killed_at_any_moment_it_leaves_the_old_file_or_the_new(self, path: Path) -> None:
        """Forty processes that update again and again are killed, each at its own moment.

        What they leave is byte for byte a state that the file was to be in, later than the one before; the next
        update works, and takes away what the killed one left beside the file.
        """
        chance = random.Random(2025_12_14)  # noqa: S311 (the same moments on every run)
        day = FIRST
        for _ in range(40):
            child = subprocess.Popen([sys.executable, "-c", REVIEWER, path, str(day)], stdout=subprocess.PIPE)
            assert child.stdout
            assert child.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, 0.06))
            child.send_signal(signal.SIGKILL)
            child.communicate()
            assert child.returncode == -signal.SIGKILL
            assert last_day(path) >= day
            day = last_day(path) + timedelta(days=1)
            change_record(path, reviewed(day), wait=5)
            assert last_day(path) == day
            assert list(path.parent.iterdir()) == [path]
        assert day > FIRST + timedelta(days=60)  # more came of it than the updates in between

    @pytest.mark.parametrize(
        ("place", "when", "written"),
        [
            pytest.param("editing.copies.write_all", "before", False, id="before anything is written"),
            pytest.param("editing.saving.put_content", "before", False, id="with a copy for undo"),
            pytest.param("disk.replacing._take_attributes", "before", False, id="written beside"),
            pytest.param("disk.replacing._refuse_changed", "after", False, id="with the attributes of the old file"),
            pytest.param("editing.saving.put_content", "after", True, id="put in its place"),
        ],
    )
    def test_killed_at_each_step(self, place: str, when: str, written: bool, path: Path) -> None:  # noqa: FBT001
        """At every step of a write the file is the old one or the new; the next update works at once."""
        kill_at(place, when, path)
        assert last_day(path) == FIRST + timedelta(days=written)
        change_record(path, reviewed(DAY), wait=5)
        assert path.read_bytes() == state(DAY)
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize(
        ("place", "when", "day"),
        [
            pytest.param("disk.replacing._overwrite", "before", FIRST, id="before it is overwritten"),
            pytest.param("disk.replacing._overwrite", "half", None, id="half overwritten"),
            pytest.param("disk.replacing._overwrite", "after", FIRST + timedelta(days=1), id="overwritten"),
        ],
    )
    def test_killed_while_it_writes_in_place(self, place: str, when: str, day: date | None, path: Path) -> None:
        """A file with two names is half written for a moment; the next update mends it first, and keeps both names."""
        path.with_name("same.toml").hardlink_to(path)
        kill_at(place, when, path)
        if day:
            assert last_day(path) == day
        seen: list[str] = []
        change_record(path, lambda text, record: (seen.append(text), reviewed(DAY)(text, record))[1], wait=5)
        assert seen == [state(day or FIRST).decode()]
        assert path.with_name("same.toml").read_bytes() == path.read_bytes() == state(DAY)
        assert sorted(one.name for one in path.parent.iterdir()) == ["record.toml", "same.toml"]

    def test_what_somebody_saved_after_a_kill_is_not_mended(self, path: Path) -> None:
        """Only what is half the one and half the other content is."""
        path.with_name("same.toml").hardlink_to(path)
        kill_at("disk.replacing._overwrite", "half", path)
        path.write_bytes(state(date(2020, 1, 1)))
        assert "-CHL = 2020-01-01" in change_record(path, reviewed(DAY), wait=5)
        assert path.read_bytes() == state(DAY)


KILL = """
import os, sys
from pathlib import Path
import mapgen.editing.saving, mapgen.disk.replacing
from unittest.mock import patch
module, name = sys.argv[3].rsplit(".", 1)
real = getattr(sys.modules[f"mapgen.{module}"], name)

def killed(*arguments):
    if sys.argv[4] == "half":
        target, data = arguments
        with target.open("r+b") as file:
            file.write(data[:120])
    if sys.argv[4] == "after":
        real(*arguments)
    os.kill(os.getpid(), 9)

patch(f"mapgen.{sys.argv[3]}", killed).start()
"""


def kill_at(place: str, when: str, path: Path) -> None:
    """Update a file in a process that is killed before a function, after it, or half way through what it writes."""
    command = [sys.executable, "-c", f"{KILL}\n{REVIEWER}", path, str(FIRST), place, when]
    done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
    assert done.returncode == -signal.SIGKILL, done.stderr


class TestLock:
    """One writer at a time."""

    def test_a_held_lock_is_waited_for(self, path: Path) -> None:
        """Until whoever holds it is done; then the change lands upon theirs."""
        held = threading.Event()

        def holder() -> None:
            with locked(path, 5):
                held.set()
                time.sleep(0.2)
                path.write_bytes(state(date(2020, 1, 1)))

        thread = threading.Thread(target=holder)
        thread.start()
        held.wait(PATIENCE)
        diff = change_record(path, reviewed(DAY))
        thread.join()
        assert "-CHL = 2020-01-01" in diff
        assert path.read_bytes() == state(DAY)

    def test_it_is_given_up_in_the_end(self, path: Path) -> None:
        """With a message, and nothing written; half a minute unless said otherwise."""
        assert LONGEST_WAIT == 30
        held, done = threading.Event(), threading.Event()

        def holder() -> None:
            with locked(path, 5):
                held.set()
                done.wait(PATIENCE)

        thread = threading.Thread(target=holder)
        thread.start()
        held.wait(PATIENCE)
        try:
            with pytest.raises(
                OutputError, match=r"record\.toml: another mapgen is writing it; gave up after 0 seconds"
            ):
                change_record(path, reviewed(DAY), wait=0.1)
            with pytest.raises(OutputError, match="another mapgen is writing it"):
                change_record(path, reviewed(DAY), wait=0.1, confirm=lambda _: True)
        finally:
            done.set()
            thread.join()
        assert path.read_bytes() == state(FIRST)

    def test_two_paths_of_one_file_share_a_lock(self, path: Path) -> None:
        """A link to a record is that record."""
        link = path.with_name("link.toml")
        link.symlink_to(path)
        with locked(path, 5), pytest.raises(OutputError, match=r"link\.toml: another mapgen"):
            change_record(link, reviewed(DAY), wait=0.1)

    def test_looking_takes_no_lock(self, path: Path) -> None:
        """What would change can be seen while somebody writes."""
        with locked(path, 5):
            assert "+CHL = 2026-10-05" in proposed(path, reviewed(DAY))
        assert path.read_bytes() == state(FIRST)


class TestMeanwhile:
    """A file that somebody changes in an editor."""

    def test_a_change_while_the_question_stands_is_noticed(self, path: Path) -> None:
        """The editor's version stays."""

        def confirm(diff: str) -> bool:
            assert "+CHL = 2026-10-05" in diff
            path.write_bytes(state(date(2020, 1, 1)))
            return True

        with pytest.raises(InputError, match="was changed meanwhile; nothing is written; run the command again"):
            change_record(path, reviewed(DAY), confirm=confirm)
        assert path.read_bytes() == state(date(2020, 1, 1))

    def test_a_change_while_the_text_is_made_is_kept(self, path: Path) -> None:
        """Without a question the change is made anew, upon what the editor has saved: an editor knows no lock."""
        saved = state(FIRST).replace(b"Made up.", b"Made up by hand.")
        new = path.with_name("new")

        def change(text: str, record: Record) -> str:
            if path.read_bytes() != saved:
                new.write_bytes(saved)
                new.replace(path)
            return reviewed(DAY)(text, record)

        change_record(path, change)
        assert path.read_bytes() == state(DAY).replace(b"Made up.", b"Made up by hand.")

    def test_an_editor_that_saves_again_and_again_wins(self, path: Path) -> None:
        """After five attempts the change is given up, with a message."""
        days = iter(FIRST + timedelta(days=number) for number in range(1, 100))

        def change(text: str, record: Record) -> str:
            path.write_bytes(state(next(days)))
            return reviewed(DAY)(text, record)

        with pytest.raises(InputError, match="was changed meanwhile"):
            change_record(path, change)
        assert next(days) == FIRST + timedelta(days=6)
        assert path.read_bytes() == state(FIRST + timedelta(days=5))

    def test_a_file_that_is_gone_is_not_made_again(self, path: Path) -> None:
        """Somebody took it away on purpose."""

        def confirm(_: str) -> bool:
            path.unlink()
            return True

        with pytest.raises(InputError, match="is gone: somebody took it away meanwhile; nothing is written"):
            change_record(path, reviewed(DAY), confirm=confirm)
        assert not path.exists()

    def test_without_a_yes_nothing_is_written(self, path: Path) -> None:
        """The diff is returned all the same."""
        before = file_stamp(path)
        assert "+CHL = 2026-10-05" in change_record(path, reviewed(DAY), confirm=lambda _: False)
        assert file_stamp(path) == before

    def test_what_would_be_invalid_is_not_written(self, path: Path) -> None:
        """Nor is a text that is no TOML; the message says both that and why."""
        with pytest.raises(InputError, match="nothing is written, as this would make it invalid") as refused:
            change_record(path, lambda text, _: text.replace('"left"\n', '"middle"\n'))
        assert 'alignment = "middle": it is not one of' in str(refused.value)
        with pytest.raises(InputError, match="nothing is written"):
            change_record(path, lambda text, _: text + "[")
        assert path.read_bytes() == state(FIRST)


class TestBytes:
    """What the file was besides its text."""

    @pytest.mark.parametrize(
        "given",
        [
            pytest.param(lambda data: data, id="as it is"),
            pytest.param(lambda data: data.replace(b"\n", b"\r\n"), id="ends of Windows"),
            pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="byte order mark"),
            pytest.param(lambda data: data.replace(b"\n\n", b"\r\n\n"), id="ends of both kinds"),
            pytest.param(lambda data: data.removesuffix(b"\n"), id="no end"),
            pytest.param(lambda data: data + b"# \xe2\x80\xa8 \xc2\x85\n", id="separators in a comment"),
        ],
    )
    def test_every_other_byte_stays(self, given: Callable[[bytes], bytes], path: Path) -> None:
        """Line ends, a byte order mark, a missing last line end: as the editor left them."""
        path.write_bytes(given(state(FIRST)))
        change_record(path, reviewed(DAY))
        assert path.read_bytes() == given(state(DAY))

    def test_new_lines_end_as_the_others(self, path: Path) -> None:
        """With a carriage return where the file has them."""
        path.write_bytes(state(FIRST).replace(b"\n", b"\r\n"))
        change_record(path, lambda text, record: updated_text(text, record, Update(country="CHL", note="x")))
        assert path.read_bytes().endswith(b'alignment = "left"\r\nnote      = "x"\r\n')

    def test_a_link_stays_a_link(self, path: Path) -> None:
        """And what it points to is changed."""
        link = path.parent.parent / "link.toml"
        link.symlink_to(path)
        change_record(link, reviewed(DAY))
        assert link.is_symlink()
        assert path.read_bytes() == state(DAY)

    def test_permissions_stay(self, path: Path) -> None:
        """Who could read it can read it."""
        path.chmod(0o664)
        change_record(path, reviewed(DAY))
        assert path.stat().st_mode & 0o777 == 0o664

    def test_a_file_with_two_names_keeps_both(self, path: Path) -> None:
        """It is written where it lies; a lock taken by one name holds by the other."""
        same = path.with_name("same.toml")
        same.hardlink_to(path)
        number = path.stat().st_ino
        with locked(path, 5), pytest.raises(OutputError, match=r"same\.toml: another mapgen"):
            change_record(same, reviewed(DAY), wait=0.1)
        change_record(same, lambda text, record: reviewed(DAY)(text.removesuffix("\n"), record))
        assert path.read_bytes() == state(DAY).removesuffix(b"\n")
        assert (path.stat().st_ino, path.stat().st_nlink) == (number, 2)
        assert sorted(one.name for one in path.parent.iterdir()) == ["record.toml", "same.toml"]

    def test_a_file_of_somebody_else_is_written_where_it_lies(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A new file would be the user's own."""
        number = path.stat().st_ino
        monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
        change_record(path, reviewed(DAY))
        assert path.read_bytes() == state(DAY)
        assert path.stat().st_ino == number

    def test_a_group_that_cannot_be_given_is_kept_as_well(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The file is then written where it lies, too."""
        number, group = path.stat().st_ino, path.stat().st_gid
        real = Path.stat

        def stat(self: Path, **options: bool) -> object:
            about = real(self, **options)
            return SimpleNamespace(st_gid=group + 1) if self.name.startswith(".record.toml.mapgen-") else about

        def refuse(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr(Path, "stat", stat)
        monkeypatch.setattr(os, "chown", refuse)
        change_record(path, reviewed(DAY))
        monkeypatch.undo()
        assert path.read_bytes() == state(DAY)
        assert path.stat().st_ino == number

    def test_a_diff_says_where_a_last_line_has_no_end(self) -> None:
        """As git does, so that the diff can be applied."""
        assert diff_of(Path("f"), "a\nb", "a\nc") == (
            "--- f (before)\n+++ f (after)\n@@ -1,2 +1,2 @@\n a\n"
            "-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
        )


class TestUnwritable:
    """Where nothing can be written."""

    def test_a_full_disk_leaves_the_file(self, path: Path, command: Command) -> None:
        """One clear line, exit code 2, and nothing beside the file."""

        def small() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

        done = command("update", "Chile", "--record", path, "--reviewed", "2026-10-05", "--yes", before=small)
        assert done.returncode == 2
        *_, message = done.stderr.splitlines()
        assert re.fullmatch(r"mapgen: .*record\.toml: cannot be written \(.*\); what stood .*", message), done.stderr
        assert path.read_bytes() == state(FIRST)
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize("protected", ["record.toml", "."])
    def test_what_is_read_only_is_refused_before_anybody_is_asked(self, protected: str, path: Path) -> None:
        """Even for root, who may write everything: whoever took the right to write away had a reason."""
        place = path.parent / protected
        place.chmod(0o444 if place == path else 0o555)
        what = "it is" if place == path else f"its folder {path.parent} is"
        try:
            for confirm in (None, lambda _: pytest.fail("asked")):
                with pytest.raises(OutputError, match=f"cannot be written, as {what} read-only; nothing is written"):
                    change_record(path, reviewed(DAY), confirm=confirm)
            assert "+CHL = 2026-10-05" in proposed(path, reviewed(DAY))
        finally:
            place.chmod(0o755)
        assert path.read_bytes() == state(FIRST)

    @pytest.mark.parametrize(
        ("name", "message"), [("none.toml", "there is no such file"), (".", "this is a folder; name a record")]
    )
    def test_what_is_no_file(self, name: str, message: str, path: Path) -> None:
        """A missing file is not made."""
        with pytest.raises(InputError, match=message):
            change_record(path.parent / name, reviewed(DAY))
        assert list(path.parent.iterdir()) == [path]


class TestUndo:
    """Taking changes back."""

    def test_each_change_is_taken_back_the_last_first(self, path: Path) -> None:
        """Byte for byte, by whichever name of the file, to what it was before the first."""
        path.write_bytes(b"\xef\xbb\xbf" + state(FIRST).replace(b"\n\n", b"\r\n\n"))
        states = [path.read_bytes()]
        for number in range(1, 4):
            change_record(path, reviewed(FIRST + timedelta(days=number)))
            states.append(path.read_bytes())
        link = path.parent.parent / "undone.toml"
        link.symlink_to(path)
        for before in reversed(states[:-1]):
            assert "\n-CHL = " in undo_change(link)
            assert path.read_bytes() == before
        for after in states[1:]:
            assert "\n+CHL = " in undo_change(path, redo=True)
            assert path.read_bytes() == after
        with pytest.raises(InputError, match="is not as a `mapgen undo` of yours has left it: it was edited since, or"):
            undo_change(path, redo=True)
        for before in reversed(states[:-1]):
            undo_change(path)
            assert path.read_bytes() == before
        with pytest.raises(InputError, match="it was edited since, or never updated; nothing is written"):
            undo_change(path)
        assert path.read_bytes() == states[0]

    def test_what_an_editor_changed_since_is_not_undone(self, path: Path) -> None:
        """Nor what somebody else has updated, of which this user has no copy."""
        change_record(path, reviewed(DAY))
        path.write_bytes(path.read_bytes() + b"# more\n")
        with pytest.raises(InputError, match=r"record\.toml: is not as a `mapgen update` of yours has left it"):
            undo_change(path)
        assert path.read_bytes() == state(DAY) + b"# more\n"

    def test_it_asks_and_a_change_meanwhile_stays(self, path: Path) -> None:
        """The file is written only after a yes, and only if it is still what was shown."""
        change_record(path, reviewed(DAY))
        assert undo_change(path, confirm=lambda _: False).endswith("\n")
        assert path.read_bytes() == state(DAY)
        with pytest.raises(InputError, match="was changed meanwhile"):
            undo_change(path, confirm=lambda _: path.write_bytes(b"x") > 0)
        assert path.read_bytes() == b"x"

    @pytest.mark.parametrize("damage", [b"", b"x" * 100])
    def test_a_damaged_copy_is_none(self, damage: bytes, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """What is not what the file held is never written into it."""
        folder = path.parent.parent / "state"
        monkeypatch.setenv("XDG_STATE_HOME", str(folder))
        change_record(path, reviewed(DAY))
        [copy] = (folder / "mapgen" / "undo").iterdir()
        copy.write_bytes(damage)
        with pytest.raises(InputError, match="nothing is written"):
            undo_change(path)
        assert path.read_bytes() == state(DAY)

    def test_without_a_place_for_copies_the_update_is_written(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It cannot be taken back then, which is said."""
        warnings: list[str] = []
        change_record(path, reviewed(FIRST + timedelta(days=1)), warn=warnings.append)
        assert not warnings
        monkeypatch.setenv("XDG_STATE_HOME", str(path))
        change_record(path, reviewed(DAY), warn=warnings.append)
        assert path.read_bytes() == state(DAY)
        assert [warning[:42] for warning in warnings] == ["this change cannot be taken back by `mapge"]
        with pytest.raises(InputError, match="nothing is written"):
            undo_change(path)
