"""PDF files for print: matplotlib's vectors with the typeface embedded, and the facts in the document's own keys."""

from __future__ import annotations

import io
from dataclasses import replace

from mapgen.drawing import Drawing
from mapgen.figure import write_pdf

# A CSS pixel is a ninety-sixth of an inch, a point a seventy-second.
_POINTS = 0.75


def pdf_bytes(drawing: Drawing) -> bytes:
    """Return a drawing as a PDF file of one page, the same bytes for the same drawing.

    The page is as large as the drawing's CSS pixels are on paper: 794 by 1123 of them are an A4 sheet.
    """
    file = io.BytesIO()
    facts = drawing.facts
    about = {key: facts[key] for key in sorted(facts) if key not in {"title", "alt", "description", "software"}}
    write_pdf(
        replace(drawing, factor=_POINTS),
        file,
        {
            "Title": facts.get("title", ""),
            "Subject": facts.get("alt", ""),
            "Keywords": "; ".join(f"{key}={value}" for key, value in about.items()),
            "Creator": facts.get("software", "mapgen"),
            # The time of making and matplotlib's version would make other bytes of the same map.
            "CreationDate": None,
            "Producer": None,
        },
    )
    return file.getvalue()
