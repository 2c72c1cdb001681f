"""Tables of the disputed areas: who holds each, who claims it, what each view does with it, and by which source."""

from __future__ import annotations

from collections.abc import Sequence

from mapgen.errors import InputError, listed, nearest
from mapgen.files.vocabulary import word_of
from mapgen.places.countries import country_name
from mapgen.places.languages import phrases_of
from mapgen.views.areas import DisputedArea, area_words, areas, areas_called
from mapgen.views.view import DRAWN, HELD, AreaView, is_view_file, read_view, view_names

_UNTREATED = AreaView(HELD, None, {}, "", "")


def listed_rows(name: str | None, lang: str = "en") -> list[dict[str, str]]:
    """Return the rows of a view or of every view, or what each view does with the areas that a name means.

    Raises InputError for a name that is neither a view's nor an area's, with the nearest one, and as read_view does.
    """
    if name is None:
        return all_rows(lang)
    if is_view_file(name) or word_of(name, view_names()):
        return area_rows(name, lang)
    if slugs := {area.slug for area in areas_called(name)}:
        return [row for row in all_rows(lang) if row["area"] in slugs]
    hint = nearest(name, (*view_names(), *area_words()))
    message = f"there is no such view or disputed area; the views are {listed(view_names())}, or a file NAME.toml"
    raise InputError.single(f'"{name}"', f"{message}; `mapgen views` lists the areas{hint}")


def area_rows(name: str, lang: str = "en") -> list[dict[str, str]]:
    """Return a row for each disputed area, with what a view does with it; raises InputError as read_view does."""
    view = read_view(name)
    return [_row(area, view.areas.get(slug, _UNTREATED), lang) for slug, area in areas().items()]


def all_rows(lang: str = "en") -> list[dict[str, str]]:
    """Return the rows of every shipped view, those alone in which it departs from the view that it is based on."""
    rows = []
    for name in view_names():
        view = read_view(name)
        base = read_view(view.base).areas if view.base else {}
        own = [area for slug, area in areas().items() if base.get(slug) != view.areas.get(slug)]
        rows += [{"view": name, **_row(area, view.areas[area.slug], lang)} for area in own]
    return sorted(rows, key=lambda row: row["area"])


def _row(area: DisputedArea, how: AreaView, lang: str) -> dict[str, str]:
    return {
        "area": area.slug,
        "name": area.names.get(lang, area.slug),
        "held": _holder(area, lang),
        "claimed": _states(area.claimed, lang),
        "drawn": how.drawn if how.drawn in DRAWN else country_name(how.drawn, lang),
        "mark": how.mark or "",
        "says": how.say.get(lang, ""),
        "source": how.source,
        "status": how.status,
    }


def _holder(area: DisputedArea, lang: str) -> str:
    return _states(area.held, lang) or str(phrases_of(lang)["views"]["own-authorities"])


def _states(codes: Sequence[str], lang: str) -> str:
    return ", ".join(country_name(code, lang) for code in codes)
