"""What the report says of a table's own classes."""

from __future__ import annotations

import pytest
from made_tables import made

from mapgen.importing.report import summary_lines


@pytest.mark.parametrize(
    ("classes", "line"),
    [
        (("-3", "0", "10"), 'the classes are numbers, in their order; --class-label "-3=LABEL" names one'),
        (("0.5", "0.06", "0.7"), 'the classes are numbers, in their order; --class-label "0.06=LABEL" names one'),
        (("right", "left", "far left"), "the classes are the table's own, from left to right"),
        (("junta", "left", "junta"), "the classes are the table's own, in its order"),
    ],
)
def test_the_order_of_classes(classes: tuple[str, ...], line: str) -> None:
    """By their size, from left to right, or as the table has them; an option in the message names a class that is."""
    rows = [f"{code};{written}" for code, written in zip(("ARG", "BRA", "CHL"), classes, strict=True)]
    assert line in [*summary_lines(made("country;kind", *rows, class_column="kind"))]


def test_another_column_of_classes_is_named() -> None:
    """Where two are called so, which one was taken is said, with the option for the other."""
    rows = ("ARG;a;yes", "BRA;b;no", "CHL;a;yes")
    line = 'the classes are those of "vote"; --class "regime" takes others'
    assert line in [*summary_lines(made("country;regime;vote", *rows))]
    assert line not in [*summary_lines(made("country;regime;vote", *rows, class_column="vote"))]
