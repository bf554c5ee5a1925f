"""Accounts as pages, files and the public read them: from the frozen lines alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fourfold.define.queries.proxies import ledger_name
from fourfold.measure.models import Account, AccountLine, AccountLineVerification, AccountState, Valuation
from fourfold.measure.rules.five_figures import NOTHING, FiveFigures
from fourfold.measure.rules.ledgers import Pounds, by_ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

FIGURES = ("committed", "due", "reported", "confirmed", "verified")


@dataclass(frozen=True, slots=True)
class Worth:
    """What the verified quantity of a line is worth by one proxy, with the proxy's source as it was when it was valued."""

    pounds: Pounds
    ledger_name: str
    value: Decimal
    proxy_title: str
    measure_ref: str
    source_title: str
    source_publisher: str
    source_href: str
    licence: str

    @property
    def source(self) -> str:
        return ", ".join(part for part in (self.source_title, self.source_publisher) if part)


@dataclass(frozen=True, slots=True)
class LineRow:
    line: AccountLine
    figures: FiveFigures
    counted: int
    worth: tuple[Worth, ...]

    @property
    def commitment_href(self) -> str:
        return f"/contracts/{self.line.contract_ref}/commitments/{self.line.commitment_number}/"


@dataclass(frozen=True, slots=True)
class MeasureTotal:
    """All lines of one measure in one unit: quantities of different measures are never added."""

    measure_title: str
    unit: str
    figures: FiveFigures


@dataclass(frozen=True, slots=True)
class LedgerTotal:
    ledger_name: str
    pounds: Pounds


@dataclass(frozen=True, slots=True)
class AccountPage:
    account: Account
    lines: tuple[LineRow, ...]
    measures: tuple[MeasureTotal, ...]
    ledgers: tuple[LedgerTotal, ...]
    without_proxy: tuple[str, ...]
    counted: int


def accounts_of(owner: int) -> QuerySet[Account]:
    return Account.objects.filter(owner_id=owner).select_related("owner")


def accounts_of_contract(contract: int) -> QuerySet[Account]:
    return Account.objects.filter(contract_id=contract)


def published_accounts() -> QuerySet[Account]:
    """What anyone may read, the latest first; an edition that was corrected gives way to its correction."""
    shown = Account.objects.filter(state=AccountState.PUBLISHED)
    corrected = shown.filter(corrects__isnull=False).values("corrects")
    return shown.exclude(pk__in=corrected).select_related("owner").order_by("-published_at", "-pk")


def account_numbered(ref: str) -> Account | None:
    found: Account | None = (
        Account.objects.filter(ref=ref)
        .select_related("owner", "drafted_by", "assured_by", "signed_by")
        .first()
    )
    return found


@dataclass(frozen=True, slots=True)
class Editions:
    """The edition before and the one after; None where there is none that the reader may see."""

    before: Account | None
    after: Account | None


def editions(account: Account) -> Editions:
    return Editions(
        before=Account.objects.filter(pk=account.corrects_id).first() if account.corrects_id else None,
        after=Account.objects.filter(corrects=account.pk).first(),
    )


def account_page(account: Account) -> AccountPage:
    """Four queries at most, whatever the number of lines.

    What is published of an account that is not is what other accounts have published of the deliveries it counts.
    """
    rows = list(AccountLine.objects.filter(account=account))
    proved = list(AccountLineVerification.objects.filter(line__in=rows))
    counted = Counter(each.line_id for each in proved)
    shown = (
        {each.verification_id for each in proved}
        if account.state == AccountState.PUBLISHED
        else _published_elsewhere(account)
    )
    published: dict[int, Decimal] = {}
    for each in proved:
        if each.verification_id in shown:
            published[each.line_id] = published.get(each.line_id, NOTHING) + each.quantity
    worth = _worth(Valuation.objects.filter(line__in=rows).order_by("line_id", "proxy_id", "pk"))
    lines = tuple(
        LineRow(
            row,
            FiveFigures(
                **{name: getattr(row, name) for name in FIGURES},
                published=published.get(row.pk, NOTHING),
            ),
            counted[row.pk],
            tuple(worth.get(row.pk, ())),
        )
        for row in rows
    )
    pounds = by_ledger(each.pounds for row in lines for each in row.worth)
    return AccountPage(
        account=account,
        lines=lines,
        measures=_by_measure(lines),
        ledgers=tuple(LedgerTotal(ledger_name(each.ledger), each) for each in pounds),
        without_proxy=tuple(
            sorted({row.line.measure_title for row in lines if not row.worth and row.line.verified})
        ),
        counted=sum(row.counted for row in lines),
    )


