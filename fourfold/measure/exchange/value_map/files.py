"""A value map from a file of either format: JSON or the practitioner's workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fourfold.ground.kernel.said import say
from fourfold.measure.exchange.value_map.faults import Fault, MapRefused
from fourfold.measure.exchange.value_map.reading import ReadMap, read_map
from fourfold.measure.exchange.value_map.strict_json import MOST_BYTES, too_large
from fourfold.measure.exchange.value_map.workbook_reading import read_workbook

WORKBOOK: Final = b"PK\x03\x04"


def read_file(file: Path) -> ReadMap:
    """Raises MapRefused. A file that is too large is refused before it is read."""
    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise MapRefused([too_large(size)])
        content = file.read_bytes()
    except FileNotFoundError:
        raise _refused(say("there is no such file: check the name")) from None
    except IsADirectoryError:
        raise _refused(say("this is a folder: name the file in it")) from None
    except PermissionError:
        raise _refused(say("you may not read this file")) from None
    return read_content(content)


def read_content(content: bytes) -> ReadMap:
    """Raises MapRefused."""
    if len(content) > MOST_BYTES:
        raise MapRefused([too_large(len(content))])
    if content.startswith(WORKBOOK):
        return read_workbook(content)
    return read_map(content)


def _refused(what: str) -> MapRefused:
    return MapRefused([Fault("", what)])
