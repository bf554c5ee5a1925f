from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.kernel.periods import FinancialYear, Period
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.integrate.queries.contracts import contract_row
from fourfold.measure.actions import accounts
from fourfold.measure.queries.accounts import account_numbered
from fourfold.measure.web.new_account.form import CorrectForm, NewAccountForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest) -> HttpResponse:
    """An account of the year, or (?contract=REF) of one contract to date."""
    by = actor_of(request)
    today = timezone.localdate()
    ref = request.GET.get("contract", "")
    contract = found(contract_row(ref)) if ref else None
    year = FinancialYear.containing(today)
    initial = (
        {
            "title": say("Social value account {label}", label=year.label),
            "starts_on": year.start,
            "ends_on": year.end,
        }
        if contract is None
        else {
            "title": say("{title}: account to date", title=contract.title),
            "starts_on": contract.starts_on,
            "ends_on": today,
        }
    )
    form = NewAccountForm(request.POST if request.method == "POST" else None, initial=initial)

    def do(given: Mapping[str, Any]) -> str:
        account = accounts.draft(
            by=by,
            contract=contract,
            period=Period(given["starts_on"], given["ends_on"]),
            title=given["title"],
            on=today,
        )
        return reverse("account", kwargs={"ref": account.ref})

    return send(
        request,
        form,
        check=lambda: accounts.check_can_draft(by, contract),
        do=do,
        show=lambda: render(
            request, "measure/web/new_account/page.jinja", {"form": form, "contract": contract}
        ),
    )


@signed_in
def correct(request: HttpRequest, ref: str) -> HttpResponse:
    """A new edition of a published account."""
    by = actor_of(request)
    account = found(account_numbered(ref))
    form = CorrectForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> str:
        edition = accounts.correct(
            by=by, account=account, what_changed=given["what_changed"], on=timezone.localdate()
        )
        return reverse("account", kwargs={"ref": edition.ref})

    return send(
        request,
        form,
        check=lambda: accounts.check_can_correct(by, account),
        do=do,
        show=lambda: render(
            request, "measure/web/new_account/correct.jinja", {"form": form, "account": account}
        ),
    )
