"""XLSX and ODS are archives of XML: their parts are bounded before they are unpacked, and gone through without loading them."""

from __future__ import annotations

import re
import zipfile
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat  # nosec B407  (declarations, on which its dangers rest, are refused)

from fourfold.ground.files.spreadsheets.bounds import (
    MOST_GROWTH,
    MOST_PARTS,
    MOST_UNPACKED,
    NotReadable,
    damaged,
)
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Callable

    Starts = Callable[[str, dict[str, str]], None]
    Ends = Callable[[str], None]

# Where Excel keeps programs of both kinds.
_MACROS: Final = re.compile(r"vbaproject|vbadata|macrosheets/")
_PIECE: Final = 256 * 1024
_WORTH_ASKING: Final = 1024 * 1024


def check_archive(archive: zipfile.ZipFile) -> None:
    """Raises NotReadable for what grows out of all proportion, and for what is locked."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise NotReadable(
            say("The file has more parts inside than a spreadsheet needs. Save it again as a plain workbook")
        )
    if any(_MACROS.search(part.filename.lower()) for part in parts):
        raise NotReadable(
            say("The workbook holds macros, which are programs. Save it as .xlsx without them, or as .csv")
        )
    if any(part.flag_bits & 1 for part in parts):
        raise NotReadable(say("The file is protected with a password. Save it without one"))
    growing = any(
        part.file_size > _WORTH_ASKING and part.file_size > part.compress_size * MOST_GROWTH for part in parts
    )
    if growing or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise NotReadable(
            say(
                "The file unpacks to far more than a list needs. Keep the one sheet that holds it, and save that"
            )
        )


def go_through(archive: zipfile.ZipFile, name: str, *, start: Starts, end: Ends | None = None) -> None:
    """Tells `start` and `end` of each element of the part, by its name without the namespace. Raises NotReadable."""

    def local(tag: str) -> str:
        return tag.rsplit(":", 1)[-1]

    def starts(tag: str, attributes: dict[str, str]) -> None:
        start(local(tag), {local(key): value for key, value in attributes.items()})

    def ends(tag: str) -> None:
        if end is not None:
            end(local(tag))

    def declares(*_: object) -> None:
        raise NotReadable(say("The file declares entities, which no spreadsheet needs. Save it again"))

    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler = starts, ends
    reader.StartDoctypeDeclHandler = declares
    unpacked = 0
    try:
        with archive.open(name) as part:
            while piece := _next(part):
                unpacked += len(piece)
                if unpacked > MOST_UNPACKED:
                    raise damaged()
                reader.Parse(piece, False)  # noqa: FBT003  (expat takes it by position alone)
        reader.Parse(b"", True)  # noqa: FBT003  (expat takes it by position alone)
    except (expat.ExpatError, KeyError) as problem:
        raise damaged() from problem


def _next(part: IO[bytes]) -> bytes:
    return part.read(_PIECE)
