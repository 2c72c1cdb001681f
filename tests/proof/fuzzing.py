"""The campaign against `verify`: `python -m proof.fuzzing --count 20000 --seed 1`.

It changes fresh files at random and asks `verify`: there is no exception, an answer in 5 seconds of the processor and
within bounds of memory; nothing but the file itself is called unchanged; whatever is called re-encoded is the same to
all readers. It prints a table, and keeps each file with a fault in the folder that `--keep` names.
"""

from __future__ import annotations

import argparse
import gc
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from msgspec import Struct
from proof.asking import FILES, MOST_MEMORY, Answer, Desk, draw
from proof.forgery import REENCODED, UNCHANGED
from proof.mutations import LONGEST, mutations
from proof.readers import Readers, Views, told_otherwise
from proof.tables import MODULES

assert MODULES


class Trial(Struct, frozen=True):
    """A change of a file, and its answer; `fault` is what is wrong with that."""

    kind: str
    mutation: str
    number: int
    data: bytes
    answer: Answer
    fault: str = ""


def trials(
    files: Mapping[str, bytes], desk: Desk, count: int, seed: int, longest: int = 2 * LONGEST
) -> Iterator[Trial]:
    """Yield up to so many trials, of each kind in turn; whether a re-encoded file is the same is left to readers."""
    tables = {kind: mutations(kind) for kind in files}
    for number in range(count):
        kind = [*files][number % len(files)]
        random = Random(f"{seed} {number}")  # noqa: S311 (no secret)
        name, change = random.choice([*tables[kind].items()])
        try:
            data = change(files[kind], random)
        except (ValueError, IndexError, AssertionError, KeyError):
            continue  # a forgery that no longer finds its place
        if len(data) > longest:
            continue
        answer = desk.ask(data)
        yield Trial(kind, name, number, data, answer, _fault(answer, data == files[kind]))


def _fault(answer: Answer, same: bool) -> str:  # noqa: FBT001 (its only caller stands above)
    if answer.fault:
        return answer.fault
    if answer.grown > MOST_MEMORY:
        return f"memory: {answer.grown // 1000} MB more"
    if (answer.verdict == UNCHANGED) != same:
        return f"called {answer.verdict} though it is {'the' if same else 'not the'} same bytes"
    return ""


class Judge:
    """Whether files that are called re-encoded are the same to readers."""

    def __init__(self, files: Mapping[str, bytes], readers: Readers) -> None:
        self._files, self._readers = files, readers
        self._fresh: dict[str, Views] = {}

    def fault(self, trial: Trial) -> str:
        """Return what readers see otherwise; empty where the answer is right."""
        if trial.fault or trial.answer.verdict != REENCODED:
            return trial.fault
        if trial.kind not in self._fresh:
            self._fresh[trial.kind] = self._readers.views(trial.kind, self._files[trial.kind])
        found = told_otherwise(self._fresh[trial.kind], self._readers.views(trial.kind, trial.data))
        return f"called re-encoded though readers differ: {', '.join(found)}" if found else ""


class Figures:
    """What became of the trials, by kind."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.slowest: dict[str, float] = {}
        self.largest: dict[str, int] = {}
        self.faults: dict[str, Trial] = {}

    def add(self, trial: Trial, fault: str) -> bool:
        """Count a trial; returns whether its fault is new."""
        kind, answer = trial.kind, trial.answer
        self.counts[kind, "trials"] += 1
        self.counts[kind, answer.verdict or "exception"] += 1
        self.counts[kind, "faults"] += bool(fault)
        self.slowest[kind] = max(self.slowest.get(kind, 0), answer.seconds)
        self.largest[kind] = max(self.largest.get(kind, 0), answer.grown)
        name = f"{kind}: {fault}"[:160]
        if not fault or name in self.faults:
            return False
        self.faults[name] = trial
        return True

    def table(self) -> str:
        """Return the figures as text."""
        columns = ("trials", "unchanged", "re-encoded", "altered", "unproven", "exception", "faults")
        lines = [f"{'':6}" + "".join(f"{column:>11}" for column in columns) + f"{'slowest':>10}{'memory':>9}"]
        for kind in self.slowest:
            figures = "".join(f"{self.counts[kind, column]:11}" for column in columns)
            lines.append(f"{kind:6}{figures}{self.slowest[kind]:8.2f} s{self.largest[kind] // 1000:6} MB")
        lines += [f"FAULT {name} ({trial.mutation}, trial {trial.number})" for name, trial in self.faults.items()]
        return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign; returns 1 if it found a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=[*FILES], action="append", help="these kinds only")
    parser.add_argument("--keep", type=Path, help="where to keep files with a fault")
    options = parser.parse_args(arguments)
    warnings.simplefilter("error")
    figures = Figures()
    with TemporaryDirectory() as name, Readers(Path(name)) as readers:
        folder = Path(name)
        files = draw(folder, tuple(options.kind or FILES))
        judge = Judge(files, readers)
        gc.collect()
        for trial in trials(files, Desk(folder), options.count, options.seed):
            if figures.add(trial, judge.fault(trial)) and options.keep:
                options.keep.mkdir(exist_ok=True, parents=True)
                (options.keep / f"{options.seed}-{trial.number}.{trial.kind}").write_bytes(trial.data)
    print(figures.table())
    return 1 if figures.faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