def _published_elsewhere(account: Account) -> set[int]:
    """The verifications that this account counts and a published one shows."""
    counted = AccountLineVerification.objects.filter(line__account=account).values("verification")
    shown = AccountLineVerification.objects.filter(
        line__account__in=published_accounts(), verification__in=counted
    )
    return set(shown.values_list("verification", flat=True))


def line_evidence(
    account: Account, line_ref: str
) -> tuple[AccountLine, QuerySet[AccountLineVerification]] | None:
    """A line and every verification that it counts."""
    line = AccountLine.objects.filter(account=account, ref=line_ref).first()
    return None if line is None else (line, AccountLineVerification.objects.filter(line=line))


def account_content(account: Account) -> dict[str, Any]:
    """Everything that the fingerprint covers: the period, each line with its figures, the verifications it counts, and
    each valuation with the settings that make its digits again. Three queries.
    """
    lines = list(
        AccountLine.objects.filter(account=account).order_by("contract_ref", "commitment_number", "pk")
    )
    counted: dict[int, list[dict[str, str]]] = {}
    for each in AccountLineVerification.objects.filter(line__in=lines).order_by(
        "ended_on", "delivery_ref", "pk"
    ):
        counted.setdefault(each.line_id, []).append(
            {
                "delivery": each.delivery_ref,
                "verified": f"{each.quantity:.2f}",
                "ended_on": each.ended_on.isoformat(),
            },
        )
    valued: dict[int, list[dict[str, Any]]] = {}
    for worth in Valuation.objects.filter(line__in=lines).order_by("proxy_id", "verification_id"):
        valued.setdefault(worth.line_id or 0, []).append(
            {"pounds": f"{worth.amount:.2f}", "settings": worth.settings}
        )
    return {
        "account": account.ref,
        "title": account.title,
        "from": account.starts_on.isoformat(),
        "to": account.ends_on.isoformat(),
        "edition": account.edition,
        "what_changed": account.what_changed,
        "signed_on": "" if account.signed_on is None else account.signed_on.isoformat(),
        "lines": [
            {
                "contract": line.contract_ref,
                "contract_title": line.contract_title,
                "supplier": line.supplier_name,
                "commitment": line.commitment_number,
                "measure": line.measure_title,
                "unit": line.unit,
                **{name: f"{getattr(line, name):.2f}" for name in FIGURES},
                "verifications": counted.get(line.pk, []),
                "valuations": valued.get(line.pk, []),
            }
            for line in lines
        ],
    }


def _worth(valuations: Iterable[Valuation]) -> dict[int, list[Worth]]:
    """By line, one Worth for each proxy: the sum of what each verification is worth by it."""
    parts: dict[tuple[int, str], list[Valuation]] = {}
    for each in valuations:
        parts.setdefault((each.line_id or 0, str(each.settings["proxy"])), []).append(each)
    found: dict[int, list[Worth]] = {}
    for (line, _), same in parts.items():
        found.setdefault(line, []).append(_worth_by_one_proxy(same))
    return found


def _worth_by_one_proxy(same: Sequence[Valuation]) -> Worth:
    settings = same[0].settings
    (pounds,) = by_ledger(
        Pounds(settings["ledger"], settings["price_year"], each.amount, each.low, each.high) for each in same
    )
    return Worth(
        pounds=pounds,
        ledger_name=ledger_name(settings["ledger"]),
        value=Decimal(settings["value"]),
        proxy_title=settings["proxy_title"],
        measure_ref=settings["measure_ref"],
        source_title=settings["source_title"],
        source_publisher=settings["source_publisher"],
        source_href=settings["source_href"],
        licence=settings["licence"],
    )


def _by_measure(lines: tuple[LineRow, ...]) -> tuple[MeasureTotal, ...]:
    totals: dict[int, MeasureTotal] = {}
    for row in lines:
        before = totals.get(row.line.measure_id)
        figures = row.figures if before is None else before.figures + row.figures
        totals[row.line.measure_id] = MeasureTotal(row.line.measure_title, row.line.unit, figures)
    return tuple(totals.values())
