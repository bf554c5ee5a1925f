"""The pages of contracts and accounts: who reads them, what they say, and the way of an account through five hands."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fourfold.ground.organisations.tenancy import Right, as_tenant, share
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Person, Role
from fourfold.integrate.models import Contract
from fourfold.measure.models import Account, AccountLine, AccountState
from fourfold.measure.urls import urlpatterns
from tests.builders.browsing import signed_in, source
from tests.builders.ground import an_actor, an_organisation
from tests.builders.measure import (
    a_finding,
    a_published_account,
    a_signed_account,
    a_value,
    a_value_map,
    a_verified_delivery,
    account_now,
    an_account,
    reverse_delivery,
    signatories,
)
from tests.builders.promises import a_delivery, a_promise

if TYPE_CHECKING:
    from tests.builders.promises import Promise

pytestmark = pytest.mark.django_db

FOR_EVERYONE_SIGNED_IN = {
    "contracts",
    "measure",
    "new_account",
    "exceptions",
    "exceptions_of_kind",
    "findings",
    "value_maps",
    "new_value_map",
}
OF_AN_ACCOUNT = {"account", "account_csv", "account_pdf", "account_json", "account_evidence"}


def addresses(promise: Promise, account: Account) -> dict[str, str]:
    """By the name of its route, an address of every page of Measure."""
    with as_tenant(promise.buyer.pk):
        line = AccountLine.objects.get(account=account).ref
    finding = a_finding(promise)
    of_its_kind = f"/measure/exceptions/{finding.kind}/"
    valued = f"/measure/value-maps/{a_value_map(promise).ref}/"
    contract, at = f"/contracts/{promise.contract.ref}/", f"/measure/accounts/{account.ref}/"
    return {
        "contracts": "/contracts/",
        "contract": contract,
        "commitment": f"{contract}commitments/1/",
        "measure": "/measure/",
        "exceptions": "/measure/exceptions/",
        "exceptions_of_kind": of_its_kind,
        "raise_finding": f"{of_its_kind}{finding.thing}/",
        "findings": "/measure/findings/",
        "finding": f"/measure/findings/{finding.ref}/",
        "answer_finding": f"/measure/findings/{finding.ref}/answer/",
        "decide_finding": f"/measure/findings/{finding.ref}/decide/",
        "new_account": "/measure/accounts/new/",
        "account": at,
        "account_csv": f"{at}account.csv",
        "account_pdf": f"{at}account.pdf",
        "account_json": f"{at}account.json",
        "correct_account": f"{at}correct/",
        "account_evidence": f"{at}evidence/{line}/",
        "account_step": f"{at}assure/",
        "value_maps": "/measure/value-maps/",
        "new_value_map": "/measure/value-maps/new/",
        "value_map": valued,
        "value_map_ranges": f"{valued}how-sure/",
        "value_map_file": f"{valued}map.json",
        "value_map_answer": f"{valued}answer.json",
        "value_map_settings": f"{valued}conventions/",
        "value_map_inputs": f"{valued}inputs/",
        "new_value_map_row": f"{valued}outcomes/new/",
        "value_map_row": f"{valued}outcomes/1/",
        "remove_value_map_row": f"{valued}outcomes/1/remove/",
        "take_out_value_map": f"{valued}take-out/",
    }


def test_the_table_of_addresses_is_whole() -> None:
    promise = a_promise()
    assert set(addresses(promise, an_account(promise))) == {
        getattr(pattern, "name", "") for pattern in urlpatterns
    }


def test_signed_out_one_is_asked_to_sign_in() -> None:
    promise = a_promise()
    for name, address in addresses(promise, an_account(promise)).items():
        answer = Client().get(address)
        assert answer.status_code == 302, name
        assert "/sign-in/" in answer["Location"], name


def test_another_organisation_finds_nothing_of_it() -> None:
    promise = a_promise()
    client = signed_in(an_actor(role=list(Role)))
    for name, address in addresses(promise, an_account(promise)).items():
        got = client.get(address)
        if name in FOR_EVERYONE_SIGNED_IN:
            assert got.status_code == 200, name
            assert promise.contract.ref not in source(got), name
            continue
        assert got.status_code == 404, name
        assert client.post(address).status_code in {404, 405}, name


def test_the_supplier_reads_the_contract_and_no_account_before_it_is_published() -> None:
    promise = a_promise()
    a_verified_delivery(promise)
    account = an_account(promise)
    client = signed_in(promise.reporter)
    for name, address in addresses(promise, account).items():
        expected = (
            200
            if name in {"contracts", "contract", "commitment", "measure", "findings", "value_maps"}
            else 403
            if name in {"new_account", "new_value_map", "exceptions", "exceptions_of_kind"}
            else 404
        )
        assert client.get(address).status_code == expected, name
    assert "No account of this contract has been published" in source(
        client.get(f"/contracts/{promise.contract.ref}/")
    )


def test_a_published_account_is_read_by_everyone_and_links_lead_where_the_reader_may_go() -> None:
    promise = a_promise()
    a_value(promise)
    a_verified_delivery(promise)
    account = a_published_account(promise)
    delivery = 'href="/deliveries/'
    commitment = f'href="/contracts/{promise.contract.ref}/commitments/1/"'
    for client, within in (
        (Client(), False),
        (signed_in(an_actor()), False),
        (signed_in(promise.reporter), True),
        (signed_in(promise.manager), True),
    ):
        pages = {
            name: client.get(address)
            for name, address in addresses(promise, account).items()
            if name in OF_AN_ACCOUNT
        }
        assert {name for name, page in pages.items() if page.status_code != 200} == set()
        assert (commitment in source(pages["account"])) is within
        assert (delivery in source(pages["account_evidence"])) is within
        assert "10 apprenticeships" in source(pages["account"])
        assert "£15,000.00" in source(pages["account"])
        assert "Unit cost database" in source(pages["account"])
    public = source(Client().get(f"/measure/accounts/{account.ref}/"))
    for person in (account.drafted_by_id, account.assured_by_id, account.signed_by_id):
        assert person is not None
        assert Person.objects.get(pk=person).name not in public
    assert "Publish this account" not in public


def test_the_fingerprint_on_the_page_is_that_of_the_file_beside_it() -> None:
    promise = a_promise()
    a_verified_delivery(promise)
    account = a_published_account(promise)
    content = Client().get(f"/measure/accounts/{account.ref}/account.json").content
    assert hashlib.sha256(content).hexdigest() in source(Client().get(f"/measure/accounts/{account.ref}/"))


def test_every_figure_is_one_click_from_its_evidence() -> None:
    promise = a_promise()
    proof = a_verified_delivery(promise)
    account = an_account(promise)
    client = signed_in(promise.manager)
    with as_tenant(promise.buyer.pk):
        line, delivery = AccountLine.objects.get(account=account), proof.delivery
        file = delivery.evidence.get().file
    evidence = f"/measure/accounts/{account.ref}/evidence/{line.ref}/"
    assert f'href="{evidence}"' in source(client.get(f"/measure/accounts/{account.ref}/"))
    assert f'href="/deliveries/{delivery.ref}/"' in source(client.get(evidence))
    assert file.ref in source(client.get(f"/deliveries/{delivery.ref}/"))


def test_the_contract_says_what_came_of_its_promises_to_buyer_and_supplier() -> None:
    promise = a_promise()
    a_verified_delivery(promise, quantity=9)
    report = f'href="/contracts/{promise.contract.ref}/commitments/1/report/"'
    for who, may_report in ((promise.manager, False), (promise.reporter, True)):
        page = source(signed_in(who).get(f"/contracts/{promise.contract.ref}/"))
        for expected in (
            promise.buyer.name,
            promise.supplier.name,
            "£1,000,000.00",
            "verified of what is due to date",
            "against the profile",
            "9 apprenticeships",
        ):
            assert expected in page
        assert (report in page) is may_report
        commitment = source(signed_in(who).get(f"/contracts/{promise.contract.ref}/commitments/1/"))
        assert (report in commitment) is may_report
        assert "9 apprenticeships" in commitment


@pytest.mark.parametrize("address", ["commitments/2/", "commitments/0/", f"commitments/{10**30}/"])
def test_a_commitment_that_is_not_there_is_not_found(address: str) -> None:
    promise = a_promise()
    assert signed_in(promise.manager).get(f"/contracts/{promise.contract.ref}/{address}").status_code == 404


def test_a_commitment_says_what_it_is_worth_and_by_which_source_or_that_it_is_not_known() -> None:
    promise = a_promise()
    a_verified_delivery(promise, quantity=4)
    client = signed_in(promise.manager)
    address = f"/contracts/{promise.contract.ref}/commitments/1/"
    assert "Not known yet" in source(client.get(address))
    a_value(promise, low=Decimal(1000), high=Decimal(2000))
    page = source(client.get(address))
    for expected in (
        "£150,000.00",
        "£6,000.00 (£4,000.00 to £8,000.00)",
        "Unit cost database",
        "prices of 2025 to 2026",
        "#value",
    ):
        assert expected in page


def test_what_was_published_and_reversed_is_said_on_the_commitment() -> None:
    promise = a_promise()
    proof = a_verified_delivery(promise)
    a_published_account(promise)
    reverse_delivery(promise, proof)
    page = source(signed_in(promise.manager).get(f"/contracts/{promise.contract.ref}/commitments/1/"))
    assert "Published, since withdrawn: 10 apprenticeships" in page


def test_deliveries_of_a_commitment_come_25_to_a_page() -> None:
    promise = a_promise(quantity=1000)
    for _ in range(26):
        a_delivery(promise, recipient=False)
    client = signed_in(promise.manager)
    address = f"/contracts/{promise.contract.ref}/commitments/1/"
    assert (
        source(client.get(address)).count('href="/deliveries/')
        - source(client.get(f"{address}?page=2")).count('href="/deliveries/')
        == 24
    )


def more_contracts(promise: Promise, number: int) -> None:
    with change(by=promise.manager, owner=promise.buyer.pk, reason="For a test"):
        for at in range(number):
            contract = Contract(
                owner=promise.buyer,
                supplier=promise.supplier,
                title=f"Contract {at}",
                amount=Decimal(1),
                starts_on=date(2025, 3, 1),
                ends_on=date(2027, 3, 31),
                signed_on=date(2025, 3, 1),
            )
            contract.root = contract.ref
            contract.save()
            share(
                owner=promise.buyer,
                thing=contract.ref,
                kind="contract",
                organisation=promise.supplier,
                right=Right.SEE,
                on=date(2025, 4, 1),
                reason="Party",
            )


def test_the_list_of_contracts_pages_by_25_in_as_many_queries_whatever_their_number() -> None:
    promise = a_promise()
    a_verified_delivery(promise)
    client = signed_in(promise.manager)
    assert "Apprenticeships: 1" in source(client.get("/contracts/"))
    with CaptureQueriesContext(connection) as few:
        client.get("/contracts/")
    more_contracts(promise, 30)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/contracts/")
    assert len(many) == len(few)
    assert source(page).count('<th scope="row"') == 25
    assert source(client.get("/contracts/?page=2")).count('<th scope="row"') == 6
    assert source(signed_in(promise.reporter).get("/contracts/?page=2")).count('<th scope="row"') == 6
    assert f"{promise.buyer.name} (buyer)" in source(signed_in(promise.reporter).get("/contracts/"))


@pytest.mark.parametrize("page", ["x", "-1", "0", "99999999999999999999", ""])
def test_a_page_that_is_not_there_shows_one_that_is(page: str) -> None:
    client = signed_in(a_promise().manager)
    assert client.get(f"/contracts/?page={page}").status_code == 200
    assert client.get(f"/measure/?page={page}").status_code == 200


def test_with_nothing_the_pages_say_what_will_be_here() -> None:
    client = signed_in(an_actor())
    assert "No contracts yet" in source(client.get("/contracts/"))
    page = source(client.get("/measure/"))
    assert "Nothing to measure yet" in page
    assert "No account has been drawn up yet" in page


def test_the_overview_has_this_year_and_names_what_is_not_valued() -> None:
    promise = a_promise()
    a_verified_delivery(promise, quantity=6)
    client = signed_in(promise.manager)
    page = source(client.get("/measure/"))
    assert "Promised to you, 2026 to 2027" in page
    assert "6 apprenticeships" in page
    assert "Not valued in pounds" in page
    a_value(promise)
    assert "Not valued in pounds" not in source(client.get("/measure/"))
    supplier = source(signed_in(promise.reporter).get("/measure/"))
    assert "Promised by you, 2026 to 2027" in supplier
    assert "6 apprenticeships" in supplier


DRAFT = {"title": "Our account", "starts_on": "1 April 2026", "ends_on": "31/3/2027"}


def test_an_account_goes_through_its_hands_to_the_public() -> None:
    promise = a_promise()
    people = signatories(promise.buyer)
    a_verified_delivery(promise)
    begun = signed_in(promise.manager).post(f"/measure/accounts/new/?contract={promise.contract.ref}", DRAFT)
    assert begun.status_code == 302
    at = begun["Location"]
    for by, step, says in (
        (people.auditor, "assure", "The account is assured"),
        (people.approver, "send-back", "a draft again"),
        (promise.manager, "refresh", "counted anew"),
        (people.auditor, "assure", "The account is assured"),
        (people.approver, "sign", "The account is signed"),
        (people.lead, "publish", "Anyone can read it now"),
    ):
        assert Client().get(at).status_code == 302
        client = signed_in(by)
        asked = client.get(f"{at}{step}/")
        assert asked.status_code == 200
        assert "10 apprenticeships verified" in source(asked)
        assert says in source(client.post(f"{at}{step}/", follow=True)), step
    assert Client().get(at).status_code == 200
    assert at in source(signed_in(promise.reporter).get(f"/contracts/{promise.contract.ref}/"))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"title": ""}, "Enter a title for the account"),
        ({"starts_on": ""}, "Enter the first day"),
        ({"ends_on": "31 June 2026"}, "31 June 2026 does not exist"),
        ({"ends_on": "31 March 2026"}, "The last day must be on or after the first"),
        ({"starts_on": "1 December 2026"}, "The period lies in the future"),
        ({"title": "x" * 251}, "at most 250 characters"),
    ],
)
def test_a_form_that_cannot_be_read_comes_back_with_what_is_wrong_and_nothing_is_kept(
    changed: dict[str, str], says: str
) -> None:
    promise = a_promise()
    answer = signed_in(promise.manager).post("/measure/accounts/new/", DRAFT | changed)
    assert answer.status_code == 422
    assert says in source(answer)
    with as_tenant(promise.buyer.pk):
        assert not Account.objects.exists()


def test_the_form_for_a_contract_is_filled_with_its_life_to_date() -> None:
    promise = a_promise()
    page = source(signed_in(promise.manager).get(f"/measure/accounts/new/?contract={promise.contract.ref}"))
    for expected in ("Repairs: account to date", "1 April 2025", "23 November 2026"):
        assert expected in page
    assert (
        signed_in(an_actor()).get(f"/measure/accounts/new/?contract={promise.contract.ref}").status_code
        == 404
    )


def test_a_form_sent_twice_draws_up_one_account() -> None:
    promise = a_promise()
    client = signed_in(promise.manager)
    once = {"once": "a-token-of-sixteen-or-more"}
    first, second = (client.post("/measure/accounts/new/", DRAFT | once) for _ in range(2))
    assert first["Location"] == second["Location"]
    with as_tenant(promise.buyer.pk):
        assert Account.objects.count() == 1


def test_a_step_taken_twice_is_taken_once_and_leads_to_the_same_page() -> None:
    promise = a_promise()
    account = an_account(promise)
    client = signed_in(signatories(promise.buyer).auditor)
    sent = {"once": "a-token-of-sixteen-or-more", "version": account.version}
    answers = [client.post(f"/measure/accounts/{account.ref}/assure/", sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert account_now(account).state == AccountState.ASSURED


def test_whoever_looked_at_other_figures_does_not_assure_these() -> None:
    from fourfold.measure.actions import accounts

    promise = a_promise()
    account = an_account(promise)
    with as_tenant(promise.buyer.pk):
        accounts.refresh(by=promise.manager, account=account, on=date(2026, 11, 23))
    client = signed_in(signatories(promise.buyer).auditor)
    answer = client.post(f"/measure/accounts/{account.ref}/assure/", {"version": account.version})
    assert answer.status_code == 409
    assert account_now(account).state == AccountState.DRAFT


@pytest.mark.parametrize("role", list(Role))
def test_who_may_not_take_a_step_is_told_who_may(role: Role) -> None:
    promise = a_promise()
    account = a_signed_account(promise, signatories(promise.buyer))
    client = signed_in(an_actor(role=role, organisation=promise.buyer))
    page = source(client.get(f"/measure/accounts/{account.ref}/"))
    answer = client.post(f"/measure/accounts/{account.ref}/publish/", {"version": account.version})
    may = role == Role.LEAD
    assert answer.status_code == (302 if may else 403)
    assert ("Only a social value lead" in page) is not may
    assert account_now(account).state == (AccountState.PUBLISHED if may else AccountState.SIGNED)


def test_an_unknown_step_or_line_is_not_found() -> None:
    promise = a_promise()
    account = an_account(promise)
    client = signed_in(promise.manager)
    assert client.get(f"/measure/accounts/{account.ref}/burn/").status_code == 404
    assert client.get(f"/measure/accounts/{account.ref}/evidence/NOTALINE00/").status_code == 404


def test_a_draft_whose_rows_have_changed_says_so() -> None:
    promise = a_promise()
    account = an_account(promise)
    client = signed_in(promise.manager)
    says = "Count them anew before they are assured"
    assert says not in source(client.get(f"/measure/accounts/{account.ref}/"))
    a_verified_delivery(promise)
    assert says in source(client.get(f"/measure/accounts/{account.ref}/"))


def test_who_assures_figures_that_are_out_of_date_is_told_to_count_them_anew() -> None:
    promise = a_promise()
    account = an_account(promise)
    a_verified_delivery(promise)
    client = signed_in(signatories(promise.buyer).auditor)
    answer = client.post(f"/measure/accounts/{account.ref}/assure/", {"version": account.version})
    assert answer.status_code == 422
    assert "Count them anew first" in source(answer)
    assert account_now(account).state == AccountState.DRAFT


def test_a_correction_is_an_edition_of_its_own_and_each_leads_to_the_other() -> None:
    promise = a_promise()
    people = signatories(promise.buyer)
    account = a_published_account(promise, people)
    at = f"/measure/accounts/{account.ref}/"
    client = signed_in(promise.manager)
    assert "Say what has changed" in source(client.post(f"{at}correct/", {"what_changed": " "}))
    answer = client.post(f"{at}correct/", {"what_changed": "One more came."})
    edition = Client()
    assert edition.get(answer["Location"]).status_code == 302
    assert "is not published yet" in source(client.get(at))
    assert answer["Location"] not in source(Client().get(at))
    with as_tenant(promise.buyer.pk):
        a_published_account(promise, people, Account.objects.get(corrects=account))
    assert answer["Location"] in source(Client().get(at))
    corrected = source(Client().get(answer["Location"]))
    assert "One more came." in corrected
    assert at in corrected


def test_files_are_attachments_named_after_the_account() -> None:
    promise = a_promise()
    account = an_account(promise)
    client = signed_in(promise.manager)
    for kind, begins in (("csv", b"\xef\xbb\xbf"), ("pdf", b"%PDF-"), ("json", b"{")):
        answer = client.get(f"/measure/accounts/{account.ref}/account.{kind}")
        assert answer["Content-Disposition"] == f'attachment; filename="account-{account.ref}.{kind}"'
        assert answer.content.startswith(begins)


def test_an_organisation_that_only_looks_sees_no_contract_of_others() -> None:
    promise = a_promise()
    viewer = an_actor(organisation=an_organisation())
    assert promise.contract.title not in source(signed_in(viewer).get("/contracts/"))
