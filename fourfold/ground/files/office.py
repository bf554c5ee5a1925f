"""Documents of Word, Excel and PowerPoint: an archive of XML, gone through part by part before it is kept.

Refused is what acts when the document is opened (macros, controls, embedded programs), what fetches from elsewhere, and
what grows out of all proportion when it is unpacked. The parts are those of ISO/IEC 29500 (Office Open XML).
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final
from xml.parsers import expat  # nosec B407  (declarations, on which its dangers rest, are refused)

from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.files.scratch import Scratch
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = 400 * 1024 * 1024
# XML packs to a twentieth, a sheet full of the same number to less than a hundredth; a bomb to a thousandth.
MOST_GROWTH: Final = 250
_WORTH_ASKING: Final = 1024 * 1024
_MOST_DEEP: Final = 2
_PIECE: Final = 1024 * 1024

_PREFIX: Final = "application/vnd.openxmlformats-officedocument."
_KINDS: Final = {
    "word/document.xml": (f"{_PREFIX}wordprocessingml.document", ".docx"),
    "xl/workbook.xml": (f"{_PREFIX}spreadsheetml.sheet", ".xlsx"),
    "ppt/presentation.xml": (f"{_PREFIX}presentationml.presentation", ".pptx"),
}
_ACTIVE: Final = (
    (re.compile(r"vbaproject|vbadata|macrosheets/|dialogsheets/|intlmacrosheets/"), "macros"),
    (re.compile(r"activex/|/ctrlprops?/"), say("controls that run programs")),
    (re.compile(r"externallinks?/"), say("links to other files")),
)
_EMBEDDED: Final = re.compile(r"/embeddings/|oleobject")
_HYPERLINK: Final = "/hyperlink"
_FIELD_THAT_FETCHES: Final = re.compile(r"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE)\b")


@dataclass(slots=True)
class _Unpacked:
    """How much the document says it unpacks to, the documents embedded in it included: all share the one limit."""

    parts: int = 0
    size: int = 0


def office_kind(file: IO[bytes], name: str) -> tuple[str, str]:
    """The media type and the ending of the document. Raises NotAccepted."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _examined(archive, name, _Unpacked(), deep=1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as problem:
        message = say(
            "“{name}” is damaged and cannot be opened. Save it again and upload the new copy.", name=name
        )
        raise NotAccepted(message) from problem
    except expat.ExpatError as problem:
        message = say(
            "“{name}” is damaged: a part of it is not the XML it should be. Save it again and upload the "
            "new copy.",
            name=name,
        )
        raise NotAccepted(message) from problem


def _examined(archive: zipfile.ZipFile, name: str, unpacked: _Unpacked, *, deep: int) -> tuple[str, str]:
    parts = archive.infolist()
    _check_size(parts, name, unpacked)
    kind = _kind({part.filename for part in parts}, name)
    for part in parts:
        where = part.filename.replace("\\", "/").lower()
        for pattern, what in _ACTIVE:
            if pattern.search(where):
                raise NotAccepted(
                    _says(
                        name,
                        say("contains {what}", what=what),
                        part,
                        say("Save it without them ({kind})", kind=kind[1]),
                    )
                )
        if where.endswith((".xml", ".rels")):
            _check_xml(archive, part, name)
        else:
            _go_through(archive, part)
        if _EMBEDDED.search(where) and not part.is_dir() and not where.endswith(".rels"):
            _check_embedded(archive, part, name, unpacked, deep=deep)
    return kind


def _check_size(parts: list[zipfile.ZipInfo], name: str, unpacked: _Unpacked) -> None:
    unpacked.parts += len(parts)
    unpacked.size += sum(part.file_size for part in parts)
    if unpacked.parts > MOST_PARTS:
        message = say(
            "“{name}” has more parts than we look through; the most is {most_parts}. Divide it and "
            "upload the pieces.",
            name=name,
            most_parts=f"{MOST_PARTS:,}",
        )
        raise NotAccepted(message)
    if unpacked.size > MOST_UNPACKED:
        message = say(
            "“{name}” unpacks to more than {most_unpacked} MB. Divide it, or save it as PDF, and upload "
            "that.",
            name=name,
            most_unpacked=MOST_UNPACKED // 1024**2,
        )
        raise NotAccepted(message)
    for part in parts:
        if part.flag_bits & 1:
            raise NotAccepted(
                _says(name, say("is protected with a password"), part, say("Save it without one"))
            )
        if part.file_size > _WORTH_ASKING and part.file_size > part.compress_size * MOST_GROWTH:
            raise NotAccepted(
                _says(
                    name,
                    say("unpacks to more than {most_growth} times its size", most_growth=MOST_GROWTH),
                    part,
                    say("Save it again"),
                )
            )


