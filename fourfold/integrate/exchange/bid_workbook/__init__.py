"""A bid as a workbook: given out with the questions in it, filled in offline, and taken back cell by cell."""

from __future__ import annotations

from fourfold.ground.files.spreadsheets.bounds import NotReadable
from fourfold.integrate.exchange.bid_workbook.answers import ReadWorkbook, Remark, not_answered
from fourfold.integrate.exchange.bid_workbook.layout import MEDIA_TYPE, TenderNamed
from fourfold.integrate.exchange.bid_workbook.reading import read_workbook
from fourfold.integrate.exchange.bid_workbook.writing import workbook

__all__ = (
    "MEDIA_TYPE",
    "NotReadable",
    "ReadWorkbook",
    "Remark",
    "TenderNamed",
    "not_answered",
    "read_workbook",
    "workbook",
)
