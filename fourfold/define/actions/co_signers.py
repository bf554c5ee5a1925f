"""Organisations that put their names to a policy: asked by its owner, answered by one of their own people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import reverse

from fourfold.define.actions.consultation import INVITATION, check_can_consult, open_to
from fourfold.define.actions.drafts import writing_in
from fourfold.define.models import CoSignature, PolicyState, PolicyVersion, SignatureState
from fourfold.define.models.co_signature import VALID_TRANSITIONS
from fourfold.define.queries.cascades import cascade, wording
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import Refused, change, update
from fourfold.ground.people.queries import colleagues
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.organisations.tables import Organisation
    from fourfold.ground.people.actor import Actor

# Who speaks for an organisation where its name is asked for.
MAY_SIGN: Final = (Role.LEAD, Role.APPROVER, Role.COMMUNITY)


def ask(
    *, by: Actor, version: PolicyVersion, organisation: Organisation, on: date, at: datetime
) -> CoSignature:
    """Asks an organisation that works here; again where it declined, or where the wording has changed since it accepted."""
    check_can_consult(by, version)
    with writing_in(version, by=by, reason=say("Asked a partner to put its name to the policy")) as standing:
        check_can_consult(by, standing)
        if organisation.pk == standing.owner_id or not organisation.takes_part:
            raise Refused(say("Choose another organisation that works here"), field="organisation")
        earlier = CoSignature.objects.filter(policy_version=standing, organisation=organisation).first()
        asked = (
            _anew(by, standing, organisation, on) if earlier is None else _again(by, standing, earlier, on)
        )
        open_to(standing, organisation, also=asked.ref, kind="signature", on=on)
        letter = _letter(standing, asked)
        for person in colleagues(organisation=organisation.pk, on=on):
            post(
                kind=INVITATION,
                letter=letter,
                to=person,
                owner=standing.owner_id,
                key=f"{asked.ref} {asked.version}",
                at=at,
            )
        return asked


def check_can_sign(by: Actor, signature: CoSignature) -> None:
    check_role(by, *MAY_SIGN, to=say("put its name to a policy"))
    if signature.organisation_id != by.organisation_id:
        raise NotAllowed(say("Only the organisation that was asked can answer."))
    if signature.policy_version.state != PolicyState.CONSULTING:
        raise NotAllowed(say("This version is not out for comment any more."))
    if signature.state != SignatureState.ASKED:
        message = say("This was answered: {state}.", state=signature.get_state_display().lower())
        raise NotAllowed(message)


def can_sign(by: Actor, signature: CoSignature) -> bool:
    try:
        check_can_sign(by, signature)
    except NotAllowed:
        return False
    return True


def sign(*, by: Actor, signature: CoSignature, accept: bool, as_read: str, on: date) -> CoSignature:
    """Accepts or declines in the name of one's own organisation. `as_read` is the `wording` that was read: of another
    nobody is taken at their word.
    """
    check_can_sign(by, signature)
    words = say("Put its name to the policy") if accept else say("Declined to put its name to the policy")
    with change(by=by, owner=signature.owner_id, reason=words):
        standing = PolicyVersion.objects.select_for_update().get(pk=signature.policy_version_id)
        now = CoSignature.objects.select_related("policy_version").get(pk=signature.pk)
        check_can_sign(by, now)
        if accept and as_read != wording(standing, cascade(standing)):
            raise Refused(say("The draft was changed while you were reading it. Read it again first"))
        return _move(
            now,
            SignatureState.ACCEPTED if accept else SignatureState.DECLINED,
            answered_by_id=by.person_id,
            answered_on=on,
            as_read=as_read if accept else "",
            root=standing.root if accept else now.root,
        )


def let_earlier_names_lapse(version: PolicyVersion, *, now: str) -> None:
    """Within the adoption: who accepted another wording than `now` does not stand under the adopted one."""
    for each in CoSignature.objects.filter(policy_version=version, state=SignatureState.ACCEPTED):
        if each.as_read != now:
            _move(each, SignatureState.LAPSED, root=each.ref)


def _anew(by: Actor, version: PolicyVersion, organisation: Organisation, on: date) -> CoSignature:
    ref = new_reference()
    return CoSignature.objects.create(
        owner_id=version.owner_id,
        ref=ref,
        root=ref,
        policy_version=version,
        organisation=organisation,
        asked_by_id=by.person_id,
        asked_on=on,
    )


def _again(by: Actor, version: PolicyVersion, earlier: CoSignature, on: date) -> CoSignature:
    stands = earlier.state == SignatureState.ACCEPTED and earlier.as_read == wording(
        version, cascade(version)
    )
    if stands or earlier.state == SignatureState.ASKED:
        message = say(
            "{name} was asked already: {state}",
            name=earlier.organisation.name,
            state=earlier.get_state_display().lower(),
        )
        raise Refused(message, field="organisation")
    return _move(
        earlier,
        SignatureState.ASKED,
        asked_by_id=by.person_id,
        asked_on=on,
        answered_by=None,
        answered_on=None,
        as_read="",
        root=earlier.ref,
    )


def _move(signature: CoSignature, to: SignatureState, **values: object) -> CoSignature:
    if to not in VALID_TRANSITIONS[SignatureState(signature.state)]:
        message = say(
            "What is “{state}” cannot become “{label}”.", state=signature.get_state_display(), label=to.label
        )
        raise Refused(message)
    return update(signature, version=signature.version, state=to, **values)


def _letter(version: PolicyVersion, asked: CoSignature) -> Letter:
    owner = version.owner.name
    return Letter(
        subject=say("{owner} asks whether you put your name to its policy", owner=owner),
        paragraphs=(
            say(
                "{owner} would like {name} to put its name to its social value policy, “{title}”.",
                owner=owner,
                name=asked.organisation.name,
                title=version.policy.title,
            ),
            say(
                "Read the draft, then say yes or no for your organisation. If the wording changes, you are asked again."
            ),
        ),
        todo=(say("Read the draft and answer"), reverse("co_sign", kwargs={"ref": asked.ref})),
    )
