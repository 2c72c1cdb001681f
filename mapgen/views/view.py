"""A view: how each disputed area is drawn, in a sentence and with a source. Views ship, or are a user's own file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from mapgen.disk.cache import file_stamp
from mapgen.disk.paths import resolved
from mapgen.disk.shipped import shipped_names, shipped_path
from mapgen.disk.standard_input import is_standard_input
from mapgen.errors import InputError, Problem, listed, nearest
from mapgen.files.arguments import path_argument
from mapgen.files.documents import Document, read_document, read_shipped
from mapgen.files.fields import Key, Unfit, choice, described, name, read_table, text
from mapgen.files.vocabulary import word_of
from mapgen.places.countries import place_code, refusal
from mapgen.places.languages import NamesReader, languages
from mapgen.places.treatment_reader import CLAIM_TREATMENTS
from mapgen.views.areas import AREAS_FILE, DisputedArea, areas, areas_called

DEFAULT_VIEW = "un"
_ENDING = ".toml"
# How an area is drawn that no state's code says: by itself, in grey unless the region lists it as a state; as the
# boundaries have it, which follow who holds the land; or not at all.
OWN, HELD, HIDDEN = "own", "held", "hidden"
DRAWN = (OWN, HELD, HIDDEN)
SourceStatus = Literal["read", "quoted", "not-read"]
_STATUSES = ("read", "quoted", "not-read")


class AreaView(Struct, frozen=True):
    """How a view draws an area: `drawn` is a state's code or one of DRAWN, `mark` one of CLAIM_TREATMENTS or None.

    None leaves the mark to the region. `say` is one sentence by language; `source` is whose view it is, `status`
    whether the source was read. `called` is what the view calls it, for key and note, if it has a name for it. `titles`
    are those of the view that says it.
    """

    drawn: str
    mark: str | None
    say: Mapping[str, str]
    source: str
    status: str
    called: Mapping[str, str] = {}
    titles: Mapping[str, str] = {}


class BorderView(Struct, frozen=True):
    """A view: its name, what a note calls it by language, and how it draws each area that it treats.

    `sha256` is the hash of all that it consists of, so that a change of its file shows.
    """

    name: str
    titles: Mapping[str, str]
    areas: Mapping[str, AreaView]
    sha256: str
    base: str = ""

    @property
    def own(self) -> str:
        """The first characters of its hash, for metadata."""
        return self.sha256[:12]


@described({"type": "string", "minLength": 2})
def _drawn(value: object) -> str:
    """Read how an area is drawn: the code or name of a state, or one of DRAWN."""
    if not isinstance(value, str):
        raise Unfit(f"write {', '.join(DRAWN)}, or the code of a state")
    if word := word_of(value, DRAWN):
        return word
    if code := place_code(value):
        return code
    raise Unfit(f"write {', '.join(DRAWN)}, or the code of a state{refusal(value) or nearest(value, DRAWN)}")


VIEW_KEYS = (
    Key("name", NamesReader(), required=True, doc="how its note begins, in each language: Borders by …"),
    Key("base", name, doc="the shipped view that draws the areas which this one leaves out"),
)
AREA_KEYS = (
    Key("drawn", _drawn, required=True, doc="the code of a state, own, held or hidden"),
    Key("mark", choice(CLAIM_TREATMENTS), doc="dashed, hatched or hidden"),
    Key("as", NamesReader(), doc="what the view calls it, in the key and the note"),
    Key("say", NamesReader(), required=True, doc="one sentence in each language"),
    Key("source", text, required=True, doc="whose view it is: a document, and where it stands"),
    Key("status", choice(_STATUSES), doc="whether the source was read, quoted by another, or not read"),
)


def view_names() -> tuple[str, ...]:
    """Return the names of the shipped views."""
    return shipped_names("views")


def is_view_file(name: str) -> bool:
    """Whether a name is the path of a view's file, or the sign for standard input."""
    return name.endswith(_ENDING) or is_standard_input(name)


def located_view(name: str, folder: Path) -> str:
    """Return the name to give to read_view: for a user's file, named relative to `folder`, its absolute path."""
    if name.endswith(_ENDING):
        return str(resolved(folder / name))
    return word_of(name, view_names()) or name


