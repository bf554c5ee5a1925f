"""Who needs and who offers are told of one another; what came of it is recorded, and counts in the next order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.queries import people_with_role
from fourfold.partner.actions.needs import check_can_broker
from fourfold.partner.actions.offers_of_help import MAY_OFFER
from fourfold.partner.models import Introduction, IntroductionState, NeedState
from fourfold.partner.models.introduction import VALID_TRANSITIONS
from fourfold.partner.queries.board import contact_of, pair_of
from fourfold.partner.rules.brokerage.ranking import score

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from fourfold.ground.people.actor import Actor
    from fourfold.partner.models import Need, NeedContact, OfferOfHelp

MAIL: Final = "partner.introduced"
KIND: Final = "introduction"
CONTACT: Final = "contact of a need"


def check_can_introduce(by: Actor, need: Need) -> None:
    if need.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that the need was posted to can do this."))
    check_can_broker(by)
    if need.state != NeedState.OPEN:
        raise NotAllowed(say("Only a need that is open is introduced to an offer."))


def introduce(*, by: Actor, need: Need, offer: OfferOfHelp, on: date, at: datetime) -> Introduction:
    """Both get a mail with how to reach the other. The points that the pair has today stay on record."""
    check_can_introduce(by, need)
    if offer.kind != need.kind or offer.withdrawn_on is not None or offer.ends_on < on:
        raise Refused(say("This offer is over, or is of something else"))
    if Introduction.objects.filter(need=need, offer=offer).exists():
        raise Refused(say("They were introduced already"))
    contact = contact_of(need)
    if contact is None:
        raise Refused(say("Nobody can be reached for this need any more"))
    ref = new_reference()
    with change(by=by, owner=need.owner_id, reason=say("Introduced a need to an offer")):
        made: Introduction = Introduction.objects.create(
            owner_id=need.owner_id,
            ref=ref,
            root=ref,
            need=need,
            offer=offer,
            need_title=need.title,
            group=need.group,
            offer_title=offer.title,
            organisation_id=offer.owner_id,
            points=[
                {"part": str(part), "points": str(points), "words": words}
                for part, points, words in score(pair_of(need, offer, on=on)).points
            ],
            made_by_id=by.person_id,
            made_on=on,
        )
        if offer.owner_id != need.owner_id:
            for thing, kind in ((ref, KIND), (need.root, "need"), (contact.root, CONTACT)):
                share(
                    owner=need.owner,
                    thing=thing,
                    kind=kind,
                    organisation=offer.owner,
                    right=Right.SEE,
                    on=on,
                    reason=say("Introduced"),
                )
        _write(made, need, offer, contact, on=on, at=at)
    return made


def _write(
    made: Introduction, need: Need, offer: OfferOfHelp, contact: NeedContact, *, on: date, at: datetime
) -> None:
    post(
        kind=MAIL,
        letter=Letter(
            subject=say("Somebody may be able to help: {title}", title=need.title),
            paragraphs=(
                say("You posted “{title}”.", title=need.title),
                say(
                    "{name} offers “{offer}”, and was told how to reach you.",
                    name=offer.owner.name,
                    offer=offer.title,
                ),
            ),
            todo=(say("Read the offer"), reverse("offer", kwargs={"ref": offer.ref})),
        ),
        to=contact.email,
        owner=need.owner_id,
        key=f"{made.ref} need",
        at=at,
    )
    for person in {
        person
        for role in MAY_OFFER
        for person in people_with_role(organisation=offer.owner_id, role=role, on=on)
    }:
        post(
            kind=MAIL,
            letter=Letter(
                subject=say("A community needs what you offer: {title}", title=need.title),
                paragraphs=(
                    say("You offer “{title}”.", title=offer.title),
                    say(
                        "{group} needs it. Its page says how to reach them. Please write to them.",
                        group=need.group,
                    ),
                ),
                todo=(say("See whom to write to"), reverse("introduction", kwargs={"ref": made.ref})),
            ),
            to=person,
            owner=need.owner_id,
            key=f"{made.ref} offer",
            at=at,
        )


def check_can_record(by: Actor, made: Introduction) -> None:
    if made.owner_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that introduced them records what came of it."))
    check_can_broker(by)
    if made.state != IntroductionState.MADE:
        raise NotAllowed(say("What came of it is recorded already."))


def record(
    *, by: Actor, made: Introduction, seen: int, to: str, quantity: Decimal | None, outcome: str, on: date
) -> Introduction:
    """Help that was given says how much; both say in words what came of it."""
    check_can_record(by, made)
    if to not in VALID_TRANSITIONS[IntroductionState(made.state)]:
        raise Refused(say("Choose what came of it"), field="to")
    if not outcome.strip():
        raise Refused(say("Say what came of it"), field="outcome")
    helped = to == IntroductionState.HELPED
    if helped and (quantity is None or quantity <= 0):
        raise Refused(say("Say how much help was given"), field="quantity")
    with change(by=by, owner=made.owner_id, reason=say("Recorded what came of an introduction")):
        return update(
            made,
            version=seen or made.version,
            state=to,
            quantity=quantity if helped else None,
            outcome=outcome.strip(),
            outcome_on=on,
        )
