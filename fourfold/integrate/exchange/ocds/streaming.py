"""A large file read piece by piece: a package's releases one after the other, or line after line of JSON Lines.

Only what is wholly regular is read in this way. At the first thing that is not, `Irregular` is raised, and the file is read as a
whole: so a refusal names the same place however large the file is.
"""

from __future__ import annotations

import codecs
import io
import json
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange.ocds.decoding import (
    DEEPEST,
    UTF8_BOM,
    Decoded,
    check_depth,
    decoder_again,
    decoder_for,
)
from fourfold.integrate.exchange.ocds.remarks import NotOcds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PIECE = 1024 * 1024
_SPACE = " \t\r\n"
_LISTS = ("releases", "records")


class Irregular(Exception):
    """The file is not one that can be read piece by piece."""


def opened(source: bytes | Path) -> IO[bytes]:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


class Package:
    """A package whose releases, or records, are read one by one. `envelope` is all the rest of it, once it is read through.

    Without `decoded` it was read through before, so that nobody needs to know again what was to be said of it.
    """

    def __init__(self, source: bytes | Path, decoded: Decoded | None = None) -> None:
        self.source = source
        self.decoded = decoded
        self.envelope: dict[str, Any] = {}
        self.list_name = ""

    def items(self) -> Iterator[Any]:
        """Raises Irregular."""
        with opened(self.source) as file:
            yield from self._items(_Text(file, self.decoded))

    def _items(self, text: _Text) -> Iterator[Any]:
        envelope: dict[str, Any] = {}
        list_name = ""
        text.expect("{")
        while True:
            name = text.value()
            if not isinstance(name, str) or name in envelope or name == list_name:
                raise Irregular
            text.expect(":")
            if name in _LISTS and text.next_is("["):
                if list_name:
                    raise Irregular
                list_name = name
                yield from text.list_items()
            else:
                envelope[name] = text.value()
            if text.expect(",}") == "}":
                break
        if not text.at_end() or not list_name or "ocid" in envelope:
            raise Irregular
        self.envelope, self.list_name = envelope, list_name


def _is_shallow(text: str, begin: int, end: int) -> bool:
    """Whether the value written there has too few lists and objects in it to be nested too deeply."""
    return text.count("{", begin, end) + text.count("[", begin, end) < DEEPEST - 2


class _Text:
    """The text of a file from where the reading is, more of it being fetched as it is wanted."""

    def __init__(self, file: IO[bytes], decoded: Decoded | None) -> None:
        self._file = file
        self._bytes = codecs.getincrementaldecoder("utf-8")()
        self._again = decoded is None
        self._decoder = decoder_again() if decoded is None else decoder_for(decoded)
        self._text = ""
        self._at = 0
        self._over = False
        first = file.read(len(UTF8_BOM))
        had_bom = first == UTF8_BOM
        if decoded is not None:
            decoded.had_bom = had_bom
        if not had_bom:
            file.seek(0)

    def _more(self) -> bool:
        if self._over:
            return False
        # A value longer than a piece is tried again with as much again, so that it is not read a thousand times.
        wanted = max(PIECE, len(self._text) - self._at)
        piece = self._file.read(wanted)
        self._over = not piece
        try:
            self._text = self._text[self._at :] + self._bytes.decode(piece, final=self._over)
        except UnicodeDecodeError as error:
            raise Irregular from error
        self._at = 0
        return not self._over

    def _skip(self) -> str:
        """The next sign that is no space; empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def next_is(self, sign: str) -> bool:
        return self._skip() == sign

    def expect(self, signs: str) -> str:
        sign = self._skip()
        if not sign or sign not in signs:
            raise Irregular
        self._at += 1
        return sign

    def at_end(self) -> bool:
        return not self._skip()

    def value(self) -> Any:
        self._skip()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._more():
                    raise Irregular from error
                continue
            except RecursionError as error:
                raise Irregular from error
            # A number at the end of the piece may go on in the next.
            if end < len(self._text) or not self._more():
                break
        begin, self._at = self._at, end
        if self._again or _is_shallow(self._text, begin, end):
            return value
        try:
            check_depth(value, deeper=2)
        except NotOcds as error:
            raise Irregular from error
        return value

    def list_items(self) -> Iterator[Any]:
        self.expect("[")
        if self.next_is("]"):
            self.expect("]")
            return
        while True:
            yield self.value()
            if self.expect(",]") == "]":
                return


def lines(
    source: bytes | Path, decoded: Decoded, parse: Callable[[str, Decoded], Any]
) -> Iterator[tuple[int, Any]]:
    """Each line of JSON Lines with its number; a bad one further down is set aside, as in a file that is read whole.

    Raises Irregular.
    """
    first = True
    told = 0
    with opened(source) as file:
        for number, raw in enumerate(file, start=1):
            line = raw.removeprefix(UTF8_BOM) if number == 1 else raw
            decoded.had_bom = decoded.had_bom or (number == 1 and line is not raw)
            try:
                text = line.decode().removesuffix("\n")
                if not text.strip():
                    continue
                told += 1
                value = parse(text, decoded)
            except json.JSONDecodeError as error:
                if first:
                    raise Irregular from error
                words = say("{msg}, column {colno}", msg=error.msg, colno=error.colno)
                decoded.bad_lines.append((number, words))
                continue
            except (UnicodeDecodeError, NotOcds) as error:
                raise Irregular from error
            if first and not isinstance(value, dict):
                raise Irregular
            first = False
            yield number, value
    # One line alone is plain JSON.
    if told < 2:  # noqa: PLR2004
        raise Irregular
