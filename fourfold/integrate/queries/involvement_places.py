"""Where somebody has a part, over all procurements of an organisation: places without names, in a fixed number of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from fourfold.ground.organisations.tables import Sector
from fourfold.integrate.models import (
    Consideration,
    ConsultationEvent,
    ConsultationResponse,
    Contract,
    InvolvedPart,
    Involvement,
    MarketEngagement,
    Respondent,
    SaidState,
    Stage,
)
from fourfold.integrate.queries.involvement_parts import OF_SECTOR

# The procurement by its key, the part and the stage.
Place = tuple[int, str, str]
FOR_ALL = 0


def places(owner: int, *, needless: bool = False) -> dict[int, set[tuple[str, str]]]:
    """By procurement, the places that somebody has at design and delivery; under FOR_ALL what was entered for all of them.

    With `needless`, those where nobody is needed as well.
    """
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for source in (_entered(owner, needless), _asked(owner), _came(owner), _before(owner), _delivers(owner)):
        for procurement, part, stage in source:
            found[procurement].add((part, stage))
    return found


def _entered(owner: int, needless: bool) -> Iterator[Place]:  # noqa: FBT001  (passed on as it was given)
    entered = Involvement.objects.filter(owner_id=owner)
    if not needless:
        entered = entered.filter(needless=False)
    for procurement, part, stage in entered.values_list("procurement_id", "part", "stage"):
        yield procurement or FOR_ALL, part, stage


def _asked(owner: int) -> Iterator[Place]:
    of_respondent = {
        Respondent.RESIDENT.value: InvolvedPart.RESIDENTS,
        Respondent.PROVIDER.value: InvolvedPart.FIRMS,
    }
    said = (
        ConsultationResponse.objects.filter(
            owner_id=owner, consultation__procurement__isnull=False, respondent__in=of_respondent
        )
        .exclude(state=SaidState.HIDDEN)
        .order_by()
        .values_list("consultation__procurement_id", "respondent")
        .distinct()
    )
    for procurement, respondent in said:
        yield procurement, of_respondent[respondent], Stage.DESIGN


def _came(owner: int) -> Iterator[Place]:
    events = ConsultationEvent.objects.filter(owner_id=owner, consultation__procurement__isnull=False)
    for procurement, residents, providers in events.values_list(
        "consultation__procurement_id", "residents", "providers"
    ):
        if residents:
            yield procurement, InvolvedPart.RESIDENTS, Stage.DESIGN
        if providers:
            yield procurement, InvolvedPart.FIRMS, Stage.DESIGN


def _before(owner: int) -> Iterator[Place]:
    talks = MarketEngagement.objects.filter(owner_id=owner).exclude(who_took_part="")
    for procurement in talks.values_list("procurement_id", flat=True):
        yield procurement, InvolvedPart.FIRMS, Stage.DESIGN
    for procurement in Consideration.objects.filter(owner_id=owner).values_list("procurement_id", flat=True):
        yield procurement, InvolvedPart.STAFF, Stage.DESIGN


def _delivers(owner: int) -> Iterator[Place]:
    contracts = Contract.objects.filter(owner_id=owner, award__isnull=False)
    for procurement, sector in contracts.values_list("award__procurement_id", "supplier__sector"):
        yield procurement, OF_SECTOR[Sector(sector)], Stage.DELIVERY
        yield procurement, InvolvedPart.STAFF, Stage.DELIVERY
