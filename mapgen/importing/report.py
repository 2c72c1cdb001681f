"""What a table was taken for: a few lines for people, every row for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mapgen.errors import shortened
from mapgen.importing.class_words import class_key, number_of, place_of
from mapgen.importing.classes import MOST_CLASSES, TableClasses, has_no_data
from mapgen.importing.headings import kind_of
from mapgen.importing.imported import Imported
from mapgen.importing.model import RowOutcome, RowResult, region_of
from mapgen.importing.region_guess import best_region
from mapgen.importing.rows import counted, quoted_texts
from mapgen.places.region_names import shows_areas
from mapgen.record.alignments import NO_DATA
from mapgen.record.snapshots import Snapshot

_SOME_NAMED = 6
_LISTED = (RowOutcome.TAKEN, RowOutcome.NO_DATA)


def summary_lines(made: Imported) -> Iterator[str]:
    """Yield what was taken and what was left out, in a line for each kind."""
    results = made.results
    yield f"{len(_taken(made))} of {_rows(len(results))} taken{_classes(made)}"
    states = _states(made)
    if elsewhere := [one for one in counted(results, *_LISTED) if one.iso3 not in states]:
        yield f"also taken, as a territory of the region belongs to it: {_some(elsewhere)}"
    if not made.classes.is_standard:
        yield _own_scale(made.classes)
    if rivals := _rivals(made):
        taken = made.table.header[made.columns.classes or 0]
        yield f'the classes are those of "{shortened(taken)}"; --class "{shortened(rivals[0])}" takes others'
    if made.others:
        yield f"{_rows(made.others)} of other days left out"
    if outside := counted(results, RowOutcome.OUTSIDE):
        yield f"{_rows(len(outside))} left out, of {_outside_of(made)}{_other_region(made)}"
    for outcome, words in _LEFT_OUT.items():
        if left := counted(results, outcome):
            yield f"{_rows(len(left))} {words}: {_some(left)}"


_LEFT_OUT = {
    RowOutcome.NO_STATE: "left out, of territories without a class of their own",
    RowOutcome.SKIPPED: "left out, as no country",
    RowOutcome.REPEATED: "left out, as they say again what another says",
}


def unused_lines(made: Imported) -> Iterator[str]:
    """Yield what the user said of texts that the table does not have: perhaps they are mistyped."""
    number = made.columns.classes
    of_countries = (made.columns.country, *made.columns.names)
    cells = {row.cells[column] for row in made.table.rows for column in of_countries}
    classes = {class_key(row.cells[number]) for row in made.table.rows} if number is not None else set()
    yield from (
        f'--assume "{shortened(text)}": no row has this country' for text in made.request.assume if text not in cells
    )
    yield from (
        f'--class-label "{shortened(text)}": no row has this class'
        for text in made.request.labels
        if class_key(text) not in classes
    )


def detail_lines(made: Imported) -> Iterator[str]:
    """Yield how the table was read, what the head of the list takes from the file, and a line for each row."""
    header, columns = made.table.header, made.columns
    classes = "none" if columns.classes is None else f'"{shortened(header[columns.classes])}"'
    system = f" (codes: {columns.system})" if columns.system else ""
    yield f'countries in the column "{shortened(header[columns.country])}"{system}, classes in {classes}'
    yield from (f"{note}" for note in made.table.notes)
    for result in made.results:
        meant = f"{result.iso3} ({result.matched})" if result.iso3 else "no country"
        remark = f", {result.remark}" if result.remark else ""
        said = f', "{shortened(result.written)}"' if result.written else ""
        read = f": {result.class_name}" if result.class_name else f": {result.outcome}"
        place = f"{made.table.row_word} {result.number}"
        yield f'{place}, "{shortened(result.text)}" is {meant}{said}{read}{remark}'


def said_by_default(made: Imported) -> str:
    """Return the options that nobody gave, with what stands in: `--as-of (today)`; empty where all are given."""
    request = made.request
    stands_in: dict[str, tuple[object, str]] = {
        "--coder": (request.coder, "the file's name"),
        "--source": (request.source, "the file's name"),
    }
    if isinstance(made.source, Snapshot):
        stands_in |= {"--as-of": (request.as_of, "today"), "--basis": (request.basis, "none")}
    return ", ".join(f"{option} ({default})" for option, (value, default) in stands_in.items() if not value)


def plain_report(made: Imported, written: Path | None) -> dict[str, Any]:
    """Return the whole report as plain values for JSON: the columns, the classes, each row, and what is asked."""
    header, columns = made.table.header, made.columns
    return {
        "table": made.table.name,
        "sheet": made.table.sheet or None,
        "country_column": header[columns.country],
        "class_column": None if columns.classes is None else header[columns.classes],
        "country_codes": columns.system or None,
        "region": made.request.region,
        "as_of": made.request.as_of.isoformat() if made.request.as_of else None,
        "scale": "standard" if made.classes.is_standard else "own",
        "classes": [_plain_class(made, text) for text in made.classes.texts],
        "rows": [_plain_row(result) for result in made.results],
        "rows_of_other_days": made.others,
        "notes": list(made.table.notes),
        "questions": [
            {"where": one.where, "message": one.message, "option": one.option or None} for one in made.questions
        ],
        "written": str(written) if written else None,
    }


def _plain_class(made: Imported, text: str) -> dict[str, Any]:
    name = made.classes.name_of(text)
    results = counted(made.results, RowOutcome.TAKEN)
    return {
        "text": text,
        "class": name or NO_DATA,
        "label": made.classes.labels.get(name or ""),
        "colour": made.classes.colours.get(name or ""),
        "rows": sum(class_key(result.written) == class_key(text) for result in results),
    }


def _plain_row(result: RowResult) -> dict[str, Any]:
    return {
        "row": result.number,
        "text": result.text,
        "iso3": result.iso3,
        "name": result.name or None,
        "matched": result.matched or None,
        "kind": result.kind,
        "written": result.written,
        "class": result.class_name,
        "outcome": result.outcome.value,
        "remark": result.remark or None,
    }


def _classes(made: Imported) -> str:
    """Return `: 7 right ("derecha"), 5 no-data`: the classes of the rows, and the words that stand for each."""
    counts = Counter(result.class_name or NO_DATA for result in _taken(made))
    words: dict[str, list[str]] = {}
    for text in made.classes.texts:
        name = made.classes.name_of(text) or NO_DATA
        words.setdefault(name, []).append(f'"{shortened(text, 40)}"')
    parts = []
    for name in (*made.classes.names, NO_DATA):
        said = [word for word in words.get(name, ()) if word != f'"{name}"']
        if counts[name]:
            parts.append(f"{counts[name]} {name}" + (f" ({', '.join(said)})" if said else ""))
    return f": {', '.join(parts)}" if parts else ""


def _taken(made: Imported) -> list[RowResult]:
    """Return the results of rows that give a state of the region its class, or none."""
    states = _states(made)
    return [result for result in counted(made.results, *_LISTED) if result.iso3 in states]


def _states(made: Imported) -> frozenset[str]:
    return frozenset(region_of(made.request).states)


def _rivals(made: Imported) -> list[str]:
    """Return the headings of other columns that are called as classes, where the user did not choose one."""
    taken, rows = made.columns.classes, made.table.rows
    if made.request.class_column or taken is None or kind_of(made.table.header[taken]) != "class":
        return []
    called = [n for n, heading in enumerate(made.table.header) if n != taken and kind_of(heading) == "class"]
    return [made.table.header[n] for n in called if 1 < len({row.cells[n] for row in rows}) <= MOST_CLASSES]


def _own_scale(classes: TableClasses) -> str:
    """Return in which order the table's own classes are."""
    labels = classes.labels
    texts = [text for text in classes.texts if classes.name_of(text)]
    if all(number_of(text) is not None and labels[classes.name_of(text) or ""].endswith(text) for text in texts):
        least = min(texts, key=lambda text: number_of(text) or 0.0)
        return f'the classes are numbers, in their order; --class-label "{least}=LABEL" names one'
    is_on_scale = all(place_of(class_key(label)) for label in labels.values())
    return f"the classes are the table's own, {'from left to right' if is_on_scale else 'in its order'}"


def _outside_of(made: Imported) -> str:
    areas = "areas" if shows_areas(region_of(made.request)) else "countries"
    return f"{areas} outside {made.request.region}"


def _other_region(made: Imported) -> str:
    """Return the shipped region that has the most of the states outside, if that is another one."""
    best = best_region(result for result in made.results if not has_no_data(result.written))
    more = best.count > len(_taken(made))
    return f"; --region {best.name} takes {best.count}" if more and best.name != made.request.region else ""


def _some(results: list[RowResult]) -> str:
    named = list({result.text: result for result in results}.values())
    more = f", … ({len(named) - _SOME_NAMED} more)" if len(named) > _SOME_NAMED else ""
    return quoted_texts(named[:_SOME_NAMED]) + more


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"
