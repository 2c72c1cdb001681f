"""Citations: as text, for BibTeX and as CSL-JSON, each read by a library that reads it for a living."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import bibtexparser
import citeproc
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware, RemoveEnclosingMiddleware
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hostile_texts import NAMES
from msgspec.structs import replace
from whole_records import LIST, RECORD

import mapgen
from mapgen.errors import InputError
from mapgen.exporting.citation import bibtex, citation, citation_of, citation_text, csl_json
from mapgen.sources.reading import answer, read_source

KAST = {"as_of": "2025-12-15", "basis": "elected"}


@pytest.fixture
def record_path(tmp_path: Path) -> Path:
    """Return the path of the record that says everything."""
    path = tmp_path / "record.toml"
    path.write_text(RECORD, encoding="utf-8")
    return path


def entry_of(text: str, *, decoded: bool = False) -> dict[str, str]:
    """Return the fields of the one entry in a BibTeX file, as a library reads them."""
    middlewares = [RemoveEnclosingMiddleware(), *([LatexDecodingMiddleware()] if decoded else [])]
    library = bibtexparser.parse_string(text, parse_stack=middlewares)
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {"key": entry.key, "type": entry.entry_type, **{one.key: one.value for one in entry.fields}}


def rendered(text: str) -> str:
    """Return the reference that a style of CSL makes of CSL-JSON."""
    items = json.loads(text)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(citeproc.Citation([CitationItem(items[0]["id"])]))
    return str(bibliography.bibliography()[0])


def test_the_text_has_title_coder_day_basis_and_hash() -> None:
    """One line says which record, in which state, of which day and basis, and what made the map."""
    record = read_source(None)
    assert mapgen.cite(**KAST) == (
        f"mapgen, Governments of South America. Record of 2026-10-07, sha256 {record.sha256[:12]}, CC0-1.0. "
        f"As of 2025-12-15, basis: elected. mapgen {mapgen.__version__}."
    )


def test_a_published_list_is_its_coders(tmp_path: Path) -> None:
    """A list has its coder, its own day, where it was published, and whether the desk inferred the basis."""
    path = tmp_path / "list.toml"
    path.write_text(LIST.replace("coder  =", 'basis = "office"\nbasis_inferred = true\ncoder  ='), encoding="utf-8")
    text = mapgen.cite(path)
    digest = read_source(path).sha256
    assert text == (
        f"A paper, A list. List, sha256 {digest[:12]}, CC-BY-4.0. As of 2025-12-15, basis: office (inferred). "
        f"Source: A paper, in words. mapgen {mapgen.__version__}."
    )
    with pytest.raises(InputError, match="is a published list of 2025-12-15 and says nothing of another day"):
        mapgen.cite(path, as_of="2025-12-16")


def test_a_whole_record_has_no_day() -> None:
    """A package is of all days; a map is of one, and its metadata have the same words."""
    record = read_source(None)
    assert "As of" not in citation_text(citation_of(record))
    assert citation(answer(record, as_of="2025-12-15")).endswith(
        f"As of 2025-12-15, basis: office. mapgen {mapgen.__version__}."
    )


def test_bibtex_is_an_entry_with_the_whole_hash() -> None:
    """A parser finds one entry, whose author is one name, with year, note and a key of plain characters."""
    entry = entry_of(mapgen.cite(**KAST, form="bibtex"))
    assert (entry["type"], entry["key"]) == ("misc", "mapgen-governments-of-south-america-2025-12-15-elected")
    assert (entry["author"], entry["title"]) == ("{mapgen}", "{Governments of South America}")
    assert entry["year"] == "2026"
    assert read_source(None).sha256 in entry["note"]
    assert "As of 2025-12-15, basis: elected." in entry["note"]


def test_any_text_is_a_title_for_bibtex() -> None:
    """What TeX would obey is escaped: the parser finds one entry, and decoded it is the text."""
    cited = citation_of(read_source(None))
    for text in NAMES:
        entry = entry_of(bibtex(replace(cited, title=text, coder=text)))
        assert re.fullmatch(r"[a-z0-9-]+", entry["key"])
        assert entry["author"] == entry["title"]
        assert not re.search(r"(?<!\\)[&%$#_~^]", re.sub(r"\\text\w+", "", entry["title"]))
    unbalanced = entry_of(bibtex(replace(cited, title="a } b { c")))
    assert unbalanced["title"] == r"{a {\textbraceright} b {\textbraceleft} c}"
    signs = r"50% of A & B_1 #2 $3 ~4 \6"
    assert entry_of(bibtex(replace(cited, title=signs)), decoded=True)["title"] == signs


def test_an_address_of_a_list_is_an_address() -> None:
    """Where a list was published is a link in both formats, unless it is no address."""
    cited = citation_of(read_source(None))
    for source, address in (("https://example.org/a{b}", "https://example.org/a%7Bb%7D"), ("A paper, p. 3", None)):
        one = replace(cited, source=source)
        assert entry_of(bibtex(one)).get("url") == address
        assert json.loads(csl_json(one))[0].get("URL") == address


def test_csl_json_is_what_styles_take(record_path: Path) -> None:
    """A processor of CSL makes a reference of it; its type and its variables are in CSL's own vocabulary."""
    text = mapgen.cite(**KAST, form="csl")
    assert rendered(text).startswith("mapgen (2026) “Governments of South America”")
    (item,) = json.loads(text)
    assert item["issued"] == {"date-parts": [[2026, 10, 7]]}
    assert read_source(None).sha256 in item["note"]
    words = vocabulary()
    for one in (item, *json.loads(mapgen.cite(record_path, as_of="2001-01-01", form="csl"))):
        assert one["type"] in words
        assert {*one} - {"id", "type"} <= words


def vocabulary() -> set[str]:
    """Return the words in quotes of the schema of CSL that the library carries."""
    folder = Path(citeproc.__file__).parent / "data/schema/schemas/styles"
    texts = [folder.joinpath(name).read_text(encoding="utf-8") for name in ("csl-types.rnc", "csl-variables.rnc")]
    return {word for text in texts for word in re.findall(r'"([-\w]+)"', text)}


def test_values_in_memory_are_cited_by_what_they_are() -> None:
    """A mapping has no file and no coder: the citation leaves out what there is not."""
    text = mapgen.cite({"ARG": "right"}, as_of="2025-12-15")
    assert text == f"Own values, 2025-12-15. List. As of 2025-12-15. mapgen {mapgen.__version__}."
    assert entry_of(mapgen.cite({"ARG": "right"}, as_of="2025-12-15", form="bibtex"))["year"] == "2025"


@pytest.mark.parametrize("form", ["ris", 3])
def test_another_form_is_refused(form: Any) -> None:  # noqa: ANN401 (any value)
    """A form is one of three words."""
    with pytest.raises(InputError, match=r"^form .*text, bibtex or csl"):
        mapgen.cite(form=form)
