"""All modules that fill the table of forgeries."""

from __future__ import annotations

from proof import (
    forgeries_animation,
    forgeries_digest,
    forgeries_html,
    forgeries_html_changes,
    forgeries_parsers,
    forgeries_pdf,
    forgeries_pdf_bytes,
    forgeries_pdf_whole,
    forgeries_png,
    forgeries_svg,
    forgeries_svg_changes,
    forgeries_video,
)

MODULES = (
    forgeries_animation,
    forgeries_digest,
    forgeries_parsers,
    forgeries_pdf_whole,
    forgeries_html,
    forgeries_html_changes,
    forgeries_pdf,
    forgeries_pdf_bytes,
    forgeries_png,
    forgeries_svg,
    forgeries_svg_changes,
    forgeries_video,
)
forgeries_digest.enter_stripped()
