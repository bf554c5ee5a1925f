"""Everything about a contract in one place: promises, deliveries, accounts; for its buyer and its supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.ground.successions.queries import inherited_from
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import ON_A_PAGE, page_of
from fourfold.ground.web.sending import reason_against
from fourfold.integrate.actions.carry_in import can_add_signed_page
from fourfold.integrate.actions.clauses import check_can_name
from fourfold.integrate.queries.carried_in import where_it_came_from
from fourfold.integrate.queries.commitments import commitments_of_contract, commitments_of_contracts
from fourfold.integrate.queries.contracts import (
    contract_row,
    contract_rows,
    contracts_of,
    contracts_of_followed,
    kept_contract,
    promises_in_words,
)
from fourfold.integrate.queries.variations import variations_of
from fourfold.measure.actions.accounts import check_can_draft
from fourfold.measure.queries.accounts import accounts_of_contract
from fourfold.measure.queries.burn_up import burn_up_by_measure
from fourfold.measure.queries.five_figures import five_figures
from fourfold.measure.queries.standing import by_measure
from fourfold.partner.actions.deliveries import check_can_report
from fourfold.partner.queries.deliveries import deliveries_of_contract, rows

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.measure.queries.five_figures import CommitmentFigures

A_FEW = 10
MOST_OF_OTHERS = 100


@require_safe
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    """The contracts in which one buys or supplies, 25 to a page, each with the share verified of what is due."""
    organisation = actor_of(request).organisation_id
    everything = contracts_of(organisation)
    page = page_of(request, everything)
    shown = contract_rows(everything[(page.number - 1) * ON_A_PAGE : page.number * ON_A_PAGE])
    came: dict[int, list[CommitmentFigures]] = {}
    promised = commitments_of_contracts(row.pk for row in shown)
    for each in five_figures(promised, on=timezone.localdate()):
        came.setdefault(each.commitment.contract_id, []).append(each)
    return render(
        request,
        "measure/web/contracts/list.jinja",
        {
            "page": page,
            "contracts": [(row, by_measure(came.get(row.pk, []))) for row in shown],
            "organisation": organisation,
            # Not its own any more, or not its own at all: what it handed on, and what those left whom it follows.
            "handed_on": inherited_from(organisation).filter(kind="contract")[:MOST_OF_OTHERS],
            "left": contracts_of_followed(organisation)[:MOST_OF_OTHERS],
        },
    )


@require_safe
@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """One contract: what was promised, what is due, and what came of it."""
    by = actor_of(request)
    contract = found(contract_row(ref))
    today = timezone.localdate()
    commitments = commitments_of_contract(ref)
    figures = five_figures(commitments, on=today)
    return render(
        request,
        "measure/web/contracts/page.jinja",
        {
            "contract": contract,
            "carried_in": where_it_came_from(ref),
            "can_add_signed_page": can_add_signed_page(by, buyer=contract.owner_id),
            "is_buyer": contract.owner_id == by.organisation_id,
            "figures": figures,
            "history": history_of(kept_contract(contract.pk)),
            "measures": by_measure(figures),
            "variations": variations_of(contract.pk, reader=by.organisation_id),
            "burn_up": burn_up_by_measure(commitments, on=today),
            "in_words": promises_in_words(ref),
            "deliveries": rows(deliveries_of_contract(ref)[:A_FEW]),
            "accounts": list(accounts_of_contract(contract.pk)[:A_FEW]),
            "cannot_draft": reason_against(lambda: check_can_draft(by, contract)),
            "cannot_name_clauses": reason_against(lambda: check_can_name(by, contract)),
            "cannot_report": reason_against(lambda: check_can_report(by, commitments[0], on=today))
            if commitments
            else "",
        },
    )
