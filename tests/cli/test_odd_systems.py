"""Odd systems: whatever a stream, a path or the memory is like, a command draws or says in words why it does not."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from forked import Call, forked

from mapgen.cli.main import main
from mapgen.disk.shipped import shipped_path

Command = Callable[..., subprocess.CompletedProcess[str]]
RECORD = shipped_path("records/south-america.toml")
SHOW = ("show", "shipped", "--as-of", "2025-12-15")
CODE = "from mapgen.cli.main import main; main(prog_name='mapgen')"
# A name of a file that is no text in any encoding, as Python holds it.
NO_TEXT = b"\xff\xfe".decode("utf-8", "surrogateescape")


def in_shell(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of sh in which `mapgen` is the command line in a process of its own."""
    line = f'mapgen() {{ \'{sys.executable}\' -c "{CODE}" "$@"; }}; {command}'
    return subprocess.run(
        ["sh", "-c", line], cwd=folder, env={**os.environ, **environment}, capture_output=True, check=False
    )


def without_privilege() -> None:
    """Let root be refused as anybody else is: it loses the right to pass over permissions."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def in_words(done: subprocess.CompletedProcess[str]) -> None:
    """Check that a command ended with an exit code of its own, and without a traceback."""
    assert done.returncode in {0, 1, 2}, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


# --- Streams ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        "show shipped",
        "show shipped --format json",
        "calendar shipped --format ics",
        "log ARG shipped",
        "--help",
        "--version",
        "render shipped --as-of 2025-12-15 -o map.svg",
        "render shipped --as-of 2025-12-15 -o - --format svg",
    ],
)
@pytest.mark.parametrize(("to", "reason"), [("> /dev/full", "No space left on device"), (">&-", "Bad file descriptor")])
def test_output_that_cannot_be_written_is_an_error(tmp_path: Path, arguments: str, to: str, reason: str) -> None:
    """Where standard output is full or closed, the exit code is 2 and one line says so."""
    done = in_shell(f"mapgen {arguments} {to}", tmp_path)
    message = f"mapgen: standard output: cannot be written ({reason})"
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines()[-1] == message
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("to", ["2> /dev/full", "2>&-"])
@pytest.mark.parametrize("arguments", ["render nothing.toml", "render --bogus", "bogus"])
def test_an_error_keeps_its_exit_code_without_standard_error(tmp_path: Path, arguments: str, to: str) -> None:
    """Where standard error is full or closed, the message is lost and the exit code is not."""
    assert in_shell(f"mapgen {arguments} {to}", tmp_path).returncode == 2


def test_an_update_that_cannot_be_shown_is_not_made(tmp_path: Path) -> None:
    """Exit code 2 means that nothing was done: the change is printed before it is written."""
    record = tmp_path / "record.toml"
    record.write_bytes(RECORD.read_bytes())
    done = in_shell("mapgen update CHL --reviewed 2026-10-06 --yes > /dev/full", tmp_path)
    assert (done.returncode, record.read_bytes()) == (2, RECORD.read_bytes())


def test_a_closed_pipe_ends_without_a_word(tmp_path: Path) -> None:
    """Whoever reads one line gets it, and nothing is complained of."""
    done = in_shell("mapgen show shipped --as-of 2025-12-15 2> err | head -1; cat err", tmp_path)
    assert done.stdout.decode().splitlines() == [
        done.stdout.decode().splitlines()[0],
        "mapgen: read the record shipped with mapgen, of 2026-10-07",
    ]


def test_all_streams_may_be_closed(tmp_path: Path) -> None:
    """A map is drawn whole, and no file takes the place of a closed stream."""
    in_shell("mapgen render shipped --as-of 2025-12-15 -o open.svg", tmp_path)
    in_shell("mapgen render shipped --as-of 2025-12-15 -o closed.svg <&- >&- 2>&-", tmp_path)
    assert (tmp_path / "closed.svg").read_bytes() == (tmp_path / "open.svg").read_bytes()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8:strict", "utf-16"])
def test_letters_outside_the_encoding_are_written_as_numbers(tmp_path: Path, encoding: str) -> None:
    """JSON says the same in every encoding; a letter that it lacks is written `\\u0159`.

    click takes ASCII for UTF-8.
    """
    record = tmp_path / "record.toml"
    record.write_text(RECORD.read_text(encoding="utf-8").replace("Javier Milei", "Jiří Жук 𝄞"), encoding="utf-8")
    done = in_shell("mapgen show --as-of 2025-12-15 --format json", tmp_path, PYTHONIOENCODING=encoding)
    rows = json.loads(done.stdout.decode(encoding.split(":", maxsplit=1)[0].replace("ascii", "utf-8")))
    assert next(row["leader"] for row in rows if row["iso3"] == "ARG") == "Jiří Жук 𝄞"
    assert done.returncode == 0


def test_an_update_is_whole_in_a_narrow_encoding(tmp_path: Path) -> None:
    """The record is UTF-8 whatever the terminal can show, and the exit code is 0."""
    record = tmp_path / "record.toml"
    record.write_bytes(RECORD.read_bytes())
    line = "mapgen update CHL --note 'Жук' --yes"
    done = in_shell(line, tmp_path, PYTHONIOENCODING="cp1252")
    assert done.returncode == 0
    assert b"\\u0416\\u0443\\u043a" in done.stdout
    assert 'note      = "Жук"' in record.read_text(encoding="utf-8") or "Жук" in record.read_text(encoding="utf-8")


def test_no_word_of_a_library_reaches_the_user(command: Command, tmp_path: Path) -> None:
    """Warnings and logs are kept off standard error, whatever settings of matplotlib lie about."""
    (tmp_path / "matplotlibrc").write_text("garbage: 1: 2\nfont.size: 99\n", encoding="utf-8")
    draw = ("-q", "render", "shipped", "--as-of", "2025-12-15", "-o", "map.png")
    odd = command(*draw, MPLBACKEND="garbage", PYTHONWARNINGS="error", MPLCONFIGDIR="/proc/nowhere")
    assert (odd.returncode, odd.stdout, odd.stderr) == (0, "map.png\n", "")


@pytest.mark.parametrize("columns", ["0", "1", "-5", "many", "100000"])
def test_a_terminal_may_tell_any_width(command: Command, columns: str) -> None:
    """Each country is named, in lines of at least 40 columns."""
    done = command(*SHOW, COLUMNS=columns, TERM="dumb")
    assert done.returncode == 0
    assert all(name in done.stdout for name in ("Argen", "Urugu"))


def test_the_locale_c_draws_the_same(command: Command, tmp_path: Path) -> None:
    """Without UTF-8 anywhere, a map has the same bytes."""
    draw = ("render", "shipped", "--as-of", "2025-12-15", "--lang", "es", "-o")
    command(*draw, "utf8.svg")
    done = command(*draw, "c.svg", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert done.returncode == 0
    assert (tmp_path / "c.svg").read_bytes() == (tmp_path / "utf8.svg").read_bytes()


def test_a_name_that_the_system_cannot_write_is_refused_in_words(command: Command, tmp_path: Path) -> None:
    """A batch says which file it is; the others are drawn."""
    table = '[[map]]\nsource = "shipped"\nas_of = 2025-12-15\nformats = "svg"\nname = '
    (tmp_path / "m.toml").write_text(f'{table}"Perú"\n{table}"Chile"\n', encoding="utf-8")
    done = command("batch", "m.toml", "--jobs", "1", LC_ALL="C", PYTHONCOERCECLOCALE="0", PYTHONUTF8="0")
    assert done.returncode == 2
    assert "cannot be written (a character in it is none of this system's names)" in done.stderr
    assert [path.name for path in (tmp_path / "outputs").iterdir()] == [
        "Chile-2025-12-15-office-en-article-newsprint.svg"
    ]


# --- Paths -----------------------------------------------------------------------------------------------------


@pytest.fixture
def odd_paths(tmp_path: Path) -> Path:
    """Return a folder with a link to itself, a folder nobody may enter, and files nobody may read."""
    for ending in ("toml", "svg", "html", "png"):
        (tmp_path / f"loop.{ending}").symlink_to(f"loop.{ending}")
        (tmp_path / f"unreadable.{ending}").write_bytes(b"a = 1")
        (tmp_path / f"unreadable.{ending}").chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    os.mkfifo(tmp_path / "fifo.toml")
    return tmp_path


def names(ending: str) -> list[str]:
    """Return names of which no file can be read or written."""
    return [
        f"loop{ending}",
        f"{'x' * 300}{ending}",
        f"{NO_TEXT}{ending}",
        f"closed/r{ending}",
        f"unreadable{ending}",
        f"loop.toml/x{ending}",
    ]


def there(folder: Path) -> list[str]:
    """Return the names of what lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def refused_with_each(folder: Path, arguments: Sequence[str], odd: Sequence[str]) -> None:
    """Check that a command, with each of some names for its {}, is refused in words and writes nothing."""
    before = there(folder)
    calls = [Call([part.replace("{}", name) for part in arguments]) for name in odd]
    for name, done in zip(odd, forked(calls, folder, before=without_privilege), strict=True):
        in_words(done)
        assert done.returncode == 2, (name, done.stdout, done.stderr)
    assert there(folder) == before


