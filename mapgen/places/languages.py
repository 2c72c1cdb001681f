"""The languages of the map: each is one TOML file in words/languages, which names its locale in CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from mapgen.errors import InputError, listed, nearest
from mapgen.files.fields import Inline, Key, name
from mapgen.files.shipped import package_path
from mapgen.files.shipped_tables import shipped_tables

_FOLDER = "words/languages"


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages, in alphabetical order: the names of the files in words/languages."""
    return tuple(sorted(path.stem for path in package_path(_FOLDER).glob("*.toml")))


@cache
def phrases_of(lang: str) -> Mapping[str, Any]:
    """Return what a language's file holds; raises InputError for an unknown language, naming the nearest."""
    if lang not in languages():
        hint = nearest(lang, languages())
        raise InputError.single(
            f'language "{lang}"', f"there is no such language; there is {listed(languages())}{hint}"
        )
    return shipped_tables(package_path(f"{_FOLDER}/{lang}.toml"))


def locale_of(lang: str) -> str:
    """Return the CLDR locale whose names, dates, lists and plural forms a language takes: `pt_BR` for `pt`."""
    return str(phrases_of(lang)["locale"])


class NamesReader(Struct, frozen=True):
    """A reader for a name in each of some languages, or for one name in the language `alone`, in all where it is empty.

    It returns the names by language.
    """

    alone: str = ""

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of what it reads; which languages there are is left to the reader."""
        from mapgen.files.json_schema import value_schema  # noqa: PLC0415 (no map needs it)

        of_name = value_schema(name)
        by_language = {"type": "object", "propertyNames": {"pattern": "^[a-z]{2}$"}, "additionalProperties": of_name}
        return {"anyOf": [by_language, of_name]}

    def __call__(self, value: object) -> dict[str, str]:
        """Read the names."""
        keys = [Key(lang, name, doc=f"the name in {lang}") for lang in languages()]
        langs = [self.alone] if self.alone else languages()
        names: dict[str, str] = Inline(keys, dict, short=lambda text: dict.fromkeys(langs, name(text)))(value)
        return names
