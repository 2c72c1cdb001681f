"""Writing a record: whole or not at all, one after the other, and never over another's change; by real processes."""

from __future__ import annotations

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

import pytest

from mapgen.editing.model import Update
from mapgen.editing.saving import LONGEST_WAIT, _locked, change_record, diff_of, proposed
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
        code = "from mapgen.cli.main import main; main(prog_name='mapgen')"
        start = [sys.executable, "-c", code, "update", "--record", str(path), "--yes"]
        started = [subprocess.Popen([*start, *one], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for one in updates]
        talk = [one.communicate(timeout=PATIENCE)[1] for one in started]
        failed = [said for said, one in zip(talk, started, strict=True) if one.returncode]
        assert not failed
        record = read_record(read_document(path))
        assert Counter(source.source for source in record.governments[0].sources) == Counter(
            f"source {number}" for number in range(20)
        )
        assert Counter(str(vote.date) for vote in record.votes) == Counter(str(2030 + number) for number in range(18))
        assert record.reviewed == dict.fromkeys(south_america.states, DAY)
        assert list(path.parent.iterdir()) == [path]


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
        ("place", "written"),
        [
            pytest.param("mapgen.files.writing.Journal", False, id="before anything is written"),
            pytest.param("os.fsync", False, id="written and not yet safe"),
            pytest.param("pathlib.Path.replace", False, id="written beside"),
            pytest.param("mapgen.editing.saving.diff_of", True, id="put in its place"),
        ],
    )
    def test_killed_at_each_step(self, place: str, written: bool, path: Path) -> None:  # noqa: FBT001
        """At every step of a write the file is the old one or the new; the next update works at once."""
        imports = "import os, mapgen.editing.saving; from unittest.mock import patch"
        kill = f"patch({place!r}, lambda *_, **__: os.kill(os.getpid(), 9)).start()"
        command = [sys.executable, "-c", f"{imports}; {kill}\n{REVIEWER}", path, str(FIRST)]
        done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE)
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert last_day(path) == FIRST + timedelta(days=written)
        change_record(path, reviewed(DAY), wait=5)
        assert path.read_bytes() == state(DAY)
        assert list(path.parent.iterdir()) == [path]


class TestLock:
    """One writer at a time."""

    def test_a_held_lock_is_waited_for(self, path: Path) -> None:
        """Until whoever holds it is done; then the change lands upon theirs."""
        held = threading.Event()

        def holder() -> None:
            with _locked(path, 5):
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
            with _locked(path, 5):
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
        with _locked(path, 5), pytest.raises(OutputError, match=r"link\.toml: another mapgen"):
            change_record(link, reviewed(DAY), wait=0.1)

    def test_looking_takes_no_lock(self, path: Path) -> None:
        """What would change can be seen while somebody writes."""
        with _locked(path, 5):
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

        with pytest.raises(InputError, match="was changed meanwhile; nothing is written; run the update again"):
            change_record(path, reviewed(DAY), confirm=confirm)
        assert path.read_bytes() == state(date(2020, 1, 1))

    def test_a_change_while_the_text_is_made_is_noticed(self, path: Path) -> None:
        """Without a question as well: an editor knows no lock."""

        def change(text: str, record: Record) -> str:
            path.write_bytes(state(date(2020, 1, 1)))
            return reviewed(DAY)(text, record)

        with pytest.raises(InputError, match="was changed meanwhile"):
            change_record(path, change)
        assert path.read_bytes() == state(date(2020, 1, 1))

    def test_a_file_that_is_gone_is_not_made_again(self, path: Path) -> None:
        """Somebody took it away on purpose."""

        def confirm(_: str) -> bool:
            path.unlink()
            return True

        with pytest.raises(InputError, match="was changed meanwhile"):
            change_record(path, reviewed(DAY), confirm=confirm)
        assert not path.exists()

    def test_without_a_yes_nothing_is_written(self, path: Path) -> None:
        """The diff is returned all the same."""
        before = path.stat()
        assert "+CHL = 2026-10-05" in change_record(path, reviewed(DAY), confirm=lambda _: False)
        assert path.stat() == before

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
        assert re.fullmatch(r"mapgen: .*record\.toml: cannot be written \(.*\); what stood .*\n", done.stderr), (
            done.stderr
        )
        assert path.read_bytes() == state(FIRST)
        assert list(path.parent.iterdir()) == [path]

    def test_without_a_lock_nothing_is_written(self, path: Path, command: Command) -> None:
        """The message names the folder that the lock belongs in."""
        done = command(
            "update", "Chile", "--record", path, "--reviewed", "2026-10-05", "--yes", XDG_CACHE_HOME=str(path)
        )
        assert done.returncode == 2
        assert re.fullmatch(r"mapgen: .*: cannot be locked in .*locks \(.*\); nothing is written\n", done.stderr)
        assert path.read_bytes() == state(FIRST)

    @pytest.mark.parametrize(
        ("name", "message"), [("none.toml", "there is no such file"), (".", "this is a folder; name a record")]
    )
    def test_what_is_no_file(self, name: str, message: str, path: Path) -> None:
        """A missing file is not made."""
        with pytest.raises(InputError, match=message):
            change_record(path.parent / name, reviewed(DAY))
        assert list(path.parent.iterdir()) == [path]
