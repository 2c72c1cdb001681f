"""What each row of a table means for a list."""

from __future__ import annotations

import pytest
from made_tables import made

from mapgen.errors import InputError
from mapgen.importing.imported import Imported
from mapgen.importing.model import RowOutcome


def outcomes(result: Imported) -> list[str]:
    """Return what became of each row."""
    return [one.outcome.value for one in result.results]


def asked(result: Imported) -> str:
    """Return the questions that are left, as messages."""
    return "\n".join(str(question.problem) for question in result.questions)


def test_states_of_the_region_are_taken_and_others_left_out() -> None:
    """A list of the world on a map of a region is normal: nothing is asked."""
    result = made("country;class", "Chile;left", "Peru;n/a", "Kenya;right", "French Guiana;left", "France;right")
    assert outcomes(result) == ["taken", "no-data", "outside", "no-state", "taken"]
    assert not result.questions


def test_states_of_another_region_are_asked_about() -> None:
    """If none is of the region, the message has the one that fits."""
    result = made("country;class", "Kenya;left", "Ghana;right")
    assert asked(result) == "votes.csv: no row names a state of south-america; 2 are of africa; write --region africa"
    assert not made("country;class", "Kenya;left", "Ghana;right", region="world").questions
    central = made("country;class", "Panama;left", "Honduras;right")
    assert "2 are of central-america; write --region central-america" in asked(central)


class TestUnknown:
    """Nothing is guessed."""

    def test_each_text_is_asked_about_once(self) -> None:
        """With place, text and the options that settle it."""
        result = made("country;class", "Chile;left", "Qwertia;left", "Qwertia;left")
        assert outcomes(result) == ["taken", "unknown", "unknown"]
        assert asked(result) == (
            'votes.csv, row 3, column country: "Qwertia" is no country that mapgen knows; '
            'write --assume "Qwertia=CODE" (or =none), or --skip-unknown'
        )
        assert result.text == ""

    @pytest.mark.parametrize(("text", "why"), [("USSR", "is a former state; "), ("Scotland", "is a part of a state; ")])
    def test_former_states_and_parts_are_told_as_such(self, text: str, why: str) -> None:
        """With what the names know of them."""
        assert f'"{text}" {why}' in asked(made("country;class", "Chile;left", f"{text};right", region="world"))

    @pytest.mark.parametrize(
        ("text", "outcome"),
        {"USSR": "outside", "Scotland": "outside", "Gran Colombia": "unknown", "Tierra del Fuego": "unknown"}.items(),
    )
    def test_what_belongs_elsewhere_alone_is_outside(self, text: str, outcome: str) -> None:
        """A panel of the world has former states: only those that concern the region are questions."""
        assert outcomes(made("country;class", "Chile;left", f"{text};right")) == ["taken", outcome]

    def test_a_row_without_a_class_asks_nothing(self) -> None:
        """The totals of statistics offices, and titles between rows, say nothing of a country."""
        result = made("country;class", "Chile;left", "High income;", "Peru;right")
        assert outcomes(result) == ["taken", "skipped", "taken"]
        assert not result.questions

    def test_a_row_without_a_country_is_asked_about(self) -> None:
        """Unless it has no class either: then it is no row."""
        result = made("country;class", "Chile;left", ";right", ";")
        assert outcomes(result) == ["taken", "unknown"]
        assert "row 3, column country: the row names no country; write --skip-unknown" in asked(result)

    def test_assumed(self) -> None:
        """A code, a name that is known, or none."""
        result = made(
            "country;class", "Chle;left", "A;right", "B;right", assume={"Chle": "CHL", "A": "Peru", "B": "none"}
        )
        assert [(one.iso3, one.matched) for one in result.results] == [
            ("CHL", "assumed"),
            ("PER", "assumed"),
            (None, "assumed"),
        ]
        assert outcomes(result) == ["taken", "taken", "skipped"]

    def test_assumed_wrongly(self) -> None:
        """A code of no country is refused."""
        with pytest.raises(
            InputError, match=r'assume "A=ZZZ": "ZZZ" is no country of today; write a code such as ARG, or none'
        ):
            made("country;class", "A;left", assume={"A": "ZZZ"})

    def test_skipped(self) -> None:
        """The list says what was left out."""
        result = made("country;class", "Chile;left", "Qwertia;left", "Peru;right", skip_unknown=True)
        assert not result.questions
        assert 'note    = "Left out of the table, as no country: \\"Qwertia\\"."' in result.text


class TestTwice:
    """A country that stands twice."""

    def test_alike(self) -> None:
        """It is taken once, also where one of the rows says nothing."""
        result = made("country;class", "Chile;left", "CHL;LEFT", "chile;", "Peru;right")
        assert outcomes(result) == ["taken", "repeated", "repeated", "taken"]
        assert result.text.count("CHL = ") == 1

    def test_the_row_with_a_class_counts(self) -> None:
        """Wherever it stands."""
        result = made("country;class", "Chile;", "CHL;left", "Peru;right")
        assert outcomes(result) == ["repeated", "taken", "taken"]

    def test_contradicting(self) -> None:
        """Which of the two is right only the user can say."""
        result = made("country;class", "Chile;left", "CHL;right", "Peru;right")
        assert RowOutcome.CONTRADICTING in [one.outcome for one in result.results]
        assert asked(result) == (
            'votes.csv, row 3, column country: CHL stands twice, as "Chile" in row 2 and "CHL" here, with "left" and '
            '"right"; keep one of the rows, or write --assume "CHL=none"'
        )
        assert not made("country;class", "Chile;left", "CHL;right", "Peru;right", assume={"CHL": "none"}).questions


class TestNamesBesideCodes:
    """A dataset with codes of its own for some rows, and a column of names."""

    ROWS = ("Argentina;ARG;free", "Kosovo;OWID_KOS;free", "Africa;;mixed", "World;OWID_WRL;mixed")

    def test_a_name_stands_for_a_code_that_is_none(self) -> None:
        """Kosovo is on a map of the world although its code is of no standard."""
        report = made("entity;code;regime", *self.ROWS, region="world", skip_unknown=True)
        assert [result.iso3 for result in report.results] == ["ARG", "XKX", None, None]

    def test_what_is_no_country_is_asked_about_by_its_name(self) -> None:
        """Its code, or an empty cell, would say nothing to a person; what the option says of the name holds."""
        report = made("entity;code;regime", *self.ROWS, region="world")
        assert [question.option.split("=")[0] for question in report.questions] == [
            '--assume "Africa',
            '--assume "World',
        ]
        answered = made("entity;code;regime", *self.ROWS, region="world", assume={"Africa": "none", "World": "none"})
        assert not answered.questions

    def test_a_code_means_more_than_a_name(self) -> None:
        """The name stands in only where the code is none."""
        assert [one.iso3 for one in made("country;code;side", "Niger;NGA;left", "Chile;CHL;right").results] == [
            *("NGA", "CHL")
        ]


def test_an_option_that_cannot_be_typed_is_not_proposed() -> None:
    """A text that is cut in the message, or has quotes in it, is left to --skip-unknown."""
    assert [one.option for one in made("country;class", "Chile;left", f"{'x' * 90};left", 'a"b;left').questions] == [
        "--skip-unknown"
    ] * 2


def test_the_option_has_the_country_that_is_likely() -> None:
    """Where the name can mean one country alone, the command need not be completed by hand."""
    assert [one.option for one in made("country;class", "Chile;left", "Urugauy;left").questions] == [
        '--assume "Urugauy=URY" (or =none), or --skip-unknown'
    ]
