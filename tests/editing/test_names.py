"""Names: a newcomer's that is nearly a recorded one, and a new one for the wrong government, are refused."""

from __future__ import annotations

from datetime import date
from re import escape
from typing import Any

import pytest
from updates import LULA, RECORD, after, changes

from mapgen.editing.names import update_command
from mapgen.errors import InputError


class TestNames:
    """A name that is nearly one in the record."""

    @pytest.mark.parametrize(
        ("country", "name", "meant"),
        [
            ("CHL", "Gabriel Borik", "Gabriel Boric"),
            ("CHL", "gabriel boric", "Gabriel Boric"),
            ("CHL", "Sebastian Pinera", "Sebastián Piñera"),
            ("CHL", "Boric", "Gabriel Boric"),
            ("CHL", "G. Boric", "Gabriel Boric"),
            ("CHL", "BORIC, Gabriel", "Gabriel Boric"),
            ("CHL", "Borik Gabriel", "Gabriel Boric"),
            ("BRA", "L.I. Lula da Silva", LULA),
            ("BRA", "J Bolsonaro", "Jair Bolsonaro"),
            ("CHL", "Gabriel Boric Font", "Gabriel Boric"),
            ("BRA", "Lula", LULA),
            ("BRA", "Luis Inacio Lula da Silva", LULA),
            ("PER", "Jose Jeri", "José Jerí"),
        ],
    )
    def test_it_is_refused_for_a_new_government(self, country: str, name: str, meant: str) -> None:
        """The message has the name of the record, and both ways on; with --new it is taken."""
        values = {"country": country, "leader": name, "alignment": "left", "elected": date(2026, 11, 1)}
        with pytest.raises(InputError, match=escape(f'did you mean "{meant}"? If this is another person, give --new;')):
            after(RECORD, **values)
        assert f'+leader    = "{name}"' in changes(RECORD, after(RECORD, **values, new=True))

    @pytest.mark.parametrize("name", ["Michel Temer", "Flávio Bolsonaro", "Jaír", "Silva Luz", "F. Bolsonaro", "J. B."])
    def test_another_name_is_another_person(self, name: str) -> None:
        """Brothers and sons share a surname."""
        values = {"country": "BRA", "leader": name, "alignment": "left", "elected": date(2026, 10, 25)}
        if name == "Jaír":
            with pytest.raises(InputError, match="did you mean"):
                after(RECORD, **values)
        else:
            after(RECORD, **values)

    def test_who_governed_before_comes_back_by_the_same_name(self) -> None:
        """Exactly as it stands in the record."""
        values = {
            "leader": "Sebastián Piñera",
            "alignment": "right",
            "start": date(2026, 3, 11),
            "elected": date(2025, 12, 14),
        }
        assert '+leader    = "Sebastián Piñera"' in changes(RECORD, after(RECORD, country="CHL", **values))

    @pytest.mark.parametrize(
        ("values", "before"),
        [
            ({"country": "BRA", "leader": LULA}, LULA),
            ({"country": "BRA", "government": date(2019, 1, 1), "leader": "Jair Bolsonaro"}, "Jair Bolsonaro"),
        ],
    )
    def test_a_name_is_corrected_in_place(self, values: dict[str, Any], before: str) -> None:
        """Of the government in office, of a leader, or of one that --government names."""
        text = after(RECORD, **values, rename="Ada")
        assert changes(RECORD, text) == [f'-leader    = "{before}"', '+leader    = "Ada"']

    def test_nobody_is_renamed_by_a_name_that_is_not_there(self) -> None:
        """The message says so."""
        with pytest.raises(
            InputError, match="--rename Ada: whose name\\? nobody of the name Zoe governs CHL, or has won"
        ):
            after(RECORD, country="CHL", leader="Zoe", rename="Ada")

    def test_new_is_not_said_of_somebody_recorded(self) -> None:
        """It would change that government."""
        with pytest.raises(InputError, match="--new: Gabriel Boric is recorded in CHL already, and not new"):
            after(RECORD, country="CHL", leader="Gabriel Boric", party="x", new=True)

    @pytest.mark.parametrize("name", ["Lula", "Luis Inacio Lula da Silva", "L. I. Lula da Silva"])
    def test_a_near_name_corrects_the_one_in_office(self, name: str) -> None:
        """Without naming it."""
        assert f'+leader    = "{name}"' in changes(RECORD, after(RECORD, country="BRA", rename=name))

    @pytest.mark.parametrize(
        ("values", "command"),
        [
            ({}, f'`mapgen update BRA --leader "{LULA}" --rename "Ada \'A\' Zoe"`'),
            (
                {"government": date(2019, 1, 1)},
                '`mapgen update BRA --leader "Jair Bolsonaro" --government 2019-01-01 --rename "Ada \'A\' Zoe"`',
            ),
        ],
    )
    def test_a_name_far_from_the_old_one_needs_that_named(self, values: dict[str, Any], command: str) -> None:
        """The message has the whole command, which then is taken."""
        name = "Ada 'A' Zoe"
        with pytest.raises(InputError, match=escape(f"the leader whom it would rename; if that is meant: {command}")):
            after(RECORD, country="BRA", **values, rename=name)

    @pytest.mark.parametrize("new", ["Jaír Bolsonaro", "BOLSONARO, Jair"])
    def test_a_name_near_another_leaders_corrects_that_one(self, new: str) -> None:
        """Also where the government in office is named; the message has the whole command."""
        command = f'`mapgen update BRA --leader "Jair Bolsonaro" --government 2019-01-01 --rename "{new}"`'
        message = f"--rename {new}: would rename {LULA}, but Jair Bolsonaro is recorded in BRA as well; to correct that"
        for leader in (None, LULA):
            with pytest.raises(InputError, match=escape(f"{message} one: {command}")):
                after(RECORD, country="BRA", leader=leader, rename=new)

    def test_nobody_takes_another_leaders_name(self) -> None:
        """Who takes office is a government of its own."""
        message = "Jair Bolsonaro is recorded in BRA as well; who takes office is recorded by --leader and --start"
        with pytest.raises(InputError, match=escape(message)):
            after(RECORD, country="BRA", leader=LULA, rename="Jair Bolsonaro")

    def test_two_spellings_of_one_person_become_one(self) -> None:
        """Where the old one is named; else the message has the command."""
        text = RECORD.replace('"Jair Bolsonaro"', '"Luiz Lula da Silva"')
        command = f'if {LULA} is meant: `mapgen update BRA --leader "{LULA}" --rename "Luiz Lula da Silva"`'
        with pytest.raises(InputError, match=escape(command)):
            after(text, country="BRA", rename="Luiz Lula da Silva")
        renamed = after(text, country="BRA", leader=LULA, rename="Luiz Lula da Silva")
        assert '+leader    = "Luiz Lula da Silva"' in changes(text, renamed)

    def test_the_advice_for_a_misspelt_old_name_keeps_the_new_one(self) -> None:
        """One command does it."""
        command = f'to correct the name: `mapgen update BRA --leader "{LULA}" --rename Lula`'
        with pytest.raises(InputError, match=escape(command)):
            after(RECORD, country="BRA", leader="L. Inácio Lula", rename="Lula")

    def test_a_command_is_quoted_for_a_shell(self) -> None:
        """Whatever a name holds."""
        assert (
            update_command("BRA", leader='A "B" $C', void=True, end=None)
            == "`mapgen update BRA --leader 'A \"B\" $C' --void`"
        )