def view_argument(argument: str, value: object) -> str:
    """Return the name of a shipped view, in any case, or the path of a view's file."""
    path = path_argument(argument, value)
    return word_of(path, view_names()) or path


def read_view(name: str) -> BorderView:
    """Return a shipped view by its name, in any case, or a user's view by the path of its file, which ends in .toml.

    Raises InputError for an unknown name, with the nearest one, and for a faulty file, with every problem.
    """
    if is_view_file(name):
        return _view(read_document(Path(name)), Path(name).stem)
    known = word_of(name, view_names())
    if known is None:
        area = next(iter(areas_called(name)), None)
        hint = f"; it is a disputed area: see `mapgen views {area.slug}`" if area else nearest(name, view_names())
        raise InputError.single(
            f'view "{name}"', f"there is no such view; there is {listed(view_names())}, or a file NAME.toml{hint}"
        )
    path = shipped_path(f"views/{known}{_ENDING}")
    return _shipped_view(known, path, file_stamp(path), file_stamp(shipped_path(AREAS_FILE)))


@lru_cache(maxsize=16)
def _shipped_view(name: str, path: Path, *_: object) -> BorderView:
    return _view(read_shipped(path), name)


def _view(document: Document, name: str) -> BorderView:
    problems: list[Problem] = []
    for table in document.tables:
        if table not in ("view", "area"):
            hint = nearest(table, ("view", "area"))
            problems.append(
                Problem(document.where(table), f'unknown table "{table}"; a view has [view] and [area.NAME]{hint}')
            )
    head: Any = read_table(document.tables.get("view"), VIEW_KEYS, document.place("view"), problems)
    own = _areas_of(document, problems)
    base = _base(document, head["base"], problems) if head and "base" in head else None
    if problems or head is None:
        raise InputError(problems)
    if missing := [lang for lang in languages() if lang not in head["name"]]:
        raise InputError.single(document.where("view", "name"), f"name: it lacks {listed(missing)}")
    inherited = base.areas if base else {}
    own = {slug: replace(area, titles=head["name"]) for slug, area in own.items()}
    sha256 = hashlib.sha256(f"{document.sha256} {base.sha256 if base else ''}".encode()).hexdigest()
    return BorderView(name, head["name"], {**inherited, **own}, sha256, base.name if base else "")


def _base(document: Document, name: str, problems: list[Problem]) -> BorderView | None:
    """Return the shipped view on which another one is built; a shipped view that names itself is refused, too."""
    known = word_of(name, view_names())
    if known is None or known == document.path.stem:
        hint = nearest(name, view_names())
        problems.append(Problem(document.where("view", "base"), f'base "{name}": write {listed(view_names())}{hint}'))
        return None
    return read_view(known)


def _areas_of(document: Document, problems: list[Problem]) -> dict[str, AreaView]:
    tables = document.tables.get("area", {})
    if not isinstance(tables, Mapping):
        problems.append(Problem(document.where("area"), "write [area.NAME], one table for each area"))
        return {}
    read: dict[str, AreaView] = {}
    known = areas()
    for slug, table in tables.items():
        place = document.place("area", slug)
        if slug not in known:
            message = f'area "{slug}": there is no such area; `mapgen views` lists them{nearest(slug, known)}'
            problems.append(Problem(document.where("area", slug), message))
            continue
        values: Any = read_table(table, AREA_KEYS, place, problems)
        if values is None:
            continue
        if fault := _fault(known[slug], values):
            problems.append(Problem(place.at(fault[0]), fault[1]))
            continue
        say = values["say"]
        read[slug] = AreaView(
            values["drawn"],
            values.get("mark"),
            say,
            values["source"],
            values.get("status", "not-read"),
            values.get("as", {}),
        )
    return read


def _fault(area: DisputedArea, values: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the key and the fault of an area's table that its values have together; None for none."""
    drawn, parties = values["drawn"], area.parties
    if drawn not in DRAWN and drawn not in parties:
        return "drawn", f"drawn: {drawn} neither holds nor claims it; write {listed((*DRAWN, *parties))}"
    if missing := [lang for lang in languages() if lang not in values["say"]]:
        return "say", f"say: it lacks {listed(missing)}"
    return None
