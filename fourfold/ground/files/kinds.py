"""What a file is, judged by what is in it and never by its name. What could do something when it is opened is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO, Final

from fourfold.ground.files import images, office, pdf, texts
from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.kernel.said import say

ACCEPTED: Final = say(
    "a PDF, a photo (JPEG, PNG or WebP), a Word document (.docx), a spreadsheet (.xlsx), slides (.pptx), "
    "or plain text (.txt, .csv)"
)
# What a file chooser offers. Phones that take HEIC photos turn them into JPEG for a page that asks for JPEG.
ACCEPT: Final = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx,.pptx,.txt,.csv,image/jpeg,image/png,image/webp"
_LONGEST_NAME: Final = 150
_ENOUGH_TO_TELL: Final = 4096

_OLD_OFFICE = say(
    "is in the old format of Word, Excel or PowerPoint. Save it as .docx, .xlsx, .pptx or PDF and upload that."
)
_ARCHIVE = say("is an archive. Upload the files inside it one by one: {accepted}.", accepted=ACCEPTED)
_PROGRAM = say("is a program. Upload {accepted}.", accepted=ACCEPTED)
_MEDIA = say(
    "is sound or film, which cannot be checked here. Upload photos of it, or a PDF that says where it is kept."
)
_OTHER_PICTURE = say("is a kind of picture that cannot be taken. Save it as JPEG or PNG and upload that.")
_HEIC = say(
    "is a photo in Apple’s HEIC format. On the phone choose Settings, Camera, Formats, Most Compatible, or share it to "
    "yourself by e-mail, which makes a JPEG; upload that."
)
# First bytes, where they begin, and what is said of such a file.
_KNOWN: Final[tuple[tuple[bytes, int, str], ...]] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, _OLD_OFFICE),
    (b"{\\rtf", 0, say("is rich text (.rtf). Save it as .docx or PDF and upload that.")),
    (b"\x1f\x8b", 0, _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", 0, _ARCHIVE),
    (b"Rar!\x1a\x07", 0, _ARCHIVE),
    (b"BZh", 0, _ARCHIVE),
    (b"\xfd7zXZ\x00", 0, _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", 0, _ARCHIVE),
    (b"PK\x05\x06", 0, _ARCHIVE),
    (b"PK\x07\x08", 0, _ARCHIVE),
    (b"ustar", 257, _ARCHIVE),
    (b"\x7fELF", 0, _PROGRAM),
    (b"#!", 0, _PROGRAM),
    (b"GIF8", 0, _OTHER_PICTURE),
    (b"II*\x00", 0, _OTHER_PICTURE),
    (b"MM\x00*", 0, _OTHER_PICTURE),
    (b"8BPS", 0, _OTHER_PICTURE),
    (b"ID3", 0, _MEDIA),
    (b"OggS", 0, _MEDIA),
    (b"\x1aE\xdf\xa3", 0, _MEDIA),
    (b"AVI LIST", 8, _MEDIA),
    (b"WAVE", 8, _MEDIA),
)
_BRANDS_OF_HEIC: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_PICTURE_STARTS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


@dataclass(frozen=True, slots=True)
class Examined:
    """What is to be kept: `content` is the file as it was sent, or as it was written anew. `name` has a true ending."""

    content: IO[bytes]
    media_type: str
    name: str


def examined(file: IO[bytes], *, name: str) -> Examined:
    """Looks into a file that can be sought in. Raises NotAccepted.

    An image is decoded and written again, which leaves behind its location, its camera and anything hidden in it.
    """
    file.seek(0)
    head = file.read(_ENOUGH_TO_TELL)
    if not head:
        message = say("“{name}” is empty. Choose the file again.", name=name)
        raise NotAccepted(message)
    stem = _stem(name)
    if b"%PDF-" in head[:1024]:
        pdf.check_pdf(file, name)
        return Examined(file, "application/pdf", f"{stem}.pdf")
    if head.startswith(b"PK\x03\x04"):
        media_type, ending = office.office_kind(file, name)
        return Examined(file, media_type, stem + ending)
    if head.startswith(_PICTURE_STARTS) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        drawn = images.redrawn(file, name)
        return Examined(drawn.content, drawn.media_type, stem + drawn.ending)
    refusal = _known(head)
    if refusal:
        message = say("“{name}” {refusal}", name=name, refusal=refusal)
        raise NotAccepted(message)
    text = texts.as_utf8(file, name)
    if text is not None:
        return Examined(text, "text/plain", stem + (".csv" if name.lower().endswith(".csv") else ".txt"))
    message = say(
        "“{name}” is not a kind of file we can take. Upload {accepted}.", name=name, accepted=ACCEPTED
    )
    raise NotAccepted(message)


def _known(head: bytes) -> str:
    """What is said of a file that begins like one of a kind we know and do not take."""
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand in _BRANDS_OF_HEIC:
            return _HEIC
        return _OTHER_PICTURE if brand in {b"avif", b"avis"} else _MEDIA
    # Text may begin with two such letters; the numbers that follow in a picture or a program have zeros in them.
    if b"\x00" in head[:64] and head.startswith((b"BM", b"MZ")):
        return _OTHER_PICTURE if head.startswith(b"BM") else _PROGRAM
    for start, at, words in _KNOWN:
        if head.startswith(start, at):
            return words
    return ""


def _stem(name: str) -> str:
    """The name without folders, ending and signs that do not show: those could make it read as what it is not."""
    last = re.split(r"[/\\]", name)[-1]
    stem = last.rsplit(".", 1)[0] if "." in last[1:] else last
    shown = "".join(sign for sign in stem if sign.isprintable() and sign not in '<>:"|?*')
    return shown.strip(" .")[:_LONGEST_NAME] or "file"
