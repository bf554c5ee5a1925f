"""The council's second version: what it rests on, what partners said of the draft, who put their name to it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from fourfold.define.actions import (
    cascade,
    co_signers,
    comments,
    consultation,
    policies,
    principles,
    strategic_commitments,
)
from fourfold.define.queries.cascades import cascade as cascade_of
from fourfold.define.queries.cascades import wording
from fourfold.define.queries.policies import adopted_version
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.hub.commands.demonstration.asking import say_what_is_asked

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

# A value, what it means in practice, and the places of the priorities behind whose outcomes it stands.
VALUES = (
    ("Ask those whom it is for", "Residents say what matters; we tell them what became of it.", (2,)),
    ("Buy here where we can", "Small firms, charities and social enterprises can win our work.", (1, 2)),
    ("Leave no mess behind", "What we buy does not cost those who come after us.", (3,)),
    ("Proved, or not counted", "A promise is not a result.", ()),
)
# By the place of a priority, how it serves the plan.
SERVES = {
    1: "Growing up fair begins with a first job: what we spend leaves trades and wages behind.",
    2: "Growing old fair needs neighbours: what we spend leaves groups that go on without us.",
}
# What is promised, who answers, days after adoption (0 for no day), and the place of the priority that it serves.
COMMITMENTS = (
    ("Ask for apprenticeships in every works contract of a year or more.", "Head of procurement", 90, 1),
    ("Publish once a year what was promised and what was proved.", "Director of finance", 365, 0),
    ("Meet residents' groups each spring before priorities are chosen.", "Portfolio holder", 0, 2),
    ("Ask for the fuel log of every vehicle that works for us.", "Head of fleet", 180, 3),
)
VOLUNTEERING = "Volunteering places filled"
PLACE_TAKEN_UP = "A place taken up for a month or more."
NEED = "In the autumn count 13 in 100 people of 16 to 24 were neither in work nor learning (invented)."
COMMENT = "Say what a place means. Two of our volunteers were counted before they had come once."
ANSWER = "The measure of volunteering places now counts a place that was taken up for a month or more."
OTHER_COMMENT = "Could the policy promise that every tender is advertised for sixty days?"
OTHER_ANSWER = (
    "Not in a policy: how long a tender is open follows from what is bought, and the rules set the least."
)


def write_second_version(actors: dict[str, Actor], *, on: date) -> None:
    """Begun from the first, commented on by the landlord and by a group without a sign-in, adopted on the day `on`."""
    lead, approver = actors["Priya Nair"], actors["Grace Okafor"]
    partner, signer = actors["Joan Pryce"], actors["Leo Marsh"]
    asked = on - timedelta(days=60)
    landlord = Organisation.objects.get(pk=partner.organisation_id)
    with as_tenant(lead.organisation_id):
        standing: Any = adopted_version(lead.organisation_id)
        version = policies.new_version(by=lead, policy=standing.policy)
        version = _words(lead, version)
        _parts(lead, version, on)
        say_what_is_asked(lead, version)
        version = policies.put_out_for_comment(by=lead, version=version)
        until = asked + timedelta(days=30)
        consultation.invite_organisation(
            by=lead, version=version, organisation=landlord, comment_by=until, on=asked, at=_noon(asked)
        )
        group = consultation.invite_by_mail(
            by=lead,
            version=version,
            name="Fernborough Allotment Society (invented)",
            email="allotments@fernborough.example",
            comment_by=until,
            on=asked,
            at=_noon(asked),
        )
        neighbours = cascade_of(version)[1].priority
    with as_tenant(partner.organisation_id):
        said = comments.comment(
            by=partner,
            version=version,
            words=COMMENT,
            priority=neighbours.ref,
            on=asked + timedelta(days=9),
            at=_noon(asked + timedelta(days=9)),
        )
    with as_tenant(lead.organisation_id):
        _count_what_was_taken_up(lead, version)
        other = comments.comment_by_link(
            invitation=group, words=OTHER_COMMENT, priority="", at=_noon(asked + timedelta(days=20))
        )
        answered = asked + timedelta(days=34)
        for comment, changed, answer in ((said, True, ANSWER), (other, False, OTHER_ANSWER)):
            shown = comments.show(by=lead, comment=comment)
            comments.answer(
                by=lead, comment=shown, seen=shown.version, changed=changed, words=answer, on=answered
            )
        signature = co_signers.ask(
            by=lead, version=version, organisation=landlord, on=answered, at=_noon(answered)
        )
        read = wording(version, cascade_of(version))
    with as_tenant(signer.organisation_id):
        co_signers.sign(
            by=signer,
            signature=signature,
            accept=True,
            as_read=read,
            on=answered + timedelta(days=7),
        )
    with as_tenant(lead.organisation_id):
        policies.adopt(
            by=approver,
            version=version,
            body="Cabinet",
            on=on,
            minute=f"Cabinet of {on.year}, minute 12 (invented)",
        )


def _words(lead: Actor, version: Any) -> Any:
    version = policies.edit(
        by=lead,
        version=version,
        seen=version.version,
        title=version.policy.title,
        definition="Social value is the good that our spending does for people here, beyond what it buys.",
        intent="We weigh it in everything we buy, ask for it in proportion, and count it only when it is proved.",
        review_years=1,
    )
    return policies.edit_background(
        by=lead,
        version=version,
        seen=version.version,
        mission_title="A fair place to grow up and grow old: our plan to 2030 (invented)",
        mission_href="",
        mission_words="Every pound that we spend should leave something behind.",
        involved="Three residents' meetings, the landlord's tenant panel, and the allotment society (invented).",
    )


def _parts(lead: Actor, version: Any, on: date) -> None:
    branches = cascade_of(version)
    for title, words, places in VALUES:
        behind = [twig.outcome.ref for place in places for twig in branches[place - 1].outcomes]
        principles.add_principle(by=lead, version=version, title=title, words=words, outcomes=behind)
    for place, serves in SERVES.items():
        priority = branches[place - 1].priority
        cascade.edit_priority(
            by=lead,
            priority=priority,
            seen=priority.version,
            title=priority.title,
            reason=priority.reason,
            need=NEED if place == 1 else priority.need,
            serves=serves,
            top=priority.top,
        )
    for title, answers, days, place in COMMITMENTS:
        strategic_commitments.add_commitment(
            by=lead,
            version=version,
            title=title,
            answers=answers,
            due_on=on + timedelta(days=days) if days else None,
            priority=branches[place - 1].priority.ref if place else "",
        )


def _count_what_was_taken_up(lead: Actor, version: Any) -> None:
    """What the first comment asked for."""
    (measure,) = (
        each
        for branch in cascade_of(version)
        for twig in branch.outcomes
        for each in twig.measures
        if each.title == VOLUNTEERING
    )
    cascade.edit_measure(
        by=lead,
        measure=measure,
        seen=measure.version,
        title=measure.title,
        unit=measure.unit,
        counts=PLACE_TAKEN_UP,
        evidence=measure.evidence,
        once_per_person=measure.once_per_person,
    )


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
