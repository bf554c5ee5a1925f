"""A policy from its first draft to adoption by somebody else, and on to the version that supersedes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from fourfold.define.actions.co_signers import let_earlier_names_lapse
from fourfold.define.actions.consultation import forget_addresses
from fourfold.define.actions.copies import carry_proxies_over, copy_cascade
from fourfold.define.actions.drafts import (
    BEING_WRITTEN,
    can_draft,
    can_edit,
    check_can_draft,
    check_can_edit,
    writing_in,
)
from fourfold.define.actions.web_addresses import check_web_address
from fourfold.define.models import Policy, PolicyState, PolicyVersion
from fourfold.define.models.policy_version import VALID_TRANSITIONS
from fourfold.define.queries.cascades import cascade, gaps_in, gaps_of, wording
from fourfold.define.queries.consultations import without_answer
from fourfold.define.queries.writers import writers_of
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Right, share
from fourfold.ground.people.actor import NotAllowed, check_other_eyes, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from fourfold.ground.people.actor import Actor

__all__ = (
    "adopt",
    "can_adopt",
    "can_draft",
    "can_edit",
    "can_start_new_version",
    "check_can_adopt",
    "check_can_draft",
    "check_can_edit",
    "check_can_start",
    "check_can_start_new_version",
    "edit",
    "edit_background",
    "new_version",
    "put_out_for_comment",
    "start",
    "title_is_fixed",
    "withdraw",
)

REVIEW_CYCLES = (1, 2, 3)


def check_can_start(by: Actor) -> None:
    check_can_draft(by)
    if Policy.objects.filter(owner_id=by.organisation_id).exists():
        message = say(
            "{organisation_name} has a policy. Start a new version of it instead.",
            organisation_name=by.organisation_name,
        )
        raise NotAllowed(message)


def start(*, by: Actor, title: str, definition: str, intent: str, review_years: int) -> PolicyVersion:
    """The first draft of a new policy. An organisation has one policy; another is not allowed."""
    check_can_draft(by)
    _check_words(title, definition, review_years)
    with change(by=by, owner=by.organisation_id, reason=say("Began a policy")):
        check_can_start(by)
        ref = new_reference()
        policy = Policy.objects.create(owner_id=by.organisation_id, ref=ref, root=ref, title=title.strip())
        return _draft(by, policy, 1, definition, intent, review_years)


def title_is_fixed(version: PolicyVersion) -> bool:
    """The title belongs to every version, so it stays once one of them was adopted."""
    stood = (PolicyState.ADOPTED, PolicyState.SUPERSEDED)
    return PolicyVersion.objects.filter(policy_id=version.policy_id, state__in=stood).exists()


def edit(
    *,
    by: Actor,
    version: PolicyVersion,
    seen: int,
    title: str,
    definition: str,
    intent: str,
    review_years: int,
) -> PolicyVersion:
    """Changes the text, if it still stands as it was `seen`; else raises ChangedMeanwhile with what stands."""
    check_can_edit(by, version)
    _check_words(title, definition, review_years)
    with writing_in(version, by=by, reason=say("Changed the text of the policy")) as standing:
        changed = update(
            standing,
            version=seen,
            definition=definition.strip(),
            intent=intent.strip(),
            review_years=review_years,
        )
        policy = Policy.objects.get(pk=standing.policy_id)
        if policy.title != title.strip():
            if title_is_fixed(standing):
                message = say("An adopted version has this title, so it stays as it is")
                raise Refused(message, field="title")
            update(policy, version=policy.version, title=title.strip())
    return changed


def edit_background(
    *,
    by: Actor,
    version: PolicyVersion,
    seen: int,
    mission_title: str,
    mission_href: str,
    mission_words: str,
    involved: str,
) -> PolicyVersion:
    """Changes which plan the policy serves and who was involved in it; as `edit` does."""
    with writing_in(
        version, by=by, reason=say("Changed what the policy serves and who was involved")
    ) as standing:
        if (mission_href.strip() or mission_words.strip()) and not mission_title.strip():
            message = say("Enter what the plan is called, or leave its address and its words empty")
            raise Refused(message, field="mission_title")
        check_web_address(mission_href, field="mission_href")
        return update(
            standing,
            version=seen,
            mission_title=mission_title.strip(),
            mission_href=mission_href.strip(),
            mission_words=mission_words.strip(),
            involved=involved.strip(),
        )


def put_out_for_comment(*, by: Actor, version: PolicyVersion) -> PolicyVersion:
    """From draft to consulting: it can now be adopted, once nothing is missing. It may still be changed."""
    with writing_in(version, by=by, reason=say("Put the policy out for comment")) as standing:
        return _move(standing, PolicyState.CONSULTING)


def withdraw(*, by: Actor, version: PolicyVersion) -> PolicyVersion:
    """Ends the draft for good; it is kept to be read."""
    with writing_in(version, by=by, reason=say("Withdrew the draft of the policy")) as standing:
        forget_addresses(standing)
        return _move(standing, PolicyState.WITHDRAWN)


def check_can_adopt(by: Actor, version: PolicyVersion) -> None:
    check_role(by, Role.APPROVER, to=say("adopt a policy"))
    if version.owner_id != by.organisation_id:
        message = say("Only the organisation whose policy this is can adopt it.")
        raise NotAllowed(message)
    check_other_eyes(
        by, version.drafted_by_id, or_else=say("You drafted this version, so somebody else must adopt it.")
    )
    if version.state == PolicyState.DRAFT:
        message = say("This version is still a draft. It is put out for comment first.")
        raise NotAllowed(message)
    if version.state != PolicyState.CONSULTING:
        message = say("This version is {state}.", state=version.get_state_display().lower())
        raise NotAllowed(message)
    check_other_eyes(
        by, *writers_of(version), or_else=say("You wrote in this version, so somebody else must adopt it.")
    )
    if gaps_of(version):
        message = say("Something is missing: every priority needs an outcome and every outcome a measure.")
        raise NotAllowed(message)
    if without_answer(version).exists():
        message = say(
            "A comment on this version has no answer yet. Whoever writes the policy answers it first."
        )
        raise NotAllowed(message)


def can_adopt(by: Actor, version: PolicyVersion) -> bool:
    return _allowed(lambda: check_can_adopt(by, version))


def adopt(
    *, by: Actor, version: PolicyVersion, body: str, on: date, as_read: str = "", minute: str = ""
) -> PolicyVersion:
    """Adopts in the name of `body`, as of the day `on`; the version before it is superseded, and everyone may read it.

    `as_read` is the `wording` that the approver read: where anything was changed since, it is refused. `minute` is where the
    decision is written down. Co-signers who put their names to an earlier wording are not among those of the adopted one.
    """
    check_can_adopt(by, version)
    if not body.strip():
        message = say("Enter the body that adopts it, such as Cabinet or the Board")
        raise Refused(message, field="body")
    owner = Organisation.objects.get(pk=version.owner_id)
    with change(by=by, owner=owner.pk, reason=say("Adopted the policy")):
        standing = PolicyVersion.objects.select_for_update().get(pk=version.pk)
        check_can_adopt(by, standing)
        branches = cascade(standing)
        if gaps_in(branches) or (as_read and as_read != wording(standing, branches)):
            message = say(
                "The draft was changed while you were reading it. Read it again before you adopt it"
            )
            raise Refused(message)
        for earlier in PolicyVersion.objects.filter(policy=standing.policy_id, state=PolicyState.ADOPTED):
            if earlier.adopted_on is not None and on < earlier.adopted_on:
                message = say(
                    "The version before it was adopted on {adopted_on}; this one cannot be earlier",
                    adopted_on=day_text(earlier.adopted_on),
                )
                raise Refused(message, field="on")
            _move(earlier, PolicyState.SUPERSEDED)
        let_earlier_names_lapse(standing, now=wording(standing, branches))
        forget_addresses(standing)
        adopted = _move(
            standing,
            PolicyState.ADOPTED,
            adopted_by_id=by.person_id,
            adopted_on=on,
            adopting_body=body.strip(),
            minute_reference=minute.strip(),
        )
        carry_proxies_over(adopted)
        for thing in (standing.policy.root, standing.root):
            share(
                owner=owner,
                thing=thing,
                kind="policy",
                organisation=None,
                right=Right.SEE,
                on=on,
                reason=say("Adopted: published"),
            )
    return adopted


def check_can_start_new_version(by: Actor, policy: Policy) -> None:
    check_can_draft(by)
    if policy.owner_id != by.organisation_id:
        message = say("Only the organisation whose policy this is can write a new version.")
        raise NotAllowed(message)
    if policy.versions.filter(state__in=BEING_WRITTEN).exists():
        message = say("A version is being written already. Finish or withdraw it first.")
        raise NotAllowed(message)


def can_start_new_version(by: Actor, policy: Policy) -> bool:
    return _allowed(lambda: check_can_start_new_version(by, policy))


def new_version(*, by: Actor, policy: Policy) -> PolicyVersion:
    """A draft that begins as a copy of the adopted version (of the last one, where none is); its measures name those
    they will supersede.
    """
    check_can_start_new_version(by, policy)
    with change(by=by, owner=policy.owner_id, reason=say("Began a new version of the policy")):
        standing = Policy.objects.select_for_update().get(pk=policy.pk)
        check_can_start_new_version(by, standing)
        earlier = (
            standing.versions.filter(state=PolicyState.ADOPTED).first()
            or standing.versions.order_by("-number")[0]
        )
        highest: int = standing.versions.aggregate(highest=Max("number"))["highest"]
        draft = _draft(
            by,
            standing,
            highest + 1,
            earlier.definition,
            earlier.intent,
            earlier.review_years,
            mission_title=earlier.mission_title,
            mission_href=earlier.mission_href,
            mission_words=earlier.mission_words,
        )
        copy_cascade(earlier, draft)
    return draft


def _draft(
    by: Actor,
    policy: Policy,
    number: int,
    definition: str,
    intent: str,
    review_years: int,
    **mission: str,
) -> PolicyVersion:
    ref = new_reference()
    return PolicyVersion.objects.create(
        owner_id=policy.owner_id,
        ref=ref,
        root=ref,
        policy=policy,
        number=number,
        definition=definition.strip(),
        intent=intent.strip(),
        review_years=review_years,
        drafted_by_id=by.person_id,
        **mission,
    )


def _move(version: PolicyVersion, to: PolicyState, **values: object) -> PolicyVersion:
    if to not in VALID_TRANSITIONS[PolicyState(version.state)]:
        message = say(
            "A version that is “{state}” cannot become “{label}”.",
            state=version.get_state_display(),
            label=to.label,
        )
        raise Refused(message)
    return update(version, version=version.version, state=to, **values)


def _allowed(check: Callable[[], None]) -> bool:
    try:
        check()
    except NotAllowed:
        return False
    return True


def _check_words(title: str, definition: str, review_years: int) -> None:
    if not title.strip():
        message = say("Enter a title for the policy")
        raise Refused(message, field="title")
    if not definition.strip():
        message = say("Say in a sentence what social value means for you")
        raise Refused(message, field="definition")
    if review_years not in REVIEW_CYCLES:
        message = say("Choose a review every year, every two or every three years")
        raise Refused(message, field="review_years")