READING = [
    *(["render", "{}", "-o", "o.svg"], ["show", "{}"], ["check", "{}"], ["embed", "{}", "-o", "e"]),
    *(["page", "{}", "-o", "o.html"], ["calendar", "{}"], ["log", "ARG", "{}"], ["compare", "{}", "2021-01-01"]),
    *(
        ["timeline", "{}", "--format", "strip", "-o", "o.svg"],
        ["batch", "{}"],
        ["verify", "{}"],
        ["check", "--theme", "{}"],
    ),
    *(
        ["update", "ARG", "--record", "{}", "--reviewed", "2026-10-06", "--dry-run"],
        ["verify", "o.svg", "--record", "{}"],
    ),
    *(["show", "shipped", "--region", "{}"], ["render", "shipped", "--theme", "{}", "-o", "o.svg"]),
]


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_what_cannot_be_read_is_refused_in_words(odd_paths: Path, arguments: list[str]) -> None:
    """Each command says which path it is and why, with exit code 2, and writes nothing."""
    refused_with_each(odd_paths, arguments, [*names(".toml"), "fifo.toml", "/dev/zero", "closed"])


WRITING = [
    ["render", "shipped", "--as-of", "2025-12-15", "-o", "ok.svg", "-o", "{}.svg"],
    ["page", "shipped", "--from", "2025-01-01", "--to", "2025-12-15", "-o", "{}.html"],
    ["timeline", "shipped", "--to", "2025-12-15", "--format", "strip", "-o", "{}.svg"],
    ["embed", "shipped", "--as-of", "2025-12-15", "-o", "{}.svg"],
    ["init", "{}.svg"],
]


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_what_cannot_be_written_is_refused_in_words(odd_paths: Path, arguments: list[str]) -> None:
    """Each command says which path it is and why, with exit code 2, and writes nothing: no other output either."""
    refused_with_each(odd_paths, arguments, ["x" * 300, "closed/r", "loop.toml/x"])


