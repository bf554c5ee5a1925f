"""The documents that are made of a tender: a guide for bidders, and clauses with indicators for its contract."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.integrate.queries.clarifications import questions_taken_until
from fourfold.integrate.queries.criteria import wholes
from fourfold.integrate.queries.elsewhere import elsewhere_of
from fourfold.integrate.queries.lots import lots_of
from fourfold.integrate.queries.method import method_said
from fourfold.integrate.queries.ranking import SOCIAL
from fourfold.integrate.queries.reservation import reservation_of
from fourfold.integrate.rules.bidder_guide import bidder_guide
from fourfold.integrate.rules.clause_schedule import clause_schedule
from fourfold.integrate.rules.reservation import Reserved

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.define.rules.policy_document import Document
    from fourfold.integrate.models import Elsewhere, Procurement


def guide_of(procurement: Procurement) -> Document:
    where = elsewhere_of(procurement)
    if where is None:
        facts = tuple(_facts(procurement))
        return bidder_guide(method_said(procurement), value=procurement.amount, facts=facts)
    method = method_said(procurement)
    said = [
        each
        for each, whole in zip(method.wholes, wholes(procurement), strict=True)
        if any(leaf.family in SOCIAL for leaf in (whole.parts or (whole.criterion,)))
    ]
    return bidder_guide(
        replace(method, wholes=tuple(said)),
        value=procurement.amount,
        facts=_facts_elsewhere(where),
        with_price=False,
    )


def _facts_elsewhere(where: Elsewhere) -> tuple[str, ...]:
    return (
        say(
            "This is the social value part of a tender that runs on {portal}, reference {reference}.",
            portal=where.portal,
            reference=where.reference,
        ),
        say(
            "Fill in the workbook that comes with this guide, and add it to your bid there. Your price and all else that is "
            "asked are given there too, and bids close when that portal says so."
        ),
    )


def schedule_of(procurement: Procurement) -> Document:
    return clause_schedule(method_said(procurement))


def _facts(procurement: Procurement) -> list[str]:
    facts = []
    if procurement.bids_close_at is not None:
        facts.append(say("Bids close on {moment}, London time.", moment=_moment(procurement.bids_close_at)))
        until = questions_taken_until(procurement)
        if until is not None:
            facts.append(
                say(
                    "You may ask the buyer until {moment}. Everybody reads the answer, and nobody reads who asked.",
                    moment=_moment(until),
                )
            )
    lot = lots_of(procurement).own
    if lot is not None:
        facts.append(
            say(
                "This is lot {number}: {title}. Each lot has bids of its own.",
                number=lot.number,
                title=lot.title,
            )
        )
    reserved = reservation_of(procurement)
    if reserved is not None and reserved.reserved_for != Reserved.NOT:
        facts.append(
            say("Who may bid: {who}. {why}", who=reserved.get_reserved_for_display(), why=reserved.reason)
        )
    facts.append(
        say(
            "Write your bid on the tender’s page and keep it as often as you like. A sealed bid is read by nobody before two "
            "people of the buyer "
            "open all bids together; you may replace or withdraw it until then. Bidding costs no fee."
        )
    )
    return facts


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return say("{day} at {time}", day=day_text(local.date()), time=f"{local:%H:%M}")
