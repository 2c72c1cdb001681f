"""What files for Wikimedia Commons are called: region, subject and day, as a reader would look for them."""

from __future__ import annotations

import re

from mapgen.record.alignments import CLASSES
from mapgen.record.snapshots import Basis, Snapshot
from mapgen.words.captions import sentence
from mapgen.words.wording import Wording

# What no title of a page can hold, or no name of a file.
_FORBIDDEN = re.compile(r'[#<>\[\]|{}/\\:*?"\x00-\x1f\x7f]+|~{3,}|__+')
# The most bytes of a title on Commons, without the ending.
_LONGEST = 230


def file_name(snapshot: Snapshot, classes: int, words: Wording) -> str:
    """Return the name of a map's file without its ending: `South America, left and right governments, 2025-12-15`.

    It says whose list it is and that those elected count, where either is so and not inferred.
    """
    elects = snapshot.basis is Basis.ELECTED and not snapshot.basis_inferred
    subject = "whole" if classes == max(CLASSES) else "sides"
    subject = subject if snapshot.scale.folds else "own"
    of_region = words.say(f"commons.name.{subject}", region=words.region(snapshot.region))
    parts = [
        words.title(snapshot) if snapshot.titled and subject == "own" else of_region,
        *([snapshot.coder or words.title(snapshot)] if snapshot.published else []),
        *([words.say("commons.name.elected")] if elects else []),
        snapshot.as_of.isoformat(),
    ]
    return _cut(sentence(", ".join(map(_plain, parts))))


def bare_name(name: str, words: Wording) -> str:
    """Return the name of the same map without headline, key and notes."""
    return f"{name} ({words.say('commons.name.bare')})"


def _plain(text: str) -> str:
    """Return a text without what a title may not hold."""
    return " ".join(_FORBIDDEN.sub("-", text).split()).strip(" .-_") or "-"


def _cut(name: str) -> str:
    """Return a name of no more bytes than a title may have, its day included."""
    start, day = name.rsplit(", ", 1)
    room = _LONGEST - len(day) - 2
    return f"{start.encode()[:room].decode(errors='ignore').rstrip(' ,')}, {day}"
