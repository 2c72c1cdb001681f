"""The names of a region's own areas: divisions of states, by ISO 3166-2, and the areas of a file, by its own codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from mapgen.errors import listed, shortened
from mapgen.places.countries import country_name
from mapgen.places.name_forms import name_words
from mapgen.places.names import identified

# What a list calls an area beside its name, by how names are compared.
_WORDS = """
estado state provincia province prov departamento department depto dpto region regiao land bundesland freistaat free
territory territorio comunidad comunitat comunidade autonoma foral principality uf
"""
_KINDS = frozenset(_WORDS.split())
# How a list writes a code, a state or a second name beside the name of an area.
_BESIDE = re.compile(r"\s*(?:[()\[\],/;]|\s[-–—]\s)\s*")
_ISO_3166_2 = re.compile(r"[A-Z]{2}-([A-Z0-9]{1,3})")
# So many letters may be wrong in a text of so many; a name in a hint is one of so few.
_WRONG = ((12, 3), (8, 2), (4, 1))
_FEW = 4

Found = frozenset[str]
_NOTHING: Found = frozenset()


class AreaNames:
    """The names of areas; `labels` are codes and names of an own file, `countries` the states that are divided."""

    def __init__(self, codes: Sequence[str], labels: Sequence[tuple[str, str]], countries: Sequence[str]) -> None:
        self._codes = frozenset(codes)
        # Of several names in several languages the first is the usual one.
        self._labels = dict(reversed(labels))
        self._countries = countries
        self._by_code = _index((key, code) for code in codes for key in _code_forms(code))
        named = [*((code, name) for code, name in labels if code in self._codes), *_division_names(codes)]
        written = [(name_words(name), code) for code, name in named]
        forms = (form for words, code in written for form in ((words, code), (_without_kind(words), code)))
        self._written = _index((" ".join(words), code) for words, code in forms)
        self._by_name = _index((_key(words), code) for words, code in written)
        self._by_plain = _index((_key(_without_kind(words)), code) for words, code in written)

    def code(self, text: str, codes: Iterable[str]) -> str | None:
        """Return the one of some codes that a text means; None if it means none of them or several."""
        meant = self.meant(text) & {*codes}
        return next(iter(meant)) if len(meant) == 1 else None

    def meant(self, text: str) -> Found:
        """Return the codes of all areas that a text may mean, by its code or a name."""
        written = text.strip()
        if written in self._codes:
            return frozenset([written])
        return self._whole(written) or self._beside(written)

    def hint(self, text: str) -> str:
        """Return which areas a text can mean that names none, or several; an empty text where that is not certain."""
        if meant := self.meant(text):
            return f"it may be {self._said(meant)}; write the code" if len(meant) > 1 else ""
        near = self._near(text)
        return f"did you mean {self._quoted(near)}?" if 0 < len(near) <= _FEW else ""

    def foreign(self, text: str) -> str:
        """Return what a text names that is no area here: a country, or a division of another; else an empty text."""
        if text.strip().isdigit():
            return ""
        if name := _division_name(text.strip().upper()):
            return f"{name} ({text.strip().upper()}) is a division of another country"
        meant = identified(text)
        if meant.iso3:
            return f"{meant.name} ({meant.iso3}) is a country"
        elsewhere = meant.kind == "part" and not {*meant.states} & {*self._countries}
        return f'"{shortened(text)}" is elsewhere ({meant.hint})' if elsewhere and meant.hint else ""

    def _whole(self, text: str) -> Found:
        """Return the areas that the whole of a text means: by a code in any case, then by a name."""
        words = name_words(text)
        plain = _without_kind(words)
        readings: Iterator[Callable[[], Found]] = iter(
            (
                lambda: self._by_code.get(_folded_code(text), _NOTHING),
                lambda: self._by_name.get(_key(words), _NOTHING),
                lambda: self._by_name.get(_key(plain), _NOTHING),
                lambda: self._by_plain.get(_key(plain), _NOTHING),
            )
        )
        return next((found for reading in readings if (found := reading())), _NOTHING)

    def _beside(self, text: str) -> Found:
        """Return the areas that all parts of a text mean, as "São Paulo (SP)" and "Georgia, USA"."""
        parts = [part for part in _BESIDE.split(text) if part]
        if len(parts) < 2:  # noqa: PLR2004 (a name and what stands beside it)
            return _NOTHING
        found = [self._whole(part) for part in parts if not self._is_country(part)]
        return frozenset.intersection(*found) if found else _NOTHING

    def _is_country(self, text: str) -> bool:
        return identified(text).iso3 in self._countries

    def _near(self, text: str) -> Found:
        """Return the areas whose names a text begins or has words of, else those that it misspells least."""
        words = name_words(text)
        part = {code for name, codes in self._written.items() if {*words} < {*name.split()} for code in codes}
        if part and sum(map(len, words)) >= _WRONG[-1][0]:
            return frozenset(part)
        from rapidfuzz.distance import OSA  # noqa: PLC0415 (only an unknown name needs it)
        from rapidfuzz.process import extract  # noqa: PLC0415 (only an unknown name needs it)

        written = " ".join(_without_kind(words) or words)
        most = next((wrong for letters, wrong in _WRONG if len(written) >= letters), 0)
        if not most:
            return _NOTHING
        near = extract(written, [*self._written], scorer=OSA.distance, score_cutoff=most, limit=None)
        least = min((distance for _, distance, _ in near), default=0)
        return frozenset(code for name, distance, _ in near if distance == least for code in self._written[name])

    def _said(self, codes: Iterable[str]) -> str:
        return listed(f"{shortened(code)} ({shortened(self.name(code))})" for code in sorted(codes))

    def _quoted(self, codes: Iterable[str]) -> str:
        return listed(f'"{shortened(code)}" ({shortened(self.name(code))})' for code in sorted(codes))

    def name(self, code: str) -> str:
        """Return the name of an area in English, or in its own file."""
        return self._labels.get(code) or country_name(code, "en")


@lru_cache(maxsize=16)
def area_names(codes: tuple[str, ...], labels: tuple[tuple[str, str], ...], countries: tuple[str, ...]) -> AreaNames:
    """Return the names of the areas of a region; the same areas give the same answer."""
    return AreaNames(codes, labels, countries)


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, Found]:
    index: dict[str, set[str]] = {}
    for key, code in pairs:
        if key:
            index.setdefault(key, set()).add(code)
    return {key: frozenset(codes) for key, codes in index.items()}


def _code_forms(code: str) -> Iterator[str]:
    """Yield how a code may be written: in any case, without the zeros before a number, without its country."""
    yield _folded_code(code)
    if match := _ISO_3166_2.fullmatch(code):
        yield _folded_code(match[1])


def _folded_code(text: str) -> str:
    written = text.strip().casefold()
    return (written.lstrip("0") or "0") if written.isascii() and written.isdigit() else written


def _division_names(codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the codes of shipped divisions with every spelling of each."""
    from mapgen.places.divisions import division_names  # noqa: PLC0415 (only regions with areas have any)

    for code in codes:
        if _ISO_3166_2.fullmatch(code):
            yield from ((code, name) for name in division_names(code))


def _division_name(code: str) -> str | None:
    from mapgen.places.divisions import division_name  # noqa: PLC0415 (only a text that no region has)

    return division_name(code, "en")


def _key(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def _without_kind(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _KINDS)
