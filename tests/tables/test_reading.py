"""Files of tables: how large they may be, and what reading any of them takes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from table_cases import cells, fault, read
from workbook_files import xlsx, xlsx_of_xml

from mapgen.errors import InputError
from mapgen.tables.model import TableOptions, table_place
from mapgen.tables.reading import read_table, table_bytes

READ = """
import json, pathlib, re, resource, sys
from mapgen.errors import InputError
from mapgen.tables.reading import read_table, table_bytes
path = pathlib.Path(sys.argv[1])
try:
    said = len(read_table(path, table_bytes(path)).rows)
except InputError as error:
    said = str(error)
# The maximum that Linux gives for a process itself counts the one that started it.
own = int(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
print(json.dumps([said, max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024]))
"""
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
LONG_ROWS = "".join(f"Côte d’Ivoire,CIV,2020-01-{i % 28 + 1:02},left,{i}\n" for i in range(100_000))
LARGE_FILES = {
    "rows": (("country,iso3,since,class,votes\n" + LONG_ROWS).encode(), 100_000),
    "columns": (b"," * 59_000_000, "it has 59,000,001 columns"),
    "small objects": (b"[" + b'{"a":1},' * 1_900_000 + b"{}]", "it holds too many values to be read"),
    "quote": (b'a,b\n"' + b"Chile,left\n" * 5_000_000, "is a quote not closed?"),
    "dashes": (b"a|b\n" + b"-|" * 15_000_000 + b"x\n", "line 2: it has 15,000,001 columns"),
    "digits": (b"a,b\n" + (b"1" * 32_000 + b"x,2\n") * 1_000, 1_000),
    "far cell": (xlsx_of_xml(FAR), "it cannot be read in 750 MB of memory"),
}


@pytest.mark.parametrize("kind", LARGE_FILES)
def test_any_file_is_read_in_bounded_memory(kind: str, tmp_path: Path) -> None:
    """At most 500 MB, in this process and in the one that reads workbooks."""
    data, expected = LARGE_FILES[kind]
    path = tmp_path / "table"
    path.write_bytes(data)
    done = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, text=True, check=True, timeout=120)
    said, megabytes = json.loads(done.stdout)
    assert said == expected or str(expected) in str(said)
    assert megabytes < 500


def test_a_file_of_200_mb_is_told_before_it_is_read(tmp_path: Path) -> None:
    """And so is one that is handed over as bytes."""
    path = tmp_path / "table.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError, match="it is larger than 60 MB; nothing larger is read"):
        table_bytes(path)
    assert "it is larger than 60 MB" in fault(bytes(60_000_001))


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    """The message says what a table is."""
    with pytest.raises(InputError, match=r"this is a folder; name a table \(\.csv, \.xlsx, \.ods, \.json, \.md\)"):
        table_bytes(tmp_path)


def test_a_file_may_be_called_anything() -> None:
    """Bytes of its name that are no text are shown by their numbers."""
    path = Path("caf\udce9.xlsx")
    with pytest.raises(InputError, match=r"caf\\udce9.xlsx, sheet V, row 1: there is no row under the header"):
        read_table(path, xlsx({"V": [["a", "b"]]}), TableOptions())
    with pytest.raises(InputError, match="there is no sheet"):
        read_table(path, xlsx({"V": [["a", "b"]]}), TableOptions(sheet="\udce9"))
    formula = '<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><v>1</v></c></row>'
    with pytest.raises(
        InputError, match=r"caf\\udce9.xlsx, sheet Votes, row 1, column A: there is a formula without a value"
    ):
        read_table(path, xlsx_of_xml(formula + formula.replace("1", "2")), TableOptions())


def test_the_place_of_a_cell_is_said() -> None:
    """File, sheet, row and column, as the user sees them."""
    table = read(xlsx({"Votes": [["country", "", "class"], ["Chile", "x", "left"]]}), "votes.xlsx")
    assert table_place(table, table.rows[0], "country") == "votes.xlsx, sheet Votes, row 2, column country"
    assert table_place(table, 2, table.header[1]) == "votes.xlsx, sheet Votes, row 2, column 2"
    text = read("country,class\nChile,left\n", "votes.csv")
    assert table_place(text, text.rows[0]) == "votes.csv, line 2"
    mapping = read('{"CHL": "left"}', "votes.json")
    assert (table_place(mapping, 1), cells(mapping)[1]) == ("votes.json, entry 1", ("CHL", "left"))
