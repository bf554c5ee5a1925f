"""From a file to its releases: packages of releases or records, single releases, lists and JSON Lines of any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fourfold.ground.kernel.said import say
from fourfold.integrate.exchange.ocds.decoding import Decoded, decode, parse
from fourfold.integrate.exchange.ocds.node import Node, Remarks, read_moment
from fourfold.integrate.exchange.ocds.release import read_release
from fourfold.integrate.exchange.ocds.remarks import NotOcds, Remark, Severity
from fourfold.integrate.exchange.ocds.sequence import Sequence
from fourfold.integrate.exchange.ocds.shapes import Publication, ReadRelease
from fourfold.integrate.exchange.ocds.streaming import Irregular, Package, lines

# From so many bytes on a file is read piece by piece.
LARGE = 4 * 1024 * 1024
_NO_ENVELOPE = Publication()
_TO_DO = say("Choose an OCDS release package, record package, single release or JSON Lines file")


@dataclass(frozen=True, slots=True)
class _Found:
    """A place where a release should be; ``missing`` says why there is none."""

    value: Any
    pointer: str
    line: int | None
    publication: Publication
    missing: str = ""


def read_ocds(source: bytes | Path) -> Iterator[ReadRelease | Remark]:
    """Every release of the file in its order, and between them a Remark for each that was left out, and for the file.

    A release carries its own remarks. What is wrong with the file as a whole is raised at once, before the first
    release is asked for: NotOcds, whose text says what, where and what to do. OSError if the file cannot be read.
    Nothing else is raised, whatever the bytes. A small file that was parsed stays in memory; a large one is gone through
    once to see that it is whole, and then read again release by release.
    """
    return _read(_opened(source))


def count_ocds(source: bytes | Path) -> int:
    """How many places of the file ought to hold a release; as many as `read_ocds` will give or leave out. Raises as it does."""
    return _opened(source).count


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that was gone through: what is to be said of it, how many places it has, and the way to them."""

    decoded: Decoded
    count: int
    places: Callable[[], Iterator[_Found]]


def _opened(source: bytes | Path) -> _Opened:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > LARGE:
        for way in (_package_by_piece, _lines_by_piece):
            with suppress(Irregular):
                return way(source)
    return _whole(source)


def _whole(source: bytes | Path) -> _Opened:
    decoded = decode(source if isinstance(source, bytes) else source.read_bytes())
    kinds = [_kind(value) for _, value in decoded.values]
    if not any(kinds):
        raise NotOcds(
            say("The file is JSON but not OCDS: {looks_like}", looks_like=_looks_like(decoded)), to_do=_TO_DO
        )
    found = [place for line, value in decoded.values for place in _places(value, "", line)]
    if not found:
        raise NotOcds(
            say("The file has no releases in it"),
            to_do=say("Ask the publisher whether this is the whole file"),
        )
    return _Opened(decoded, len(found), lambda: iter(found))


def _package_by_piece(source: bytes | Path) -> _Opened:
    """Raises Irregular."""
    decoded = Decoded()
    package = Package(source, decoded)
    count = sum(1 for _ in package.items())
    if not count:
        raise Irregular
    publication = _publication({**package.envelope, package.list_name: []})

    def places() -> Iterator[_Found]:
        for place, item in enumerate(Package(source).items()):
            pointer = f"/{package.list_name}/{place}"
            if package.list_name == "releases":
                yield _Found(item, pointer, None, publication)
            else:
                yield _of_record(item, pointer, None, publication)

    return _Opened(decoded, count, places)


def _lines_by_piece(source: bytes | Path) -> _Opened:
    """Raises Irregular."""
    decoded = Decoded()
    count = 0
    is_ocds = False
    for line, value in lines(source, decoded, parse):
        is_ocds = is_ocds or bool(_kind(value))
        count += sum(1 for _ in _places(value, "", line))
    if not is_ocds or not count:
        raise Irregular

    def places() -> Iterator[_Found]:
        for line, value in lines(source, Decoded(), parse):
            yield from _places(value, "", line)

    return _Opened(decoded, count, places)


