"""Files as people send them, made in memory: office documents part by part, PDFs and photos with something in them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pypdf.generic import PdfObject

MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def an_office_file(kind: str = "docx", parts: Mapping[str, bytes] | None = None) -> bytes:
    """The least that is a document of its kind, and further parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (
            {"[Content_Types].xml": b"<Types/>", MAIN[kind]: b"<main/>"} | dict(parts or {})
        ).items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)  # of one day, always
    return content.getvalue()


def relationships(kind: str, target: str, mode: str = "External") -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/></Relationships>'
    ).encode()


def a_pdf(*, catalog: Mapping[str, PdfObject] | None = None, **how: Any) -> bytes:
    """One empty page; `catalog` is added to the root of the document. `how`: script, attachment, password."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    if "script" in how:
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(
            DictionaryObject(
                {
                    NameObject("/S"): NameObject("/JavaScript"),
                    NameObject("/JS"): TextStringObject(how["script"]),
                }
            )
        )
    if "attachment" in how:
        writer.add_attachment("inside.exe", how["attachment"])
    for key, value in (catalog or {}).items():
        writer.root_object[NameObject(key)] = value
    if "password" in how:
        writer.encrypt(how["password"], algorithm="AES-256")
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def an_action(kind: str) -> DictionaryObject:
    return DictionaryObject(
        {NameObject("/S"): NameObject(kind), NameObject("/F"): TextStringObject("cmd.exe")}
    )


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (40, 20), *, held: int = 1, **place: float) -> bytes:
    """Left half red, right half blue; made by a camera that says where it was and how it was held (EXIF 0x0112)."""
    picture = Image.new("RGB", size, (200, 0, 0))
    picture.paste((0, 0, 200), (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    exif[0x0112] = held
    exif[0x010F] = "SECRETCAMERA"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (place.get("north", 53.0), 28.0, 1.0)
    gps[3], gps[4] = "W", (place.get("west", 2.0), 14.0, 1.0)
    content = io.BytesIO()
    more: dict[str, Any] = {"comment": b"SECRETCOMMENT"} if kind == "JPEG" else {}
    if kind != "PNG":
        more["xmp"] = b"<x:xmpmeta>SECRETPLACE</x:xmpmeta>"
    picture.save(content, format=kind, exif=exif, **more)
    return content.getvalue()
