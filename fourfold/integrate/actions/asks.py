"""What bidders are asked to contribute to measures of the adopted policy: scored under a criterion, a condition, or voluntary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurements import check_not_open_yet, check_owns
from fourfold.integrate.models import MOST_POINTS, Ask, Family
from fourfold.integrate.queries.measures import measure_to_ask_for
from fourfold.integrate.rules.asked import AskedAs, AskKind, ask_problem
from fourfold.integrate.rules.quantity_points import ScoredBy, bands_problem

if TYPE_CHECKING:
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Criterion, Procurement


@dataclass(frozen=True, slots=True)
class Contribution:
    """What kind of contribution is asked for, and how it counts. `bands` are (from, points), `community` the criteria of which
    `least` must be met.
    """

    kind: str = AskKind.QUANTITY.value
    asked_as: str = AskedAs.SCORED.value
    scored_by: str = ScoredBy.PEOPLE.value
    target: Decimal | None = None
    bands: tuple[tuple[Decimal, Decimal], ...] = ()
    community: tuple[str, ...] = ()
    least: int | None = None


QUANTITY = Contribution()
FAMILIES_WITH_MEASURES = (Family.SOCIAL, Family.ENVIRONMENTAL, Family.OWN)


def check_can_ask(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.LEAD, to=say("choose the measures asked for"))
    check_not_open_yet(procurement)


def can_ask(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_ask(by, procurement)
    except NotAllowed:
        return False
    return True


def add(
    *,
    by: Actor,
    procurement: Procurement,
    measure: str,
    criterion: str,
    guidance: str,
    sensible_most: Decimal | None,
    version: int,
    contribution: Contribution = QUANTITY,
) -> Ask:
    """Asks for the measure with reference `measure`, where it is scored under the criterion with reference `criterion`.

    Refuses a measure that the buyer's adopted policy does not have, one that is asked for already, a criterion that
    judges price or quality or has parts, and a contribution that is not whole. `version` is the procurement's.
    """
    check_can_ask(by, procurement)
    known = measure_to_ask_for(organisation=procurement.owner_id, ref=measure)
    if known is None:
        message = say("Choose a measure of your adopted policy")
        raise Refused(message, field="measure")
    _check_contribution(contribution, unit=known.unit, sensible_most=sensible_most)
    under = None if contribution.asked_as != AskedAs.SCORED else _criterion(procurement, criterion)
    if under is not None:
        _check_formula(procurement, under, contribution)
    if sensible_most is not None and sensible_most <= 0:
        message = say(
            "The most that is sensible must be more than nothing; leave it empty if you do not know it yet"
        )
        raise Refused(message, field="sensible_most")
    if procurement.asks.filter(measure_id=known.pk).exists():
        message = say("“{title}” is asked for already", title=known.title)
        raise Refused(message, field="measure")
    with change(by=by, owner=procurement.owner_id, reason=say("Asked for {title}", title=known.title)):
        update(procurement, version=version)
        created: Ask = Ask.objects.create(
            owner_id=procurement.owner_id,
            root=procurement.root,
            procurement=procurement,
            criterion=under,
            measure_id=known.pk,
            guidance=guidance.strip(),
            sensible_most=sensible_most,
            kind=contribution.kind,
            asked_as=contribution.asked_as,
            scored_by=contribution.scored_by,
            target=contribution.target,
            bands=[[str(start), str(points)] for start, points in contribution.bands],
            community=list(contribution.community),
            least=contribution.least,
        )
    return created


def _check_contribution(given: Contribution, *, unit: str, sensible_most: Decimal | None) -> None:
    for value, known, field, words in (
        (given.kind, AskKind, "kind", say("Choose what is asked for")),
        (given.asked_as, AskedAs, "asked_as", say("Choose how it counts")),
        (given.scored_by, ScoredBy, "scored_by", say("Choose who or what scores it")),
    ):
        if value not in set(known):
            raise Refused(words, field=field)
    if given.target is not None and given.target <= 0:
        message = say("A target or a condition is more than nothing")
        raise Refused(message, field="target")
    field, words = ask_problem(
        kind=AskKind(given.kind),
        asked_as=AskedAs(given.asked_as),
        unit=unit,
        has_target=given.target is not None,
        choices=len(set(given.community)),
        least=given.least,
        by_formula=given.scored_by != ScoredBy.PEOPLE,
        has_most=sensible_most is not None,
    )
    if words:
        raise Refused(words, field=field)
    if given.scored_by == ScoredBy.TARGET and given.target is None:
        message = say("Say what the target is")
        raise Refused(message, field="target")
    problem = bands_problem(given.bands, most=MOST_POINTS) if given.scored_by == ScoredBy.BANDS else ""
    if problem:
        raise Refused(problem, field="bands")


def _criterion(procurement: Procurement, ref: str) -> Criterion:
    under: Criterion | None = procurement.criteria.filter(
        ref=ref, family__in=FAMILIES_WITH_MEASURES, parts=None
    ).first()
    if under is None:
        message = say("Choose a social, an environmental or one of your own criteria")
        raise Refused(message, field="criterion")
    return under


def _check_formula(procurement: Procurement, under: Criterion, given: Contribution) -> None:
    """What a formula scores has its criterion for itself: nobody would score the rest."""
    others = procurement.asks.filter(criterion=under)
    by_formula = given.scored_by != ScoredBy.PEOPLE
    if by_formula and under.question.strip():
        message = say(
            "“{title}” has a question that people score. Give what a formula scores a criterion or a part of its own",
            title=under.title,
        )
        raise Refused(message, field="scored_by")
    if (by_formula and others.exists()) or others.exclude(scored_by=ScoredBy.PEOPLE).exists():
        message = say(
            "What a formula scores has its criterion for itself. Choose another criterion, or give “{title}” parts",
            title=under.title,
        )
        raise Refused(message, field="criterion")


def remove(*, by: Actor, procurement: Procurement, ask: str, version: int) -> None:
    """No longer asks for it. Refuses an ask that is not there (any more)."""
    check_can_ask(by, procurement)
    with change(by=by, owner=procurement.owner_id, reason=say("No longer asks for a measure")):
        update(procurement, version=version)
        gone, _ = procurement.asks.filter(ref=ask).delete()
        if not gone:
            message = say("That measure is not asked for any more")
            raise Refused(message)
