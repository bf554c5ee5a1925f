"""Pictures, drawn anew: the pixels are kept and nothing else is."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Final

from PIL import Image, ImageCms, ImageOps

from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.kernel.said import say

MOST_PIXELS: Final = 50_000_000
_KINDS: Final = {
    "JPEG": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "WEBP": ("image/webp", ".webp"),
}
_KEPT_MODES: Final = frozenset({"RGB", "L", "RGBA"})
_QUALITY: Final = 90


@dataclass(frozen=True, slots=True)
class Redrawn:
    content: IO[bytes]
    media_type: str
    ending: str


def redrawn(file: IO[bytes], name: str) -> Redrawn:
    """Raises NotAccepted for a damaged picture and for one of more points than can be decoded safely.

    Of a picture that moves the first frame is kept.
    """
    file.seek(0)
    try:
        with Image.open(file, formats=tuple(_KINDS)) as opened:
            # Opening reads the header alone, so this comes before memory is taken for the points.
            _check_points(opened, name)
            kind = str(opened.format)
            content = io.BytesIO()
            _upright(opened).save(content, format=kind, **({} if kind == "PNG" else {"quality": _QUALITY}))
    except NotAccepted:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise NotAccepted(_too_large(name)) from problem
    except Exception as problem:  # a decoder of foreign bytes fails in ways that it does not list
        message = say(
            "“{name}” is a damaged picture. Open it, save it again, and upload the new copy.", name=name
        )
        raise NotAccepted(message) from problem
    media_type, ending = _KINDS[kind]
    content.seek(0)
    return Redrawn(content, media_type, ending)


def _check_points(opened: Image.Image, name: str) -> None:
    if opened.width * opened.height > MOST_PIXELS:
        raise NotAccepted(_too_large(name))


def _too_large(name: str) -> str:
    return say(
        "“{name}” has more than {most_pixels} million points. Make it smaller and upload that.",
        name=name,
        most_pixels=MOST_PIXELS // 10**6,
    )


def _upright(opened: Image.Image) -> Image.Image:
    """A copy with the points alone, turned as the camera was held, its colours those of the web (sRGB)."""
    profile = opened.info.get("icc_profile")
    turned: Image.Image = opened
    # What says how the camera was held may be nonsense while the picture is whole.
    with suppress(Exception):
        turned = ImageOps.exif_transpose(opened)
    pixels = _in_a_kept_mode(turned)
    if profile and pixels.mode != "L":
        with suppress(ImageCms.PyCMSError, OSError):
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            changed = ImageCms.profileToProfile(pixels, given, ImageCms.createProfile("sRGB"))
            pixels = changed if changed is not None else pixels
    clean = Image.new(pixels.mode, pixels.size)
    clean.paste(pixels)
    return clean


def _in_a_kept_mode(picture: Image.Image) -> Image.Image:
    if picture.mode in _KEPT_MODES:
        return picture
    if picture.mode.startswith("I;16"):
        # Sixteen bits of grey: the upper eight are what a screen shows; a plain conversion would cut all off at white.
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in {"LA", "PA", "RGBa", "La"} or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert("RGB")
