"""Tests of words that people type."""

from __future__ import annotations

import pytest

from mapgen.files.vocabulary import alphabetic, folded, word_of


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("centre-right", "centre-right"),
        ("Centre Right", "centre-right"),
        ("CENTRE_RIGHT", "centre-right"),
        ("centreright", "centre-right"),
        ("derecha", "right"),
        ("Centro-Direita", None),
        ("center", None),
        ("", None),
    ],
)
def test_a_word_is_meant_in_any_case_and_by_its_synonyms(value: str, word: str | None) -> None:
    """Case, accents, spaces and hyphens do not matter; a synonym counts only for one of the words."""
    assert word_of(value, ("right", "centre-right"), {"derecha": "right", "center": "centre"}) == word


def test_an_exact_word_is_itself() -> None:
    """Of words that fold alike only the exact one is meant; another spelling of them means neither."""
    assert word_of("Left", ("left", "Left")) == "Left"
    assert word_of("LEFT", ("left", "Left")) is None
    assert word_of("izquierda", ("izquierda", "left"), {"izquierda": "left"}) == "izquierda"


def test_folding_leaves_letters_alone() -> None:
    """Accents, case and what joins words go; letters and digits stay."""
    assert folded("Pátria-Livre 50M_ß") == "patrialivre50mss"


def test_names_are_in_the_order_of_the_alphabet() -> None:
    """An accent or a small letter moves no name behind those that follow it."""
    names = ["Paraná", "Rio Grande do Sul", "Paraíba", "Água Boa", "Rio de Janeiro", "Pará", "Bahia"]
    in_order = ["Água Boa", "Bahia", "Pará", "Paraíba", "Paraná", "Rio de Janeiro", "Rio Grande do Sul"]
    assert sorted(names, key=alphabetic) == in_order