def _kind(names: set[str], name: str) -> tuple[str, str]:
    for marker, kind in _KINDS.items():
        if marker in names:
            if "[Content_Types].xml" not in names:
                break
            return kind
    if "mimetype" in names and "content.xml" in names:
        message = say(
            "“{name}” is an OpenDocument file. Save it as .docx, .xlsx, .pptx or PDF and upload that.",
            name=name,
        )
        raise NotAccepted(message)
    message = say(
        "“{name}” is an archive. Upload the files inside it one by one: PDF, photos, documents "
        "(.docx), spreadsheets (.xlsx), slides (.pptx) or plain text.",
        name=name,
    )
    raise NotAccepted(message)


def _go_through(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Reads the part to its end without keeping it, which compares its length and checksum with what was promised."""
    with archive.open(part) as opened:
        while opened.read(_PIECE):
            pass


def _check_embedded(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, unpacked: _Unpacked, *, deep: int
) -> None:
    """The sheet behind a chart is embedded too: a document inside is held to the same rules. Anything else is refused."""
    with archive.open(part) as opened, io.BufferedRandom(Scratch()) as content:
        shutil.copyfileobj(opened, content)
        content.seek(0)
        if deep < _MOST_DEEP and content.read(4) == b"PK\x03\x04":
            with zipfile.ZipFile(content) as inside:
                _examined(
                    inside,
                    say("{name}, in it {filename}", name=name, filename=part.filename),
                    unpacked,
                    deep=deep + 1,
                )
            return
    raise NotAccepted(
        _says(
            name,
            say("has another file embedded in it"),
            part,
            say("Take it out and upload it by itself, or save as PDF"),
        )
    )


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    fields: list[str] = []
    for tag, attributes, text in _elements(archive, part, name):
        if tag == "Relationship" and attributes.get("TargetMode", "").lower() == "external":
            if not attributes.get("Type", "").lower().endswith(_HYPERLINK):
                target = attributes.get("Target", "")[:80]
                raise NotAccepted(
                    _says(
                        name,
                        say("fetches something from elsewhere ({target})", target=target),
                        part,
                        say("Embed it, or save as PDF"),
                    )
                )
        elif tag in {"Override", "Default"} and "macroenabled" in attributes.get("ContentType", "").lower():
            raise NotAccepted(
                _says(name, say("is saved as a document with macros"), part, say("Save it without them"))
            )
        elif tag in {"instrText", "fldSimple"}:
            fields.append(text + attributes.get("instr", ""))
    # One field may be cut into several elements.
    if _FIELD_THAT_FETCHES.search("".join(fields)):
        raise NotAccepted(
            _says(name, say("has a field that fetches from elsewhere"), part, say("Save it as PDF"))
        )


def _elements(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str
) -> Iterator[tuple[str, dict[str, str], str]]:
    """Each element's name and attributes without their namespaces, and its text where it instructs a field."""
    found: list[tuple[str, dict[str, str], list[str]]] = []
    instruct: list[list[str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rsplit(":", 1)[-1]
        if local in {"Relationship", "Override", "Default", "instrText", "fldSimple"}:
            plain = {key.rsplit(":", 1)[-1]: value for key, value in attributes.items()}
            found.append((local, plain, []))
            if local == "instrText":
                instruct.append(found[-1][2])

    def end(tag: str) -> None:
        if tag.rsplit(":", 1)[-1] == "instrText" and instruct:
            instruct.pop()

    def words(text: str) -> None:
        if instruct:
            instruct[-1].append(text)

    def declares(*_: object) -> None:
        raise NotAccepted(
            _says(name, say("declares entities, which no document needs"), part, say("Save it again"))
        )

    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.CharacterDataHandler, reader.StartDoctypeDeclHandler = words, declares
    with archive.open(part) as opened:
        while piece := opened.read(_PIECE):
            reader.Parse(piece, False)  # noqa: FBT003  (expat takes it by position alone)
    reader.Parse(b"", True)  # noqa: FBT003  (expat takes it by position alone)
    return ((tag, attributes, "".join(texts)) for tag, attributes, texts in found)


def _says(name: str, what: str, part: zipfile.ZipInfo, do: str) -> str:
    return say(
        "“{name}” {what} (in {filename}). {do} and upload that.",
        name=name,
        what=what,
        filename=part.filename[:100],
        do=do,
    )
