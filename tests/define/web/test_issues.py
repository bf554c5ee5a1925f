"""What the community names: moderated before it counts, put together by hand, beside the priority and begun as a criterion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from fourfold.define.actions import issues
from fourfold.define.models import CommunityIssue, IssueGroup, Priority
from fourfold.define.queries.issues import groups_of, groups_suggested, ungrouped
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.hub.commands.demonstration.cast import COUNCIL, cast
from fourfold.hub.commands.demonstration.community import GROUP, QUESTION, WAITING
from fourfold.integrate.models import Procurement
from tests.builders.api import a_program, etag
from tests.builders.browsing import signed_in, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.usefixtures("db", "the_demonstration")


@pytest.fixture
def lead() -> Iterator[Actor]:
    by = cast(on=timezone.localdate())["Priya Nair"]
    with as_tenant(by.organisation_id):
        yield by


def in_demonstration(name: str) -> Actor:
    return cast(on=timezone.localdate())[name]


def test_what_a_community_organisation_names_waits_and_it_reads_what_became_of_it(lead: Actor) -> None:
    browser, theirs = signed_in(lead), signed_in(in_demonstration("Mei Lin"))
    assert f"{WAITING} To {COUNCIL} State Waiting to be looked at" in " ".join(
        words(theirs.get("/define/issues/")).split()
    )
    # What was opened to the group stands among the shares, by the issue's words.
    assert WAITING in words(signed_in(in_demonstration("Sam Whitlock")).get("/shares/"))
    waiting = CommunityIssue.objects.get(words=WAITING)
    address = f"/define/issues/{waiting.ref}/look-at/"
    without = browser.post(address, {"version": waiting.version, "decision": "set_aside", "why": ""})
    assert "Say why it is set aside" in words(without)
    browser.post(
        address, {"version": waiting.version, "decision": "set_aside", "why": "The job centre is not ours."}
    )
    assert "The job centre is not ours." in words(theirs.get("/define/issues/"))
    # It may be counted later all the same.
    later = CommunityIssue.objects.get(pk=waiting.pk)
    issues.look_at(by=lead, issue=later, seen=later.version, count=True)
    assert CommunityIssue.objects.get(pk=waiting.pk).why_set_aside == ""
    assert signed_in(in_demonstration("Rose Quaye")).get(address).status_code == 404


def test_a_group_names_to_others_and_never_to_itself_nor_too_much(
    lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = in_demonstration("Rose Quaye")
    today = timezone.localdate()
    council = Organisation.objects.get(name=COUNCIL)

    def name(to: Organisation) -> None:
        with as_tenant(group.organisation_id):
            issues.name(by=group, to=to, words="No benches", times=1, heard_on=today, on=today)

    with pytest.raises(Refused, match="another organisation"):
        name(Organisation.objects.get(pk=group.organisation_id))
    monkeypatch.setattr(issues, "MOST_WAITING", 1)
    name(council)
    with pytest.raises(Refused, match="which is the most"):
        name(council)
    with pytest.raises(NotAllowed, match="Only a community organisation"):
        issues.check_can_name(lead)
    sent = signed_in(group).post(
        "/define/issues/name/",
        {"organisation": "Nowhere at all", "words": "No benches", "times": "1", "heard_on": "1 March 2026"},
    )
    assert "No organisation that works here has this name" in words(sent)


def test_a_program_names_an_issue_and_another_decides(lead: Actor) -> None:
    theirs = a_program(in_demonstration("Mei Lin"), "define:read", "define:write")
    given = {
        "organisation": lead.organisation_ref,
        "words": "No benches",
        "heard_on": "2026-01-05",
        "times": 4,
    }
    named = theirs.send("post", "/issues/named", given).json()
    assert (named["state"], named["source"], named["times"]) == ("waiting", "group", 4)
    ours = a_program(lead, "define:read", "define:write")
    at = f"/issues/{named['ref']}"
    decided = ours.send("put", f"{at}/decision", {"counts": True}, headers=etag(ours, at))
    assert decided.json()["state"] == "counted"
    assert theirs.get(at).json()["state"] == "counted"
    assert ours.get("/issue-groups").json()["groups"][0]["times"] == 55
    assert (
        theirs.send(
            "put", f"{at}/decision", {"counts": False, "why": "X"}, headers=etag(theirs, at)
        ).status_code
        == 403
    )


def test_what_shares_a_word_is_suggested_and_put_together_by_hand(lead: Actor) -> None:
    browser = signed_in(lead)
    (suggested,) = groups_suggested(ungrouped(lead.organisation_id))
    assert (suggested.word, len(suggested.refs)) == ("young", 2)
    page = words(browser.get("/define/issues/"))
    assert f"2 issues with the word “{suggested.word}”" in page
    form = browser.get("/define/issues/put-together/", {"word": suggested.word}).content.decode()
    assert form.count(" checked") == 2
    made = browser.post(
        "/define/issues/put-together/",
        {"title": "Somewhere to go", "issues": list(suggested.refs)},
        follow=True,
    )
    assert "Named by the community (31)" in words(made)
    assert [(each.title, each.times) for each in groups_of(lead.organisation_id)] == [
        (GROUP, 55),
        ("Somewhere to go", 31),
    ]
    with pytest.raises(Refused, match="Choose issues that count"):
        issues.make_group(by=lead, title="X", issues=[CommunityIssue.objects.get(words=WAITING).ref])


def test_it_stands_beside_the_priority_and_begins_a_criterion(lead: Actor) -> None:
    browser = signed_in(lead)
    air = Priority.objects.get(title="Cleaner air", policy_version__state="adopted")
    assert "Named by the community (55): Air outside schools" in words(
        browser.get(f"/define/priorities/{air.ref}/")
    )
    stranger = words(signed_in(in_demonstration("Joan Pryce")).get(f"/define/priorities/{air.ref}/"))
    assert "Named by the community" not in stranger

    group = IssueGroup.objects.get(title=GROUP)
    tom = signed_in(in_demonstration("Tom Ellery"))
    meals = Procurement.objects.get(title="School meals")
    address = f"/integrate/procurements/{meals.ref}/criteria/"
    assert f"{GROUP} (named 55 times): {QUESTION}" in words(tom.get(address))
    begun = tom.get(address, {"named": group.ref}).content.decode()
    assert QUESTION in begun
    assert f'value="{GROUP}"' in begun


def test_a_group_becomes_a_priority_of_the_draft(lead: Actor) -> None:
    browser = signed_in(lead)
    policy = Priority.objects.get(title="Cleaner air", policy_version__state="adopted").policy_version.policy
    browser.post(f"/define/policies/{policy.ref}/new-version/", {})
    group = issues.make_group(by=lead, title="The last bus", issues=[ungrouped(lead.organisation_id)[0].ref])
    address = f"/define/policies/{policy.ref}/versions/3/priorities/new/?named={group.ref}"
    assert "Named by the community" in browser.get(address).content.decode()
    browser.post(address, {"title": "A bus home", "reason": "Named.", "need": ""})
    assert IssueGroup.objects.get(pk=group.pk).priority == Priority.objects.get(title="A bus home")