def _kind(value: Any) -> str:
    """One of releases, records, release, record and list; "" for what is no OCDS."""
    if isinstance(value, list):
        return "list" if any(_kind(item) not in {"", "list"} for item in value) else ""
    if not isinstance(value, dict):
        return ""
    for name in ("releases", "records"):
        if isinstance(value.get(name), list) and "ocid" not in value:
            return name
    if "compiledRelease" in value or ("ocid" in value and isinstance(value.get("releases"), list)):
        return "record"
    return "release" if "ocid" in value else ""


def _looks_like(decoded: Decoded) -> str:
    value = decoded.values[0][1] if decoded.values else None
    if isinstance(value, dict) and "grants" in value:
        return say("it looks like 360Giving grants")
    if isinstance(value, dict) and value.get("type") == "FeatureCollection":
        return say("it looks like a map (GeoJSON)")
    return say("it has no releases, no records and no ocid")


def _publication(package: dict[str, Any]) -> Publication:
    node = Node(package, "", Remarks(0, None))
    return Publication(
        node.to("publisher", "name").text(),
        node.text_of("license"),
        node.text_of("uri"),
        node.text_of("publishedDate"),
    )


def _places(
    value: Any, pointer: str, line: int | None, publication: Publication = _NO_ENVELOPE
) -> Iterator[_Found]:
    kind = _kind(value)
    if kind == "list":
        for place, item in enumerate(value):
            yield from _places(item, f"{pointer}/{place}", line)
    elif kind == "releases":
        publication = _publication(value)
        for place, item in enumerate(value["releases"]):
            yield _Found(item, f"{pointer}/releases/{place}", line, publication)
    elif kind == "records":
        publication = _publication(value)
        for place, item in enumerate(value["records"]):
            yield _of_record(item, f"{pointer}/records/{place}", line, publication)
    elif kind == "record":
        yield _of_record(value, pointer, line, publication)
    else:
        yield _Found(value, pointer, line, publication)


def _of_record(record: Any, pointer: str, line: int | None, publication: Publication) -> _Found:
    """The compiled release; without one, the latest release that is given in full (the last of those of one date)."""
    if not isinstance(record, dict):
        return _Found(None, pointer, line, publication, say("A record belongs here, as an object"))
    if isinstance(record.get("compiledRelease"), dict):
        return _Found(record["compiledRelease"], f"{pointer}/compiledRelease", line, publication)
    listed = record.get("releases")
    full = [
        (place, release)
        for place, release in enumerate(listed if isinstance(listed, list) else [])
        if isinstance(release, dict) and "ocid" in release
    ]
    if not full:
        words = say("The record has no compiled release and no release in full, only links or nothing")
        return _Found(None, pointer, line, publication, words)
    place, latest = max(full, key=lambda one: (_when(one[1]), one[0]))
    return _Found(latest, f"{pointer}/releases/{place}", line, publication)


def _when(release: dict[str, Any]) -> str:
    text = release.get("date")
    moment = read_moment(text) if isinstance(text, str) else None
    return "" if moment is None or moment.day is None else (moment.at or moment.day).isoformat()


def _read(file: _Opened) -> Iterator[ReadRelease | Remark]:
    yield from _about_the_file(file.decoded)
    sequence = Sequence()
    for index, place in enumerate(file.places()):
        if not isinstance(place.value, dict):
            words = place.missing or say("A release belongs here, as an object")
            yield Remark("release_missing", index, place.pointer, words, Severity.LEFT_OUT, place.line)
            continue
        release = read_release(
            place.value,
            index=index,
            pointer=place.pointer,
            line=place.line,
            publication=place.publication,
        )
        yield sequence.place(release)
    for line, why in file.decoded.bad_lines:
        words = say("The line is not JSON: {why}", why=why)
        yield Remark("line_unreadable", None, "", words, Severity.LEFT_OUT, line)


def _about_the_file(decoded: Decoded) -> Iterator[Remark]:
    if decoded.had_bom:
        yield Remark(
            "byte_order_mark",
            None,
            "",
            say("The file begins with a byte order mark, which JSON should not have"),
        )
    for name in sorted(decoded.repeated_keys):
        shown = name.encode("utf-8", "replace").decode()[:60]
        yield Remark(
            "key_repeated",
            None,
            "",
            say("Somewhere in the file “{shown}” is given twice in one object; the last counts", shown=shown),
        )
