"""Draw the maps of a manifest that are due, on several processes; the failure of one map stops no other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from msgspec import Struct

from mapgen.batch.plan import Job, Plan, job_with
from mapgen.batch.state import NEW, BatchState
from mapgen.errors import InputError, MapgenError, Problem
from mapgen.files.writing import write_all
from mapgen.pipeline import drawing_of, output_files
from mapgen.proof.replacing import Passing, metadata_of, refusal
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions

_DIED = "the process that drew it ended without a word; perhaps memory ran out"


class Result(Struct, frozen=True):
    """The result of a file: `drawn`, `unchanged` or `failed`, or `to draw` in a dry run; and why."""

    job: Job
    path: Path
    state: str
    why: str = ""


class BatchOptions(Struct, frozen=True):
    """How a batch runs: the number of processes (None: one for each core), whether it draws all maps, whether none."""

    jobs: int | None = None
    force: bool = False
    dry_run: bool = False


def run_batch(plan: Plan, options: BatchOptions, drawn: Callable[[int, int], None] | None = None) -> list[Result]:
    """Draw the maps of a plan that are due, and return the result of each file, in order.

    `drawn` receives the number of maps done and of all maps due. Written files are recorded even when a map fails or
    the user interrupts.
    """
    state = BatchState(plan.manifest.path)
    why = {path: "asked for" if options.force else state.reason(job, path) for job in plan.jobs for path in job.outputs}
    results = {path: Result(job, path, "unchanged") for job in plan.jobs for path in job.outputs}
    due = [_due(job, why) for job in plan.jobs]
    due = [job for job in due if job.outputs]
    if options.dry_run:
        results |= {path: Result(job, path, "to draw", why[path]) for job in due for path in job.outputs}
        return list(results.values())
    try:
        for number, (job, hashes, fault) in enumerate(_drawn(due, options.jobs or os.cpu_count() or 1), 1):
            for path in job.outputs:
                results[path] = Result(job, path, "failed" if fault else "drawn", fault or why[path])
                if not fault:
                    state.keep(job, path, hashes[path])
            if drawn:
                drawn(number, len(due))
    finally:
        if due:
            state.save()
    return list(results.values())


def _due(job: Job, why: Mapping[Path, str]) -> Job:
    """Return a job with the outputs that are due; those are foreign that exist and were not made by this manifest."""
    outputs = [path for path in job.outputs if why[path]]
    return job_with(job, outputs, [path for path in outputs if why[path] == NEW and os.path.lexists(path)])


Outcome = tuple[Job, dict[Path, str], str]


def _drawn(jobs: Sequence[Job], processes: int) -> Iterator[Outcome]:
    """Yield each job when it is done, with the hashes of its files, or with the reason of its failure.

    Where a process dies, all jobs that were under way are drawn again, each alone: only the map that killed it fails.
    """
    if not jobs:
        return
    waiting = list(jobs)
    while waiting:
        processes = min(processes, len(waiting))
        broken: list[Job] = []
        with _pool(processes) as pool:
            futures = {_submitted(pool, job): job for job in waiting}
            for future in as_completed(futures):
                if isinstance(future.exception(), BrokenProcessPool):
                    broken.append(futures[future])
                else:
                    yield _outcome(futures[future], future)
        # Jobs begin in order: those under way, and the few already handed over, are the first of these.
        suspects, waiting = _split([job for job in waiting if job in broken], processes)
        for job in suspects:
            with _pool(1, apart=True) as pool:
                yield _outcome(job, _submitted(pool, job))


def _split(broken: list[Job], processes: int) -> tuple[list[Job], list[Job]]:
    return broken[: 2 * processes + 1], broken[2 * processes + 1 :]


def _submitted(pool: Executor, job: Job) -> Future[dict[Path, str]]:
    try:
        return pool.submit(draw_files, job.snapshot, job.options, job.outputs, job.foreign)
    except BrokenProcessPool as error:  # one died while others were still handed over
        failed: Future[dict[Path, str]] = Future()
        failed.set_exception(error)
        return failed


def _pool(processes: int, *, apart: bool = False) -> Executor:
    """Return the executor for jobs: separate processes, or a thread of this one for a single process."""
    if processes == 1 and not apart:
        return ThreadPoolExecutor(1)
    # A fresh interpreter for each: a copy of this one might hold locks of its threads.
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))


def _outcome(job: Job, future: Future[dict[Path, str]]) -> Outcome:
    error = future.exception()
    if error is None:
        return job, future.result(), ""
    if isinstance(error, BrokenProcessPool):
        return job, {}, _DIED
    return job, {}, str(error) if isinstance(error, MapgenError) else f"{type(error).__name__}: {error}"


def draw_files(
    snapshot: Snapshot, options: RenderOptions, paths: Sequence[Path], foreign: Collection[Path] = ()
) -> dict[Path, str]:
    """Draw a map and write its files, all of them or none; return the SHA-256 of each.

    `foreign` are files that exist and that no run of the manifest has made: they are replaced only by the same map.
    """
    files = output_files(drawing_of(snapshot, options), paths)
    problems = [
        Problem(str(path), f"{reason}; move it away, or replace by --force")
        for path in foreign
        if (reason := refusal(path, metadata_of(files[path]).metadata, Passing(today=True)))
    ]
    if problems:
        raise InputError(problems)
    write_all(files)
    return {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
