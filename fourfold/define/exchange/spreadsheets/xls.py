"""How far a sheet of an old XLS workbook reaches and which of its cells calculate.

The file is a small file system ([MS-CFB]); in it stands one stream of records ([MS-XLS], BIFF8). Only the heads of the
records are looked at. BIFF5 and older are refused: nothing has written them for twenty-five years.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from fourfold.define.exchange.spreadsheets.bounds import Extent, NotReadable, damaged
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Numbers from here on are no sectors: ends of chains and free ones.
_FREE: Final = 0xFFFFFFFA
_BOF, _EOF, _SHEET, _LOCKED, _FORMULA = 0x0809, 0x000A, 0x0085, 0x002F, 0x0006
_BIFF8: Final = 0x0600
# Records that begin with the row and the column of one cell: number, label, RK, boolean, blank, formula.
_CELLS: Final = frozenset({0x0201, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E, _FORMULA})
# Several cells of one row; the last column stands at the end.
_CELLS_OF_A_ROW: Final = frozenset({0x00BD, 0x00BE})


def extent_of_sheet(content: bytes, sheet: str) -> Extent:
    """Raises NotReadable."""
    try:
        stream = _workbook(content)
        return _extent(stream, _where(stream, sheet))
    except (struct.error, IndexError, ValueError, UnicodeDecodeError) as problem:
        raise damaged() from problem


def _extent(stream: bytes, offset: int) -> Extent:
    extent = Extent()
    deep = 0
    for kind, data in _records(stream, offset):
        if kind == _BOF:
            deep += 1
        elif kind == _EOF:
            # A chart inside the sheet has a beginning and an end of its own.
            deep -= 1
            if deep == 0:
                break
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", data)
            extent.note(row, column)
            if kind == _FORMULA:
                extent.note_formula(row, column)
        elif kind in _CELLS_OF_A_ROW:
            (row,), (last,) = struct.unpack_from("<H", data), struct.unpack_from("<H", data, len(data) - 2)
            extent.note(row, last)
    return extent


def _where(stream: bytes, sheet: str) -> int:
    """Where in the stream the sheet begins."""
    for kind, data in _records(stream, 0):
        if kind == _BOF and struct.unpack_from("<H", data)[0] != _BIFF8:
            raise NotReadable(
                say("The workbook is of a format from before 1997. Save it as .xlsx and upload that")
            )
        if kind == _LOCKED:
            raise NotReadable(say("The file is protected with a password. Save it without one"))
        if kind == _EOF:
            break
        if kind == _SHEET:
            (offset,) = struct.unpack_from("<I", data)
            length, wide = data[6], data[7] & 1
            name = data[8 : 8 + length * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1")
            if name == sheet:
                return int(offset)
    raise damaged()


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        yield kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length


class _Sectors:
    """The sectors of the file system and the table that chains them."""

    def __init__(self, content: bytes) -> None:
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if content[:8] != SIGNATURE or shift not in {9, 12} or mini_shift != 6:  # noqa: PLR2004
            raise damaged()
        self.content = content
        self.size = 1 << shift
        # Offsets of the header: [MS-CFB] 2.2.
        (directory,) = struct.unpack_from("<I", content, 48)
        self.cutoff, mini_fat, _, difat, _ = struct.unpack_from("<5I", content, 56)
        self.table = [
            each
            for number in _fat_sectors(content, difat, self.sector, self.size)
            for each in _numbers(self.sector(number))
        ]
        self.entries = self.joined(directory)
        self.mini_table = _numbers(self.joined(mini_fat))

    def sector(self, number: int) -> bytes:
        begin = (number + 1) * self.size
        found = self.content[begin : begin + self.size]
        if not found:
            raise damaged()
        return found

    def joined(self, first: int) -> bytes:
        return b"".join(self.sector(number) for number in _chain(first, self.table))


def _workbook(content: bytes) -> bytes:
    """The stream "Workbook" of the file system, put together from its sectors."""
    sectors = _Sectors(content)
    root = _entry(sectors.entries, kind=5, names=())
    first, length = _entry(sectors.entries, kind=2, names=("Workbook", "Book"))
    if length >= sectors.cutoff:
        return sectors.joined(first)[:length]
    small = sectors.joined(root[0])
    parts = (small[number << 6 : (number + 1) << 6] for number in _chain(first, sectors.mini_table))
    return b"".join(parts)[:length]


def _entry(entries: bytes, *, kind: int, names: tuple[str, ...]) -> tuple[int, int]:
    """Where the entry of that kind begins and how long it is; of any name where `names` is empty."""
    for place in range(0, len(entries), 128):
        entry = entries[place : place + 128]
        length, its_kind = struct.unpack_from("<HB", entry, 64)
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        if its_kind == kind and (not names or name in names):
            first, long = struct.unpack_from("<II", entry, 116)
            return first, long
    raise damaged()


def _chain(first: int, table: list[int]) -> Iterator[int]:
    seen = 0
    while first < _FREE:
        yield first
        seen += 1
        if seen > len(table):
            raise damaged()
        first = table[first]


def _numbers(part: bytes) -> list[int]:
    whole = len(part) // 4
    return list(struct.unpack(f"<{whole}I", part[: whole * 4]))


def _fat_sectors(content: bytes, difat: int, sector: Callable[[int], bytes], size: int) -> Iterator[int]:
    """The sectors that hold the table of chains: the first 109 stand in the head, the others in sectors of their own."""
    yield from (number for number in struct.unpack_from("<109I", content, 76) if number < _FREE)
    most = len(content) // size
    while difat < _FREE:
        part = sector(difat)
        numbers = _numbers(part)
        yield from (number for number in numbers[:-1] if number < _FREE)
        difat = numbers[-1]
        most -= 1
        if most < 0:
            raise damaged()
