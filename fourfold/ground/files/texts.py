"""Plain text, brought to UTF-8, so that whoever opens it years from now reads what was written."""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from typing import IO, Final

from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.kernel.said import say

MOST_BYTES: Final = 20 * 1024 * 1024
_LAYOUT: Final = frozenset("\r\n\t\f")
# Control signs, halves of pairs, and places of Unicode that hold nothing: of those no text is made.
_NOT_OF_TEXT: Final = frozenset({"Cc", "Cs", "Cn", "Co"})
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# How a web page, a drawing or another document in angle brackets begins: with an element, a comment or a declaration.
_MARKUP: Final = re.compile(r"\s*<[a-z!?/]", re.IGNORECASE)


def as_utf8(file: IO[bytes], name: str) -> IO[bytes] | None:
    """The text in UTF-8: the file itself where it is that already. None where it is no text.

    Text of Windows (code page 1252) and of spreadsheets (UTF-16) is written anew, with the mark that spreadsheets
    look for. Raises NotAccepted for markup, which a browser could run, and for more text than MOST_BYTES.
    """
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    encoding = "utf-16" if content.startswith(_UTF_16) else "utf-8-sig"
    text = _decoded(content[:MOST_BYTES], encoding, final=len(content) <= MOST_BYTES)
    if text is None and encoding == "utf-8-sig":
        encoding, text = "cp1252", _decoded(content[:MOST_BYTES], "cp1252", final=True)
    if text is None:
        return None
    if _MARKUP.match(text):
        message = say(
            "“{name}” is a web page, a drawing (SVG) or XML, which can carry programs. Print it to PDF, "
            "or save the picture as PNG, and upload that.",
            name=name,
        )
        raise NotAccepted(message)
    if len(content) > MOST_BYTES:
        message = say(
            "“{name}” is text of more than {most_bytes} MB. Divide it and upload the parts.",
            name=name,
            most_bytes=MOST_BYTES // 1024**2,
        )
        raise NotAccepted(message)
    return file if encoding == "utf-8-sig" else io.BytesIO(codecs.BOM_UTF8 + text.encode())


def _decoded(content: bytes, encoding: str, *, final: bool) -> str | None:
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(content, final)
    except UnicodeDecodeError:
        return None
    kinds = {unicodedata.category(sign) for sign in set(text) - _LAYOUT}
    return None if kinds & _NOT_OF_TEXT else text
