"""Values of TOML: those that a JSON Schema allows, and those that nobody should write.

hypothesis-jsonschema would make the former, but its last version (0.23.1, of 2024-02) fails with hypothesis 6.170; the
schemas of mapgen need a dozen keywords, which stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from hypothesis import strategies as st

Schema = Mapping[str, Any]
Values = st.SearchStrategy[Any]

CODES = ("ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN", "FRA", "GBR", "GUF", "XXX")
# What the code does not take from a schema: names that lead further, so that a drawn file is read to its end.
KNOWN: Mapping[str, tuple[Any, ...]] = {
    "region": ("south-america", "central-america", "region.toml", "world", "latin-america"),
    "country": ("ARG", "BRA", "CHL", "GUY", "FRA", "XXX"),
    "source": ("record.toml", "list.toml", "https://example.org/a", "missing.toml", "."),
    "theme": ("newsprint", "dark", "print-bw", "poster", "wikimedia", "theme.toml"),
    "size": ("article", "phone", "og", "print", "square", "300x300", "100x4000", "1x1"),
    "lang": ("en", "es", "pt"),
    "alignment": ("left", "centre-left", "centre", "centre-right", "right", "no-data"),
    **dict.fromkeys(CODES, ("left", "centre-left", "centre", "centre-right", "right", "no-data")),
    "scale": (["left", "centre-left", "centre", "centre-right", "right"], ["left", "right"]),
    "output": ("{name}.{format}", "../{name}.{format}", "{date}/{lang}.{format}", "maps.{format}", "{name}"),
    "projection": ("laea", "equal-earth", "+proj=merc", "+proj=geos +h=1", "+proj=utm +zone=99", "+proj=pipeline"),
    "states": (["ARG", "BRA"], ["FJI"], ["RUS", "USA"], ["BLZ", "CRI", "GTM", "HND", "NIC", "PAN", "SLV"]),
    "window": ([-90, -60, -30, 15], [170, -50, -170, 10], [0, 0, 0, 0], [-180, -90, 180, 90], [1e-9, 0, 2e-9, 1e-9]),
    "place": ([-60, -20], [-78.5, -33.6], [180, 0], [0, 90]),
    "slogan": ({"left": "L"}, {"right": "R", "centre": "C"}),
    "image": ({"left": "image.png"}, {"right": "missing.png"}),
    "image_credit": ({"left": "A"}, {"right": "B"}),
    "territory": ({"GUF": "hidden"}, {"FLK": "neutral", "GUF": "sovereign"}),
    "claim": ({"essequibo": "hatched"}, {"essequibo": "hidden"}),
    "text": ({"left": "L"}, {"note": "N", "basis": "B"}),
    "territories": (["GUF"], {"GUF": "hidden"}, ["FLK", "XXX"]),
    "claims": (["essequibo"], {"essequibo": "hatched"}),
}

DAYS = tuple(
    date.fromisoformat(day)
    for day in (  # noqa: SIM905 (a table is easier to read)
        "0001-01-01 0001-12-31 1582-10-15 1900-02-28 1998-01-01 2001-12-30 2011-12-30 2020-02-29 2025-11-30 2025-12-13 "
        "2025-12-14 2025-12-15 2025-12-31 2026-01-01 2026-03-11 2026-11-28 2030-01-01 2100-02-28 9999-01-01 9999-12-31"
    ).split()
)
TEXTS = (
    "",
    " ",
    "a",
    "x" * 200,
    "W" * 2001,
    "y" * 5000,
    "word " * 300,
    "\0",
    "a\0b",
    "\x1b[31mred\x1b[0m",
    "\a\b\x7f\x9b",
    "two\nlines\r\n",
    "\u2028\u2029\u0085",
    "🇺🇾👩‍👩‍👧 🦄",
    "שלום עולם",
    "\u202eabc\u202c\u2066",
    "a\u200b\ufeff\u00ad",
    "e" + "\u0301" * 200,
    "\ue000\uffff\U0010ffff",
    "{", "}", "{0}", "{date.__class__}", "{name!r:>99999}", "%s%n", "$x$", "\\", '"', "'", "]]>", "<b>&amp;", "{{7*7}}",
    "=1+1", "-1", "--", "-o", "~", "/", ".", "..", "../x", "/dev/null", "today", "nan", "inf", "1e999", "0x10", "１２",
    "2025-12-14", "28/11/2026", "2026-11-31", "2025-12", "2025", "0000", "9999", "10000-01-01",
    "https://[", "https://example.org/\x00", "http://" + "a." * 400, "javascript:alert(1)", "file:///etc/passwd",
    "#ffffff", "#fff", "red", "rgb(300 0 0)", "hsl(nan 0 0)", "color(display-p3 1 0 0)", "transparent", "#" + "f" * 999,
)  # fmt: skip
texts: Values = st.sampled_from(TEXTS) | st.text(max_size=30)
# Lines that a reader takes, if nothing else is asked of them.
_lines: Values = st.sampled_from([text for text in TEXTS if text.strip() and text.isprintable()]) | st.text(
    st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20
)
# Days of which the records and lists of a trial know something.
KNOWN_DAYS = DAYS[9:16]
days: Values = (
    st.sampled_from(KNOWN_DAYS) | st.sampled_from(DAYS) | st.dates(date(2019, 1, 1), date(2031, 1, 1)) | st.dates()
)
numbers: Values = st.sampled_from(
    (0, -1, 1, 3, 7, 10**6, 2**31, 2**63, -(2**63), 10**30, 0.0, -0.0, 1e-320, 0.1, 1e308, float("nan"), float("inf"))
) | st.integers()  # fmt: skip


def nested(depth: int) -> list[Any]:
    """Return a list in a list, so many deep."""
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


_times: Values = st.sampled_from((datetime(2025, 12, 14, 1), datetime.max.replace(microsecond=0), time(23, 59)))  # noqa: DTZ001, DTZ901 (TOML has local times)
_scalars = texts | days | numbers | st.booleans() | _times
hostile: Values = st.recursive(
    _scalars | st.sampled_from((nested(60), ["a"] * 3000)),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc-", min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=6,
)


def values_of(schema: Schema, key: str = "") -> Values:
    """Return the values that a schema allows; those of a known key are drawn more often than others."""
    allowed = _allowed(schema)
    if key not in KNOWN or schema.get("type") not in (None, "string", "array", "object") or "format" in schema:
        return allowed
    known = st.sampled_from(KNOWN[key])
    return st.one_of(known, known, known, allowed)


def _allowed(schema: Schema) -> Values:
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of([_allowed(choice) for choice in schema["anyOf"]])
    makers = {"object": _objects, "array": _arrays, "string": _strings, "boolean": lambda _: st.booleans()}
    return makers.get(schema.get("type", ""), _numbers)(schema)


def _objects(schema: Schema) -> Values:
    properties = {key: values_of(value, key) for key, value in schema.get("properties", {}).items()}
    required = {key: properties.pop(key) for key in schema.get("required", ()) if key in properties}
    fixed = st.fixed_dictionaries(required, optional=properties)
    others = schema.get("additionalProperties")
    if not isinstance(others, Mapping):
        return fixed
    names = _strings(schema.get("propertyNames", {}))
    return st.builds(lambda more, given: {**more, **given}, st.dictionaries(names, _allowed(others), max_size=8), fixed)


def _arrays(schema: Schema) -> Values:
    least = schema.get("minItems", 0)
    most = schema.get("maxItems", least + 5)
    unique = repr if schema.get("uniqueItems") else None
    return st.lists(_allowed(schema["items"]), min_size=least, max_size=most, unique_by=unique)


def _strings(schema: Schema) -> Values:
    if schema.get("format") == "date":
        return days
    if pattern := schema.get("pattern"):
        strings = st.from_regex(pattern, fullmatch=True)
        return st.sampled_from(CODES) | strings if pattern == "^[A-Z]{3}$" else strings
    longest = schema.get("maxLength", 2000)
    return _lines.filter(lambda text: len(text) <= longest)


def _numbers(schema: Schema) -> Values:
    least, most = schema.get("minimum"), schema.get("maximum")
    return st.floats(least, most, allow_nan=False) | st.sampled_from(
        [one for one in (least, most, 1) if one is not None]
    )
