"""The long campaign: `python tests/campaign/run.py --seconds 600 --seed 7`.

It draws trials of each kind in turn until the time is over, prints its figures, and saves the smallest trial of each
fault in tests/campaign/finds/, in the form of the cases that test_cases.py runs. Same seed, same trials.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import sys
import warnings
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

# This checkout's mapgen, whichever is installed.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from campaign.judge import Fault, Outcome, outcome_of
from campaign.trials import Trial, as_json, from_json, kinds, trials
from hypothesis import HealthCheck, Phase, given, seed, settings

FINDS = Path(__file__).parent / "finds"
_AT_A_TIME = 100
_SECONDS_TO_SHRINK = 20
_MOST_MEMORY = 4 * 2**30


class _Found(Exception):  # noqa: N818 (hypothesis looks for the smallest trial that raises it)
    """A trial has a fault that is new."""


class _Enough(KeyboardInterrupt):
    """The smallest trial of a fault so far is small enough: hypothesis lets this exception through."""


class Campaign:
    """The trials so far, by kind, command and exit code, and the smallest trial of each fault."""

    def __init__(self, ends: float) -> None:
        self.ends = ends
        self.kinds: Counter[str] = Counter()
        self.commands: Counter[str] = Counter()
        self.endings: Counter[str] = Counter()
        self.slowest = (0.0, "")
        self.finds: dict[str, tuple[Trial, Fault]] = {}
        self.met: Counter[str] = Counter()

    def run_batch(self, kind: str, number: int) -> None:
        """Run some trials of a kind; ends early at a fault that is new, once its trial is small."""
        fresh: dict[str, float] = {}

        @seed(number)
        @settings(
            max_examples=_AT_A_TIME,
            database=None,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
            report_multiple_bugs=False,
        )
        @given(trials(kind))
        def run(trial: Trial) -> None:
            now = monotonic()
            if fresh and now > min(fresh.values()) + _SECONDS_TO_SHRINK:
                raise _Enough
            if not fresh and now > self.ends:
                raise _Enough
            outcome = outcome_of(trial)
            self._count(trial, outcome)
            for fault in outcome.faults:
                self.met[fault.kind] += 1
                if fault.kind not in self.finds or fault.kind in fresh:
                    fresh.setdefault(fault.kind, now)
                    self._keep(trial, fault)
            if again := sorted(fresh.keys() & {fault.kind for fault in outcome.faults}):
                raise _Found(again[0])

        with suppress(_Found, _Enough):
            run()

    def _count(self, trial: Trial, outcome: Outcome) -> None:
        self.kinds[trial.kind] += 1
        self.commands[trial.arguments[0]] += 1
        self.endings[f"{trial.arguments[0]} {outcome.exit_code}"] += 1
        self.slowest = max(self.slowest, (outcome.seconds, repr(trial.arguments)[:300]))

    def _keep(self, trial: Trial, fault: Fault) -> None:
        known = self.finds.get(fault.kind)
        if known is None or len(as_json(trial)) <= len(as_json(known[0])):
            self.finds[fault.kind] = (trial, fault)

    def save(self) -> None:
        """Write the finds as cases."""
        for kind, (trial, fault) in self.finds.items():
            FINDS.mkdir(exist_ok=True)
            name = re.sub(r"\W+", "-", kind).strip("-").lower()
            (FINDS / f"{name}.json").write_text(as_json(trial, fault=kind, detail=fault.detail), encoding="utf-8")

    def figures(self) -> str:
        """Return the figures as text."""
        seconds, slowest = self.slowest
        lines = [f"{self.kinds.total()} trials, {len(self.finds)} faults; the slowest took {seconds:.1f} s: {slowest}"]
        lines += ["by kind: " + ", ".join(f"{kind} {count}" for kind, count in sorted(self.kinds.items()))]
        for command, count in sorted(self.commands.items()):
            codes = {key.rpartition(" ")[2]: n for key, n in self.endings.items() if key.rpartition(" ")[0] == command}
            lines.append(f"  {command[:20]!r:14} {count:6}  exits {dict(sorted(codes.items()))}")
        lines += [
            f"FAULT {kind}: met {self.met[kind]} times; {fault.detail[-300:]!r}"
            for kind, (_, fault) in self.finds.items()
        ]
        return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign; returns 1 if it found a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", choices=kinds(), action="append", help="these kinds only")
    parser.add_argument(
        "--replay", type=Path, nargs="+", help="run these cases instead, and print what is wrong with each"
    )
    options = parser.parse_args(arguments)
    warnings.simplefilter("error")
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, resource.RLIM_INFINITY))
    with TemporaryDirectory() as cache:
        os.environ |= {"XDG_CACHE_HOME": cache, "MPLCONFIGDIR": f"{cache}/matplotlib"}
        if options.replay:
            return _replay(options.replay)
        campaign = Campaign(monotonic() + options.seconds)
        number = options.seed * 1_000_000
        while monotonic() < campaign.ends:
            for kind in options.kind or kinds():
                campaign.run_batch(kind, number)
            number += 1
            campaign.save()
    print(campaign.figures())
    return 1 if campaign.finds else 0


def _replay(paths: Sequence[Path]) -> int:
    faulty = 0
    for path in paths:
        outcome = outcome_of(from_json(path.read_text(encoding="utf-8")))
        faulty += bool(outcome.faults)
        print(
            f"{path.name}: exit code {outcome.exit_code}, {outcome.seconds:.1f} s",
            *(f"\n  {one.kind}\n{one.detail}" for one in outcome.faults),
        )
    return 1 if faulty else 0


if __name__ == "__main__":
    raise SystemExit(main())
