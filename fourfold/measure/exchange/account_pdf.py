"""An account as a tagged PDF (PDF/UA-1). Everything a person typed goes in as data and never as source."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.periods import FinancialYear
from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.kernel.typesetting import typeset
from fourfold.ground.web.filters import day, money, percent
from fourfold.ground.web.filters import quantity as quantity_text
from fourfold.measure.rules.five_figures import share_verified

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.measure.queries.accounts import AccountPage
    from fourfold.measure.rules.ledgers import Pounds


NOT_AS_TYPED = (
    "Some letters that people typed are not in this document's font. They are written as their number, such as [U+65E5]; "
    "the account's page and table have them as typed."
)


def account_pdf(page: AccountPage) -> bytes:
    """The account of `page` with its five bars as pictures with alternative texts, and every line in a table."""
    source = files("fourfold.measure.exchange").joinpath("account.typ").read_bytes()
    return typeset(source, _data(page), not_as_typed=NOT_AS_TYPED)


def _data(page: AccountPage) -> dict[str, Any]:
    account = page.account
    return {
        "title": account.title,
        "owner": account.owner.name,
        "period": f"{day(account.starts_on)} to {day(account.ends_on)}",
        "edition": account.edition,
        "state": str(account.get_state_display()),
        "what_changed": account.what_changed,
        "fingerprint": account.sha256 or "made when it is published",
        "measures": [
            {
                "title": total.measure_title,
                "share": _share(share_verified(total.figures)),
                "bars": [
                    {"label": label, "text": _amount(figure, total.unit), "value": float(figure)}
                    for label, figure in (
                        ("Committed", total.figures.committed),
                        ("Due in the period", total.figures.due),
                        ("Reported", total.figures.reported),
                        ("Confirmed", total.figures.confirmed),
                        ("Verified", total.figures.verified),
                        ("Published", total.figures.published),
                    )
                ],
            }
            for total in page.measures
        ],
        "lines": [
            [
                row.line.measure_title,
                f"{row.line.contract_title} ({row.line.supplier_name})",
                _amount(row.figures.committed, row.line.unit),
                *(
                    _number(figure)
                    for figure in (
                        row.figures.due,
                        row.figures.reported,
                        row.figures.confirmed,
                        row.figures.verified,
                    )
                ),
            ]
            for row in page.lines
        ],
        "ledgers": [
            [
                ledger.ledger_name,
                FinancialYear(ledger.pounds.price_year).label,
                money(ledger.pounds.amount),
                _range(ledger.pounds),
            ]
            for ledger in page.ledgers
        ],
        "sources": [
            [
                f"{row.line.measure_title}, {row.line.contract_title}",
                each.ledger_name,
                money(each.pounds.amount),
                f"{each.proxy_title}: {money(each.value)} for one, from {each.source} ({each.licence})",
            ]
            for row in page.lines
            for each in row.worth
        ],
        "without_value": list(page.without_proxy),
    }


def _share(share: Decimal | None) -> str:
    return "Nothing was due in the period" if share is None else f"{percent(share)} verified of what was due"


def _range(pounds: Pounds) -> str:
    if pounds.low is None or pounds.high is None:
        return "Range not known yet"
    return f"{money(pounds.low)} to {money(pounds.high)}"


def _amount(figure: Decimal, unit: str) -> str:
    return str(quantity_text(figure, unit_of(unit).code))


def _number(figure: Decimal) -> str:
    return str(quantity_text(figure))
