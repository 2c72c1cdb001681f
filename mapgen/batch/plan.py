"""The plan of a manifest: every map with its snapshot, its style and its files, and a fingerprint of its inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from mapgen.batch.days import questions_of, refuse_many, table_question
from mapgen.batch.fault_places import placed
from mapgen.batch.fingerprint import fingerprint_of, snapshot_hash
from mapgen.batch.manifest import Manifest
from mapgen.batch.map_table import MapTable, style_of_table
from mapgen.batch.output_paths import clashes, outputs_of, written_inputs
from mapgen.batch.signing import Signing, signing_of
from mapgen.errors import InputError, Problem, attempted
from mapgen.map_style import map_style_of
from mapgen.places.regions import read_region, region_identifier
from mapgen.plain_options import render_options
from mapgen.record.model import Record
from mapgen.record.snapshots import Snapshot
from mapgen.render_options import RenderOptions
from mapgen.sources.locating import called, located_source, region_files
from mapgen.sources.question import Question
from mapgen.sources.reading import answer, read_source
from mapgen.themes.file import read_theme
from mapgen.views.treatments import treatments_of
from mapgen.views.view import located_view


class Job(Struct, frozen=True):
    """One map to draw: its files by format, and its fingerprint, a hash for each kind of input.

    `foreign` are files that exist already and that the manifest has not made; `signing` says how they are signed.
    """

    table: MapTable
    snapshot: Snapshot
    options: RenderOptions
    outputs: tuple[Path, ...]
    fingerprint: Mapping[str, str]
    foreign: tuple[Path, ...] = ()
    signing: Signing | None = None


class Plan(Struct, frozen=True):
    """The jobs of a manifest in order, the files that they depend on, and what messages call their sources."""

    manifest: Manifest
    jobs: tuple[Job, ...]
    files: frozenset[Path]
    sources: tuple[str, ...] = ()


def plan_of(manifest: Manifest) -> Plan:
    """Return the plan of a manifest for the current day.

    Raises InputError with every problem found: in sources, days, themes and options, and two maps for one file.
    """
    problems: list[Problem] = []
    jobs: list[Job] = []
    files = {manifest.path}
    sources: dict[tuple[Path, Question], Record | Snapshot | None] = {}
    signings: list[Signing] = []
    for table in manifest.tables:
        path = located_source(table.values.get("source"), manifest.folder)
        files |= {path, *style_files(table, manifest.folder)}
        key = path, table_question(path, table)
        source = sources[key] if key in sources else _source(path, table, manifest.folder, problems)
        sources[key] = source
        files |= {*region_files(source.region)} if source else set()
        made = sum(len(job.outputs) for job in jobs)
        signing = signing_of(table, manifest.folder, problems, signings)
        jobs += (signed_by(job, signing) for job in _jobs(table, source, manifest.folder, problems, made))
    places = [(job.table.where(), path) for job in jobs for path in job.outputs]
    problems += [
        *clashes(places),
        *written_inputs([(job.table.where("output"), path) for job in jobs for path in job.outputs], files),
    ]
    if problems:
        raise InputError(dict.fromkeys(problems))
    names = tuple(dict.fromkeys(called(path, source) for (path, _), source in sources.items() if source))
    return Plan(manifest, tuple(jobs), frozenset(files), names)


def _source(path: Path, table: MapTable, folder: Path, problems: list[Problem]) -> Record | Snapshot | None:
    faults: list[Problem] = []
    source = attempted(faults, lambda: read_source(path, folder, table_question(path, table)))
    problems += [Problem(f"{table.where('source')}, source", str(fault)) for fault in faults]
    return source


def style_files(table: MapTable, folder: Path) -> Iterator[Path]:
    """Yield the files of themes, images, views and credentials that a table names; they need not exist."""
    yield from (folder / name for name in table.values["theme"] if name.endswith(".toml"))
    yield from (folder / path for _, path in table.values.get("image", ()))
    yield from (folder / name for name in (table.values.get("view", ""),) if name.endswith(".toml"))
    yield from (
        folder / name for key in ("sign", "sign_key") if (name := table.values.get(key)) and "-----" not in name
    )


def _jobs(
    table: MapTable, source: Record | Snapshot | None, folder: Path, problems: list[Problem], made: int
) -> Iterator[Job]:
    """Yield a job for each day, basis, language, size and theme of a table, after some files `made` by others.

    Without a source, which is faulty, only the styles are checked.
    """
    faults: list[Problem] = []
    snapshots = _snapshots(table, source, faults, made) if source else ()
    styles = _styles(table, folder, faults)
    if source:
        shown = snapshots[0] if snapshots else _any_snapshot(source)
        for options, _ in styles:
            _check(shown, options, faults)
    if faults or not source:
        problems += placed(table, dict.fromkeys(faults), folder)
        return
    fingerprints = [fingerprint_of(source.region, options) for options, _ in styles]
    for snapshot in snapshots:
        facts = snapshot_hash(snapshot)
        for (options, names), fingerprint in zip(styles, fingerprints, strict=True):
            placeholders = {**names, **_names(table, source, snapshot)}
            outputs, outside = outputs_of(folder, table.values, placeholders)
            key = "name" if "name" in table.places else "output"
            problems += [Problem(table.where(key), message) for message in outside]
            yield Job(table, snapshot, options, outputs, {"facts": facts, **fingerprint})


def _snapshots(table: MapTable, source: Record | Snapshot, faults: list[Problem], made: int) -> tuple[Snapshot, ...]:
    """Return the snapshot of each question of a table that can be answered; its faults are added to `faults`."""
    questions = attempted(faults, lambda: list(dict.fromkeys(questions_of(table, source)))) or []
    attempted(faults, lambda: refuse_many(len(questions), table.values, made))
    if faults:
        return ()
    answers = [attempted(faults, partial(answer, source, Question(as_of=day, basis=basis))) for day, basis in questions]
    return tuple(snapshot for snapshot in answers if snapshot)


def _any_snapshot(source: Record | Snapshot) -> Snapshot:
    """Return a snapshot that a source surely has, to check options with where it has none of the days asked for."""
    return source if isinstance(source, Snapshot) else answer(source, Question(as_of=source.begins))


def _check(snapshot: Snapshot, options: RenderOptions, faults: list[Problem]) -> None:
    """Add the faults of options that no map of a snapshot's region can have, before any map is drawn."""
    attempted(faults, lambda: map_style_of(snapshot, options))
    attempted(
        faults, lambda: treatments_of(read_region(snapshot.region), options.territories, options.claims, options.view)
    )