def test_a_name_that_is_no_text_is_written_and_printed_as_it_is(tmp_path: Path) -> None:
    """A script reads the bytes of the name; JSON writes them as numbers."""
    done = in_shell("mapgen render shipped --as-of 2025-12-15 -o \"$(printf 'a\\377.svg')\"", tmp_path)
    assert (done.returncode, done.stdout) == (0, b"a\xff.svg\n")
    checked = in_shell("mapgen verify --format json \"$(printf 'a\\377.svg')\"", tmp_path)
    assert json.loads(checked.stdout)[0]["file"] == "a\udcff.svg"


@pytest.mark.parametrize(
    "arguments",
    ["render -o a.svg", "embed -o e", "init", "page -o p.html", "verify a.svg", "batch m.toml", "check r.toml"],
)
def test_a_deleted_folder_is_no_traceback(tmp_path: Path, arguments: str) -> None:
    """In a folder that was deleted meanwhile, what needs it is refused in words."""
    done = in_shell(f"mkdir gone; cd gone; rmdir ../gone; mapgen {arguments}", tmp_path)
    assert done.returncode == 2, done.stderr
    assert b"Traceback" not in done.stderr


def test_a_record_may_come_through_a_pipe(tmp_path: Path) -> None:
    """`/dev/stdin` is read up to its end."""
    done = in_shell(f"cat '{RECORD}' | mapgen show /dev/stdin --as-of 2025-12-15 --format json", tmp_path)
    assert len(json.loads(done.stdout)) == 12


