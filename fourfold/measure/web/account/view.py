"""An account as a page, as a table for a spreadsheet and as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fourfold.ground.people.changes import Refused
from fourfold.ground.spine.registry import strip
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against
from fourfold.measure.actions import accounts
from fourfold.measure.exchange.account_csv import account_csv
from fourfold.measure.exchange.account_pdf import account_pdf
from fourfold.measure.queries.accounts import account_numbered, account_page, line_evidence

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from fourfold.ground.people.actor import Actor
    from fourfold.measure.models import Account


@require_GET
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """A published account is anyone's to read; before that it is its own organisation's."""
    account = found(account_numbered(ref))
    by = _owner_of(request, account)
    return render(
        request,
        "measure/web/account/page.jinja",
        {
            "account": account,
            "page": account_page(account),
            "own": by is not None,
            "steps": [] if by is None else _steps(by, account),
            "cannot_correct": "" if by is None else reason_against(lambda: accounts.check_can_correct(by, account)),
            "history": [] if by is None else history_of(account),
        },
    )


def _owner_of(request: HttpRequest, account: Account) -> Actor | None:
    """Who asks, where they act for the organisation whose account it is."""
    by: Actor | None = getattr(request, "actor", None)
    return by if by is not None and by.organisation_id == account.owner_id else None


def _steps(by: Actor, account: Account) -> list[tuple[str, str, str]]:
    """What can be done with the account now: (step, the words on its button, why not)."""
    steps: dict[str, list[tuple[str, str, Callable[[], None]]]] = {
        "draft": [
            ("refresh", "Count the figures anew", lambda: accounts.check_can_refresh(by, account)),
            ("assure", "Assure this account", lambda: accounts.check_can_assure(by, account)),
        ],
        "assured": [
            ("sign", "Sign this account", lambda: accounts.check_can_sign(by, account)),
            ("send-back", "Send it back to draft", lambda: accounts.check_can_send_back(by, account)),
        ],
        "signed": [("publish", "Publish this account", lambda: accounts.check_can_publish(by, account))],
    }
    return [(step, words, reason_against(check)) for step, words, check in steps.get(account.state, [])]


@require_POST
@signed_in
def step(request: HttpRequest, ref: str, step: str) -> HttpResponse:
    """Takes one step with the account; taken twice, the second finds it done."""
    by = actor_of(request)
    account = found(account_numbered(ref))
    today = timezone.localdate()
    steps: dict[str, tuple[str, Callable[[], object], str]] = {
        "refresh": ("draft", lambda: accounts.refresh(by=by, account=account, on=today), "The figures are counted anew."),
        "assure": ("draft", lambda: accounts.assure(by=by, account=account), "The account is assured. An approver can sign it."),
        "send-back": ("assured", lambda: accounts.send_back(by=by, account=account), "The account is a draft again."),
        "sign": ("assured", lambda: accounts.sign(by=by, account=account, on=today), "The account is signed. It can be published."),
        "publish": (
            "signed",
            lambda: accounts.publish(by=by, account=account, on=today, at=timezone.now()),
            "The account is published. Anyone can read it now.",
        ),
    }
    _, take, words = found(steps.get(step))
    try:
        take()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("account", ref=ref)


@require_GET
def evidence(request: HttpRequest, ref: str, line: str) -> HttpResponse:
    """Every verified delivery that a line counts; who may see the delivery goes on to its evidence."""
    account = found(account_numbered(ref))
    row, counted = found(line_evidence(account, line))
    return render(
        request,
        "measure/web/account/evidence.jinja",
        {
            "account": account,
            "line": row,
            "counted": counted,
            "own": _owner_of(request, account) is not None,
            "strip": strip("account line", row.ref),
        },
    )


@require_GET
def as_csv(request: HttpRequest, ref: str) -> HttpResponse:
    account = found(account_numbered(ref))
    return _file(account_csv(account_page(account)), "text/csv; charset=utf-8", f"account-{account.ref}.csv")


@require_GET
def as_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    account = found(account_numbered(ref))
    return _file(account_pdf(account_page(account)), "application/pdf", f"account-{account.ref}.pdf")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
