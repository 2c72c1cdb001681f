"""How to cite a record or a list, and what it says of a day: as text, for BibTeX, and as CSL-JSON.

The hash says which state of the file is meant. So no day of access is needed, and one source has one citation.
"""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import date
from typing import Any, Final

from msgspec import Struct

from mapgen.exporting.country_years import last_day
from mapgen.files.addresses import host_of
from mapgen.files.arguments import word_argument
from mapgen.record.model import Record
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.sources.question import checked_question
from mapgen.sources.reading import answer, source_of
from mapgen.version import __version__

CITATION_FORMATS: Final = ("text", "bibtex", "csl")
# As many digits of the hash as tell the states of a file apart.
_SHORT = 12
_TEX: Final = {
    **{character: f"\\{character}" for character in "&%$#_"},
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
}


class Citation(Struct, frozen=True):
    """What is cited: whose it is, its title, the day that its file is of, the file's hash, and the day asked about.

    `kind` is `record` or `list`. A record is of the day of its last review, a list of the day that it speaks of.
    `source` says where a list was published.
    """

    coder: str
    title: str
    kind: str
    dated: date | None
    sha256: str
    licence: str = ""
    source: str = ""
    as_of: date | None = None
    basis: str = ""


def citation_of(source: Record | Snapshot, snapshot: Snapshot | None = None) -> Citation:
    """Return the citation of a source as a whole, or of what a snapshot of it says of a day; a list has one."""
    if isinstance(source, Snapshot):
        snapshot = source
    published = snapshot is not None and snapshot.published
    return Citation(
        coder=source.coder,
        title=source.title,
        kind="list" if published else "record",
        dated=_dated(source),
        sha256=source.sha256,
        licence=source.licence,
        source=source.source if isinstance(source, Snapshot) else "",
        as_of=snapshot.as_of if snapshot else None,
        basis=_basis(snapshot) if snapshot else "",
    )


def _dated(source: Record | Snapshot) -> date | None:
    if isinstance(source, Record):
        return last_day(source)
    return source.as_of if source.published else max(source.reviewed.values(), default=None)


def _basis(snapshot: Snapshot) -> str:
    inferred = " (inferred)" if snapshot.basis_inferred else ""
    return f"{snapshot.basis}{inferred}" if snapshot.basis else ""


def citation(snapshot: Snapshot) -> str:
    """Return the citation of a snapshot in one line, for the metadata of a file."""
    return citation_text(citation_of(snapshot))


def cite(
    source: Any = None,  # noqa: ANN401 (as mapgen.read has it)
    *,
    as_of: date | str | None = None,
    basis: Basis | str | None = None,
    form: str = "text",
) -> str:
    """Return the citation of what a source says of a day: as "text", for "bibtex", or as "csl" (CSL-JSON).

    `source`, `as_of` and `basis` are as in mapgen.render. Raises InputError as mapgen.answer does.

    >>> import mapgen
    >>> print(mapgen.cite(as_of="2025-12-15", basis="elected"))  # doctest: +ELLIPSIS
    mapgen, Governments of South America. Record of 2026-10-07, sha256 ..., CC0-1.0. As of 2025-12-15, basis: elected...
    """
    form = word_argument("form", form, CITATION_FORMATS)
    question = checked_question(None, {"as_of": as_of, "basis": basis, "region": None})
    record_or_list = source_of(source, question)
    return formatted_citation(citation_of(record_or_list, answer(record_or_list, question)), form)


def formatted_citation(cited: Citation, form: str) -> str:
    """Return a citation in one of CITATION_FORMATS, without a line break at the end."""
    return {"text": citation_text, "bibtex": bibtex, "csl": csl_json}[form](cited)


def citation_text(cited: Citation) -> str:
    """Return a citation in one line, with the beginning of the hash."""
    authored = f"{cited.coder}, {cited.title}" if cited.coder else cited.title
    return " ".join([f"{authored}.", *_sentences(cited, cited.sha256[:_SHORT]), f"mapgen {__version__}."])


def _sentences(cited: Citation, sha256: str) -> list[str]:
    """Return what stands after the title: which file it is, the day asked about, and where a list was published."""
    dated = f" of {cited.dated}" if cited.dated and cited.kind == "record" else ""
    file = [f"{cited.kind.capitalize()}{dated}", f"sha256 {sha256}" if sha256 else "", cited.licence]
    asked = [f"As of {cited.as_of}" if cited.as_of else "", f"basis: {cited.basis}" if cited.basis else ""]
    source = [f"Source: {cited.source}" if cited.source else ""]
    sentences = (", ".join(part for part in parts if part) for parts in (file, asked, source))
    return [f"{sentence}." for sentence in sentences if sentence]


def bibtex(cited: Citation) -> str:
    """Return a citation as an entry for BibTeX and BibLaTeX, in UTF-8, with the whole hash.

    Author and title stand in two pairs of braces, so that no part is taken for a name or set in small letters.
    """
    address = _address(cited.source)
    entries = {
        "author": f"{{{_escaped(cited.coder)}}}" if cited.coder else "",
        "title": f"{{{_escaped(cited.title)}}}",
        "year": str(_year(cited) or ""),
        "howpublished": "Data set",
        "url": address,
        "note": _escaped(_note(cited)),
    }
    lines = [f"  {name:<12} = {{{value}}}," for name, value in entries.items() if value]
    return "\n".join([f"@misc{{{_key(cited)},", *lines, "}"])


def csl_json(cited: Citation) -> str:
    """Return a citation as CSL-JSON, a list of one item, which Zotero, Pandoc and others read."""
    item: dict[str, Any] = {"id": _key(cited), "type": "dataset", "title": cited.title}
    if cited.coder:
        item["author"] = [{"literal": cited.coder}]
    if day := cited.dated or cited.as_of:
        item["issued"] = {"date-parts": [[day.year, day.month, day.day]]}
    if cited.dated and cited.kind == "record":
        item["version"] = cited.dated.isoformat()
    if address := _address(cited.source):
        item["URL"] = address
    item["note"] = _note(cited)
    return json.dumps([item], ensure_ascii=False, indent=2)


def _note(cited: Citation) -> str:
    return " ".join([*_sentences(cited, cited.sha256), f"mapgen {__version__}."])


def _year(cited: Citation) -> int | None:
    day = cited.dated or cited.as_of
    return day.year if day else None


def _key(cited: Citation) -> str:
    """Return a key of small letters, digits and hyphens: the title, and the day and basis asked about."""
    plain = unicodedata.normalize("NFKD", f"{cited.title}-{cited.as_of or ''}-{cited.basis.partition(' ')[0]}")
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(["mapgen", *words])


def _address(source: str) -> str:
    """Return a source that is an address, without what ends a value in BibTeX; an empty text for one in words."""
    if host_of(source) is None:
        return ""
    return source.translate({ord(sign): f"%{ord(sign):02X}" for sign in "{}\\"})


def _escaped(text: str) -> str:
    """Return a text without what TeX would obey. Braces have names, as BibTeX counts those that are escaped, too."""
    return "".join(_TEX.get(character, character) for character in text)