@pytest.mark.parametrize("value", ["\0", "a\0.toml", "a\0.svg", "left=a\0b"])
@pytest.mark.parametrize(
    "arguments",
    [
        *(
            ["render", "{}"],
            ["render", "-o", "{}"],
            ["embed", "-o", "{}"],
            ["page", "-o", "{}"],
            ["batch", "{}"],
            ["init", "{}"],
        ),
        *(["verify", "{}"], ["verify", "a.svg", "--record", "{}"], ["update", "ARG", "--record", "{}"], ["log", "{}"]),
        *(
            ["render", "--theme", "{}"],
            ["render", "--region", "{}"],
            ["render", "--image", "{}"],
            ["render", "--title", "{}"],
        ),
        *(["render", "--text", "{}"], ["render", "--lang", "{}"], ["render", "--size", "{}"], ["compare", "{}", "{}"]),
    ],
    ids=" ".join,
)
def test_no_value_holds_a_nul(
    arguments: list[str], value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A NUL in a path or an option is refused in words."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, [part.replace("{}", value) for part in arguments], prog_name="mapgen")
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == 2
    assert "\0" not in result.output


# --- Memory and files ------------------------------------------------------------------------------------------


def limited(kind: int, most: int) -> Callable[[], None]:
    """Return what limits a resource of a new process."""
    return lambda: resource.setrlimit(kind, (most, most))


@pytest.mark.parametrize(
    "arguments",
    [
        ("render", "shipped", "--as-of", "2025-12-15", "-o", "a.svg", "-o", "a.png", "-o", "a.pdf"),
        ("timeline", "shipped", "--from", "2024-01-01", "--to", "2025-12-15", "-o", "a.gif"),
        ("page", "shipped", "--from", "2024-01-01", "--to", "2025-12-15", "-o", "a.html"),
    ],
)
@pytest.mark.parametrize(
    ("kind", "most"), [(resource.RLIMIT_AS, 1_000_000 * 1024), (resource.RLIMIT_NOFILE, 64)], ids=["1 GB", "64 files"]
)
def test_little_is_enough(command: Command, arguments: tuple[str, ...], kind: int, most: int) -> None:
    """An address space of 1 GB, and 64 open files, are enough for each kind of picture."""
    done = command(*arguments, before=limited(kind, most))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a" + ".a" * 20_000 + " = 1", "a key has more than 20 parts joined by dots", id="dotted key"),
        pytest.param("[" + '"a".' * 5_000 + "a]", "a key has more than 20 parts joined by dots", id="quoted parts"),
        pytest.param("x = { " + "a . " * 100 + "a = 1 }", "a key has more than 20 parts", id="inline table"),
        pytest.param("x = " + "[" * 100_000, "brackets are nested too deeply", id="brackets"),
    ],
)
def test_a_small_file_takes_little_memory(command: Command, tmp_path: Path, text: str, message: str) -> None:
    """A file that would take gigabytes to parse is refused within 400 MB."""
    (tmp_path / "bomb.toml").write_text(text, encoding="utf-8")
    done = command("check", "bomb.toml", before=limited(resource.RLIMIT_AS, 400_000 * 1024))
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr) < 1_000
