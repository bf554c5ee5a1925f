"""What a file is, judged by what is in it and never by its name; images are drawn anew."""

from __future__ import annotations

import io
import zipfile

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 50_000_000
MOST_PARTS = 5_000
PDF = "application/pdf"
TEXT = "text/plain"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ACCEPTED = "a PDF, a photo (JPEG, PNG or WebP), a Word document (.docx), a spreadsheet (.xlsx), or plain text (.txt, .csv)"

_IMAGES = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png"), "WEBP": ("image/webp", ".webp")}
_OFFICE = {"word/document.xml": (WORD, ".docx"), "xl/workbook.xml": (SHEET, ".xlsx")}


class NotAccepted(Exception):
    """The file cannot be taken; the sentence says why and what can."""


def examined(content: bytes, *, name: str) -> tuple[bytes, str, str]:
    """The bytes to keep, their media type and a safe file name whose ending tells the truth. Raises NotAccepted.

    An image is decoded and written again, which leaves behind its location, its camera and anything hidden in it.
    """
    if not content:
        message = f"“{name}” is empty. Choose the file again."
        raise NotAccepted(message)
    stem = (
        "".join(sign for sign in name.rsplit("/", 1)[-1].rsplit(".", 1)[0] if sign.isprintable())[:150]
        or "file"
    )
    if content.startswith(b"%PDF-"):
        return content, PDF, f"{stem}.pdf"
    if content.startswith(b"PK\x03\x04"):
        media_type, ending = _office(content, name)
        return content, media_type, stem + ending
    image = _image(content, name)
    if image is not None:
        drawn, media_type, ending = image
        return drawn, media_type, stem + ending
    if _is_text(content):
        return content, TEXT, stem + (".csv" if name.lower().endswith(".csv") else ".txt")
    message = f"“{name}” is not a kind of file we can take. Upload {ACCEPTED}."
    raise NotAccepted(message)


def _office(content: bytes, name: str) -> tuple[str, str]:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        message = f"“{name}” is damaged and cannot be opened. Save it again and upload the new copy."
        raise NotAccepted(message) from None
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        message = f"“{name}” contains macros. Save it without macros (.docx or .xlsx) and upload that."
        raise NotAccepted(message)
    for marker, found in _OFFICE.items():
        if marker in parts and len(parts) <= MOST_PARTS:
            return found
    message = f"“{name}” is an archive. Upload the files inside it one by one: {ACCEPTED}."
    raise NotAccepted(message)


def _image(content: bytes, name: str) -> tuple[bytes, str, str] | None:
    try:
        with Image.open(io.BytesIO(content)) as opened:
            if opened.format not in _IMAGES:
                return None
            if opened.width * opened.height > MOST_PIXELS:
                message = (
                    f"“{name}” has {opened.width} by {opened.height} points. Make it smaller and upload that."
                )
                raise NotAccepted(message)
            kind = opened.format
            turned = _upright(opened)
            drawn = io.BytesIO()
            turned.save(drawn, format=kind)
    except UnidentifiedImageError:
        return None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        message = f"“{name}” is a damaged picture. Save it again and upload the new copy."
        raise NotAccepted(message) from problem
    media_type, ending = _IMAGES[kind]
    return drawn.getvalue(), media_type, ending


def _upright(opened: Image.Image) -> Image.Image:
    """A copy with the pixels alone, turned as the camera held it; no metadata comes along."""
    turned = ImageOps.exif_transpose(opened)
    mode = turned.mode if turned.mode in {"RGB", "L", "RGBA"} else "RGB"
    pixels = turned.convert(mode)
    clean = Image.new(mode, pixels.size)
    clean.paste(pixels)
    return clean


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign in "\r\n\t" for sign in text)
