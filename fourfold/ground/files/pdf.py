"""PDF: kept as it was sent, if nothing in it runs, starts another program or hides another file.

The file is read with pypdf, object by object, those inside compressed streams included (ISO 32000-2: actions in 12.6,
embedded files in 7.11.4). A reader of PDF mends what is broken in its own way, so this is a sieve and no proof: what comes
through is still never shown inside our pages.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Final

from pypdf import PasswordType, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from fourfold.ground.files.refusals import NotAccepted
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_OBJECTS: Final = 100_000
_SCRIPT = say("a script (JavaScript)")
_ATTACHED = say("another file attached to it")
_STARTS = say("an action that starts a program")
# A key of a dictionary, or a name that stands for its kind, and what it means to a reader.
_KEYS: Final = {
    "/JS": _SCRIPT,
    "/JavaScript": _SCRIPT,
    "/EmbeddedFiles": _ATTACHED,
    "/EF": _ATTACHED,
    "/XFA": say("a form that runs programs (XFA)"),
    "/RichMediaContent": say("film or 3D that runs programs"),
}
_NAMES: Final = {
    "/JavaScript": _SCRIPT,
    "/Launch": _STARTS,
    "/ImportData": say("an action that fetches data"),
    "/GoToE": _ATTACHED,
    "/EmbeddedFile": _ATTACHED,
    "/FileAttachment": _ATTACHED,
    "/RichMedia": say("film or 3D that runs programs"),
}
# Long enough that compressed bytes do not spell them by chance; found even in objects that no table lists.
_IN_PLAIN_SIGHT: Final = re.compile(rb"/(?:JavaScript|EmbeddedFiles?|RichMedia|Launch)(?=[\s/<>\[\]()])")
_PIECE: Final = 4 * 1024 * 1024
_OVERLAP: Final = 32


def check_pdf(file: IO[bytes], name: str) -> None:
    """Raises NotAccepted for what is active, attached, locked or cannot be read."""
    _check(_in_plain_sight(file), name)
    file.seek(0)
    try:
        reader = PdfReader(file, strict=False)
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
        found = "" if locked else _inside(reader)
        pages = 0 if locked else len(reader.pages)
    except NotAccepted:
        raise
    except Exception as problem:  # pypdf raises whatever its reading of foreign bytes runs into
        raise NotAccepted(_damaged(name)) from problem
    if locked:
        message = say(
            "“{name}” is protected with a password. Save it without one and upload that.", name=name
        )
        raise NotAccepted(message)
    _check(found, name)
    if not pages:
        raise NotAccepted(_damaged(name))


def _damaged(name: str) -> str:
    return say(
        "“{name}” is damaged or has no pages. Open it, print it to PDF again, and upload the new copy.",
        name=name,
    )


def _check(found: str, name: str) -> None:
    if found:
        message = say(
            "“{name}” contains {found}. Print it to a new PDF, which leaves that behind, and upload the "
            "new copy.",
            name=name,
            found=found,
        )
        raise NotAccepted(message)


def _in_plain_sight(file: IO[bytes]) -> str:
    file.seek(0)
    before = b""
    while piece := file.read(_PIECE):
        match = _IN_PLAIN_SIGHT.search(before + piece)
        if match:
            return _NAMES.get(match.group().decode(), _ATTACHED)
        before = piece[-_OVERLAP:]
    return ""


def _inside(reader: PdfReader) -> str:
    """What the first active object is and where, or an empty text."""
    numbers = [(number, generation) for generation, listed in reader.xref.items() for number in listed]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > MOST_OBJECTS:
        return say(
            "more than {most_objects} objects, too many to look through", most_objects=f"{MOST_OBJECTS:,}"
        )
    for number, generation in numbers:
        thing = reader.get_object(IndirectObject(number, generation, reader))
        for found in _dangers(thing):
            return say("{found} (object {number})", found=found, number=number)
    return next((f"{found} (trailer)" for found in _dangers(reader.trailer)), "")


def _dangers(thing: object) -> Iterator[str]:
    """Looks through a thing and what it holds directly. What it refers to is an object of its own and gets its turn."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            for key, value in one.items():
                if key in _KEYS:
                    yield _KEYS[key]
                if isinstance(value, NameObject) and key in {"/S", "/Subtype", "/Type"} and value in _NAMES:
                    yield _NAMES[value]
                waiting.append(dict.__getitem__(one, key))
        elif isinstance(one, ArrayObject):
            waiting += list.__iter__(one)
