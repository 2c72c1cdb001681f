"""Surnames: shorter names of leaders, for places without room for the whole name."""

from __future__ import annotations

import pytest

from mapgen.record.surnames import shorter_names


@pytest.mark.parametrize(
    ("leader", "country", "names"),
    [
        ("Javier Milei", "ARG", ["Milei"]),
        ("Luiz Inácio Lula da Silva", "BRA", ["Lula da Silva", "Lula"]),
        ("Eduardo Rodríguez Veltzé", "BOL", ["Rodríguez Veltzé", "Rodríguez"]),
        ("José Antonio Kast", "CHL", ["Kast"]),
        ("Fernando de la Rúa", "ARG", ["de la Rúa"]),
        ("Abelardo de la Espriella", "COL", ["de la Espriella"]),
        ("Junta de Salvación Nacional", "ECU", []),
        ("Lula", "BRA", []),
        ("Xi Jinping", "CHN", []),
    ],
)
def test_names_become_shorter_only_where_the_surname_is_known(leader: str, country: str, names: list[str]) -> None:
    """The names are the whole name, the surnames and the first surname; outside Latin America only the whole name."""
    assert list(shorter_names(leader, country)) == [leader, *names]
