"""Saving a drawing: to paths, whose endings give the format, and to file objects, for which an argument gives it."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from mapgen.disk.paths import is_file, is_folder
from mapgen.disk.writing import write_all
from mapgen.drawing.primitives import Drawing
from mapgen.errors import InputError, OutputError, listed, nearest
from mapgen.files.arguments import path_argument, text_argument, wrong
from mapgen.pens.formats import FORMATS, encoded
from mapgen.pipeline import check_endings, output_files

if TYPE_CHECKING:
    from mapgen.credentials.credential import SigningCredential

Target = Path | str | IO[Any]
_FORMATS = tuple(FORMATS)


def save_drawing(
    drawing: Drawing, targets: Iterable[Target], form: str | None = None, credential: SigningCredential | None = None
) -> tuple[Path, ...]:
    """Write a drawing to paths and file objects, and return the paths.

    Everything is drawn before anything is written; either all paths are written or none. `form` is one of png, svg
    and pdf. A `credential` signs the files. Raises InputError for a target or format that is wrong, OutputError where
    one cannot be written.
    """
    targets = list(targets)
    if not targets:
        raise InputError.single("save", 'name a file, such as "map.svg"')
    paths = tuple(Path(target) for target in targets if isinstance(target, str | os.PathLike))
    files = [target for target in targets if not isinstance(target, str | os.PathLike)]
    ending = _ending(form)
    # As matplotlib does, a path without an ending takes the format that is named.
    check_endings(path for path in paths if path.suffix or not ending or is_folder(path))
    _check_agreeing(paths, ending)
    data = _data_for(files, drawing, ending, credential)
    bare = {path: encoded(drawing, ending) for path in paths if ending and not path.suffix}
    _refuse_inputs(paths, drawing)
    drawn = {**bare, **output_files(drawing, [path for path in paths if path.suffix])}
    write_all(_signed(drawn, credential))
    for file, content in zip(files, data, strict=True):
        _write(file, content)
    return paths


def credential_for(sign: object, sign_key: object, timestamp: object) -> SigningCredential | None:
    """Return the credential that arguments of `save` name, checked, or None; raises InputError as read_credential does.

    No message repeats the value of `sign_key`.
    """
    if sign is sign_key is timestamp is None:
        return None
    from mapgen.credentials.credential import credential_files, read_credential  # noqa: PLC0415 (few maps are signed)

    if not isinstance(sign_key, str | os.PathLike | None):
        raise InputError.single("sign_key", "give the path of the file that holds the private key, as text or a Path")
    certificate = None if sign is None else path_argument("sign", sign)
    address = None if timestamp is None else text_argument("timestamp", timestamp)
    files = credential_files(certificate, None if sign_key is None else os.fspath(sign_key), address)
    return read_credential(files) if files else None


def _refuse_inputs(paths: Sequence[Path], drawing: Drawing) -> None:
    """Raise InputError for a path at which the record or an image lies that the drawing was made from."""
    hashes = f"{drawing.metadata.get('record-sha256', '')} {drawing.metadata.get('options', '')}"
    for path in paths:
        if is_file(path) and hashlib.sha256(path.read_bytes()).hexdigest() in hashes:
            raise InputError.single(str(path), "the map is made from this file, which is never written; name another")


def _ending(form: object) -> str | None:
    if form is None:
        return None
    name = form.lower().removeprefix(".") if isinstance(form, str) else form
    if name not in _FORMATS:
        hint = nearest(name, _FORMATS) if isinstance(name, str) else ""
        raise wrong("format", form, f"write {listed(_FORMATS)}{hint}")
    return f".{name}"


def _check_agreeing(paths: Sequence[Path], ending: str | None) -> None:
    for path in paths:
        if ending and path.suffix and path.suffix.lower() != ending:
            message = f'its ending is another format than "{ending[1:]}"; leave format out, or write {ending}'
            raise InputError.single(str(path), message)


def _data_for(
    files: Sequence[Any], drawing: Drawing, ending: str | None, credential: SigningCredential | None
) -> list[bytes | str]:
    """Return the data for each file object: text for one that takes text, bytes for any other."""
    for file in files:
        if not hasattr(file, "write"):
            raise wrong("save", file, 'give paths such as "map.svg", or file objects that are open for writing')
        if ending is None:
            raise wrong("save", file, f"a file object has no ending; say the format: {listed(map(repr, _FORMATS))}")
        if isinstance(file, io.TextIOBase) and ending != ".svg":
            raise wrong("save", file, f'it takes text, and {ending[1:]} is bytes; open it with "wb", or use BytesIO')
    if not files or ending is None:
        return []
    data = encoded(drawing, ending)
    data = _signed({Path(ending): data}, credential)[Path(ending)]
    return [data.decode() if isinstance(file, io.TextIOBase) else data for file in files]


def _signed(files: Mapping[Path, bytes], credential: SigningCredential | None) -> Mapping[Path, bytes]:
    if credential is None:
        return files
    from mapgen.pens.signed_files import signed_files  # noqa: PLC0415 (few maps are signed)

    return signed_files(files, credential)


def _write(file: Any, content: bytes | str) -> None:  # noqa: ANN401 (any object with a method write)
    try:
        file.write(content)
    except TypeError:
        raise wrong("save", file, 'it does not take bytes; open it with "wb", or use BytesIO') from None
    except (OSError, ValueError) as error:  # a closed file raises ValueError
        raise OutputError(f"(a {type(file).__name__}): cannot be written ({error})") from None
