"""An account as a table that a spreadsheet opens: one row a promise, numbers as numbers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from fourfold.ground.kernel.spreadsheet_cells import would_run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.measure.queries.accounts import AccountPage, Worth

HEADINGS = (
    "account", "edition", "state", "from", "to", "contract", "contract_title", "supplier", "commitment", "measure",
    "unit", "committed", "due", "reported", "confirmed", "verified", "published", "verified_deliveries", "ledger",
    "pounds", "pounds_low", "pounds_high", "prices_of_year_from", "value", "pounds_for_one", "source", "publisher",
    "source_address", "licence",
)  # fmt: skip
OF_WORTH = 11


def account_csv(page: AccountPage) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads the £ sign. A text that a spreadsheet would run is made text by
    an apostrophe before it.

    A promise that is valued in several ledgers has a row for each; its quantities stand in every one of them. What is
    not known is an empty cell, never a nought.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    account = page.account
    for row in page.lines:
        line, figures = row.line, row.figures
        start: list[object] = [
            account.ref, account.edition, account.state, account.starts_on.isoformat(), account.ends_on.isoformat(),
            line.contract_ref, line.contract_title, line.supplier_name, line.commitment_number, line.measure_title,
            line.unit, figures.committed, figures.due, figures.reported, figures.confirmed, figures.verified,
            figures.published, row.counted,
        ]  # fmt: skip
        for each in row.worth or (None,):
            writer.writerow(_safe([*start, *_worth(each)]))
    return "\ufeff".encode() + out.getvalue().encode()


def _worth(worth: Worth | None) -> list[object]:
    if worth is None:
        return [""] * OF_WORTH
    pounds = worth.pounds
    return [
        pounds.ledger, pounds.amount, pounds.low, pounds.high, pounds.price_year, worth.proxy_title, worth.value,
        worth.source_title, worth.source_publisher, worth.source_href, worth.licence,
    ]  # fmt: skip


def _safe(cells: Iterable[object]) -> list[object]:
    return [f"'{cell}" if isinstance(cell, str) and would_run(cell) else cell for cell in cells]
