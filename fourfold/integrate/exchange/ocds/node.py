"""A place in a release: it gives what is there if it is of the kind asked for, and remarks if it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from fourfold.ground.kernel.said import begun_large, say
from fourfold.integrate.exchange.ocds.decoding import Number, storable
from fourfold.integrate.exchange.ocds.remarks import Remark

EARLIEST_YEAR, LATEST_YEAR = 1980, 2199
MOST_DIGITS = 40
_MOST_AMOUNT = Decimal(10) ** 15
_DATE = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ](?P<time>\d{2}:\d{2}.*))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as published. ``at`` is aware, and None where no zone is said; ``day`` is the calendar day as written.

    Both are None where the text is no date or its year is outside 1980 to 2199 ("0001-01-01" stands for "none").
    """

    text: str
    at: datetime | None = None
    day: date | None = None


def read_moment(text: str) -> Moment:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return Moment(text)
    try:
        day = date.fromisoformat(match["day"])
        at = datetime.fromisoformat(text.strip()) if match["time"] else None
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            return Moment(text)
        return Moment(text, at.astimezone(UTC) if at and at.tzinfo else None, day)
    except (ValueError, OverflowError):
        return Moment(text)


def read_number(text: str) -> Decimal | None:
    """The number written, if it is finite, of at most 40 characters and under 10**15 either way."""
    if (
        len(text) > MOST_DIGITS
        or re.fullmatch(r"\s*-?\d+(\.\d+)?([eE][-+]?\d{1,3})?\s*", text, re.ASCII) is None
    ):
        return None
    number = Decimal(text.strip())
    return number if abs(number) < _MOST_AMOUNT else None


def kind_of(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return say("true or false")
    if isinstance(value, Number):
        return say("a number")
    if isinstance(value, str):
        return "text"
    return say("a list") if isinstance(value, list) else say("an object")


@dataclass(slots=True)
class Remarks:
    """Collects the remarks of one release."""

    index: int
    line: int | None
    found: list[Remark] = field(default_factory=list)

    def add(self, code: str, pointer: str, words: str) -> None:
        self.found.append(Remark(code, self.index, storable(pointer), storable(words), line=self.line))


@dataclass(slots=True)
class Node:
    """`above` is the place it stands in and `name` what it is called there; or `above` is its own place, in words."""

    # Not frozen: of a notice some three hundred are made, and a frozen one takes four times as long to make.
    value: Any
    above: Node | str
    remarks: Remarks
    name: str | int = ""

    @property
    def pointer(self) -> str:
        """Put together only where it is asked for, which is where something is remarked."""
        if not isinstance(self.above, str):
            # The names are ours and those of the standard: none has a sign that a pointer escapes.
            self.above = f"{self.above.pointer}/{self.name}"
            self.name = ""
        return self.above

    def remark(self, code: str, words: str) -> None:
        self.remarks.add(code, self.pointer, words)

    def expected(self, what: str) -> None:
        """Remarks that something else stands here; nothing standing here is no remark."""
        if self.value is not None:
            self.remark(
                "wrong_kind",
                say(
                    "{wanted} belongs here; there is {kind_of}",
                    wanted=begun_large(what),
                    kind_of=kind_of(self.value),
                ),
            )

    def __bool__(self) -> bool:
        return self.value is not None

    def to(self, *names: str) -> Node:
        """The place that the names lead to, empty where one of them is missing."""
        node = self
        for name in names:
            if isinstance(node.value, dict):
                inner = node.value.get(name)
            else:
                if node.value is not None:
                    node.expected(say("an object"))
                inner = None
            node = Node(inner, node, self.remarks, name)
        return node

    def text_of(self, name: str) -> str:
        """As `to(name).text()`, in a fraction of the time where a plain text stands there or nothing."""
        if isinstance(self.value, dict):
            inner = self.value.get(name)
            if inner is None:
                return ""
            if type(inner) is str and inner.isascii() and "\x00" not in inner:
                return inner.strip()
        return self.to(name).text()

    def texts_at(self, *names: str) -> list[str]:
        """As `text_of` for each of the names."""
        value = self.value
        if not isinstance(value, dict):
            return [self.to(name).text() for name in names]
        found = []
        for name in names:
            inner = value.get(name)
            if inner is None:
                found.append("")
            elif type(inner) is str and inner.isascii() and "\x00" not in inner:
                found.append(inner.strip())
            else:
                found.append(self.to(name).text())
        return found

    def each_of(self, name: str) -> Iterable[Node]:
        """As `to(name).each()`."""
        if isinstance(self.value, dict) and self.value.get(name) is None:
            return ()
        return self.to(name).each()

    def texts_of(self, name: str) -> tuple[str, ...]:
        """As `to(name).texts()`."""
        if isinstance(self.value, dict):
            inner = self.value.get(name)
            if inner is None:
                return ()
            if isinstance(inner, list):
                found = []
                for one in inner:
                    if type(one) is not str or not one.isascii() or "\x00" in one:
                        return self.to(name).texts()
                    if stripped := one.strip():
                        found.append(stripped)
                return tuple(found)
        return self.to(name).texts()

    def flag_of(self, name: str) -> bool | None:
        """As `to(name).flag()`."""
        if isinstance(self.value, dict):
            inner = self.value.get(name)
            if inner is None or inner is True or inner is False:
                return inner
        return self.to(name).flag()

    def each(self) -> Iterator[Node]:
        """Every object of the list here; what is in the list and is no object is remarked."""
        for node in self._items():
            if isinstance(node.value, dict):
                yield node
            else:
                node.expected(say("an object"))
                if node.value is None:
                    node.remark("wrong_kind", say("An object belongs here; there is nothing"))

    def _items(self) -> Iterator[Node]:
        if isinstance(self.value, list):
            for place, item in enumerate(self.value):
                yield Node(item, self, self.remarks, place)
        elif self.value is not None:
            self.expected(say("a list"))

    def texts(self) -> tuple[str, ...]:
        """Every text of the list here, empty ones left out."""
        return tuple(text for node in self._items() if (text := node.text()))

    def text(self) -> str:
        """The text here as published, with white space around it off; "" where there is none. A number is its digits."""
        if not isinstance(self.value, str):
            self.expected("text")
            return ""
        stored = storable(self.value)
        if stored != str.__str__(self.value):
            self.remark("unprintable", say("The text has characters that cannot be stored; they show as �"))
        return stored.strip()

    def flag(self) -> bool | None:
        """True, false, or None for not said."""
        if self.value is None or isinstance(self.value, bool):
            return self.value
        self.expected(say("true or false"))
        return None

    def moment(self) -> Moment | None:
        text = self.text()
        if not text:
            return None
        moment = read_moment(text)
        if moment.day is None:
            self.remark(
                "date_unknown",
                say("“{text}” is not a date that can be used; it is kept as text only", text=text[:60]),
            )
        elif moment.at is None:
            self.remark(
                "date_without_zone",
                say("“{text}” does not say its time or time zone; only the day is used", text=text[:60]),
            )
        return moment

    def number(self) -> Decimal | None:
        text = self.text()
        number = read_number(text) if text else None
        if text and number is None:
            self.remark(
                "number_unknown",
                say("“{text}” cannot be read as a number; it is kept as text only", text=text[:60]),
            )
        elif number is not None and not isinstance(self.value, Number):
            self.remark("number_as_text", say("The number “{text}” is published as text", text=text[:60]))
        return number
