"""Draw the maps of a manifest that are due, on several processes; the failure of one map stops no other."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from time import monotonic

from msgspec import Struct

from mapgen.batch.plan import Job, Plan, job_with
from mapgen.batch.signing import Signing
from mapgen.batch.state import NEW, BatchState
from mapgen.credentials.credential import read_credential
from mapgen.disk.journal import finish_interrupted
from mapgen.disk.writing import write_all
from mapgen.errors import InputError, MapgenError, OutputError, Problem
from mapgen.pens.signed_files import signed_files
from mapgen.pipeline import drawing_of, output_files
from mapgen.proof.replacing import Passing, metadata_of, refusal
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions

_DIED = "the process that drew it ended without a word; perhaps memory ran out"
# After how many seconds the state is saved again while maps are drawn.
_NOTING = 2.0


# A job that is done, with the hash of each file, and the reason of its failure.
Outcome = tuple[Job, dict[Path, str], str]


class Result(Struct, frozen=True):
    """The result of a file: `drawn`, `unchanged`, `failed`, `not drawn` (stopped) or `to draw` (a dry run); and why."""

    job: Job
    path: Path
    state: str
    why: str = ""


class BatchOptions(Struct, frozen=True):
    """How a batch runs: the number of processes (None: one for each core), whether it draws all maps, whether none."""

    jobs: int | None = None
    force: bool = False
    dry_run: bool = False


def run_batch(
    plan: Plan,
    options: BatchOptions,
    drawn: Callable[[int, int], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Result]:
    """Draw the maps of a plan that are due, and return the result of each file, in order.

    `drawn` receives the number of maps done and of all maps due. Once `stopped` returns true, no map is begun; those
    under way are finished, and the others are `not drawn`. Written files are recorded even when a map fails or the user
    interrupts.
    """
    state = BatchState(plan.manifest.path)
    if not options.dry_run:
        for folder in {path.parent for job in plan.jobs for path in job.outputs}:
            finish_interrupted(folder)
    why = {path: "asked for" if options.force else state.reason(job, path) for job in plan.jobs for path in job.outputs}
    due = [_due(job, why) for job in plan.jobs]
    due = [job for job in due if job.outputs]
    results = {path: Result(job, path, "unchanged") for job in plan.jobs for path in job.outputs}
    undrawn = "to draw" if options.dry_run else "not drawn"
    if options.dry_run:
        kept = f"{NEW}; the file that is there is replaced only by the same map"
        why |= {path: kept for job in due for path in job.foreign}
    results |= {path: Result(job, path, undrawn, why[path]) for job in due for path in job.outputs}
    if due and not options.dry_run:
        outcomes = _drawn(due, options.jobs or os.cpu_count() or 1, stopped)
        with closing(_noted(outcomes, state)) as done:
            for number, (job, fault) in enumerate(done, 1):
                for path in job.outputs:
                    results[path] = Result(job, path, "failed" if fault else "drawn", fault or why[path])
                if drawn:
                    drawn(number, len(due))
    return list(results.values())


def _noted(outcomes: Iterable[Outcome], state: BatchState) -> Generator[tuple[Job, str], None, None]:
    """Yield each job with the reason of its failure; what is drawn is noted, at the end and now and then before it."""
    last = monotonic()
    try:
        for job, hashes, fault in outcomes:
            for path, sha256 in hashes.items():
                state.keep(job, path, sha256)
            if monotonic() - last > _NOTING:  # whatever kills the batch, most of its work counts
                with suppress(OutputError):  # the last attempt reports it
                    state.save()
                last = monotonic()
            yield job, fault
    finally:
        state.save()


def _due(job: Job, why: Mapping[Path, str]) -> Job:
    """Return a job with the outputs that are due; those are foreign that exist and were not made by this manifest."""
    outputs = [path for path in job.outputs if why[path]]
    return job_with(job, outputs, [path for path in outputs if why[path] == NEW and os.path.lexists(path)])


def _drawn(jobs: Sequence[Job], processes: int, stopped: Callable[[], bool]) -> Iterator[Outcome]:
    """Yield each job when it is done, with the hashes of its files, or with the reason of its failure.

    A process that dies, as for lack of memory, breaks its pool, and no one knows which job it was drawing: those that
    were under way are drawn again, each in a process of its own.
    """
    waiting, died = deque(jobs), False
    while waiting and not stopped():
        under_way: dict[Future[dict[Path, str]], Job] = {}
        suspects: list[Job] = []
        # Where one has died, the last map is not drawn in this process either.
        with _pool(min(processes, len(waiting)), apart=died) as pool:
            while under_way or (waiting and not suspects and not stopped()):
                # No more are handed over than can be drawn at once: what has been handed over cannot be called back.
                while waiting and len(under_way) < processes and not suspects and not stopped():
                    job = waiting.popleft()
                    under_way[_submitted(pool, job)] = job
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    job = under_way.pop(future)
                    if isinstance(future.exception(), BrokenProcessPool):
                        suspects.append(job)
                    else:
                        yield _outcome(job, future)
        died = died or bool(suspects)
        yield from _drawn_apart(suspects, stopped)


def _drawn_apart(jobs: Sequence[Job], stopped: Callable[[], bool]) -> Iterator[Outcome]:
    for job in jobs:
        if stopped():  # whoever stopped the batch may have ended its processes too
            for folder in {path.parent for path in job.outputs}:
                finish_interrupted(folder)
            continue
        with _pool(1, apart=True) as pool:
            yield _outcome(job, _submitted(pool, job))


def _submitted(pool: Executor, job: Job) -> Future[dict[Path, str]]:
    try:
        # A process that begins here inherits what is blocked: a terminal sends its signals to all of them, and this
        # process alone decides what becomes of the batch.
        with _terminal_signals_blocked():
            return pool.submit(draw_files, job.snapshot, job.options, job.outputs, job.foreign, job.signing)
    except BrokenProcessPool as error:  # one died while others were still handed over
        failed: Future[dict[Path, str]] = Future()
        failed.set_exception(error)
        return failed


@contextmanager
def _terminal_signals_blocked() -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGHUP))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pool(processes: int, *, apart: bool = False) -> Executor:
    """Return the executor for jobs: separate processes, or a thread of this one for a single process."""
    if processes == 1 and not apart:
        return ThreadPoolExecutor(1)
    # A fresh interpreter for each: a copy of this one might hold locks of its threads.
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Let this process end as soon as the one that started it has ended, whatever ended that one."""
    Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _outcome(job: Job, future: Future[dict[Path, str]]) -> Outcome:
    error = future.exception()
    if error is None:
        return job, future.result(), ""
    if isinstance(error, BrokenProcessPool):
        return job, {}, _DIED
    if isinstance(error, InputError):
        places = set(map(str, job.outputs))
        return job, {}, "; ".join(one.message if one.where in places else str(one) for one in error.problems)
    return job, {}, str(error) if isinstance(error, MapgenError) else f"{type(error).__name__}: {error}"


def draw_files(
    snapshot: Snapshot,
    options: RenderOptions,
    paths: Sequence[Path],
    foreign: Collection[Path] = (),
    signing: Signing | None = None,
) -> dict[Path, str]:
    """Draw a map and write its files, signed if `signing` says how, all of them or none; return the SHA-256 of each.

    `foreign` are files that exist and that no run of the manifest has made: they are replaced only by the same map.
    """
    # The key is read again where it is used: it goes from no process to another.
    credential = read_credential(signing.files, trial=False) if signing else None
    files = output_files(drawing_of(snapshot, options), paths)
    files = signed_files(files, credential) if credential else files
    problems = [
        Problem(str(path), f"{reason}; move it away, or replace by --force")
        for path in foreign
        if (reason := refusal(path, metadata_of(files[path]).metadata, Passing(today=True)))
    ]
    if problems:
        raise InputError(problems)
    write_all(files)
    return {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
