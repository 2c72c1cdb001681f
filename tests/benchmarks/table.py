"""The result of a benchmark: as a Markdown table, aligned to be read as it is, and as plain values for JSON."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contests import Contest
from processes import Run

# The runs of each contestant of a contest, in the order of its rounds.
Runs = Sequence[Sequence[Run]]
_HEAD = ("job", "tool", "ms", "spread", "ratio", "spread", "peak MB", "kB", "kB gzip")
_LEFT = 2


def table_of(results: Sequence[tuple[Contest, Runs]]) -> str:
    """Return results as a Markdown table with a row for each contestant.

    Times and ratios are medians, with the smallest and largest beside them. A ratio is taken within a round,
    against the run of the contest's first contestant in the same round, so that a machine that slows down for
    a while slows both. A kB is 1000 bytes, an MB a million.
    """
    return aligned(_HEAD, [row for contest, runs in results for row in _rows(contest, runs)])


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return cells as a Markdown table whose columns are aligned: the first two, of words, to the left."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = [("-" * (width - 1)) + ("-" if at < _LEFT else ":") for at, width in enumerate(widths)]
    return "\n".join(_line(cells, widths) for cells in (head, rule, *rows))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    pairs = enumerate(zip(cells, widths, strict=True))
    aligned = (cell.ljust(width) if at < _LEFT else cell.rjust(width) for at, (cell, width) in pairs)
    return f"| {' | '.join(aligned)} |"


def _rows(contest: Contest, runs: Runs) -> Iterator[tuple[str, ...]]:
    for contestant, own in zip(contest.contestants, runs, strict=True):
        last = own[-1]
        yield (
            contest.title,
            contestant.name,
            *_median_and_spread([run.seconds * 1000 for run in own], ".0f"),
            *(("1", "") if own is runs[0] else _median_and_spread(ratios(own, runs[0]), ".2f")),
            f"{statistics.median(run.peak for run in own) / 1e6:.0f}",
            *(f"{size / 1000:.1f}" if contestant.files else "" for size in (last.size, last.gzipped)),
        )


def _median_and_spread(values: Sequence[float], form: str) -> tuple[str, str]:
    return f"{statistics.median(values):{form}}", f"{min(values):{form}}–{max(values):{form}}"


def ratios(own: Sequence[Run], base: Sequence[Run]) -> list[float]:
    """Return the ratio of wall times in each round."""
    return [mine.seconds / theirs.seconds for mine, theirs in zip(own, base, strict=True)]


def plain_results(results: Sequence[tuple[Contest, Runs]]) -> list[Mapping[str, Any]]:
    """Return one flat value for each contestant, with every single run's figures, for JSON."""
    return [
        {
            "job": contest.name,
            "tool": contestant.name,
            "seconds": [run.seconds for run in own],
            "processor_seconds": [run.busy for run in own],
            "ratios": ratios(own, runs[0]),
            "peak_bytes": [run.peak for run in own],
            "bytes": own[-1].size,
            "gzipped_bytes": own[-1].gzipped,
        }
        for contest, runs in results
        for contestant, own in zip(contest.contestants, runs, strict=True)
    ]
