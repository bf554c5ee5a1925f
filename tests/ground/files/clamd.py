"""A stand-in for clamd that speaks its protocol byte for byte, well or badly, on a port or a socket of its own."""

from __future__ import annotations

import socket
import struct
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fourfold.ground.files.scanner import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
NAME = "Win.Test.EICAR_HDB-1"
VERSION = b"ClamAV 1.4.6/27500/Mon Nov 23 08:25:00 2026\0"


@dataclass
class Clamd:
    """`says` is what it answers instead of the truth; `pieces` it answers with, one after another, with `pause` between."""

    place: Place
    most: int = 10**9
    says: tuple[bytes, ...] | None = None
    hangs: bool = False
    heard: list[bytes] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def a_clamd(path: Path | None = None) -> Iterator[Clamd]:
    if path is None:
        listening = socket.create_server(("127.0.0.1", 0))
        clamd = Clamd(Place(host="127.0.0.1", port=listening.getsockname()[1]))
    else:
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listening.bind(str(path))
        listening.listen()
        clamd = Clamd(Place(path=str(path)))
    listening.settimeout(0.05)
    serving = threading.Thread(target=_serve, args=(clamd, listening))
    serving.start()
    try:
        yield clamd
    finally:
        clamd.over.set()
        serving.join(10)
        listening.close()
    assert clamd.faults == []


def _serve(clamd: Clamd, listening: socket.socket) -> None:
    while not clamd.over.is_set():
        try:
            asking, _ = listening.accept()
        except TimeoutError:
            continue
        with asking:
            asking.settimeout(5)
            try:
                _answer(clamd, asking)
            except OSError as problem:
                if clamd.says is None and not clamd.hangs:
                    clamd.faults.append(repr(problem))


def _answer(clamd: Clamd, asking: socket.socket) -> None:
    words = b""
    while not words.endswith(b"\0"):
        words += _exactly(asking, 1)
    if words == b"zVERSION\0":
        for piece in clamd.says or (VERSION,):
            asking.sendall(piece)
        return
    if words != b"zINSTREAM\0":
        clamd.faults.append(f"asked {words!r}")
        return
    content = b""
    while length := struct.unpack(">I", _exactly(asking, 4))[0]:
        if len(content) + length > clamd.most:
            asking.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            # As clamd does: what is still on its way is not read.
            return
        content += _exactly(asking, length)
    clamd.heard.append(content)
    if clamd.hangs:
        clamd.over.wait(10)
        return
    truth = f"stream: {NAME} FOUND\0".encode() if VIRUS in content else b"stream: OK\0"
    for piece in (truth,) if clamd.says is None else clamd.says:
        asking.sendall(piece)


def _exactly(asking: socket.socket, length: int) -> bytes:
    got = b""
    while len(got) < length:
        more = asking.recv(length - len(got))
        if not more:
            message = "hung up"
            raise ConnectionAbortedError(message)
        got += more
    return got
