"""What the head of an imported list or record says, and how values and comments are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from json import dumps
from pathlib import Path
from typing import Any

from mapgen.editing.text import toml
from mapgen.errors import printable, shortened
from mapgen.files.dates import is_day
from mapgen.files.texts import LONGEST_NAME, LONGEST_TEXT, fault_of, line_of
from mapgen.importing.model import OpenQuestion, TableRequest
from mapgen.places.regions import located_region
from mapgen.tables.model import Table

_LONGEST_COMMENT = 300
_A_FILE = "a table"


def head_of(table: Table, request: TableRequest) -> dict[str, Any]:
    """Return title, region, coder, source and licence: what the user says, else the name of the file."""
    name = file_name(table)
    head = {
        "title": request.title or Path(name).stem,
        "region": located_region(request.region, Path()),
        "coder": request.coder or name,
        "source": request.source or (f"{name}, sheet {line_of(table.sheet)}" if _is_line(table.sheet) else name),
        "licence": request.licence,
    }
    return {key: value for key, value in head.items() if value}


def file_name(table: Table) -> str:
    """Return the name of a table's file as a coder or title has it."""
    name = Path(table.name).name
    return line_of(name) if _is_line(name) else _A_FILE


def _is_line(text: str) -> bool:
    return bool(text) and fault_of(text, LONGEST_NAME) is None


def head_questions(request: TableRequest) -> Iterator[OpenQuestion]:
    """Yield a question for each text of the head that no file takes."""
    limits = {"title": LONGEST_NAME, "coder": LONGEST_NAME, "licence": LONGEST_NAME, "source": LONGEST_TEXT}
    for name, longest in limits.items():
        text = getattr(request, name)
        if text and (fault := fault_of(text, longest)):
            yield OpenQuestion(f'{name} "{shortened(text)}"', fault)


def key_lines(values: Mapping[str, Any]) -> list[str]:
    """Return keys and values as lines of TOML with their equals signs in one column; what is None is left out."""
    given = {key: value for key, value in values.items() if value is not None}
    width = max(map(len, given), default=0)
    return [f"{key:<{width}} = {_written(value)}" for key, value in given.items()]


def _written(value: Any) -> str:  # noqa: ANN401 (what TOML holds)
    """Return a value in TOML; a text as JSON has it, which TOML takes as well and which is faster than tomlkit."""
    if isinstance(value, str):
        return dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list) and not any(isinstance(item, dict) for item in value):
        return f"[{', '.join(map(_written, value))}]"
    return value.isoformat() if is_day(value) else toml(value)


def comment(text: str) -> str:
    """Return a text of the table as a comment, which stays on its line whatever it holds; any space is a plain one."""
    return f"# {shortened(printable(' '.join(text.split())), _LONGEST_COMMENT)}"


def joined_lines(lines: Iterable[str]) -> str:
    """Return lines as the text of a file."""
    return "".join(f"{line}\n" for line in lines)
