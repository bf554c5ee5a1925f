"""An account as a page, as a table for a spreadsheet, as a document, and in the writing that its fingerprint covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.spine.registry import strip
from fourfold.ground.web.access import found
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against
from fourfold.ground.web.sign_in.view import ask_to_sign_in
from fourfold.integrate.queries.commitments import commitments_seen
from fourfold.measure.actions import accounts
from fourfold.measure.exchange.account_csv import account_csv
from fourfold.measure.exchange.account_pdf import account_pdf
from fourfold.measure.queries.accounts import (
    account_content,
    account_numbered,
    account_page,
    editions,
    line_evidence,
)
from fourfold.measure.rules.fingerprint import canonical
from fourfold.measure.web.account_step.steps import steps_of
from fourfold.partner.queries.seen import deliveries_seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from fourfold.ground.people.actor import Actor
    from fourfold.measure.models import Account
    from fourfold.measure.web.account_step.steps import Step


@require_safe
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """A published account is anyone's to read; before that it is its own organisation's."""
    return _of_account(request, ref, _page)


def _page(request: HttpRequest, account: Account) -> HttpResponse:
    by = _owner_of(request, account)
    page = account_page(account)
    return render(
        request,
        "measure/web/account/page.jinja",
        {
            "account": account,
            "page": page,
            "own": by is not None,
            "seen": commitments_seen(row.line.commitment_id for row in page.lines),
            "editions": editions(account),
            "out_of_date": by is not None and accounts.is_out_of_date(account, on=timezone.localdate()),
            "steps": []
            if by is None
            else [(step, _reason_against(step, by, account)) for step in steps_of(account)],
            "cannot_correct": ""
            if by is None
            else reason_against(lambda: accounts.check_can_correct(by, account)),
            "history": [] if by is None else history_of(account),
        },
    )


def _reason_against(step: Step, by: Actor, account: Account) -> str:
    return reason_against(lambda: step.check(by, account))


@require_safe
def evidence(request: HttpRequest, ref: str, line: str) -> HttpResponse:
    """Every verified delivery that a line counts; who may see the delivery goes on to its evidence."""

    def page(request: HttpRequest, account: Account) -> HttpResponse:
        row, proved = found(line_evidence(account, line))
        shown = page_of(request, proved)
        counted = list(shown.object_list)
        return render(
            request,
            "measure/web/account/evidence.jinja",
            {
                "account": account,
                "line": row,
                "counted": counted,
                "page": shown,
                "seen": deliveries_seen(each.delivery_ref for each in counted),
                "strip": strip("account line", row.ref),
                "history": history_of(row),
            },
        )

    return _of_account(request, ref, page)


@require_safe
def as_csv(request: HttpRequest, ref: str) -> HttpResponse:
    return _of_account(
        request,
        ref,
        lambda _, account: _file(
            account, "csv", account_csv(account_page(account)), "text/csv; charset=utf-8"
        ),
    )


@require_safe
def as_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    return _of_account(
        request,
        ref,
        lambda _, account: _file(account, "pdf", account_pdf(account_page(account)), "application/pdf"),
    )


@require_safe
def as_json(request: HttpRequest, ref: str) -> HttpResponse:
    """The very bytes whose SHA-256 a published account names."""
    return _of_account(
        request,
        ref,
        lambda _, account: _file(account, "json", canonical(account_content(account)), "application/json"),
    )


def _of_account(
    request: HttpRequest,
    ref: str,
    answer: Callable[[HttpRequest, Account], HttpResponse],
) -> HttpResponse:
    """Who has not signed in is asked to, where the account is not published: it may be theirs."""
    account = account_numbered(ref)
    if account is None and getattr(request, "actor", None) is None:
        return ask_to_sign_in(request)
    return answer(request, found(account))


def _owner_of(request: HttpRequest, account: Account) -> Actor | None:
    """Who asks, where they act for the organisation whose account it is."""
    by: Actor | None = getattr(request, "actor", None)
    return by if by is not None and by.organisation_id == account.owner_id else None


def _file(account: Account, kind: str, content: bytes, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="account-{account.ref}.{kind}"'
    return response
