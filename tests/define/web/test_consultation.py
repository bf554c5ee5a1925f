"""The pages on which a draft is heard: asked, commented on with and without a sign-in, looked at, answered, signed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.define.actions.consultation import signed
from fourfold.define.models import CoSignature, PolicyComment, PolicyInvitation
from fourfold.ground.kernel.periods import day_text
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Role
from tests.builders.browsing import signed_in, source, words
from tests.builders.consultations import asked_for_its_name, invited, invited_by_mail, said_by
from tests.builders.define import a_lead, a_version_out_for_comment, an_approver, priorities_of
from tests.builders.ground import TODAY
from tests.define.web.test_pages import at, beside, now

if TYPE_CHECKING:
    from fourfold.define.models import PolicyVersion
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

UNTIL = {"comment_by": "31 December 2026"}
MAIL = {"name": "A club", "email": "Club@x.example"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def by() -> Actor:
    return a_lead()


@pytest.fixture
def version(by: Actor) -> PolicyVersion:
    return a_version_out_for_comment(by)


def the_comments() -> list[PolicyComment]:
    with as_tenant(MAINTENANCE):
        return list(PolicyComment.objects.order_by("pk"))


def link_to(version: PolicyVersion, by: Actor) -> str:
    return f"/comment-on-policy/{signed(invited_by_mail(by, version))}/"


def test_a_partner_is_asked_comments_is_shown_and_answered_page_by_page(
    by: Actor, version: PolicyVersion
) -> None:
    lead, partner = signed_in(by), a_lead()
    consultation = at(version, "consultation/")
    form = {**UNTIL, "organisation": partner.organisation_name}
    assert lead.post(f"{consultation}invite/", form)["Location"] == consultation
    theirs = signed_in(partner)
    assert "asks what you think" in words(theirs.get(consultation))
    priority = priorities_of(version)[0]
    said = theirs.post(f"{consultation}comment/", {"words": "Say how many.", "priority": priority.ref})
    assert said["Location"] == consultation
    assert "before others can read it" in words(theirs.get(consultation))
    (comment,) = the_comments()
    assert (comment.state, comment.about, comment.said_for) == (
        "waiting",
        priority.title,
        partner.organisation_name,
    )

    look, answer = f"/define/comments/{comment.ref}/show/", f"/define/comments/{comment.ref}/answer/"
    assert "Say how many." in words(lead.get(look))
    assert lead.get(answer).status_code == 403, "it is looked at before it is answered"
    assert "Choose whether it is shown" in source(lead.post(look, {}))
    assert "Say why it is not shown" in source(lead.post(look, {"decision": "keep_back", "why": " "}))
    assert lead.post(look, {"decision": "show"})["Location"] == f"{consultation}#{comment.ref}"
    refused = lead.post(answer, {"kind": "changed", "words": "", "version": "2"})
    assert (refused.status_code, "Say what you changed" in source(refused)) == (422, True)
    given = {"kind": "changed", "words": "Twelve.", "version": "2"}
    assert lead.post(answer, given)["Location"] == f"{consultation}#{comment.ref}"
    assert lead.post(answer, {**given, "words": "Ten."}).status_code == 409, "it was answered meanwhile"
    page = words(theirs.get(consultation))
    assert "What changed because of it" in page
    assert "Twelve." in page


def test_a_comment_that_is_kept_back_says_why_to_its_author_alone(by: Actor, version: PolicyVersion) -> None:
    lead, partner, other = signed_in(by), a_lead(), a_lead()
    for each in (partner, other):
        invited(by, version, each)
    comment = said_by(partner, version, "You fools.")
    look = f"/define/comments/{comment.ref}/show/"
    assert lead.post(look, {"decision": "keep_back", "why": "An insult"}).status_code == 302
    consultation = at(version, "consultation/")
    assert "An insult" in words(signed_in(partner).get(consultation))
    assert "You fools" not in source(signed_in(other).get(consultation))
    assert signed_in(other).get(look).status_code == 404
    assert signed_in(partner).get(look).status_code == 403


def test_only_the_lead_asks_and_looks_and_a_stranger_finds_nothing(by: Actor, version: PolicyVersion) -> None:
    partner = a_lead()
    invited(by, version, partner)
    comment, signature = said_by(partner, version), asked_for_its_name(by, version, partner)
    consultation = at(version, "consultation/")
    for page in ("invite/", "invite-by-mail/", "co-signer/"):
        answers = [
            signed_in(who).get(f"{consultation}{page}").status_code
            for who in (by, beside(by, Role.APPROVER), partner, a_lead())
        ]
        assert answers == [200, 403, 403, 404], page
    for page in (
        consultation,
        f"{consultation}comment/",
        f"/define/comments/{comment.ref}/answer/",
        f"/define/co-signatures/{signature.ref}/",
    ):
        assert signed_in(a_lead()).get(page).status_code == 404, page
        assert Client().get(page).status_code == 302, page


def test_bad_input_to_the_forms_that_ask_is_refused_beside_its_field(
    by: Actor, version: PolicyVersion
) -> None:
    lead, consultation = signed_in(by), at(version, "consultation/")
    for page, given, sentence in (
        ("invite/", {**UNTIL, "organisation": "Nobody of this name"}, "No organisation that works here"),
        ("invite/", {**UNTIL, "organisation": by.organisation_name}, "Choose another organisation"),
        ("invite/", {**UNTIL, "organisation": "\x00"}, "Null characters"),
        ("invite/", {"comment_by": "1 January 2020", "organisation": "x"}, "There is a problem"),
        ("invite-by-mail/", {**UNTIL, **MAIL, "email": "club"}, "Enter an e-mail address"),
        ("invite-by-mail/", {**UNTIL, **MAIL, "name": "x" * 201}, "at most 200"),
        ("invite-by-mail/", {**MAIL, "comment_by": ""}, "Enter the last day"),
        ("co-signer/", {"organisation": ""}, "There is a problem"),
        ("comment/", {"words": " ", "priority": ""}, "Enter your comment"),
        ("comment/", {"words": "x" * 5_001, "priority": ""}, "the most is 5,000"),
        ("comment/", {"words": "A\x00B", "priority": ""}, "Null characters"),
        ("comment/", {"words": "Mine", "priority": "7K3M9QX2TB"}, "There is a problem"),
    ):
        answer = lead.post(f"{consultation}{page}", given)
        assert (answer.status_code, sentence in source(answer)) == (422, True), (page, given)
    with as_tenant(MAINTENANCE):
        assert not PolicyInvitation.objects.exists()
    assert the_comments() == []


def test_by_the_link_that_was_mailed_anyone_reads_this_draft_and_comments_on_it(
    by: Actor, version: PolicyVersion
) -> None:
    consultation = at(version, "consultation/")
    asked = signed_in(by).post(f"{consultation}invite-by-mail/", {**UNTIL, **MAIL})
    assert asked["Location"] == consultation
    with as_tenant(MAINTENANCE):
        invitation = PolicyInvitation.objects.get()
    assert (invitation.name, invitation.email) == ("A club", "club@x.example")
    said_by(by, version, "What a colleague thinks")
    link, anyone = f"/comment-on-policy/{signed(invitation)}/", Client()
    page = anyone.get(link)
    assert page["Cache-Control"].startswith("max-age=0")
    assert "Young people in lasting work" in words(page)
    assert "A club" in words(page)

    said = {"words": "سؤال: how many?", "priority": priorities_of(version)[0].ref}
    for _ in range(2):
        assert anyone.post(link, said)["Location"] == f"{link}?sent=1"
    assert len(the_comments()) == 2, "the colleague's, and one by the link that was sent twice"
    shown = source(anyone.get(f"{link}?sent=1"))
    assert "before others can read it" in shown
    assert shown.count("سؤال: how many?") == 1
    assert 'dir="auto"' in shown
    # The link opens nothing else.
    assert anyone.get(at(version)).status_code == anyone.get(consultation).status_code == 302


def test_what_a_link_cannot_send_is_refused_and_one_that_we_did_not_write_leads_nowhere(
    by: Actor, version: PolicyVersion
) -> None:
    link, anyone = link_to(version, by), Client()
    for given, sentence in (
        ({"words": ""}, "Enter your comment"),
        ({"words": "A\x00B"}, "Null characters"),
        ({"words": "x" * 5_001}, "the most is 5,000"),
        ({"words": "Mine", "priority": "7K3M9QX2TB"}, "There is a problem"),
    ):
        answer = anyone.post(link, given)
        assert (answer.status_code, sentence in source(answer)) == (422, True), given
    assert the_comments() == []
    for changed in (link[:-2] + "x/", "/comment-on-policy/x/", "/comment-on-policy/%00/"):
        assert anyone.get(changed).status_code == 404, changed
    assert anyone.put(link).status_code == 405


def test_the_link_ends_on_its_day_and_with_the_consultation(
    by: Actor, version: PolicyVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, anyone = link_to(version, by), Client()
    assert anyone.get(link).status_code == 200
    with monkeypatch.context() as later:
        later.setattr(timezone, "localdate", lambda *_: TODAY.replace(year=TODAY.year + 1))
        assert anyone.get(link).status_code == 404
    assert signed_in(by).post(at(version, "withdraw/"), {}).status_code == 302
    assert anyone.get(link).status_code == anyone.post(link, {"words": "Late"}).status_code == 404
    assert the_comments() == []


def test_a_name_is_asked_for_given_and_asked_for_again_after_a_change(
    by: Actor, version: PolicyVersion
) -> None:
    lead, partner = signed_in(by), a_lead()
    consultation = at(version, "consultation/")
    ask = {"organisation": partner.organisation_name}
    assert lead.post(f"{consultation}co-signer/", ask)["Location"] == consultation
    assert "was asked already" in source(lead.post(f"{consultation}co-signer/", ask))
    with as_tenant(MAINTENANCE):
        page = f"/define/co-signatures/{CoSignature.objects.get().ref}/"
    theirs = signed_in(partner)
    assert "Answer for your organisation" in words(theirs.get(page))
    assert "disabled" in source(lead.get(page)), "nobody answers for another organisation"
    as_read = re.findall(r'name="as_read" value="(\w+)"', source(theirs.get(page)))[0]
    assert theirs.post(page, {"as_read": as_read}).status_code == 422
    lead.post(at(version, "values/new/"), {"title": "In proportion", "words": ""})
    stale = theirs.post(page, {"as_read": as_read, "answer": "accept"})
    assert (stale.status_code, "while you were reading" in source(stale)) == (422, True)
    as_read = re.findall(r'name="as_read" value="(\w+)"', source(theirs.get(page)))[0]
    assert theirs.post(page, {"as_read": as_read, "answer": "accept"})["Location"] == consultation
    assert theirs.post(page, {"as_read": as_read, "answer": "decline"}).status_code == 403

    lead.post(at(version, "values/new/"), {"title": "Ask first", "words": ""})
    assert "earlier wording: ask again" in words(lead.get(consultation))
    assert lead.post(f"{consultation}co-signer/", ask).status_code == 302


def test_an_adopted_version_is_read_with_what_was_said_and_takes_no_more(
    by: Actor, version: PolicyVersion
) -> None:
    lead = signed_in(by)
    comment = said_by(by, version, "Say it plainly.")
    approver = signed_in(an_approver(by))
    assert "has no answer yet" in words(approver.get(at(version, "adopt/")))
    answer = f"/define/comments/{comment.ref}/answer/"
    lead.post(answer, {"kind": "not_changed", "words": "It is plain.", "version": "1"})
    adopt = {"body": "Cabinet", "on": day_text(TODAY), "sure": "yes"}
    approver.post(at(version, "adopt/"), adopt)
    assert now(version).state == "adopted"
    page = signed_in(a_lead()).get(at(version, "consultation/"))
    assert "It is plain." in words(page)
    for form in ("consultation/comment/", "consultation/invite/", "consultation/co-signer/"):
        assert lead.get(at(version, form)).status_code == 403, form
    assert lead.post(answer, {"kind": "changed", "words": "x", "version": "2"}).status_code == 403
