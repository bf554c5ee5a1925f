"""The pages on which a body says who follows it, a successor agrees, and what is open is handed on."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.organisations.tables import Organisation, Succession
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor
from fourfold.ground.people.tables import Role
from fourfold.ground.successions.actions import recording
from fourfold.ground.successions.queries import left_of
from fourfold.hub.queries.work import work_of
from tests.builders.browsing import signed_in, words
from tests.builders.ground import TODAY, an_actor, an_organisation
from tests.builders.measure import a_published_account
from tests.builders.promises import a_delivery, a_promise
from tests.builders.successions import NOON, ORDER, a_passing, all_handed_on, asked_for, passing_now

pytestmark = pytest.mark.django_db
DAY = "23 November 2026"


def administrator_of(organisation: Organisation) -> Actor:
    return an_actor(role=Role.ADMINISTRATOR, organisation=organisation)


def sent(client: Client, path: str, **given: str) -> Any:
    page = client.get(path).content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)
    return client.post(path, {"once": once.group(1) if once else "0" * 22, **given})


def test_from_saying_who_follows_to_all_handed_on() -> None:
    promise = a_promise()
    successor = an_organisation("New Council")
    old, new = signed_in(administrator_of(promise.buyer)), signed_in(administrator_of(successor))

    page = words(old.get("/successions/new/"))
    assert "What would be handed on" in page
    assert "Repairs Contract Its own" in page
    answer = sent(
        old,
        "/successions/new/",
        kind="merged",
        on=DAY,
        successor=successor.ref,
        source=ORDER,
        sure="on",
    )
    assert answer.status_code == 302, words(answer)
    address = f"/successions/{promise.buyer.ref}/"
    assert answer["Location"] == address
    assert "New Council must agree first" in words(old.get(address))

    # Who is asked learns how much there is, not yet what it is.
    asked = words(new.get(address))
    assert "Repairs" not in asked
    assert "Contract Its own 1" in asked
    assert "Waits for New Council to agree" in words(new.get("/successions/"))
    assert new.post(address).status_code == 403

    answer = sent(new, address + "answer/", answer="yes")
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "Repairs" in words(new.get(address))
    assert sent(new, address).status_code == 302
    page = words(new.get(address))
    assert "Nothing is left" in page
    assert "Repairs Contract New Council" in page
    # Both sides read the history.
    assert "Repairs" in words(old.get(address))

    contract = f"/contracts/{promise.contract.ref}/"
    for client in (old, new, signed_in(promise.reporter)):
        read = client.get(contract)
        assert read.status_code == 200
        assert f"Now held by New Council, since {day_text(timezone.localdate())}" in words(read)
    assert "Handed on Contract Now with Since Repairs New Council" in words(old.get("/contracts/"))
    closed = words(old.get("/"))
    assert "ended on 22 November 2026" in closed


def test_before_and_without_a_succession_no_page_speaks_of_one() -> None:
    promise = a_promise()
    read = signed_in(promise.manager).get(f"/contracts/{promise.contract.ref}/")
    assert "Now held by" not in words(read)


def test_no_is_said_on_a_page_too() -> None:
    ending, following = an_organisation("Old"), an_organisation("New")
    asked_for(administrator_of(ending), following)
    client = signed_in(administrator_of(following))
    address = f"/successions/{ending.ref}/answer/"
    nothing = sent(client, address)
    assert nothing.status_code == 422
    assert sent(client, address, answer="no")["Location"] == "/successions/"
    assert not Succession.objects.exists()
    assert client.get(address).status_code == 404


def test_of_a_split_each_contract_is_assigned() -> None:
    promise = a_promise()
    north, south = an_organisation("North"), an_organisation("South")
    passing = a_passing(promise.buyer, north, south)
    client = signed_in(administrator_of(promise.buyer))
    address = f"/successions/{promise.buyer.ref}/"
    assert sent(client, address).status_code == 422, "nothing was chosen"
    given = {f"to-{one.ref}": north.ref for one in left_of(passing, TODAY).things if one.kind == "contract"}
    strange = sent(client, address, **dict.fromkeys(given, promise.supplier.ref))
    assert strange.status_code == 422
    assert sent(client, address, **given).status_code == 302
    assert [one.kind for one in left_of(passing, TODAY).things] == ["policy"]
    refused = signed_in(administrator_of(north)).post(address)
    assert refused.status_code == 403


@pytest.mark.parametrize(
    "path", ["/successions/{ref}/", "/successions/{ref}/answer/", "/successions/NOSUCHREF0/"]
)
def test_for_strangers_it_is_not_there(path: str) -> None:
    ending = an_organisation()
    asked_for(administrator_of(ending), an_organisation())
    client = signed_in(administrator_of(an_organisation()))
    assert client.get(path.format(ref=ending.ref)).status_code == 404
    assert client.post(path.format(ref=ending.ref)).status_code == 404


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"on": "31 February 2027"}, "31 February 2027"),
        ({"source": ""}, "What makes it law"),
        ({"kind": "split"}, "Name the second"),
        ({"second": "other"}, "Only a body that is split"),
        ({"source_href": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"sure": ""}, "to go on"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field_and_nothing_typed_is_lost(
    changed: dict[str, str], says: str
) -> None:
    ending, following, other = an_organisation(), an_organisation(), an_organisation()
    given = {
        "kind": "merged",
        "on": DAY,
        "successor": following.ref,
        "source": ORDER,
        "sure": "on",
        **{name: other.ref if value == "other" else value for name, value in changed.items()},
    }
    answer = sent(signed_in(administrator_of(ending)), "/successions/new/", **given)
    assert answer.status_code == 422
    assert says in words(answer)
    if "source" not in changed:
        assert ORDER in answer.content.decode()
    assert not Succession.objects.exists()


def test_the_old_body_reads_its_accounts_and_writes_nothing() -> None:
    promise = a_promise()
    a_delivery(promise)
    account = a_published_account(promise)
    all_handed_on(a_passing(promise.buyer, an_organisation()))
    lead = signed_in(an_actor(role=[Role.LEAD, Role.CONTRACT_MANAGER], organisation=promise.buyer))
    assert lead.get(f"/measure/accounts/{account.ref}/").status_code == 200
    assert lead.post("/measure/accounts/new/").status_code == 403
    assert tasks(promise.buyer, Role.LEAD) == []


def tasks(organisation: Organisation, role: str = Role.ADMINISTRATOR) -> list[str]:
    with as_tenant(organisation.pk):
        by = an_actor(role=role, organisation=organisation)
        return [one.title for one in work_of(by, on=TODAY, at=NOON)]


def test_it_waits_in_the_work_of_who_can_do_something_about_it() -> None:
    promise, successor = a_promise(), an_organisation("New Council")
    name = promise.buyer.name
    asked_for(administrator_of(promise.buyer), successor)
    assert tasks(successor) == [f"Say whether New Council follows {name}"]
    assert tasks(promise.buyer) == []
    passing = a_passing(promise.buyer, successor)
    assert tasks(successor) == [f"Hand on what {name} left open"]
    assert tasks(promise.buyer) == [f"Hand on what {name} left open"]
    all_handed_on(passing_now(passing.predecessor))
    assert tasks(successor) == []


def test_a_successor_finds_the_contracts_that_stayed() -> None:
    promise = a_promise(starts_on=date(2022, 4, 1), ends_on=date(2024, 3, 31))
    successor = an_organisation()
    reader = signed_in(administrator_of(successor))
    all_handed_on(a_passing(promise.buyer, successor))
    page = words(reader.get("/contracts/"))
    assert f"to read Contract Body Runs Repairs {promise.buyer.name} 1 April 2022 to 31 March 2024" in page
    assert "Repairs" not in words(signed_in(administrator_of(an_organisation())).get("/contracts/"))


def test_who_is_asked_learns_no_names_before_it_agreed() -> None:
    promise, successor = a_promise(), an_organisation()
    passing = asked_for(administrator_of(promise.buyer), successor)
    theirs = administrator_of(successor)
    client, address = signed_in(theirs), f"/successions/{promise.buyer.ref}/"
    assert "Who works there" not in words(client.get(address))
    recording.agree(by=theirs, passing=passing, on=TODAY)
    assert promise.manager.email in words(client.get(address))
