"""The options that sign files: a certificate, its private key, and a server of time stamps."""

from __future__ import annotations

import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapgen.cli.messages import note
from mapgen.cli.options import F, FilePath, Word
from mapgen.themes.theme import KEY_MODES

if TYPE_CHECKING:
    from mapgen.credentials.credential import SigningCredential

_STREAM = "what signs is read from files"


class _PrivateKeyPath(str):
    """The path of a private key, given as --key."""

    __slots__ = ()


class KeyModeOrFile(Word):
    """A word for the classes in a map's key; with --sign, --key may also be the path of a private key."""

    def __init__(self) -> None:
        super().__init__("CLASSES", KEY_MODES)

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word or the path; fails as a Word does where nothing is signed."""
        text = str(value)
        if text.casefold() in self.words:
            return super().convert(value, param, ctx)
        from mapgen.credentials.private_key import checked_key_path  # noqa: PLC0415 (most maps are not signed)

        checked_key_path("--key", text)  # no message repeats a key
        # --sign is eager, so it was read before.
        signs = ctx is not None and isinstance(ctx.params.get("sign"), Path)
        return _PrivateKeyPath(text) if signs else super().convert(value, param, ctx)


def signing_options(command: F) -> F:
    """Add --sign, --sign-key and --timestamp to a command that has --key for the key of its maps."""
    return _signing_options(command, ("--sign-key",))


def signing_options_with_key(command: F) -> F:
    """Add --sign, --sign-key (also --key) and --timestamp to a command whose maps have no option --key."""
    return _signing_options(command, ("--sign-key", "--key"))


def _signing_options(command: F, key_names: tuple[str, ...]) -> F:
    path = FilePath(not_hyphen=_STREAM)
    for option in (
        click.option("--timestamp", metavar="URL", help="Server of time stamps (RFC 3161) for the signature."),
        click.option(*key_names, "sign_key", metavar="KEY", type=path, help="The certificate's private key, PEM."),
        click.option(
            "--sign",
            metavar="CERTIFICATE",
            type=path,
            is_eager=True,
            help="Sign by this certificate (PEM, with its chain), as Content Credentials.",
        ),
    ):
        command = option(command)
    return command


def refuse_signing(command: F) -> F:
    """Add --sign, --sign-key and --timestamp to a command that signs nothing, so that it says so; no help has them."""

    def refuse(_: click.Context, param: click.Parameter, value: str | None) -> None:
        if value is not None:
            raise click.UsageError(f"{param.opts[0]}: HTML carries no Content Credentials; sign pictures, by render.")

    for name in ("--timestamp", "--sign-key", "--sign"):
        command = click.option(name, hidden=True, expose_value=False, callback=refuse)(command)
    return command


def credential_of(options: MutableMapping[str, Any]) -> SigningCredential | None:
    """Remove the values of signing_options from a command's options; return the credential, checked, or None.

    Raises InputError as read_credential does.
    """
    certificate, key, timestamp = (options.pop(name) for name in ("sign", "sign_key", "timestamp"))
    if isinstance(in_place := options.get("key"), _PrivateKeyPath):
        if key is not None:
            raise click.UsageError("--key and --sign-key are both files; give the private key once.")
        key, options["key"] = Path(in_place), KEY_MODES[0]
    if certificate is key is timestamp is None:
        return None
    from mapgen.credentials.credential import credential_files, read_credential  # noqa: PLC0415 (as above)

    files = credential_files(certificate, key, timestamp, "--")
    return read_credential(files, lambda: _passphrase(files.key)) if files else None


def _passphrase(path: Path) -> str | None:
    """Return what is typed on a terminal, unseen; None where there is none."""
    if not sys.stdin.isatty():
        return None
    passphrase: str = click.prompt(f"Passphrase of {path.name}", hide_input=True, err=True)
    return passphrase


def signed(files: Mapping[Path, bytes], credential: SigningCredential | None) -> Mapping[Path, bytes]:
    """Return the files that a command writes, signed by a credential if there is one; raises InputError."""
    if credential is None:
        return files
    from mapgen.pens.signed_files import signed_files  # noqa: PLC0415 (as above)

    return signed_files(files, credential)


def inputs_of(credential: SigningCredential | None) -> tuple[Path, ...]:
    """Return the files of a credential, over which nothing is written."""
    return (credential.files.certificate, credential.files.key) if credential else ()


def note_signed(credential: SigningCredential | None, unsigned: str = "") -> None:
    """Say who signed the files, and which are not signed."""
    if credential:
        note(f"signed as {credential.signer}{unsigned}")
