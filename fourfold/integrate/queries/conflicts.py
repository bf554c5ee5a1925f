"""Who has influence on a procurement, what each declared, what was decided on it, and what the assessment still lacks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.people.tables import Person
from fourfold.integrate.models import (
    ConflictsAssessment,
    Declaration,
    ElsewhereBid,
    Influence,
    InterestDecision,
    OpenersShare,
    Outcome,
    Part,
    ProcurementState,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.integrate.models import Procurement

_S = ProcurementState
# From here on everyone with influence knows who bids.
BIDDERS_KNOWN = frozenset({_S.OPENED, _S.EVALUATING, _S.MODERATED, _S.AWARDED, _S.CONTRACTED})


@dataclass(slots=True)
class Influencer:
    """Someone with influence. `person` is empty for one without an account, who then is `adviser`. Who is not `here` any more
    cannot be asked, and is not waited for.
    """

    name: str
    person: int | None
    adviser: Influence | None
    named: list[Influence] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    declaration: Declaration | None = None
    decision: InterestDecision | None = None
    here: bool = True

    @property
    def lacks(self) -> str:
        """What must happen before conflicts are assessed, in words; empty where nothing must."""
        if self.declaration is None and not self.here:
            return ""
        if self.declaration is None:
            return say("{name} has not declared yet", name=self.name)
        if self.declaration.has_interest and self.decision is None:
            return say("Nobody has decided yet on the interest of {name}", name=self.name)
        return ""

    @property
    def in_parts(self) -> str:
        return side_by_side(self.parts, "; ")

    @property
    def takes_part(self) -> bool:
        return self.declaration is not None and (
            not self.declaration.has_interest
            or (self.decision is not None and self.decision.outcome != Outcome.NO_PART)
        )


def bidders_are_known(procurement: Procurement) -> bool:
    """Since the bids were opened here, or the first answers came back from another portal."""
    if procurement.state == ProcurementState.ELSEWHERE:
        return ElsewhereBid.objects.filter(procurement=procurement).exists()
    return procurement.state in BIDDERS_KNOWN


def has_influence(person: int, procurement: Procurement) -> bool:
    """Whether the person was named, or holds a key to the bids."""
    return (
        Influence.objects.filter(procurement=procurement, person_id=person, ended_on=None).exists()
        or OpenersShare.objects.filter(opening_key__procurement=procurement, person_id=person).exists()
    )


def standing_declaration(
    procurement: Procurement, *, person: int | None = None, adviser: int | None = None
) -> Declaration | None:
    whose: dict[str, Any] = {"person_id": person, "adviser_id": adviser}
    found: Declaration | None = (
        Declaration.objects.filter(procurement=procurement, **whose).order_by("-number").first()
    )
    return found


def standing_decision(declaration: Declaration) -> InterestDecision | None:
    found: InterestDecision | None = (
        InterestDecision.objects.filter(declaration=declaration).order_by("-pk").first()
    )
    return found


def all_declarations(procurement: Procurement) -> list[Declaration]:
    """Every one that was made, the superseded among them, in the order in which they were made."""
    return list(
        Declaration.objects.filter(procurement=procurement)
        .select_related("person", "adviser", "told_to")
        .order_by("pk")
    )


def all_decisions(procurement: Procurement) -> list[InterestDecision]:
    return list(
        InterestDecision.objects.filter(declaration__procurement=procurement)
        .select_related("decided_by", "declaration__person", "declaration__adviser")
        .order_by("pk")
    )


def people_with_influence(procurement: Procurement) -> list[Influencer]:
    """Who started it, who was named, who opens the bids, and whoever declared; by name. A constant number of queries."""
    found: dict[tuple[int | None, int | None], Influencer] = {}

    def one(person: Person | None, adviser: Influence | None) -> Influencer:
        key = (None if person is None else person.pk, None if adviser is None else adviser.pk)
        if key not in found:
            name = person.name if person is not None else adviser.name if adviser is not None else ""
            found[key] = Influencer(name, key[0], adviser)
        return found[key]

    one(Person.objects.get(pk=procurement.started_by_id), None).parts.append(Part.BUYER.label)
    for each in Influence.objects.filter(procurement=procurement, ended_on=None).select_related("person"):
        who = one(each.person, None if each.person_id else each)
        who.named.append(each)
        who.parts.append(each.get_part_display())
    shares = OpenersShare.objects.filter(opening_key__procurement=procurement).select_related("person")
    for share in shares.order_by("position"):
        one(share.person, None).parts.append(Part.OPENER.label)
    ended = {each.pk for each in Influence.objects.filter(procurement=procurement).exclude(ended_on=None)}
    for declaration in all_declarations(procurement):
        if declaration.adviser_id not in ended:
            one(declaration.person, declaration.adviser).declaration = declaration
    decided = {each.declaration_id: each for each in all_decisions(procurement)}
    asked = [who.person for who in found.values() if who.person is not None]
    held = memberships_in_force(on=timezone.localdate()).filter(organisation_id=procurement.owner_id)
    here = set(held.filter(person__in=asked).values_list("person_id", flat=True))
    for who in found.values():
        who.here = who.person is None or who.person in here
        who.parts = list(dict.fromkeys(who.parts))
        if who.declaration is not None:
            who.decision = decided.get(who.declaration.pk)
    return sorted(found.values(), key=lambda who: (who.name.casefold(), who.person or 0))


def what_stops_assessment(people: Iterable[Influencer]) -> list[str]:
    return [who.lacks for who in people if who.lacks]


def covered(people: Iterable[Influencer]) -> list[list[str]]:
    """The declarations and decisions that stand, by reference, as an assessment keeps them."""
    return sorted(
        [who.declaration.ref, "" if who.decision is None else who.decision.ref]
        for who in people
        if who.declaration is not None
    )


def assessments_of(procurement: Procurement) -> list[ConflictsAssessment]:
    """The latest first."""
    return list(
        ConflictsAssessment.objects.filter(procurement=procurement)
        .select_related("confirmed_by")
        .order_by("-number")
    )


def what_the_assessment_lacks(procurement: Procurement) -> str:
    """Why the assessment of conflicts does not stand as of now, without a full stop; empty where it does.

    Who declares later that they have no interest does not unsettle it.
    """
    latest = ConflictsAssessment.objects.filter(procurement=procurement).order_by("-number").first()
    if latest is None:
        return say("Assess conflicts of interest")
    people = people_with_influence(procurement)
    missing = what_stops_assessment(people)
    if missing:
        return missing[0]
    interests = [pair for pair in covered(people) if pair[1]]
    if any(pair not in latest.covers for pair in interests):
        return say("Confirm the conflicts assessment again: an interest was declared or decided on since")
    return ""


def declaration_of(procurement: Procurement, ref: str) -> Declaration | None:
    found: Declaration | None = (
        Declaration.objects.filter(procurement=procurement, ref=ref)
        .select_related("person", "adviser", "procurement")
        .first()
    )
    return found


def influence_of(procurement: Procurement, ref: str) -> Influence | None:
    found: Influence | None = (
        Influence.objects.filter(procurement=procurement, ref=ref)
        .select_related("person", "procurement")
        .first()
    )
    return found
