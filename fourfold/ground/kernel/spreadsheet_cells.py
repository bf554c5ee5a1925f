"""Texts in tables that people open in a spreadsheet, which runs what looks like a formula."""

from __future__ import annotations

from typing import Final

# How a cell begins that Excel, LibreOffice or Google Sheets would run; the full-width signs are read as the plain ones.
_RUN: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def would_run(text: str) -> bool:
    """Whether a spreadsheet would take it for a formula; an apostrophe before it makes it text."""
    return text.lstrip(" \u00a0").startswith(_RUN)
