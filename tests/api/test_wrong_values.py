"""Wrong values from Python: each an InputError that names the argument, the value and what would be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

import mapgen
from mapgen import InputError, Overrides, Question, RenderOptions, Size

A, B = "2021-12-31", "2025-12-31"
MADE = mapgen.compare(A, B)
# Arguments of render, and of every function that passes them on, with a part of the message.
OF_RENDER: list[tuple[str, Any, str]] = [
    ("as_of", "tomorrow", 'as_of "tomorrow": it is no date; write YYYY-MM-DD'),
    (
        "as_of",
        "2025-2-3",
        'as_of "2025-2-3": it is no date; write 2025-02-03',
    ),
    ("as_of", 20251215, 'as_of 20251215: write a date, or "YYYY-MM-DD"'),
    (
        "as_of",
        datetime(2025, 12, 15, 9),  # noqa: DTZ001 (as people write them)
        'as_of 2025-12-15T09:00:00: it has a time of day, and a map shows the end of a day; write "2025-12-15"',
    ),
    ("as_of", pd.NaT, 'as_of "NaT": write a date'),
    ("as_of", "1950-01-01", "date 1950-01-01: before"),
    ("basis", "elect", 'basis "elect": write office or elected; did you mean "elected"?'),
    ("basis", 1, "basis 1: write office or elected"),
    ("region", "south-amerika", 'region "south-amerika": there is no such region'),
    ("region", 5, "region 5: write the path of a file as text"),
    ("lang", "spanish", 'language "spanish": there is no such language; there is '),
    ("lang", 5, "lang 5: write en, es"),
    ("theme", "newsprnt", 'theme "newsprnt": there is no such theme'),
    ("theme", 7, "theme 7: write the path of a file as text"),
    ("theme", Path("nowhere.toml"), "nowhere.toml: there is no such file"),
    ("size", "artcle", 'size "artcle": there is no such size'),
    ("size", "10x10", 'size "10x10": each side must be from 200 to 8000 pixels'),
    ("size", (10, 10), 'size "10x10": each side must be from 200 to 8000 pixels'),
    ("size", (1, 2, 3), "size (1, 2, 3): write article"),
    ("size", (300.5, 400), "size (300.5, 400): write article"),
    ("size", 400, "size 400: write article"),
    ("size", Size(0, 100), "size, width 0: write a number from 1 to 8000"),
    ("classes", 4, "classes 4: write 3 or 5"),
    ("classes", "four", 'classes "four": write 3 or 5'),
    ("classes", True, "classes True: write 3 or 5"),
    ("labels", "name", 'labels "name": write names, leaders, codes or none; did you mean "names"?'),
    ("scale", "50", 'scale "50": write 110m, 50m or 10m; did you mean "50m"?'),
    ("scale", 50, "scale 50: write 110m, 50m or 10m"),
    ("labels", False, "labels False: write names, leaders, codes or none"),
    ("source", "2025-12-15", 'source "2025-12-15": it is a day'),
    ("title", 5, "title 5: write it as text"),
    ("title", "", 'title: "": it is empty'),
    ("credit", "two\nlines", "credit: "),
    ("texts", "note", 'texts "note": write a dict'),
    ("texts", {"note": 5}, "text note 5: write it as text"),
    ("texts", {"nota": "x"}, 'text "nota": write title'),
    ("texts", {5: "x"}, "texts 5: each key of the dict is text"),
    ("patterns", "yes", 'patterns "yes": write True or False'),
    ("slogans", {"lefft": "x"}, 'slogan "lefft": write left, centre or right; did you mean "left"?'),
    ("slogans", "left", 'slogans "left": write a dict'),
    ("images", {"left": 5}, "image left 5: write the path of a file"),
    ("image_credits", {"left": "A. Painter"}, "image credit left: there is no image of that bloc"),
    ("territories", {"FLK": "grey"}, "territory FLK=grey: write"),
    ("territories", ["FLK"], "territories ['FLK']: write a dict"),
    ("claims", {"essequibo": 1}, "claim essequibo 1: write it as text"),
    ("claims", {"esequibo": "dashed"}, 'claim "esequibo"'),
    ("insets", 1, "insets 1: write True or False"),
    ("shares", "people", 'share "people": write population, area, gdp or all'),
    ("shares", 5, "shares 5: write population, area, gdp or all, or a list of them"),
    ("svg_text", "paths", 'svg text "paths": write text, outlines or embedded'),
    ("question", {"as_of": A}, "question {'as_of': '2021-12-31'}: give a mapgen.Question"),
    ("question", Question(as_of="2025-12-15"), 'as_of "2025-12-15": a Question takes a datetime.date'),  # type: ignore[arg-type]
    ("question", Question(basis="elected"), 'basis "elected": a Question takes a mapgen.Basis'),  # type: ignore[arg-type]
    ("question", Question(region=5), "region 5: a Question takes text"),  # type: ignore[arg-type]
    ("options", {"lang": "es"}, "options {'lang': 'es'}: give mapgen.RenderOptions"),
    ("options", RenderOptions(size="article"), 'size "article": RenderOptions takes a mapgen.Size'),  # type: ignore[arg-type]
    ("options", RenderOptions(classes="3"), 'classes "3": RenderOptions takes 3, 5 or None'),  # type: ignore[arg-type]
    ("options", RenderOptions(lang=None), "lang None: RenderOptions takes text"),  # type: ignore[arg-type]
    ("options", RenderOptions(texts={"title": "x"}), "texts {'title': 'x'}: RenderOptions takes mapgen.Overrides"),  # type: ignore[arg-type]
    ("options", RenderOptions(texts=Overrides(title=5)), "text title 5: write it as text"),  # type: ignore[arg-type]
    ("options", RenderOptions(slogans="left"), 'slogans "left": RenderOptions takes a dict of text'),  # type: ignore[arg-type]
    ("options", RenderOptions(shares=(1,)), "shares (1,): RenderOptions takes a tuple of text"),  # type: ignore[arg-type]
]


def named(case: object) -> str:
    """Return a short name for a case."""
    return str(case)[:30].replace("\n", " ") if isinstance(case, str) else type(case).__name__


@pytest.mark.parametrize(("argument", "value", "message"), OF_RENDER, ids=named)
def test_a_wrong_value_of_render_is_refused(argument: str, value: object, message: str) -> None:
    """A value that cannot be drawn is an InputError that reads as on the command line, never an internal error."""
    with pytest.raises(InputError) as caught:
        mapgen.render(**{argument: value})
    assert message in str(caught.value)


# Calls of the other functions, with a part of the message.
OTHERS: list[tuple[Callable[[], Any], str]] = [
    (lambda: mapgen.render(5), "source 5: give the path of a record or list"),
    (lambda: mapgen.render("nowhere.toml"), "nowhere.toml: there is no such file"),
    (lambda: mapgen.render(""), 'source "": write the path of a file'),
    (lambda: mapgen.render(question=Question(), as_of=A), "question and as_of: both say what is asked"),
    (lambda: mapgen.render(options=RenderOptions(), lang="es", title="x"), "options and lang or title: both say how"),
    (lambda: mapgen.render(as_of="x", lang=5), "lang 5: write en, es"),
    (lambda: mapgen.plot(ax="here"), 'ax "here": give a matplotlib Axes, such as plt.gca()'),
    (lambda: mapgen.plot(ax=5), "ax 5: give a matplotlib Axes, such as plt.gca()"),
    (lambda: mapgen.plot(figsize=6), "figsize 6: write width and height in inches, up to 80 each, such as (6, 8)"),
    (lambda: mapgen.plot(figsize=(6, -8)), "figsize (6, -8): write width and height in inches"),
    (lambda: mapgen.plot(figsize=(6, 8), ax=5), "figsize (6, 8): it is for a new figure, and `ax` is given"),
    (lambda: mapgen.plot(ax=[1, 2]), "ax [1, 2]: give one matplotlib Axes; this holds several"),
    (lambda: mapgen.plot(ax=Figure().add_subplot(projection="polar")), "ax (a PolarAxes): a map needs axes without"),
    (lambda: mapgen.plot(key="no"), 'key "no": write True or False'),
    (lambda: mapgen.plot(labels="nmaes"), 'labels "nmaes": write names, leaders, codes or none; did you mean "names"?'),
    (lambda: mapgen.plot(labels=5), "labels 5: write True or False"),
    (lambda: mapgen.plot(size="og"), 'size "og": it belongs to a page, and a plot has none; leave it out'),
    (lambda: mapgen.plot(shares=["gdp"]), "shares ['gdp']: it belongs to a page"),
    (lambda: mapgen.plot(as_of="x"), 'as_of "x": it is no date'),
    (lambda: mapgen.show(as_of="x"), 'as_of "x": it is no date'),
    (lambda: mapgen.show(lang="xx"), 'language "xx": there is no such language'),
    (lambda: mapgen.show(lang=None), "lang None: write it as text"),  # type: ignore[arg-type]
    (lambda: mapgen.show(first=A), "last: a table of many days has a first and a last one"),
    (lambda: mapgen.show(every="year"), "first: a table of many days has a first and a last one"),
    (lambda: mapgen.show(first=B, last=A), "last 2021-12-31: it is before first, 2025-12-31"),
    (lambda: mapgen.show(first=A, last=B, every="week"), 'every "week": write year, quarter or month'),
    (lambda: mapgen.show(first=A, last=B, as_of=A), 'as_of "2021-12-31": it asks for one day'),
    (lambda: mapgen.show({"ARG": "left"}, first=A, last=B), "is a published list of"),
    (lambda: mapgen.read(5), "source 5: give the path of a record or list"),
    (lambda: mapgen.read(b"x"), "source b'x': give the path of a record or list"),
    (lambda: mapgen.answer(5), "source 5: give the path of a record or list"),
    (lambda: mapgen.answer(None, Question(as_of=datetime(2025, 1, 1))), "as_of 2025-01-01T00:00:00: a Question takes"),  # noqa: DTZ001
    (lambda: mapgen.compare("2021-12-31", "nowhere"), '"nowhere": there is no such file; write a date'),
    (lambda: mapgen.compare("2021-12-31", None), "b None: write a date"),
    (lambda: mapgen.compare(5, "record"), "a 5: write a date"),
    (lambda: mapgen.compare("2021-12-31/elect", "record"), '"elect" is no basis'),
    (lambda: MADE.sentences("xx"), 'language "xx": there is no such language'),
    (lambda: MADE.render(slogans={"left": "x"}), "slogan left: a map of a comparison has none"),
    (lambda: MADE.render(size="og1"), 'size "og1": there is no such size'),
    (lambda: MADE.render(recreate="yes"), 'recreate "yes": write True or False'),  # type: ignore[arg-type]
    (lambda: mapgen.shares_of(5), "snapshot 5: give a Snapshot"),  # type: ignore[arg-type]
    (lambda: mapgen.shares_of(mapgen.answer(None), 5), "options 5: give mapgen.RenderOptions"),  # type: ignore[arg-type]
    (lambda: mapgen.to_geodataframe(mapgen.read()), "snapshot (a Record): give a Snapshot"),  # type: ignore[arg-type]
    (lambda: mapgen.to_geodataframe(mapgen.answer(None), "5m"), 'scale "5m": write 110m, 50m or 10m'),
]


@pytest.mark.parametrize(("call", "message"), OTHERS, ids=[message[:30] for _, message in OTHERS])
def test_a_wrong_value_of_the_others_is_refused(call: Callable[[], Any], message: str) -> None:
    """Likewise in plot, show, read, answer, compare, and in methods of their results."""
    with pytest.raises(InputError) as caught:
        call()
    assert message in str(caught.value)


def test_every_wrong_value_is_reported_at_once() -> None:
    """Several wrong arguments are one error with a problem for each."""
    with pytest.raises(InputError) as caught:
        mapgen.render(size="artcle", classes=4, insets="yes")  # type: ignore[arg-type]
    assert [str(problem).split()[0] for problem in caught.value.problems] == ["classes", "size", "insets"]


def test_a_name_that_is_no_argument_is_a_type_error() -> None:
    """The error is Python's TypeError, with the nearest name added."""
    with pytest.raises(TypeError, match="unexpected keyword argument 'langg'"):
        mapgen.render(langg="es")  # type: ignore[call-arg]
    with pytest.raises(
        TypeError, match=r"plot\(\) got an unexpected keyword argument 'langg'; did you mean \"lang\"\?"
    ):
        mapgen.plot(langg="es")
    with pytest.raises(TypeError, match="unexpected keyword argument 'as_of'"):
        MADE.render(as_of=date(2025, 1, 1))
