"""Errors say where and what, every problem on a line of its own, and name what was probably meant."""

from __future__ import annotations

import pytest

from mapgen.errors import InputError, MapgenError, OutputError, Problem, listed, nearest, printable


def test_an_input_error_holds_every_problem() -> None:
    """All problems come at once, one a line, and stay apart for whoever shows them otherwise."""
    one, two = Problem("a.toml, line 3", "no date"), Problem("a.toml, line 9", "no name")
    error = InputError([one, two])
    assert str(error) == "a.toml, line 3: no date\na.toml, line 9: no name"
    assert error.problems == (one, two)


def test_a_single_problem_is_an_error_of_its_own() -> None:
    """InputError.single is the error of exactly one problem."""
    assert InputError.single("here", "wrong").problems == (Problem("here", "wrong"),)


@pytest.mark.parametrize("error", [InputError, OutputError])
def test_everything_raised_on_purpose_is_one_kind(error: type[Exception]) -> None:
    """Whoever catches MapgenError catches all that mapgen raises on purpose."""
    assert issubclass(error, MapgenError)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Perú, “país” … 2026–10", "Perú, “país” … 2026–10", id="shown as it is"),
        pytest.param("\x1b[31mred", "\\u001b[31mred", id="escape sequence"),
        pytest.param("one\ntwo\r", "one\\u000atwo\\u000d", id="line breaks"),
        pytest.param("\u202eTXEN", "\\u202eTXEN", id="turned direction"),
    ],
)
def test_a_message_cannot_command_a_terminal(text: str, expected: str) -> None:
    """What a terminal would obey and not show, in a file or its name, is written as its number."""
    assert printable(text) == expected
    assert str(Problem(text, text)) == f"{expected}: {expected}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("goverment", '; did you mean "government"?', id="misspelt"),
        pytest.param("VOTE", '; did you mean "Vote"?', id="case does not matter"),
        pytest.param("calendar", "", id="nothing near"),
        pytest.param("", "", id="empty"),
    ],
)
def test_the_nearest_known_name_is_offered(value: str, expected: str) -> None:
    """A misspelt name brings the known one in its own spelling; one that resembles none brings no guess."""
    assert nearest(value, ["government", "Vote"]) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_names_are_listed_as_people_write_them(names: list[str], expected: str) -> None:
    """Commas, and one `or` before the last."""
    assert listed(names) == listed(iter(names)) == expected


def test_a_list_of_names_fits_a_screen() -> None:
    """Of the states of the world the first are named, and the number of the others; one name alone always is."""
    cut = listed(f"AA{number} (Country {number})" for number in range(195))
    assert len(cut) < 700
    assert cut.startswith("AA0 (Country 0), ")
    assert cut.endswith(f" or {195 - cut.count('Country')} more")
    assert listed(["x" * 700, "y"]) == f"{'x' * 700} or 1 more"
