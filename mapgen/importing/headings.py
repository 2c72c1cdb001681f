"""The names that columns have in spreadsheets, in English, Spanish and Portuguese, and what each stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from mapgen.files.texts import without_footnote_marks
from mapgen.files.vocabulary import folded


def names_in_text(text: str) -> Sequence[str]:
    """Return the names that stand in a text with commas between them."""
    return tuple(text.split(", "))


# For each kind of column its names, the most telling first: of two columns of a kind, the one named first is taken.
HEADINGS: Mapping[str, Sequence[str]] = {
    "country": names_in_text(
        "iso3, iso3c, iso code, iso a3, alpha 3, iso alpha 3, iso 3166 1 alpha 3, country code, country text id, "
        "code, codigo, codigo iso, codigo pais, iso, iso2, iso2c, alpha 2, country, country name, pais, nome do "
        "pais, nombre del pais, nation, state, member state, territory, country or area, country territory, pais "
        "territorio, estado, nacion, nacao, name, nombre, nome, entity, economy, member, miembro, membro, "
        "location, key, iso numeric, m49, cow, ccode, cowcode, gw, gwno, gwcode, vdem, country id, stateabb, cowc"
    ),
    "class": names_in_text(
        "alignment, class, clase, classe, bloc, side, ideology, orientation, position, alineacion, alinhamento, "
        "ideologia, orientacion, orientacao, posicion, posicao, lado, bloque, bloco, tendencia, spectrum, lean, "
        "category, categoria, vote, voto, votacion, votacao, regime, regimen, regime type, tipo de regimen, tipo "
        "de regime, government type, form of government, forma de gobierno, forma de governo, system of "
        "government, system, sistema, sistema de gobierno, classification, clasificacion, classificacao, status, "
        "group, grupo, type, tipo, membership, membresia, value, valor"
    ),
    "leader": names_in_text(
        "leader, lider, head of government, head of state, president, presidente, presidenta, executive, prime "
        "minister, primer ministro, primeiro ministro, mandatario, gobernante, governante, governor, gobernador, "
        "gobernadora, governador, governadora, premier, minister president, ministerprasident, mayor, alcalde, "
        "alcaldesa, prefeito, prefeita, jefe de gobierno, jefe "
        "de estado, chefe de governo, chefe de estado, incumbent, leader name"
    ),
    "party": names_in_text("party, partido, coalition, coalicion, coligacao, coalizao, party or coalition"),
    "parties": names_in_text("parties"),
    "start": names_in_text(
        "start, start date, term start, since, from, begin, begins, began, took office, in office since, "
        "inauguration, inicio, desde, fecha de inicio, toma de posesion, asuncion, asumio, data de inicio, "
        "posse, inicio do mandato, inicio del mandato, entered office"
    ),
    "end": names_in_text(
        "end, end date, until, to, left office, fin, hasta, fecha de fin, fim, ate, data de fim, termino, fin del "
        "mandato, fim do mandato"
    ),
    "elected": names_in_text(
        "elected, election, election date, date of election, eleccion, fecha de eleccion, elegido, electo, "
        "eleicao, data da eleicao, eleito, elected on"
    ),
    "declared": names_in_text("declared, result known, declaracion, declaracao"),
    "term_ends": names_in_text("term ends, term end, end of term, termina el mandato, termina o mandato"),
    "came_by": names_in_text("came by, entry, how, via"),
    "contested": names_in_text("contested"),
    "reasoning": names_in_text("reasoning"),
    "readings": names_in_text("readings"),
    "reading": names_in_text("reading, lectura, leitura"),
    "void": names_in_text("void"),
    "source": names_in_text("sources, source, fuente, fuentes, fonte, fontes, url, link, reference, citation"),
    "coder": names_in_text("coder, coded by, rater, codificador"),
    "source_status": names_in_text("source status"),
    "note": names_in_text("note, notes, nota, notas, observaciones, observacoes, comment, comments, remarks"),
    "as_of": names_in_text("as of, date, day, fecha, data, dia, period"),
    "year": names_in_text("year, ano, anio, yr, time"),
    "basis": names_in_text("basis"),
    "begins": names_in_text("record begins"),
    "record": names_in_text("record"),
    "period": names_in_text("period from, changed, leaders"),
}
# What the heading of a column of codes says of them. Letters of ISO need no system: they are told by themselves.
_SYSTEMS: Mapping[str, Sequence[str]] = {
    "iso2": names_in_text("iso2, iso2c, alpha 2, iso alpha 2, iso 3166 1 alpha 2"),
    "iso-numeric": names_in_text("iso numeric, iso3n, ison, numeric, iso 3166 1 numeric, m49, m49 code, un m49"),
    "cow": names_in_text("cow, ccode, cowcode, cow code, cown, cow numeric, stateabb, state abb, cowc"),
    "gw": names_in_text("gw, gwno, gwcode, gw code, gwn, gwid"),
    "vdem": names_in_text("vdem, vdem id, vdem code, country id"),
    "wikidata": names_in_text("wikidata, qid, wikidata id, item"),
}
# Of the systems of numbers, the headings of letters: "AUS" is Austria there.
_LETTERED = frozenset({"stateabb", "cowc"})
# Systems that mapgen does not know. Many of their codes are those of ISO for other countries, as "AU" of FIPS, Austria.
_UNREAD = frozenset({"fips", "fipscode", "gec", "ioc", "ioccode", "fifa", "fifacode", "gwc", "scode", "p4c", "p5c"})
# A heading with such a word is of classes, whatever else stands in it, as "Political regime (V-Dem)".
_CLASS_WORDS = frozenset(
    ["alignment", "class", "ideology", "ideologia", "regime", "regimen", "vote", "voto", "orientation"]
)
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ALPHABET = 26
_LONGEST_NUMBER = 5
_NOT_A_LETTER = re.compile(r"[^\w]|_")


def heading_key(heading: str) -> str:
    """Return a heading as it is compared: letters and digits alone, without case and accents."""
    return _NOT_A_LETTER.sub("", folded(without_footnote_marks(heading)))


@cache
def _ranks() -> Mapping[str, tuple[str, int]]:
    ranks: dict[str, tuple[str, int]] = {}
    for kind, names in HEADINGS.items():
        for rank, name in enumerate(names):
            ranks.setdefault(heading_key(name), (kind, rank))
    return ranks


def _found(heading: str) -> tuple[str, int]:
    """Return the kind and the rank of a heading: by the whole of it, else by a word in it that says classes."""
    if found := _ranks().get(heading_key(heading)):
        return found
    words = {folded(word) for word in _WORD.findall(heading)}
    return ("class", len(HEADINGS["class"]) - 1) if words & _CLASS_WORDS else ("", 0)


def kind_of(heading: str) -> str:
    """Return the kind of column, a key of HEADINGS, that a heading means; an empty text for another heading."""
    return _found(heading)[0]


def rank_of(heading: str, kind: str) -> int:
    """Return how telling a heading is for a kind of column, the smaller the more; the largest for another heading."""
    found, rank = _found(heading)
    return rank if found == kind else len(HEADINGS[kind])


def system_of(heading: str) -> str:
    """Return the system of codes that a heading names, or an empty text."""
    key = heading_key(heading)
    return next((system for system, names in _SYSTEMS.items() if key in map(heading_key, names)), "")


def year_of(text: str) -> int | None:
    """Return the year that a text is, or None for anything else."""
    return int(text) if _YEAR.fullmatch(text) else None


def place_of_column(text: str) -> int:
    """Return the place from 0 of a number from 1, or of the letters of a spreadsheet's column; -1 for other texts."""
    if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER:
        return int(text) - 1
    if not (text.isascii() and text.isalpha() and len(text) <= 3):  # noqa: PLR2004 (spreadsheets end at XFD)
        return -1
    place = 0
    for letter in text.upper():
        place = place * _ALPHABET + ord(letter) - ord("A") + 1
    return place - 1


def is_lettered(heading: str) -> bool:
    """Whether a heading is that of codes of letters in a system of numbers."""
    return heading_key(heading) in _LETTERED


def is_unread(heading: str) -> bool:
    """Whether a heading names codes of a system that mapgen does not know."""
    return heading_key(heading) in _UNREAD
