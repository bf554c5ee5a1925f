"""Log lines as JSON that hold nothing of a person: no address, no name, no text that someone typed, no IP address.

A message of ours is words alone. Of another package's message only the template is kept, its arguments are not, because
Django puts addresses and hosts there; of an error its kind and the lines it came through, because databases quote values.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from types import TracebackType

OURS = "fourfold"
# What our own lines may carry besides their words.
FIELDS = ("request", "route", "method", "status", "ms", "organisation", "who", "why", "by", "check")
_PSEUDONYM_DIGITS = 12


def pseudonym(organisation: int) -> str:
    """The same for one organisation on every line of this installation, and of no use to anyone without its key."""
    return salted_hmac("fourfold.log", str(organisation)).hexdigest()[:_PSEUDONYM_DIGITS]


def pseudonym_of_person(email: str) -> str:
    """Of whoever has this address or says so: the same on every line, so that attempts in one name are seen together."""
    return salted_hmac("fourfold.log.person", email.strip().casefold()).hexdigest()[:_PSEUDONYM_DIGITS]


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "says": _words(record),
        }
        if record.name.split(".")[0] == OURS:
            line |= {name: vars(record)[name] for name in FIELDS if name in vars(record)}
        else:
            line["from"] = f"{record.module}:{record.lineno}"
            number = getattr(getattr(record, "request", None), "request_id", "")
            if number:
                line["request"] = number
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _kinds(record.exc_info[1])
            line["through"] = _through(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _words(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] == OURS:
        return record.getMessage()
    # With arguments the message is a template; without, it may be a sentence somebody's words were put into.
    return str(record.msg) if record.args else "(left out: it may name someone)"


def _kinds(error: BaseException) -> list[str]:
    """The error's kind and those that it came from, latest first."""
    kinds: list[str] = []
    current: BaseException | None = error
    seen: set[int] = set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kinds.append(type(current).__qualname__)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return kinds


def _through(error: BaseException) -> list[str]:
    """Where it passed, outermost first: file, line and function, and nothing that stood there."""
    trace: TracebackType | None = error.__traceback__
    return [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.StackSummary.extract(traceback.walk_tb(trace), lookup_lines=False)
    ]
