"""Who has a part in one procurement, as records of other things show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Count, Q, Sum

from fourfold.define.queries.involved import who_shaped_the_policy
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Sector
from fourfold.integrate.models import (
    Consideration,
    ConsultationEvent,
    ConsultationResponse,
    Contract,
    InvolvedPart,
    MarketEngagement,
    Respondent,
    SaidState,
    Stage,
)
from fourfold.integrate.rules.involvement import Had

if TYPE_CHECKING:
    from fourfold.integrate.models import Procurement

OF_SECTOR: Final = {
    Sector.CHARITY: InvolvedPart.CHARITIES,
    Sector.SOCIAL_ENTERPRISE: InvolvedPart.ENTERPRISES,
    Sector.PRIVATE: InvolvedPart.FIRMS,
    Sector.LOCAL_AUTHORITY: InvolvedPart.PUBLIC,
    Sector.HOUSING_ASSOCIATION: InvolvedPart.PUBLIC,
    Sector.OTHER_PUBLIC: InvolvedPart.PUBLIC,
}


def of_policy(owner: int) -> list[Had]:
    shaped = who_shaped_the_policy(owner)
    found = [
        Had(
            Stage.POLICY,
            OF_SECTOR[Sector(each.sector)] if each.sector else InvolvedPart.GROUPS,
            each.name,
            say("Commented on the policy") if each.answered else say("Was asked about the policy"),
            recorded=True,
        )
        for each in shaped.organisations
    ]
    found += [
        Had(Stage.POLICY, InvolvedPart.GROUPS, each, say("Named an issue"), recorded=True)
        for each in shaped.groups
    ]
    if shaped.issues:
        words = say("{issues} issues, named {times} times", issues=shaped.issues, times=shaped.times)
        found.append(
            Had(
                Stage.POLICY,
                InvolvedPart.RESIDENTS,
                words,
                say("At meetings, in surveys and letters"),
                recorded=True,
            )
        )
    if shaped.adopted_by:
        found.append(
            Had(
                Stage.POLICY,
                InvolvedPart.LEADERS,
                shaped.adopted_by,
                say("Adopted the policy"),
                recorded=True,
            )
        )
    return found


def of_design(procurement: Procurement) -> list[Had]:
    found = []
    record = Consideration.objects.filter(procurement=procurement).select_related("considered_by").first()
    if record is not None:
        found.append(
            Had(
                Stage.DESIGN,
                InvolvedPart.STAFF,
                record.considered_by.name,
                say("Considered social value"),
                recorded=True,
            )
        )
    said = (
        ConsultationResponse.objects.filter(consultation__procurement=procurement)
        .exclude(state=SaidState.HIDDEN)
        .aggregate(
            residents=Count("pk", filter=Q(respondent=Respondent.RESIDENT)),
            providers=Count("pk", filter=Q(respondent=Respondent.PROVIDER)),
        )
    )
    came = ConsultationEvent.objects.filter(consultation__procurement=procurement).aggregate(
        residents=Sum("residents"), providers=Sum("providers")
    )
    for name, part in (("residents", InvolvedPart.RESIDENTS), ("providers", InvolvedPart.FIRMS)):
        if said[name]:
            words = say("Answers to consultations: {number}", number=said[name])
            found.append(Had(Stage.DESIGN, part, words, recorded=True))
        if came[name]:
            words = say("Came to events: {number}", number=came[name])
            found.append(Had(Stage.DESIGN, part, words, recorded=True))
    talks = MarketEngagement.objects.filter(procurement=procurement).exclude(who_took_part="")
    found += [
        Had(Stage.DESIGN, InvolvedPart.FIRMS, each.who_took_part[:200], each.title, recorded=True)
        for each in talks
    ]
    return found


def of_delivery(procurement: Procurement) -> list[Had]:
    found = []
    for contract in Contract.objects.filter(award__procurement=procurement).select_related(
        "supplier", "manager"
    ):
        part = OF_SECTOR[Sector(contract.supplier.sector)]
        found.append(
            Had(Stage.DELIVERY, part, contract.supplier.name, say("Delivers the contract"), recorded=True)
        )
        if contract.manager is not None:
            found.append(
                Had(
                    Stage.DELIVERY,
                    InvolvedPart.STAFF,
                    contract.manager.name,
                    say("Manages the contract"),
                    recorded=True,
                )
            )
    return found
