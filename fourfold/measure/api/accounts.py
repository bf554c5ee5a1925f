"""Accounts: everyone's to read once they are published, their organisation's before."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Figure, Page, Party, Reference, Shown, YesOrNoInQuery
from fourfold.ground.people.token_table import Scope
from fourfold.measure.api.figures import FiguresShown, figures_shown
from fourfold.measure.exchange.account_csv import account_csv
from fourfold.measure.models import AccountState
from fourfold.measure.queries.accounts import (
    account_content,
    account_numbered,
    account_page,
    accounts_of,
    published_accounts,
)
from fourfold.measure.rules.fingerprint import canonical

if TYPE_CHECKING:
    from fourfold.measure.models import Account
    from fourfold.measure.queries.accounts import Worth

router = Router(tags=["Accounts"])

READ = Scope.MEASURE_READ


class AccountLineShown(Shown):
    """`sha256` is of the very bytes of account.json; empty before it is published."""

    ref: str
    title: str
    organisation: Party
    from_day: date
    to_day: date
    edition: int
    state: AccountState
    published_at: datetime | None
    sha256: str


class WorthShown(Shown):
    """Pounds of what was verified, by one value. Pounds of different ledgers are never added."""

    ledger: str
    pounds: Figure
    low: Figure | None
    high: Figure | None
    price_year: int
    value: Figure
    source: str
    source_href: str
    licence: str


class PromiseInAccount(Shown):
    ref: str
    contract: str
    contract_title: str
    supplier_name: str
    commitment: int
    measure_title: str
    unit: str
    figures: FiguresShown
    verified_deliveries: int
    worth: list[WorthShown]


class AccountShown(AccountLineShown):
    what_changed: str
    lines: list[PromiseInAccount]


class AccountsSought(Where):
    own: Annotated[
        YesOrNoInQuery,
        Field(description="Your organisation’s alone, drafts included; else all published ones."),
    ] = False


@operation(router, "get", "/accounts", scope=READ, answer=Page[AccountLineShown], public=True)
def list_accounts(request: HttpRequest, sought: Query[AccountsSought]) -> HttpResponse:
    """List accounts.

    Of several editions of a published account, the last.
    """
    seen = accounts_of(caller(request).organisation_id) if sought.own else published_accounts()
    part = part_of(seen, sought)
    return page(request, [AccountLineShown(**_line(each)) for each in part.rows], part.next_cursor)


@operation(router, "get", "/accounts/{ref}", scope=READ, answer=AccountShown, public=True)
def read_account(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read an account with its lines, their figures and what they are worth."""
    account = found(account_numbered(ref))
    whole = account_page(account)
    return shown(
        request,
        AccountShown(
            **_line(account),
            what_changed=account.what_changed,
            lines=[
                PromiseInAccount(
                    ref=row.line.ref,
                    contract=row.line.contract_ref,
                    contract_title=row.line.contract_title,
                    supplier_name=row.line.supplier_name,
                    commitment=row.line.commitment_number,
                    measure_title=row.line.measure_title,
                    unit=row.line.unit,
                    figures=figures_shown(row.figures),
                    verified_deliveries=row.counted,
                    worth=[_worth(each) for each in row.worth],
                )
                for row in whole.lines
            ],
        ),
    )


@operation(
    router, "get", "/accounts/{ref}/account.csv", scope=READ, answer=bytes, public=True, media_type="text/csv"
)
def read_account_as_csv(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read an account as a table for a spreadsheet."""
    account = found(account_numbered(ref))
    return _file(account, "csv", account_csv(account_page(account)), "text/csv; charset=utf-8")


@operation(router, "get", "/accounts/{ref}/account.json", scope=READ, answer=dict[str, Any], public=True)
def read_account_as_signed(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read the very bytes whose SHA-256 a published account names."""
    account = found(account_numbered(ref))
    return _file(account, "json", canonical(account_content(account)), "application/json")


def _line(account: Account) -> dict[str, Any]:
    return {
        "ref": account.ref,
        "title": account.title,
        "organisation": Party(ref=account.owner.ref, name=account.owner.name),
        "from_day": account.starts_on,
        "to_day": account.ends_on,
        "edition": account.edition,
        "state": AccountState(account.state),
        "published_at": account.published_at,
        "sha256": account.sha256,
    }


def _worth(worth: Worth) -> WorthShown:
    pounds = worth.pounds
    return WorthShown(
        ledger=pounds.ledger,
        pounds=pounds.amount,
        low=pounds.low,
        high=pounds.high,
        price_year=pounds.price_year,
        value=worth.value,
        source=worth.source,
        source_href=worth.source_href,
        licence=worth.licence,
    )


def _file(account: Account, kind: str, content: bytes, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="account-{account.ref}.{kind}"'
    return response
