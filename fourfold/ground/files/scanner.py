"""Asking a virus scanner: clamd, over its socket, in the words of its protocol. No Django here: the settings are read with it.

The protocol is clamd's INSTREAM: pieces with their lengths before them, a length of nought at the end, one line as the answer.
Whatever is not understood to mean "clean" is not taken for it.
"""

from __future__ import annotations

import re
import socket
import struct
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import IO, TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterator

KNOWN: Final = say("unix:///run/clamav/clamd.ctl or tcp://HOST:3310")
_PORT: Final = 3310
_PIECE: Final = 64 * 1024
_LONGEST_ANSWER: Final = 4096
_CLEAN: Final = b"stream: OK"
_FOUND: Final = re.compile(rb"stream: (.+) FOUND")
# What our log and pages say of a find is the scanner's own name for it, where that is a name.
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/()-]{0,99}", re.ASCII)
_SIZE_LIMIT: Final = b"INSTREAM size limit exceeded. ERROR"


class BadPlace(Exception):
    """The address makes no sense; the sentence says what to set."""


class NoAnswer(Exception):
    """The scanner cannot be reached, is too slow, or said what cannot be understood. The sentence says which."""


class TooLargeToScan(Exception):
    """The scanner takes no file of this size."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where clamd listens: a socket on this machine, or a host and a port."""

    path: str = ""
    host: str = ""
    port: int = 0


def place_from(address: str) -> Place | None:
    """None where nothing is set. Raises BadPlace."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise BadPlace(say("it is no address. Write {known}", known=KNOWN)) from None
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    if plain and parts.scheme == "unix" and not parts.netloc and len(parts.path) > 1:
        return Place(path=unquote(parts.path))
    if plain and parts.scheme == "tcp" and parts.hostname and parts.path in {"", "/"} and port != 0:
        return Place(host=parts.hostname, port=port or _PORT)
    raise BadPlace(say("it is {address}. Write {known}", address=f"{address!r}", known=KNOWN))


def found_in(content: IO[bytes], *, at: Place, seconds: float) -> str:
    """The scanner's name for what it found; empty where the content is clean.

    Reads `content` from where it stands. Raises NoAnswer, after `seconds` at the latest, and TooLargeToScan.
    """
    with _connected(at, seconds) as line:
        answer = line.ask_about(content)
    if answer == _CLEAN:
        return ""
    if answer == _SIZE_LIMIT:
        raise TooLargeToScan
    found = _FOUND.fullmatch(answer)
    if found is None:
        raise NoAnswer(
            say("it answered what cannot be understood") if answer else say("it closed the line unasked")
        )
    name = found[1].decode("ascii", "replace")
    return name if _NAME.fullmatch(name) else "unnamed"


def version_at(at: Place, *, seconds: float) -> str:
    """What clamd says of itself. Raises NoAnswer."""
    with _connected(at, seconds) as line:
        answer = line.ask(b"zVERSION\0")
    if not answer.startswith(b"ClamAV "):
        raise NoAnswer(say("what answers there is no clamd"))
    return "".join(sign for sign in answer.decode("ascii", "replace") if sign.isprintable())[:100]


class _Line:
    """A connection that is given up at a moment, however slowly it drips."""

    def __init__(self, connected: socket.socket, until: float) -> None:
        self._socket = connected
        self._until = until

    def ask(self, words: bytes) -> bytes:
        self._send(words)
        return self._answer()

    def ask_about(self, content: IO[bytes]) -> bytes:
        try:
            self._send(b"zINSTREAM\0")
            while piece := content.read(_PIECE):
                self._send(struct.pack(">I", len(piece)) + piece)
            self._send(struct.pack(">I", 0))
        except (BrokenPipeError, ConnectionResetError):
            # It has heard enough and hung up; perhaps it said why.
            return self._answer()
        return self._answer()

    def _send(self, words: bytes) -> None:
        self._socket.settimeout(self._left())
        self._socket.sendall(words)

    def _answer(self) -> bytes:
        answer = b""
        while b"\0" not in answer and len(answer) <= _LONGEST_ANSWER:
            self._socket.settimeout(self._left())
            more = self._socket.recv(_LONGEST_ANSWER)
            if not more:
                # Without its end it may be half of another answer.
                return b""
            answer += more
        return answer.partition(b"\0")[0]

    def _left(self) -> float:
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError
        return left


@contextmanager
def _connected(at: Place, seconds: float) -> Iterator[_Line]:
    until = monotonic() + seconds
    try:
        with _opened(at, seconds) as connected:
            yield _Line(connected, until)
    except TimeoutError:
        raise NoAnswer(say("it took too long")) from None
    except OSError as problem:
        raise NoAnswer(
            say("it cannot be reached ({problem})", problem=problem.strerror or type(problem).__name__)
        ) from None


def _opened(at: Place, seconds: float) -> socket.socket:
    if not at.path:
        return socket.create_connection((at.host, at.port), timeout=seconds)
    unix = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        unix.settimeout(seconds)
        unix.connect(at.path)
    except OSError:
        unix.close()
        raise
    return unix
