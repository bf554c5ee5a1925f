"""From bytes to JSON values, every number kept as it was written."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from fourfold.ground.kernel.said import begun_small, say
from fourfold.integrate.exchange.ocds.remarks import NotOcds

DEEPEST = 100
UTF8_BOM = b"\xef\xbb\xbf"
_NOT_TEXT = (
    (b"PK\x03\x04", say("a zip file or a spreadsheet")),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", say("a gzip file")),
    (b"\xd0\xcf\x11\xe0", say("an old Excel or Word file")),
    (b"<", say("a web page or XML")),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = say("Save it again as UTF-8, or ask the publisher for the JSON file")


class Number(str):
    """A JSON number as its text, so that 40, 40.0 and 4e1 stay what they were."""

    __slots__ = ()


@dataclass(slots=True)
class Decoded:
    """The values of a file: one for plain JSON, one for each line of JSON Lines (then with line numbers from 1)."""

    values: list[tuple[int | None, Any]] = field(default_factory=list)
    bad_lines: list[tuple[int, str]] = field(default_factory=list)
    repeated_keys: set[str] = field(default_factory=set)
    had_bom: bool = False


def _place(data: bytes, offset: int) -> tuple[int, int]:
    start = data.rfind(b"\n", 0, offset) + 1
    return data.count(b"\n", 0, offset) + 1, len(data[start:offset].decode("utf-8", "replace")) + 1


def to_text(data: bytes) -> str:
    """The text of UTF-8 bytes. Raises NotOcds that names what they are instead, where that can be told."""
    if not data.strip():
        raise NotOcds(say("The file is empty"), to_do=say("Download it again from the publisher"))
    for magic, kind in _NOT_TEXT:
        if data.lstrip()[: len(magic)] == magic:
            raise NotOcds(
                say("The file is {kind}, not JSON", kind=kind),
                to_do=say("Choose the JSON file that the publisher offers"),
            )
    if data[:2] in _UTF16 or data[:200].count(0) > len(data[:200]) // 4:
        raise NotOcds(say("The file is written in UTF-16, not UTF-8"), to_do=_SAVE_AS, line=1, column=1)
    try:
        return data.removeprefix(UTF8_BOM).decode()
    except UnicodeDecodeError as error:
        data = data.removeprefix(UTF8_BOM)
        line, column = _place(data, error.start)
        as_windows = data[error.start : error.start + 1].decode("cp1252", "replace")
        what = say(
            "The file is not UTF-8: it looks like Windows-1252, in which this byte is “{as_windows}”",
            as_windows=as_windows,
        )
        raise NotOcds(what, to_do=_SAVE_AS, line=line, column=column) from error


def _refuse_constant(name: str) -> Any:
    raise NotOcds(
        say("The file has {name} as a number, which JSON does not allow", name=name),
        to_do=say("Ask the publisher to correct it"),
    )


def decoder_for(decoded: Decoded) -> json.JSONDecoder:
    """Keeps numbers as they were written, and notes in `decoded` which keys an object has twice."""

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        whole = dict(found)
        if len(whole) < len(found):
            counts = Counter(name for name, _ in found)
            decoded.repeated_keys.update(name for name, times in counts.items() if times > 1)
        return whole

    return json.JSONDecoder(
        object_pairs_hook=pairs, parse_float=Number, parse_int=Number, parse_constant=_refuse_constant
    )


def decoder_again() -> json.JSONDecoder:
    """For what `decoder_for` has gone through before: the same values, with nothing noted."""
    return json.JSONDecoder(parse_float=Number, parse_int=Number, parse_constant=_refuse_constant)


def parse(text: str, decoded: Decoded) -> Any:
    try:
        value = decoder_for(decoded).decode(text)
    except RecursionError as error:
        raise NotOcds(
            say("The file is nested too deeply"), to_do=say("Ask the publisher for a file in the OCDS form")
        ) from error
    check_depth(value)
    return value


def check_depth(value: Any, *, deeper: int = 0) -> None:
    """`deeper` says how far down in the file the value stands."""
    # Only what has something in it goes deeper: most of a release are texts and numbers, which are passed over here.
    level = [value] if value and isinstance(value, (dict, list)) else []
    for _ in range(DEEPEST - deeper - 1):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, dict) else parent)
            if isinstance(child, (dict, list)) and child
        ]
        if not level:
            return
    what = say("The file is nested more than {deepest} levels deep", deepest=DEEPEST)
    raise NotOcds(what, to_do=say("Ask the publisher for a file in the OCDS form"))


def decode(data: bytes) -> Decoded:
    """Every value of the file. Raises NotOcds for what is neither JSON nor JSON Lines."""
    text = to_text(data)
    decoded = Decoded(had_bom=data.startswith(UTF8_BOM))
    try:
        decoded.values.append((None, parse(text, decoded)))
    except json.JSONDecodeError as error:
        if _read_lines(text, decoded):
            return decoded
        what = say("The file is not JSON: {problem}", problem=begun_small(error.msg))
        to_do = say("Download it again: it may have been cut off or edited")
        raise NotOcds(what, to_do=to_do, line=error.lineno, column=error.colno) from error
    return decoded


def _read_lines(text: str, decoded: Decoded) -> bool:
    """JSON Lines, if the first line that is not empty is a whole object; a bad line further down is set aside."""
    decoded.repeated_keys.clear()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = parse(line, decoded)
        except json.JSONDecodeError as error:
            if not decoded.values:
                return False
            decoded.bad_lines.append((number, say("{msg}, column {colno}", msg=error.msg, colno=error.colno)))
            continue
        if not decoded.values and not isinstance(value, dict):
            return False
        decoded.values.append((number, value))
    return True


# A character for private use, which no text has a reason to begin with.
_MARK = "\ue000"
_MARK_WRITTEN = r"\ue000"
# Of what was read from JSON nothing contains itself.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), check_circular=False)


def canonical(value: Any) -> bytes:
    """The value as JSON in one fixed form: keys sorted, no spaces, ASCII only, numbers exactly as they were written.

    The encoder of the standard library does it in a third of the time. It knows no numbers as texts: while it works each stands
    in its place with a mark before it, by which it comes out without quotation marks. Should a text of the publisher's bear
    the mark, the plain way is taken.
    """
    whole = [value]
    places = _numbers(whole)
    try:
        for inside, place, number in places:
            inside[place] = f"{_MARK}{str.__str__(number)}"
        text = _ENCODER.encode(whole[0])
    finally:
        for inside, place, number in places:
            inside[place] = number
    if text.count(_MARK_WRITTEN) != len(places):
        return "".join(_written(value)).encode("ascii")
    before, *marked = text.split(f'"{_MARK_WRITTEN}')
    # A number has no quotation mark in it: the first is the one to be taken away.
    return "".join([before, *(part.replace('"', "", 1) for part in marked)]).encode("ascii")


def _numbers(whole: list[Any]) -> list[tuple[Any, Any, Number]]:
    """Each number within, with the list or object that it stands in and its place there."""
    found: list[tuple[Any, Any, Number]] = []
    waiting: list[Any] = [whole]
    while waiting:
        inside = waiting.pop()
        for place, inner in inside.items() if isinstance(inside, dict) else enumerate(inside):
            kind = type(inner)
            # Most are texts or nothing.
            if kind is str or inner is None:
                continue
            if kind is dict or kind is list:
                waiting.append(inner)
            elif kind is Number:
                found.append((inside, place, inner))
    return found


def _written(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield "{"
        for place, name in enumerate(sorted(value)):
            yield f"{',' if place else ''}{json.dumps(name)}:"
            yield from _written(value[name])
        yield "}"
    elif isinstance(value, list):
        yield "["
        for place, item in enumerate(value):
            if place:
                yield ","
            yield from _written(item)
        yield "]"
    elif isinstance(value, Number):
        yield str.__str__(value)
    else:
        yield json.dumps(value)


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with NUL and half surrogate pairs, which no database stores, shown as the replacement character."""
    if text.isascii() and "\x00" not in text:
        return str.__str__(text)
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", str.__str__(text))
