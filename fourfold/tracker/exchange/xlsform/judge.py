"""Whether a workbook is an XLSForm at all is pyxform's verdict, and its words. ODK's validator, which needs Java, is not run."""

from __future__ import annotations

import warnings
from typing import Final

from fourfold.ground.kernel.said import say

OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class XlsFormRefused(ValueError):
    """The workbook is not taken. The message says why."""


class JudgeMissing(Exception):
    """pyxform is not installed."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "XLSForms are judged by pyxform, which is not installed. Install it with: pip install 'fourfold[xlsform]'"
            )
        )


def judge(content: bytes) -> tuple[str, ...]:
    """What pyxform warns of. Raises XlsFormRefused with pyxform's words, and JudgeMissing."""
    try:
        from pyxform.errors import PyXFormError  # noqa: PLC0415  (an extra)
        from pyxform.xls2xform import convert  # noqa: PLC0415  (an extra)
    except ImportError as missing:
        raise JudgeMissing from missing
    told: list[str] = []
    try:
        with warnings.catch_warnings():
            # What openpyxl thinks of a workbook's extensions is no matter of the form.
            warnings.simplefilter("ignore")
            convert(content, warnings=told, file_type=".xls" if content.startswith(OLD) else ".xlsx")
    except PyXFormError as refusal:
        raise XlsFormRefused(str(refusal)) from refusal
    except Exception as broken:  # pyxform runs into whatever a foreign workbook holds
        message = say("pyxform cannot read it: {what}", what=f"{type(broken).__name__}: {broken}"[:300])
        raise XlsFormRefused(message) from broken
    return tuple(told)
