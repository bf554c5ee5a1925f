"""What was received before, read again: a release of OCDS, or a row of a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.integrate.exchange import ocds_import
from fourfold.integrate.exchange.sheets.reading import is_row, read_received_row

if TYPE_CHECKING:
    from fourfold.integrate.rules.published import Published


def read_received(body: bytes) -> Published:
    return read_received_row(body) if is_row(body) else ocds_import.read_received(body)
