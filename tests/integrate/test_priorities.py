"""From the policy's lines to what a contract is asked for: suggested, departed from with a reason and a name, and balanced."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from fourfold.define.actions import defaults, policies
from fourfold.define.models import ContractStep, Policy, PriorityDefault, PriorityTheme
from fourfold.define.queries.policies import adopted_version
from fourfold.define.rules.balance import Weight
from fourfold.define.rules.themes import Theme
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.hub.commands.demonstration.asking import ADDED, LEFT_OUT
from fourfold.hub.commands.demonstration.cast import cast
from fourfold.integrate.actions import priorities, procurements
from fourfold.integrate.models import Procurement, ProcurementPriority
from fourfold.integrate.queries.balance import balance_of
from fourfold.integrate.queries.priorities import priorities_to_choose
from tests.builders.api import a_program
from tests.builders.browsing import signed_in, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.usefixtures("db", "the_demonstration")


@pytest.fixture
def tom() -> Iterator[Actor]:
    by = cast(on=timezone.localdate())["Tom Ellery"]
    with as_tenant(by.organisation_id):
        yield by


def titled(begins: str) -> Procurement:
    return Procurement.objects.get(title__startswith=begins)


def refs(procurement: Procurement) -> dict[str, str]:
    return {row.title: row.ref for row in priorities_to_choose(procurement).rows}


def test_the_demonstration_departs_from_what_is_suggested_and_the_page_says_who_and_why(tom: Actor) -> None:
    trees = titled("Street trees")
    page = words(signed_in(tom).get(f"/integrate/procurements/{trees.ref}/"))

    assert LEFT_OUT in page
    assert ADDED in page
    assert "Tom Ellery, " in page
    assert "Chose the priorities that this contract is asked for" in page
    assert "Parks and streets" in page
    kept = {each.priority.title: each for each in ProcurementPriority.objects.filter(procurement=trees)}
    assert (kept["Cleaner air"].asked, kept["Cleaner air"].suggested) == (True, False)
    assert "In proportion" in kept["Cleaner air"].suggested_because
    assert kept["Neighbours who help each other"].because == ""


def test_departing_needs_a_reason_and_following_needs_none(tom: Actor) -> None:
    meals = titled("School meals")
    work, neighbours, air = refs(meals).values()
    on = timezone.localdate()

    def choose(**chosen: priorities.Chosen) -> None:
        named = {"work": work, "neighbours": neighbours, "air": air}
        fresh = Procurement.objects.get(pk=meals.pk)
        priorities.choose(
            by=tom,
            procurement=fresh,
            chosen={named[name]: each for name, each in chosen.items()},
            version=fresh.version,
            on=on,
        )

    with pytest.raises(Refused, match="left out although") as left:
        choose()
    assert left.value.field == f"because_{neighbours}"
    with pytest.raises(Refused, match="although your policy does not suggest it"):
        choose(neighbours=priorities.Chosen(asked=True), air=priorities.Chosen(asked=True, because="  "))
    with pytest.raises(Refused, match="of your adopted policy"):
        priorities.choose(
            by=tom,
            procurement=meals,
            chosen={"X": priorities.Chosen(asked=True)},
            version=meals.version,
            on=on,
        )
    assert not ProcurementPriority.objects.filter(procurement=meals).exists()
    choose(neighbours=priorities.Chosen(asked=True, because="Not needed"))
    (only,) = ProcurementPriority.objects.filter(procurement=meals)
    assert (only.because, only.suggested, only.decided_by_id) == ("", True, tom.person_id)

    # A larger estimate is asked for more; whoever decided before it was known is told.
    meals = Procurement.objects.get(pk=meals.pk)
    details = procurements.Details(meals.title, "", meals.kind, Decimal(1_500_000), None, None)
    procurements.edit(by=tom, procurement=meals, details=details, version=meals.version)
    shown = priorities_to_choose(Procurement.objects.get(pk=meals.pk))
    assert shown.changed == ("Work for people who find it hardest to get",)
    assert "now suggests something else for Work for people" in words(
        signed_in(tom).get(f"/integrate/procurements/{meals.ref}/priorities/")
    )


def test_nothing_is_chosen_once_bidders_were_told_nor_by_anyone_else(tom: Actor) -> None:
    with pytest.raises(NotAllowed, match="no longer changes"):
        priorities.check_can_choose(tom, titled("Grounds"))
    others = cast(on=timezone.localdate())
    with pytest.raises(NotAllowed, match="Only a commissioner"):
        priorities.check_can_choose(others["Daniel Hughes"], titled("School meals"))
    assert not priorities.can_choose(others["Hana Sato"], titled("School meals"))


def test_what_is_asked_is_carried_into_a_new_version_and_small_contracts_are_never_asked_for_more(
    tom: Actor,
) -> None:
    lead = cast(on=timezone.localdate())["Priya Nair"]
    standing = adopted_version(lead.organisation_id)
    assert standing is not None
    draft = policies.new_version(by=lead, policy=Policy.objects.get(pk=standing.policy_id))
    copied = PriorityDefault.objects.filter(priority__policy_version=draft)
    assert [each.title for each in copied] == [
        each.title for each in PriorityDefault.objects.filter(priority__policy_version=standing)
    ]
    assert PriorityTheme.objects.get(priority__policy_version=draft).theme == Theme.COMMUNITY
    assert [step.most for step in draft.contract_steps.all()] == [1, 2, None]
    with pytest.raises(Refused, match="cannot be asked for fewer"):
        defaults.set_step(by=lead, version=draft, from_amount=Decimal(500_000), most=1)
    first = copied[0]
    with pytest.raises(Refused, match="asked for already"):
        defaults.add_line(
            by=lead,
            version=draft,
            priority=first.priority.ref,
            kind=first.kind,
            service="",
            from_amount=first.from_amount,
            because="",
        )
    with pytest.raises(NotAllowed, match="no longer changes"):
        defaults.remove_step(by=lead, step=ContractStep.objects.filter(policy_version=standing)[0], seen=1)
    defaults.remove_line(by=lead, line=first, seen=first.version)
    assert not PriorityDefault.objects.filter(pk=first.pk).exists()

    page = words(
        signed_in(lead).get(f"/define/policies/{draft.policy.ref}/versions/{draft.number}/contracts/")
    )
    assert "From £1,000,000 on" in page
    assert "From £100,000: at most 2" in page


def test_the_published_policy_says_what_is_asked_of_which_contract(tom: Actor) -> None:
    version = adopted_version(tom.organisation_id)
    assert version is not None
    page = words(
        signed_in(cast(on=timezone.localdate())["Hana Sato"]).get(
            f"/policies/{version.policy.ref}/x/", follow=True
        )
    )

    assert "What we ask for in which contract" in page
    assert "Any contract for Parks and streets" in page
    assert "A small contract is asked for less" in page


def test_the_balance_names_what_is_one_sided_and_what_nobody_promised(tom: Actor) -> None:
    found = balance_of(tom.organisation_id)
    assert found.asks.balance.weight in {Weight.MIXED, Weight.NEARLY_ALL}
    assert sum(found.promises.counts.values()) == 8
    landlord = cast(on=timezone.localdate())["Joan Pryce"]
    with as_tenant(landlord.organisation_id):
        alone = balance_of(landlord.organisation_id)
        page = words(signed_in(landlord).get("/integrate/balance/"))
    assert alone.measures.balance.weight is Weight.ALL
    assert alone.measures.balance.heaviest == Theme.WORK
    assert "All measures that can be told apart are about one theme: Work and skills." in page
    assert "think of health, the environment, the community and local business too" in page


def test_programs_read_suggestions_choose_and_are_refused_in_words(tom: Actor) -> None:
    program = a_program(tom, "integrate:read", "integrate:write")
    meals = titled("School meals")
    at = f"/procurements/{meals.ref}/priorities"
    shown = program.get(at)
    rows = shown.json()["priorities"]
    assert [each["suggested"] for each in rows] == [False, True, False]

    chosen = [
        {"priority": rows[0]["priority"], "asked": True},
        {"priority": rows[1]["priority"], "asked": True},
    ]
    tag = {"If-Match": shown["ETag"]}
    refused = program.send("put", at, {"priorities": chosen}, headers=tag)
    assert (refused.status_code, "does not suggest it here" in refused.content.decode()) == (422, True)
    assert program.send("put", at, {"priorities": []}).status_code == 428
    chosen[0]["because"] = "The caterer trains cooks."
    kept = program.send("put", at, {"priorities": chosen}, headers=tag).json()
    assert [each["asked"] for each in kept["priorities"]] == [True, True, False]
    assert kept["decided"]
    service = program.get(f"/procurements/{meals.ref}/service")
    assert service.json() == {"service": "", "name": ""}
    assert program.get("/balance").json()["promises"]["heaviest"] == "work"


def test_how_often_it_was_departed_from_stands_where_a_lead_looks(tom: Actor) -> None:
    trees = titled("Street trees")
    lead = signed_in(cast(on=timezone.localdate())["Priya Nair"])
    assert "/integrate/departures/" in lead.get("/define/").content.decode()
    page = words(lead.get("/integrate/departures/"))
    assert "Of 3 decisions for 1 procurement, 2 departed from what your policy suggests" in page
    assert LEFT_OUT in page
    assert ADDED in page
    assert f"{trees.title} Priority Cleaner air" in page
    assert "Parks and streets Decided 3 Left out 1 Added 1" in page

    procurements.abandon(by=tom, procurement=trees, because="No money this year.")

    assert "Nothing was decided yet" in words(lead.get("/integrate/departures/"))
    others = signed_in(cast(on=timezone.localdate())["Joan Pryce"])
    assert ADDED not in words(others.get("/integrate/departures/"))
