"""The style of a page of many days: its map style, and sizes of type that can be read where the page is shown."""

from __future__ import annotations

import math

from msgspec.structs import replace

from mapgen.drawing.sizes import PHONE_WIDTH, Size
from mapgen.errors import InputError
from mapgen.layout.page_texts import TypeSizes
from mapgen.map_style import map_style_of
from mapgen.render_options import RenderOptions
from mapgen.themes.style import MapStyle
from mapgen.timeline.date_range import DateRange

# The smallest type of what moves, in CSS pixels on a phone.
_MOVING = 8.0
# The headline of a card and the margin of a wide one, in the card's least type.
_HEADLINE, _MARGIN = 1.4, 1.25


def timeline_style(date_range: DateRange, options: RenderOptions) -> MapStyle:
    """Return the map style of a picture of many days.

    Raises InputError for slogans, images and shares, which are of one day.
    """
    for kind, values in (("slogan", options.slogans), ("image", options.images), ("share", options.shares)):
        if values:
            raise InputError.single(kind, "a picture of many days has none; leave it out, or draw one day with render")
    options.texts.check()
    return map_style_of(date_range.at_last, options)


def type_sizes(size: Size, *, moving: bool = False) -> TypeSizes:
    """Return the sizes of type of a page, none below the page's least.

    With `moving`, labels, key and standfirst of any page for screens are large enough to read on a phone, as an
    animation is there for a moment.
    """
    sizes, least, least_label = TypeSizes.of(size), size.least_type, size.least_label
    if size.is_card:
        sizes = _of_card(sizes, size)
    if moving and not size.paper and size.width > PHONE_WIDTH:
        on_a_phone = math.ceil(2 * _MOVING * size.width / PHONE_WIDTH) / 2
        least, least_label = max(least, on_a_phone), max(least_label, on_a_phone)
    return replace(
        sizes,
        headline=max(sizes.headline, least),
        standfirst=max(sizes.standfirst, least),
        key=max(sizes.key, least),
        label=max(sizes.label, least_label),
        small_label=max(sizes.small_label, least_label),
    )


def _of_card(sizes: TypeSizes, size: Size) -> TypeSizes:
    """Return the sizes of a card with many maps or rows: a smaller headline, and a narrower margin on a wide one."""
    least = size.least_type
    margin = min(sizes.margin, round(_MARGIN * least)) if size.width > size.height else sizes.margin
    headline = min(sizes.headline, round(_HEADLINE * least))
    return replace(sizes, headline=headline, standfirst=least, key=least, note=least, margin=margin)
