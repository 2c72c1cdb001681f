"""How large a table may be: larger ones are refused with a message, in little time and bounded memory."""

from __future__ import annotations

from mapgen.errors import InputError

# What the World Bank, V-Dem or the UN offer as one file, or less: a CSV of 100,000 rows and 25 columns has some 20 MB.
LARGEST_FILE_MB = 60
# A workbook is a zip archive. 100,000 rows of 10 columns unpack to some 60 MB of XML, seldom to 10 times the file.
LARGEST_UNPACKED_MB = 300
MOST_ZIP_ENTRIES = 5_000
# A country-year table of 200 states and 230 years has 46,000 rows; a votes table of the UN has some 100,000 a decade.
MOST_ROWS = 200_000
# A table with a column for each year or each resolution has some hundreds.
MOST_COLUMNS = 1_000
# Each cell costs some 70 bytes of memory, so this is 200 MB.
MOST_CELLS = 3_000_000
# The most that a cell of a spreadsheet holds.
LONGEST_CELL = 32_767


def check_size(name: str, rows: int, columns: int, cells: int) -> None:
    """Raise InputError for a table of more rows, columns or cells than are read."""
    for count, most, word in ((columns, MOST_COLUMNS, "columns"), (rows, MOST_ROWS, "rows")):
        if count > most:
            raise InputError.single(name, f"it has {count:,} {word}; at most {most:,} are read; {_ADVICE[word]}")
    if cells > MOST_CELLS:
        raise InputError.single(name, f"it has more than {MOST_CELLS:,} cells; {_ADVICE['columns']}")


_ADVICE = {
    "columns": "keep the columns of countries, classes and dates, and leave out the others",
    "rows": "keep the rows of the countries and years that the map needs",
}
