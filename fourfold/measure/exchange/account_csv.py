"""An account as a table that a spreadsheet opens: one row a promise, numbers as numbers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.measure.queries.accounts import AccountPage

HEADINGS = (
    "account", "edition", "from", "to", "contract", "contract_title", "supplier", "commitment", "measure", "unit",
    "committed", "due", "reported", "confirmed", "verified", "published", "verified_deliveries", "ledger", "pounds",
    "pounds_low", "pounds_high", "value", "value_source",
)  # fmt: skip


def account_csv(page: AccountPage) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads the £ sign. A text that a spreadsheet would run is made text.

    A promise that is valued in several ledgers has a row for each; its quantities stand in every one of them.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    account = page.account
    for row in page.lines:
        line, figures = row.line, row.figures
        start: list[object] = [
            account.ref, account.edition, account.starts_on.isoformat(), account.ends_on.isoformat(),
            line.contract_ref, line.contract_title, line.supplier_name, line.commitment_number, line.measure_title,
            line.unit, figures.committed, figures.due, figures.reported, figures.confirmed, figures.verified,
            figures.published, row.counted,
        ]  # fmt: skip
        for each in row.worth or (None,):
            worth: list[object] = (
                ["", "", "", "", "", ""]
                if each is None
                else [each.ledger, each.amount, each.low, each.high, each.proxy_title, each.proxy_source]
            )
            writer.writerow(_safe([*start, *worth]))
    return "\ufeff".encode() + out.getvalue().encode()


def _safe(cells: Iterable[object]) -> list[object]:
    return [
        f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
        for cell in cells
    ]
