"""The command `verify`, which checks published files."""

from __future__ import annotations

import gc
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.messages import note, summary
from mapgen.cli.options import FilePath, Word
from mapgen.cli.outputs import finish_interrupted_writes
from mapgen.cli.streams import json_text
from mapgen.errors import printable

if TYPE_CHECKING:
    from mapgen.proof.verification import Proof


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
@click.option(
    "--trust",
    metavar="LIST",
    type=FilePath(not_hyphen="a list of certificates is read from a file"),
    help="Certificates (PEM) of authorities or signers to trust; no others are.",
)
@click.option("--format", "form", type=Word("FORMAT", ("text", "json")), default="text")
def verify(files: tuple[Path, ...], records: tuple[Path, ...], trust: Path | None, form: str) -> None:
    """Say whether published files still stand.

    Each FILE is checked: is it as mapgen made it, and does its record still say what it shows? Takes PNG, SVG, PDF,
    HTML, GIF, WebP and MP4. Without --record, what a file shows is looked up in the record here, or in the shipped
    record or list that it names. Exit code 0: all are unchanged, byte for byte; 1: one is outdated (the record now says
    otherwise), re-encoded (other bytes, the same content) or altered since it was made; 2: one cannot be checked, as
    mapgen did not make it or its metadata was removed.

    Of a file with Content Credentials it says who signed it; with --trust, each file must be signed by a certificate
    of the list, or by one that it vouches for. Without a signature the proof is a checksum, which anybody can make.

    \b
    Examples:
      mapgen verify outputs/*
      mapgen verify map.png --record my-record.toml --format json
      mapgen verify published/* --trust root.pem
    """
    from mapgen.credentials.trust_list import read_trust_list  # noqa: PLC0415 (not needed for help)
    from mapgen.proof.sources import Sources  # noqa: PLC0415 (not needed for help)
    from mapgen.proof.verification import proof_of, worst  # noqa: PLC0415

    gc.enable()  # many files leave garbage to collect; see __main__
    finish_interrupted_writes(files)
    sources = Sources(records)
    trusted = read_trust_list(trust) if trust else None
    proofs = [proof_of(path, sources, trusted) for path in files]
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
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
    summary(f"{files_said}: {verdicts}{_by_checksum(proofs)}")
    click.get_current_context().exit(worst(proofs))


def _by_checksum(proofs: Sequence[Proof]) -> str:
    """Return how many of the files that are known as mapgen's are not signed, and what that means; or nothing."""
    unsigned = sum(bool(proof.metadata) and proof.credentials is None for proof in proofs)
    return f" ({unsigned} not signed: a checksum shows edits, and not who made a file)" if unsigned else ""
