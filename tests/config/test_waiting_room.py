"""The door: when a request came is noted before it waits for its turn, and nobody waits for somebody else's slow line."""

from __future__ import annotations

import io
import threading
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from fourfold.config.waiting_room import WaitingRoom
from fourfold.ground.web.middleware import ARRIVED_AT

PATIENCE_S = 10


def asked(room: WaitingRoom, body: Any = b"", **environ: Any) -> list[bytes]:
    content = io.BytesIO(body) if isinstance(body, bytes) else body
    given = {"wsgi.input": content, "CONTENT_LENGTH": str(len(body)) if isinstance(body, bytes) else "5"}
    return list(room({**given, **environ}, lambda *_: None))


def test_a_request_has_come_when_it_came_and_not_when_its_turn_was() -> None:
    turn = threading.Event()
    came: list[datetime] = []

    def pages(environ: Any, start: Any) -> list[bytes]:
        came.append(environ[ARRIVED_AT])
        assert turn.wait(PATIENCE_S)
        return [b"a page"]

    room = WaitingRoom(pages, at_once=1)
    threads = [threading.Thread(target=asked, args=(room,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    while not came:
        time.sleep(0.01)
    time.sleep(0.1)
    before = datetime.now(UTC)
    turn.set()
    for thread in threads:
        thread.join()
    assert len(came) == 5
    assert max(came) < before


def test_a_slow_line_holds_no_turn_and_its_body_arrives_whole() -> None:
    class Slow(io.RawIOBase):
        """Gives one sign at a time, and none before it may."""

        def __init__(self) -> None:
            self.may = threading.Event()
            self.left = [b"s", b"l", b"o", b"w", b"!"]

        def read(self, size: int = -1) -> bytes:  # noqa: ARG002  (a file's)
            assert self.may.wait(PATIENCE_S)
            return self.left.pop(0) if self.left else b""

    room = WaitingRoom(lambda environ, _start: [environ["wsgi.input"].read()], at_once=1)
    slow, answers = Slow(), []
    waiting = threading.Thread(target=lambda: answers.append(asked(room, slow)))
    waiting.start()
    assert asked(room, b"quick") == [b"quick"]
    assert answers == []
    slow.may.set()
    waiting.join()
    assert answers == [[b"slow!"]]


@pytest.mark.parametrize("size", [0, 5, 3_000_000])
def test_a_body_of_any_size_is_the_one_that_was_sent(size: int) -> None:
    room = WaitingRoom(lambda environ, _start: [environ["wsgi.input"].read()], at_once=1)
    body = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    assert asked(room, body) == [body]


@pytest.mark.parametrize("length", ["", "-1", "1e9", "９", "99999999999", str(2**40)])
def test_what_says_a_strange_length_is_left_to_the_page(length: str) -> None:
    left = io.BytesIO(b"as it is")
    room = WaitingRoom(lambda environ, _start: [environ["wsgi.input"].read()], at_once=1)
    assert asked(room, left, CONTENT_LENGTH=length) == [b"as it is"]


def test_a_page_that_breaks_breaks_for_who_asked_alone() -> None:
    def pages(environ: Any, _start: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/broken":
            message = "broken"
            raise ValueError(message)
        return [b"well"]

    room = WaitingRoom(pages, at_once=1)
    with pytest.raises(ValueError, match="broken"):
        asked(room, PATH_INFO="/broken")
    assert asked(room, PATH_INFO="/") == [b"well"]
