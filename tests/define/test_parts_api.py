"""Values, commitments, comments and co-signatures through the API, by the checks of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from fourfold.define.actions.comments import comment_by_link
from tests.builders.api import Program, a_program, etag
from tests.builders.consultations import NOW, UNTIL, invited, invited_by_mail
from tests.builders.define import a_cascade, a_draft, a_lead, a_policy, a_version_out_for_comment, an_approver
from tests.builders.ground import TODAY
from tests.define.test_api import path_of

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(monkeypatch: pytest.MonkeyPatch) -> Actor:
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)
    return a_lead()


def test_values_and_commitments_are_added_changed_and_removed_by_what_was_read(lead: Actor) -> None:
    program = a_program(lead)
    path = path_of(a_cascade(lead, a_draft(lead)))
    priority = program.get(path).json()["priorities"][0]["ref"]
    first, added = (
        program.post(f"{path}/principles", {"title": title}) for title in ("Ask first", "In proportion")
    )
    assert (first.status_code, added.status_code) == (201, 201), added.content
    second = f"/principles/{added.json()['ref']}"
    words = {"title": "In proportion", "words": "To its size.", "position": 1}
    assert program.put(second, words).status_code == 428
    assert program.put(second, words, headers=etag(program, second)).json()["position"] == 1

    promise = {"title": "We publish", "answers": "The clerk", "due_on": "2027-03-31", "priority": priority}
    made = program.post(f"{path}/strategic-commitments", promise)
    assert made.status_code == 201, made.content
    at = f"/strategic-commitments/{made.json()['ref']}"
    foreign = program.put(at, {**promise, "priority": "7K3M9QX2TB"}, headers=etag(program, at))
    assert [each["at"] for each in foreign.json()["errors"]] == ["priority"]
    for_all = {**promise, "priority": None, "due_on": None}
    assert {**program.put(at, for_all, headers=etag(program, at)).json(), **for_all} == program.get(at).json()

    whole = program.get(path).json()
    assert [each["title"] for each in whole["principles"]] == ["In proportion", "Ask first"]
    assert [(each["number"], each["answers"]) for each in whole["strategic_commitments"]] == [
        (1, "The clerk")
    ]
    for gone in (second, at):
        assert Program().get(gone).status_code == 404, "a draft is nobody else's"
        assert program.delete(gone, headers={"If-Match": '"old"'}).status_code == 412
        assert program.delete(gone, headers=etag(program, gone)).status_code == 204


def test_what_stands_behind_an_outcome_is_said_of_either_and_of_one_version(lead: Actor) -> None:
    program = a_program(lead)
    path = path_of(a_cascade(lead, a_draft(lead)))
    outcome = program.get(path).json()["priorities"][0]["outcomes"][0]["ref"]
    made = program.post(f"{path}/principles", {"title": "Buy near", "outcomes": [outcome]})
    assert (made.status_code, made.json()["outcomes"]) == (201, [outcome]), made.content
    value, at = made.json()["ref"], f"/outcomes/{outcome}"

    assert program.get(at).json()["principles"] == [value]
    whole = program.get(path).json()
    assert whole["principles"][0]["outcomes"] == [outcome]
    assert whole["priorities"][0]["outcomes"][0]["principles"] == [value]
    bad = {"title": "x", "principles": ["7K3M9QX2TB"]}
    refused = program.put(at, bad, headers=etag(program, at))
    assert [each["at"] for each in refused.json()["errors"]] == ["principles"]
    cut = program.put(at, {"title": "x"}, headers=etag(program, at)).json()
    assert (cut["principles"], program.get(f"/principles/{value}").json()["outcomes"]) == ([], [])


def test_what_it_serves_is_written_and_is_no_script(lead: Actor) -> None:
    program = a_program(lead)
    path = path_of(a_draft(lead))
    plan = {"mission_title": "The plan", "mission_href": "https://example.org/plan", "involved": "Tenants."}

    written = program.put(f"{path}/background", plan, headers=etag(program, path))

    assert {**written.json(), **plan} == program.get(path).json()
    bad = {**plan, "mission_href": "javascript:alert(1)"}
    refused = program.put(f"{path}/background", bad, headers=etag(program, path))
    assert [each["at"] for each in refused.json()["errors"]] == ["mission_href"]


def test_a_partner_comments_waits_is_answered_and_everyone_reads_it_once_adopted(lead: Actor) -> None:
    owner, partner, stranger = a_program(lead), a_lead(), a_program(a_lead())
    version = a_version_out_for_comment(lead)
    path = path_of(version)
    invited(lead, version, partner)
    theirs = a_program(partner)
    said = theirs.post(f"{path}/comments", {"words": "Too long."})
    assert (said.status_code, said.json()["state"], said.json()["changed"]) == (201, "waiting", None)
    at = f"/policy-comments/{said.json()['ref']}"
    link = invited_by_mail(lead, version)
    comment_by_link(invitation=link, words="Shorter.", priority="", at=NOW)

    assert stranger.get(at).status_code == stranger.get(f"{path}/comments").status_code == 404
    assert theirs.post(f"{at}/decision", {"show": True}, headers=etag(theirs, at)).status_code == 403
    assert [len(each.get(f"{path}/comments").json()["items"]) for each in (owner, theirs)] == [2, 1]
    without_why = owner.post(f"{at}/decision", {"show": False}, headers=etag(owner, at))
    assert [each["at"] for each in without_why.json()["errors"]] == ["why"]
    early = owner.put(f"{at}/answer", {"changed": False, "words": "It is short."}, headers=etag(owner, at))
    assert early.status_code == 403
    owner.post(f"{at}/decision", {"show": True}, headers=etag(owner, at))
    approver = a_program(an_approver(lead))
    body = {"body": "Cabinet"}
    assert approver.post(f"{path}/adoption", body, headers=etag(approver, path)).status_code == 403
    owner.put(f"{at}/answer", {"changed": False, "words": "It is short."}, headers=etag(owner, at))
    assert approver.post(f"{path}/adoption", body, headers=etag(approver, path)).status_code == 200

    (shown,) = Program().get(f"{path}/comments").json()["items"]
    assert (shown["words"], shown["changed"], shown["answer"]) == ("Too long.", False, "It is short.")
    late = owner.put(f"{at}/answer", {"changed": True, "words": "Cut."}, headers=etag(owner, at))
    assert late.status_code == 403


def test_partners_are_asked_for_their_comments_here_and_by_mail(lead: Actor) -> None:
    owner, partner = a_program(lead), a_lead()
    path = path_of(a_version_out_for_comment(lead))
    day = UNTIL.isoformat()
    at = f"{path}/invitations"
    asked = {"organisation": partner.organisation_ref, "comment_by": day}
    by_mail = {"name": "A club", "email": "club@x.example", "comment_by": day}
    assert a_program(partner).get(path).status_code == 404

    made = owner.post(at, asked)

    assert (made.status_code, made.json()["organisation"]["ref"]) == (201, partner.organisation_ref)
    theirs = a_program(partner)
    assert theirs.post(f"{path}/comments", {"words": "Too long."}).status_code == 201
    assert owner.post(f"{at}/by-mail", by_mail).status_code == 201
    assert {each["name"] for each in owner.get(at).json()["items"]} == {made.json()["name"], "A club"}
    assert len(theirs.get(at).json()["items"]) == 1
    assert "club@x.example" not in owner.get(at).content.decode()
    for page, given, field in (
        (at, asked, "organisation"),
        (at, {**asked, "comment_by": "2020-01-01"}, "comment_by"),
        (f"{at}/by-mail", by_mail, "email"),
        (f"{at}/by-mail", {**by_mail, "email": "x"}, "email"),
    ):
        refused = owner.post(page, given)
        assert [each["at"] for each in refused.json()["errors"]] == [field], refused.content
    assert theirs.post(f"{at}/by-mail", {**by_mail, "email": "b@x.example"}).status_code == 403


def test_a_name_is_given_by_its_own_organisation_to_the_wording_that_was_read(lead: Actor) -> None:
    owner, partner = a_program(lead), a_lead()
    version = a_version_out_for_comment(lead)
    path = path_of(version)
    asked = owner.post(f"{path}/co-signatures", {"organisation": partner.organisation_ref})
    assert asked.status_code == 201, asked.content
    at = f"/co-signatures/{asked.json()['ref']}"
    theirs = a_program(partner)
    as_read = etag(theirs, at)
    owner.post(f"{path}/principles", {"title": "In proportion"})

    assert owner.post(f"{at}/answer", {"accept": True}, headers=etag(owner, at)).status_code == 403
    assert theirs.post(f"{at}/answer", {"accept": True}, headers=as_read).status_code == 412
    signed = theirs.post(f"{at}/answer", {"accept": True}, headers=etag(theirs, at))

    assert (signed.status_code, signed.json()["state"]) == (200, "accepted")
    assert a_program(a_lead()).get(at).status_code == 404
    listed = owner.get(f"{path}/co-signatures").json()["items"]
    assert [each["organisation"]["ref"] for each in listed] == [partner.organisation_ref]


def test_the_answer_to_a_survey_says_how_it_is_known(lead: Actor) -> None:
    program = a_program(lead)
    assert program.get("/survey-answer").json()["status"] == "not known"
    version = a_policy(lead)

    answer = program.get("/survey-answer").json()

    assert (answer["status"], answer["adopted_on"]) == ("yes", TODAY.isoformat())
    assert "was adopted on" in answer["how_known"]
    shown = Program().get(path_of(version)).json()
    assert (shown["review"], shown["review_due_on"]) == ("in date", answer["review_due_on"])
