"""The route of a procurement: what was chosen, who is asked by name, and what it still lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.integrate.models import (
    Invited,
    NoAward,
    ParticipationRequest,
    ProcurementState,
    PublishedNotice,
    RouteChoice,
    Selection,
)
from fourfold.integrate.queries.elsewhere import elsewhere_of
from fourfold.integrate.queries.governing_law import governing_law
from fourfold.integrate.rules.outcome import Law
from fourfold.integrate.rules.routes import DONE_ELSEWHERE, Route, StageStanding, stages_of

if TYPE_CHECKING:
    from fourfold.integrate.models import Procurement

# Routes on which suppliers are asked by name: nobody else may bid, and nothing is advertised but a first stage.
BY_NAME = frozenset({Route.QUOTES, Route.CALL_OFF, Route.MULTI_STAGE})
NOT_ADVERTISED = frozenset({Route.QUOTES, Route.CALL_OFF, Route.DIRECT})


def route_of(procurement: Procurement) -> Route:
    return Route(procurement.route)


def route_choice(procurement: Procurement) -> RouteChoice | None:
    found: RouteChoice | None = (
        RouteChoice.objects.filter(procurement=procurement).select_related("chosen_by").first()
    )
    return found


def invited_to(procurement: Procurement) -> list[Invited]:
    return list(Invited.objects.filter(procurement=procurement).select_related("supplier", "invited_by"))


def requests_of(procurement: Procurement) -> list[tuple[ParticipationRequest, Selection | None]]:
    """Every request to take part in the order in which they came, with what was decided."""
    decided = {
        each.request_id: each
        for each in Selection.objects.filter(procurement=procurement).select_related("decided_by")
    }
    rows = ParticipationRequest.objects.filter(procurement=procurement).select_related("owner")
    return [(each, decided.get(each.pk)) for each in rows.order_by("sent_at", "pk")]


def own_request(
    procurement: Procurement, supplier: int
) -> tuple[ParticipationRequest, Selection | None] | None:
    """A supplier's own request, and what it was told."""
    request = ParticipationRequest.objects.filter(procurement=procurement, owner_id=supplier).first()
    if request is None:
        return None
    return request, Selection.objects.filter(request=request).first()


def of_the_route(procurement: Procurement) -> list[RouteChoice | Selection | PublishedNotice]:
    """The rows whose history the procurement's page tells: how it is bought, who was selected, what was published."""
    choice = route_choice(procurement)
    return [
        *([] if choice is None else [choice]),
        *Selection.objects.filter(procurement=procurement),
        *PublishedNotice.objects.filter(procurement=procurement),
    ]


def no_award_of(procurement: Procurement) -> NoAward | None:
    found: NoAward | None = (
        NoAward.objects.filter(procurement=procurement).select_related("proposed_by", "approved_by").first()
    )
    return found


def where_it_stands(procurement: Procurement) -> tuple[StageStanding, ...]:
    """Of a tender that runs on another portal, what is done there is named so."""
    where = elsewhere_of(procurement)
    out = procurement.state == ProcurementState.ELSEWHERE
    found = stages_of(route_of(procurement), ProcurementState.MODERATED if out else procurement.state)
    if where is None:
        return found
    because = say("It is done on {portal}.", portal=where.portal)
    return tuple(
        StageStanding(each.stage, "skipped", because, None)
        if each.stage in DONE_ELSEWHERE and each.standing != "skipped"
        else each
        for each in found
    )


def what_the_route_lacks(procurement: Procurement) -> list[str]:
    """What is missing before suppliers may be asked by this route, in words without a full stop."""
    route = route_of(procurement)
    if route is Route.OPEN:
        return []
    choice = route_choice(procurement)
    if choice is None:
        return [say("Record the choice of the route with its reason")]
    gaps = []
    if route is Route.QUOTES:
        asked = Invited.objects.filter(procurement=procurement).count()
        if asked < (choice.fewest_quotes or 1):
            gaps.append(
                say(
                    "Your rules want {fewest} suppliers to be asked, and {asked} are",
                    fewest=choice.fewest_quotes,
                    asked=asked,
                )
            )
        if governing_law(procurement).law in {Law.ACT, Law.PCR}:
            gaps.append(say("The value is at or above the threshold, for which quotes are not enough"))
    if route is Route.CALL_OFF and not Invited.objects.filter(procurement=procurement).exists():
        gaps.append(say("Say which suppliers of the framework are asked"))
    if route is Route.MULTI_STAGE:
        gaps += _first_stage_gaps(procurement)
    if route is Route.DIRECT:
        gaps.append(say("A direct award asks for no bids"))
    return gaps


def _first_stage_gaps(procurement: Procurement) -> list[str]:
    if procurement.state != ProcurementState.SELECTING:
        return [say("Hold the first stage before bids are asked for")]
    rows = requests_of(procurement)
    gaps = []
    if any(selection is None for _, selection in rows):
        gaps.append(say("Decide on every request to take part"))
    if not any(selection is not None and selection.meets for _, selection in rows):
        gaps.append(say("Nobody meets the conditions yet"))
    return gaps
