"""What readers see of every forgery and journey: `python -m proof.judged [KIND ...]`.

It prints each forgery in which no program finds a difference, and each journey in which one does: neither would be
what its table says of it.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from proof.asking import FILES, draw
from proof.forgery import FORGERIES, Forgery
from proof.journeys import JOURNEYS
from proof.readers import Readers, Views, differences
from proof.tables import MODULES

assert MODULES


def judged(kinds: Sequence[str], files: Mapping[str, bytes], readers: Readers) -> Iterator[tuple[Forgery, list[str]]]:
    """Yield each forgery and journey with what differs in the eyes of readers."""
    fresh: dict[str, Views] = {kind: readers.views(kind, files[kind]) for kind in kinds}
    for one in (*FORGERIES.values(), *JOURNEYS.values()):
        if one.kind in kinds:
            yield one, differences(fresh[one.kind], readers.views(one.kind, one.change(files[one.kind])))


def main(kinds: Sequence[str]) -> int:
    """Print what the tables say wrongly, and how often each program finds a difference."""
    warnings.simplefilter("ignore")
    wrong, total = 0, 0
    with TemporaryDirectory() as folder, Readers(Path(folder)) as readers:
        for one, found in judged(kinds, draw(Path(folder), tuple(kinds)), readers):
            total += 1
            if one.is_seen != bool(found):
                wrong += 1
                print(f"{one.name:45} {one.sees}: {', '.join(found) or 'nothing differs'}")
    print(f"{total} changes, {wrong} of them seen otherwise than their table says")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or tuple(FILES)))