def _styles(table: MapTable, folder: Path, faults: list[Problem]) -> list[tuple[RenderOptions, dict[str, str]]]:
    """Return the options of each map of a day, and their values for the placeholders of an output pattern."""
    values = table.values
    styles = []
    for lang, size, theme in product(values["lang"], values["size"], values["theme"]):
        theme_path = str(folder / theme) if theme.endswith(".toml") else theme
        read = attempted(faults, partial(read_theme, theme_path))
        plain = {**style_of_table(values), "lang": lang, "size": size, "theme": theme_path}
        plain |= {"view": located_view(plain["view"], folder)} if "view" in plain else {}
        plain["images"] = [(bloc, str(folder / path)) for bloc, path in plain.get("images", ())]
        # One by one, so that a faulty value does not hide what is wrong with another.
        fitting = {name: plain[name] for name in plain if attempted(faults, partial(_option, name, plain[name]))}
        names = {"lang": lang, "size": size, "theme": read.name if read else theme}
        styles += [(options, names)] if (options := attempted(faults, partial(render_options, fitting))) else []
    return styles


def _option(name: str, value: object) -> RenderOptions:
    return render_options({name: value} if name != "dpi" else {})  # the size decides which dpi are right


def _names(table: MapTable, source: Record | Snapshot, snapshot: Snapshot) -> dict[str, str]:
    region = region_identifier(source.region)
    path = table.values.get("source")
    stem = Path(path).stem if path else region
    return {
        "name": table.values.get("name", stem),
        "source": stem,
        "region": region,
        "date": snapshot.as_of.isoformat(),
        "basis": snapshot.basis or "unknown",
    }


def signed_by(job: Job, signing: Signing | None) -> Job:
    """Return a job whose files are signed; the same one where they are not."""
    if signing is None:
        return job
    return replace(job, signing=signing, fingerprint={**job.fingerprint, "signature": signing.fingerprint})


def job_with(job: Job, outputs: Sequence[Path], foreign: Sequence[Path] = ()) -> Job:
    """Return a job with only some of its outputs, of which some are foreign."""
    return replace(job, outputs=tuple(outputs), foreign=tuple(foreign))
