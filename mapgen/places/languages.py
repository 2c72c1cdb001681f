"""The languages of the map: each is one TOML file in words/languages, which names its CLDR locale."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from mapgen.disk.shipped import package_path
from mapgen.disk.shipped_tables import shipped_tables
from mapgen.errors import InputError, listed, nearest
from mapgen.files.fields import Inline, Key, Unfit, name

_FOLDER = "words/languages"


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages, sorted: the names of the files in words/languages."""
    return tuple(sorted(path.stem for path in package_path(_FOLDER).glob("*.toml")))


@cache
def phrases_of(lang: str) -> Mapping[str, Any]:
    """Return the tables of a language's file; raises InputError for an unknown language, with the nearest one."""
    if lang not in languages():
        hint = nearest(lang, languages())
        raise InputError.single(
            f'language "{lang}"', f"there is no such language; there is {listed(languages())}{hint}"
        )
    return shipped_tables(package_path(f"{_FOLDER}/{lang}.toml"))


def locale_of(lang: str) -> str:
    """Return the CLDR locale of a language's names, dates, lists and plural forms: `pt_BR` for `pt`."""
    return str(phrases_of(lang)["locale"])


class NamesReader(Struct, frozen=True):
    """A reader for a table of names by language, or for one name; it returns the names by language.

    A single name is taken as the name in the language `alone`, or in every language if `alone` is empty.
    """

    alone: str = ""

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the accepted values; it does not say which languages exist."""
        from mapgen.files.json_schema import value_schema  # noqa: PLC0415 (no map needs a schema)

        of_name = value_schema(name)
        by_language = {"type": "object", "propertyNames": {"pattern": "^[a-z]{2}$"}, "additionalProperties": of_name}
        return {"anyOf": [by_language, of_name]}

    def __call__(self, value: object) -> dict[str, str]:
        """Return the names by language; raises Unfit."""
        keys = [Key(lang, name, doc=f"the name in {lang}") for lang in languages()]
        langs = [self.alone] if self.alone else languages()
        names: dict[str, str] = Inline(keys, dict, short=lambda text: dict.fromkeys(langs, name(text)))(value)
        if not names:
            raise Unfit("give a name in one language at least")
        return names


def names_with_languages(names: Mapping[str, str]) -> list[str] | None:
    """Return names by language as the items of a cell, `es: Partido`; None if there are none."""
    return [f"{lang}: {name}" for lang, name in names.items()] or None


def name_in_languages(values: dict[str, Any], key: str, by_language: str) -> None:
    """Put one name in place of a table's names under a key, and all of them under another, if they differ.

    The one is the English name, else the first: what stands in tables, messages and metadata.
    """
    if names := values.get(key):
        values[key] = names.get("en") or next(iter(names.values()))
        if len({*names.values()}) > 1:
            values[by_language] = names
