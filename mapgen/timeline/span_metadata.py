"""What a file of many days carries: its texts, its span, its basis, and what made it; as `facts` has it for one day."""

from __future__ import annotations

import json

from mapgen.proof.displayed import Shown, View
from mapgen.themes.style import Look
from mapgen.timeline.spans import Span
from mapgen.version import __version__
from mapgen.words.captions import Captions


def span_facts(
    span: Span, captions: Captions, look: Look, told: tuple[str, str], shows: View, options: str = ""
) -> dict[str, str]:
    """Return the metadata of a picture of many days, which `shows` something of a record.

    `told` are its alt text and its long description, `as-of` is the span, `FIRST/LAST` as ISO 8601 writes intervals;
    `options` are those beside the look.
    """
    record = span.record
    sources = {source for run in span.runs for entry in run.snapshot.entries for source in entry.sources}
    said = f"classes={look.classes} theme={look.theme.name} lang={look.words.lang}"
    said += " patterns=yes" if look.patterns else ""
    return {
        "title": captions.headline,
        "standfirst": captions.standfirst,
        "source-line": captions.last_line,
        "alt": told[0],
        "description": told[1],
        "as-of": f"{span.first.isoformat()}/{span.last.isoformat()}",
        "basis": span.basis.value,
        "coder": record.coder,
        "record": record.title,
        "record-sha256": record.sha256,
        "sources": json.dumps(sorted(sources), ensure_ascii=False, separators=(",", ":")),
        "shows": Shown((shows,)).text,
        "options": f"{said} {options}".strip(),
        "software": f"mapgen {__version__}",
    }
