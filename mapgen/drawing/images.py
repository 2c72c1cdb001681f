"""Images that a user gives for a bloc: read with Pillow, cut to the area they fill, encoded small enough to embed."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from PIL import Image, ImageOps, UnidentifiedImageError

from mapgen.disk.reading import read_whole
from mapgen.errors import InputError, listed
from mapgen.record.alignments import CLASSES

_FORMATS = ("PNG", "JPEG", "WEBP")
_LARGEST = 50_000_000  # pixels: some twice those of a good camera
_LONGEST = 20_000  # pixels of a side: more than any panorama that a map could show
_MEGABYTES = 200
# The qualities of JPEG that are tried, and the factor by which an image shrinks that is too large at the last of them.
_QUALITIES = (86, 76, 66)
_SHRUNK = 0.8
# A crop for the key, in pixels: three times its patch at the article's size.
_THUMBNAIL = (54, 38)
_THUMBNAIL_BYTES = 4_000


class BlocImage(Struct, frozen=True, dict=True):
    """An image that fills a bloc: upright RGB pixels, its credit, and the hash of its file."""

    image: Image.Image
    credit: str
    sha256: str

    @cached_property
    def thumbnail(self) -> bytes:
        """The image's middle as a small JPEG, for the key."""
        return self.covering(_THUMBNAIL, _THUMBNAIL_BYTES)

    def covering(self, size: tuple[int, int], most_bytes: int) -> bytes:
        """Return a JPEG of at most `most_bytes` that covers a size in pixels, cut around its middle.

        If the file is too large even at the lowest quality, the image has fewer pixels.
        """
        width, height = size
        while True:
            fitted = ImageOps.fit(self.image, (width, height), Image.Resampling.LANCZOS)
            for quality in _QUALITIES:
                file = io.BytesIO()
                fitted.save(file, "JPEG", quality=quality, optimize=True)
                if file.tell() <= most_bytes or max(width, height) == 1:
                    return file.getvalue()
            width, height = max(1, round(_SHRUNK * width)), max(1, round(_SHRUNK * height))


def bloc_images(
    paths: Mapping[str, Path | str], credits_of: Mapping[str, str], backgrounds: Mapping[str, str], classes: int
) -> dict[str, BlocImage]:
    """Return the image of each bloc that has one, with its credit; `backgrounds` are the colours of the blocs.

    Raises InputError for an image without a credit, a credit without an image, and a number of classes other than
    three, and as read_image does.
    """
    if paths and classes != len(CLASSES[3]):
        raise InputError.single(f"image {listed(paths)}", "images fill blocs; draw the map in 3 classes")
    if without := [side for side in paths if side not in credits_of]:
        in_python = f'in Python, image_credits={{"{without[0]}": "Name, licence"}}'
        message = f'say whose image it is: --image-credit {without[0]}="Name, licence"; {in_python}'
        raise InputError.single(f"image {listed(without)}", message)
    if without := [side for side in credits_of if side not in paths]:
        raise InputError.single(f"image credit {listed(without)}", "there is no image of that bloc to credit")
    return {side: read_image(Path(path), credits_of[side], backgrounds[side]) for side, path in paths.items()}


def read_image(path: Path, credit: str, background: str) -> BlocImage:
    """Return a PNG, JPEG or WebP image, turned upright as its EXIF data say; of an animated image the first frame.

    Transparent pixels show `background`, a colour `#rrggbb`. Raises InputError for a file that cannot be read, is no
    such image, or has too many pixels.
    """
    data = read_whole(path, _MEGABYTES, "name a PNG, JPEG or WebP image")
    try:
        with warnings.catch_warnings():
            # Pillow warns of images that are too large; here they are refused.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
        _refuse_large(path, image.size)
        upright = _opaque(ImageOps.exif_transpose(image), background)
    except Image.DecompressionBombError:
        raise InputError.single(
            str(path), f"the image has too many pixels; at most {_LARGEST:,} are taken, so make it smaller"
        ) from None
    except UnidentifiedImageError:
        raise InputError.single(str(path), "this is no PNG, JPEG or WebP image") from None
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise InputError.single(str(path), f"the image is damaged ({error})") from None
    return BlocImage(upright, credit, hashlib.sha256(data).hexdigest())


def _opaque(image: Image.Image, background: str) -> Image.Image:
    """Return an image in RGB, on a background where it is transparent."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    opaque = Image.new("RGBA", image.size, background)
    opaque.alpha_composite(image.convert("RGBA"))
    return opaque.convert("RGB")


def _refuse_large(path: Path, size: tuple[int, int]) -> None:
    width, height = size
    if width * height > _LARGEST or max(width, height) > _LONGEST:
        raise InputError.single(
            str(path),
            f"the image has {width:,} by {height:,} pixels; at most {_LARGEST:,} are taken, and at most {_LONGEST:,} "
            "on a side, so make it smaller",
        )
