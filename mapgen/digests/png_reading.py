"""The content of a PNG whose bytes are not those that mapgen wrote, and the metadata of any.

It is read chunk by chunk, and only chunks that mapgen writes, or that change nothing that a reader sees, are admitted.
Its pixels are decoded from those alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from mapgen.digests.digest import DIGEST, FilePart, metadata_parts
from mapgen.digests.judgement import (
    NOT_OURS,
    Alteration,
    FileMetadata,
    ForeignError,
    Judgement,
    judged,
    refuse_older,
    structured,
)
from mapgen.digests.png import DENSITY, KEYWORDS, PICTURE, PREFIX, XMP, SealedPicture, other_facts, png_content
from mapgen.digests.png_chunks import DRAWN, TEXTS, Chunk, PngText, chunks_of, texts_of
from mapgen.digests.png_pixels import NoPixelsError, pixels_of
from mapgen.digests.png_tiles import differing_place
from mapgen.errors import shortened

KIND = "PNG"
# What a picture may have besides pixels and texts: dots an inch, the day of a change, and that its colours are sRGB, as
# they are without that.
_SRGB, _TIME = b"sRGB", b"tIME"
_HARMLESS = {_SRGB: re.compile(rb"[\0-\3]"), _TIME: re.compile(rb".{7}", re.DOTALL)}
# What ImageMagick writes into each PNG.
_HARMLESS_TEXTS = re.compile(r"date:(create|modify|timestamp)\0\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
_FOREIGN = {
    b"iCCP": "a colour profile",
    b"gAMA": "a correction of its brightness",
    b"cHRM": "a definition of its colours",
    b"cICP": "a definition of its colours",
    b"eXIf": "EXIF data",
    b"acTL": "an animation",
    b"tRNS": "transparency",
    b"caBX": "Content Credentials that do not belong to it",
}


def whole_metadata(data: bytes) -> dict[str, str]:
    """Return the metadata of a file whose bytes are those that mapgen wrote."""
    return _metadata(texts_of(chunks_of(data).chunks))


def read_altered(data: bytes) -> FileMetadata:
    """Return the content of a file whose bytes are not those that mapgen wrote; raises ForeignError for any other."""
    read = chunks_of(data)
    texts = [*texts_of(read.chunks)]
    metadata = _metadata(texts)
    if DIGEST not in metadata:
        raise ForeignError(f"the PNG is damaged ({read.flaw})" if read.flaw else NOT_OURS)
    refuse_older(metadata[DIGEST])
    foreign = [read.flaw] if read.flaw else [*_foreign_chunks(read.chunks)]
    if read.after:
        foreign.append(f"holds {read.after:,} bytes that mapgen did not write, after the end of the picture")
    try:
        picture = msgspec.json.decode(metadata.get(PICTURE, ""), type=SealedPicture)
    except (msgspec.DecodeError, RecursionError):
        return FileMetadata(KIND, metadata, ("its seal", *foreign))
    foreign += _foreign_texts(texts, picture.lang)
    return _judged(metadata, read.chunks, other_facts(texts, read.chunks), picture, foreign)


def _judged(
    metadata: Mapping[str, str],
    chunks: Sequence[Chunk],
    others: Sequence[FilePart],
    picture: SealedPicture,
    foreign: list[str],
) -> FileMetadata:
    """Return the content of a file by its digest; `others` are its facts beside the metadata, `foreign` is not ours."""
    pixels = None
    try:
        pixels = pixels_of(chunks, picture.size)
    except NoPixelsError as error:
        foreign.append(str(error))

    def judge(digest: str) -> Judgement:
        facts = [*metadata_parts(metadata), *others]
        if pixels is not None:
            return judged(digest, png_content(pixels), {}, facts)
        judgement = judged(digest, b"", {}, facts)  # why there are no pixels is said already
        return replace(judgement, alterations=tuple(one for one in judgement.alterations if one.group))

    def place(alteration: Alteration) -> str:
        if alteration.group or pixels is None:
            return alteration.name
        return f"its picture{differing_place(picture.tiles, pixels, picture.places)}"

    return structured(KIND, metadata, judge, place, foreign)


def _key(text: PngText) -> str | None:
    """Return the name in our metadata of a text; None for any other text."""
    names = {keyword: key for key, keyword in KEYWORDS.items()}
    return names.get(text.keyword) or (text.keyword.removeprefix(PREFIX) if text.keyword.startswith(PREFIX) else None)


def _metadata(texts: Iterable[PngText | None]) -> dict[str, str]:
    return {key: text.value for text in texts if text and (key := _key(text))}


def _foreign_chunks(chunks: Sequence[Chunk]) -> Iterator[str]:
    """Yield what chunks hold that mapgen does not write, and that may change what a reader sees."""
    counts = Counter(chunk.kind for chunk in chunks if chunk.kind not in {*DRAWN, *TEXTS, DENSITY})
    for chunk in {chunk.kind: chunk for chunk in chunks}.values():
        count, harmless = counts[chunk.kind], _HARMLESS.get(chunk.kind)
        if count == 1 and harmless and harmless.fullmatch(chunk.data):
            continue
        if count:
            times = f", {count} times" if count > 1 else ""
            yield f"holds {_FOREIGN.get(chunk.kind, 'a chunk')} that mapgen did not write ({chunk.name}{times})"
    for chunk in chunks:
        if not chunk.fits and chunk.kind not in DRAWN:
            yield f"its chunk {chunk.name}, whose checksum does not fit"


def _foreign_texts(texts: Sequence[PngText | None], lang: str) -> Iterator[str]:
    """Yield which texts are not as mapgen writes them, whatever they say."""
    counts = Counter(_key(text) or text.keyword for text in texts if text)
    for text in texts:
        if text is None:
            yield "holds a text that cannot be read"
            continue
        name = f'the text "{shortened(text.keyword)}"'
        known = _key(text) or text.keyword == XMP
        if not known and not _HARMLESS_TEXTS.fullmatch(f"{text.keyword}\0{text.value}"):
            yield f"holds {name}, which mapgen did not write"
        elif counts[_key(text) or text.keyword] > 1:
            yield f"{name}, which is there {counts[_key(text) or text.keyword]} times"
        elif text.translated or text.lang not in {"", lang}:
            yield f"the language of {name}"
