"""The command `verify`, which checks published files."""

from __future__ import annotations

import gc
import json
from collections import Counter
from pathlib import Path

import click

from mapgen.cli.messages import note, summary
from mapgen.cli.options import FilePath, Word
from mapgen.cli.outputs import finish_interrupted_writes
from mapgen.cli.streams import json_text
from mapgen.errors import printable


@click.command()
@click.argument("files", nargs=-1, required=True, type=FilePath(), metavar="FILE...")
@click.option(
    "--record",
    "records",
    multiple=True,
    metavar="FILE",
    type=FilePath(),
    help="Record or snapshot that the files show; may be given again.",
)
@click.option("--format", "form", type=Word("FORMAT", ("text", "json")), default="text")
def verify(files: tuple[Path, ...], records: tuple[Path, ...], form: str) -> None:
    """Say whether published files still stand.

    Each FILE is checked: is it as mapgen made it, and does its record still say what it shows? Takes PNG, SVG, PDF,
    HTML, GIF, WebP and MP4. Without --record, what a file shows is looked up in the record here, or in the shipped
    record or list that it names. Exit code 0: all are unchanged, byte for byte; 1: one is outdated (the record now says
    otherwise), re-encoded (other bytes, the same content) or altered since it was made; 2: one cannot be checked, as
    mapgen did not make it or its metadata was removed.

    \b
    Examples:
      mapgen verify outputs/*
      mapgen verify map.png --record my-record.toml --format json
    """
    from mapgen.proof.sources import Sources  # noqa: PLC0415 (not needed for help)
    from mapgen.proof.verification import proof_of, worst  # noqa: PLC0415

    gc.enable()  # many files leave garbage to collect; see __main__
    finish_interrupted_writes(files)
    sources = Sources(records)
    proofs = [proof_of(path, sources) for path in files]
    if form == "json":
        click.echo(json_text(json.dumps([proof.plain for proof in proofs], indent=2, ensure_ascii=False)))
    else:
        for proof in proofs:
            for line in proof.lines:
                # Metadata of a file may hold control characters, which a terminal would obey.
                click.echo(printable(line))
    for origin in sources.used:
        note(f"read {origin}")
    counts = Counter(proof.verdict for proof in proofs)
    files_said = "1 file" if len(proofs) == 1 else f"{len(proofs)} files"
    summary(f"{files_said}: {', '.join(f'{count} {verdict}' for verdict, count in counts.items())}")
    click.get_current_context().exit(worst(proofs))
