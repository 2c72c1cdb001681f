"""What a manifest says: which program made the file, from data, what it shows, and by which record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from mapgen.version import __version__

# Of the source types of the IPTC: "digital media representation of data via human programming or creativity". A map is
# no drawing by hand (digitalCreation), and no picture from a formula (algorithmicMedia).
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia"
ACTIONS, MAP = "c2pa.actions.v2", "org.mapgen.map"
# The metadata of a file that its manifest repeats.
_FACTS = ("title", "as-of", "days", "dates", "basis", "region", "coder", "record", "record-sha256", "origin")
_MORE_FACTS = ("compared", "boundaries", "boundaries-sha256", "software")


def definition_of(data: bytes, facts: Mapping[str, str], media_type: str) -> dict[str, Any]:
    """Return the definition of a manifest for a file with its metadata, `facts`, as c2pa's Builder takes it."""
    agent = {"name": "mapgen", "version": __version__}
    created = {
        "action": "c2pa.created",
        "when": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "softwareAgent": agent,
        "digitalSourceType": SOURCE_TYPE,
    }
    return {
        "claim_generator_info": [agent],
        "title": facts.get("title", ""),
        "format": media_type,
        "assertions": [
            {"label": ACTIONS, "data": {"actions": [created], "allActionsIncluded": True}, "created": True},
            {"label": MAP, "data": _map(data, facts), "created": True},
        ],
    }


def _map(data: bytes, facts: Mapping[str, str]) -> dict[str, Any]:
    """Return the assertion on a map: its facts, its sources, and the SHA-256 of the file without its manifest."""
    said: dict[str, Any] = {name: facts[name] for name in (*_FACTS, *_MORE_FACTS) if facts.get(name)}
    return {**said, "sources": _sources(facts.get("sources", "")), "unsigned-sha256": hashlib.sha256(data).hexdigest()}


def _sources(text: str) -> list[str]:
    try:
        sources = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return [text]
    return [str(source) for source in sources] if isinstance(sources, list) else [text]
