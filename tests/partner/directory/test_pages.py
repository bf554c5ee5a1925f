"""The directory as people meet it: found, searched, brought in, decided, and left again."""

from __future__ import annotations

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fourfold.ground.organisations.tenancy import EVERYONE, as_tenant
from fourfold.ground.people.tables import Role
from fourfold.partner.models import DirectoryEntry, DirectoryList, EntryLink
from tests.builders.browsing import signed_in
from tests.builders.directory import GRANTS, a_list, entry_named, found_by_buyers
from tests.builders.filled_in import fields_on
from tests.builders.ground import an_actor, an_organisation

pytestmark = pytest.mark.django_db


def sent(client: Client, address: str, **values: object) -> str:
    """The form of the page, filled in with `values`; the page that follows."""
    page = client.get(address)
    assert page.status_code == 200, address
    fields = {**fields_on(page.content.decode()), **values}
    answer = client.post(address, fields, follow=True)
    return unescape(answer.content.decode())


def test_one_is_found_by_what_one_says_and_no_longer_than_one_wishes() -> None:
    by = an_actor(role=Role.COMMUNITY, organisation=an_organisation("Wrenfield Menders", sector="charity"))
    client, anyone = signed_in(by), Client()
    said = sent(
        client,
        reverse("be_found"),
        services="Mends bicycles\r\nMends bicycles\r\nTeaches repair",
        places="",
        postcode="qb12cd",
        website="mend.example.org",
        company_number="123456",
        charity_number="1000003",
        legal_form="Charitable incorporated organisation",
        asset_lock="",
        is_cic="",
    )
    assert "Everyone can find your organisation" in said
    listed = anyone.get(reverse("directory"), {"q": "bicycles"}).content.decode()
    assert "Wrenfield Menders" in listed
    with as_tenant(EVERYONE):
        entry = DirectoryEntry.objects.get(name="Wrenfield Menders")
    page = unescape(anyone.get(reverse("directory_entry", kwargs={"ref": entry.ref})).content.decode())
    assert "What Wrenfield Menders says of itself" in page
    assert "00123456" in page
    # A small organisation is often at somebody's home.
    assert "QB1, its first half" in page
    assert "QB1 2CD" not in page

    sent(client, reverse("be_found_no_longer"))
    assert "Wrenfield Menders" not in anyone.get(reverse("directory")).content.decode()
    assert anyone.get(reverse("directory_entry", kwargs={"ref": entry.ref})).status_code == 404


def test_a_postcode_and_a_place_that_are_none_are_refused_beside_their_fields_and_kept() -> None:
    client = signed_in(an_actor(role=Role.SUPPLIER))
    said = sent(
        client, reverse("be_found"), postcode="nowhere", places="Atlantis", company_number="GB123456789"
    )
    assert "A postcode looks like BS3 2BN" in said
    assert "no council area called “Atlantis”" in said
    assert 'value="nowhere"' in said
    assert "is not a company number" in said


def test_a_list_goes_from_its_file_to_the_directory_and_a_doubtful_pair_to_a_person() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    client = signed_in(by)
    a_list(by, shown=True)
    said = sent(
        client,
        reverse("bring_list"),
        file=SimpleUploadedFile("grants.csv", GRANTS.encode()),
        kind="grants",
        publisher="Fernborough Council",
        read_on="2 November 2026",
        licence="Open Government Licence v3.0",
    )
    assert "What do its columns hold?" in said
    with as_tenant(by.organisation_id):
        kept = DirectoryList.objects.get(kind="grants")
    columns = reverse("list_columns", kwargs={"ref": kept.ref})
    # Without a heading that is needed it goes no further, and says which.
    page = fields_on(client.get(columns).content.decode())
    chosen = {name: [""] for name in page if name.startswith("column_")}
    refused = client.post(columns, {**page, **chosen})
    assert refused.status_code == 422
    assert "Choose the heading that holds “Identifier of the grant”" in refused.content.decode()

    said = sent(client, columns)
    assert "What would become of its rows" in said
    assert "The name looks like that of a person" in said
    said = sent(client, reverse("check_list", kwargs={"ref": kept.ref}), shown="on")
    assert "Linked with what is here" in said

    queue = unescape(client.get(reverse("directory_queue")).content.decode())
    assert "Thornwick Food Sharing" in queue
    with as_tenant(by.organisation_id):
        link = EntryLink.objects.get(state="waiting")
    pair = reverse("directory_link", kwargs={"ref": link.ref})
    page_of_pair = unescape(client.get(pair).content.decode())
    assert "before anything is compared" in page_of_pair
    assert "only some words are the same" in page_of_pair
    sent(client, pair, verdict="same")
    food = entry_named(by, "Thornwick Food Share")
    shown = unescape(client.get(reverse("directory_entry", kwargs={"ref": food.ref})).content.decode())
    assert "A van" in shown
    assert "Thornwick Food Sharing" in shown
    sent(client, pair, verdict="different")
    shown = unescape(client.get(reverse("directory_entry", kwargs={"ref": food.ref})).content.decode())
    assert "A van" not in shown


def test_what_cannot_be_read_is_refused_beside_the_file() -> None:
    client = signed_in(an_actor(role=Role.COMMISSIONER))
    said = sent(
        client,
        reverse("bring_list"),
        file=SimpleUploadedFile("list.pdf", b"%PDF-1.7"),
        kind="charities",
        publisher="Anybody",
    )
    assert "There is a problem" in said


def test_the_directory_is_searched_by_kind_service_and_evidence() -> None:
    by = an_actor(role=Role.COMMISSIONER)
    a_list(by, shown=True)
    enterprise = an_actor(
        role=Role.SUPPLIER, organisation=an_organisation("Voidworks CIC", sector="social_enterprise")
    )
    found_by_buyers(enterprise, services="Clears empty homes")
    anyone = Client()

    def found(**asked: str) -> set[str]:
        page = anyone.get(reverse("directory"), asked).content.decode()
        names = {"Quillbridge Repair Cafe", "Thornwick Food Share", "Marlpit Training CIC", "Voidworks CIC"}
        return {name for name in names if name in page}

    assert len(found()) == 4
    assert found(sector="charity") == {"Quillbridge Repair Cafe", "Thornwick Food Share"}
    assert found(service="empty homes") == {"Voidworks CIC"}
    assert found(social="on") == {"Marlpit Training CIC", "Voidworks CIC"}
    assert found(size="staff_under_10") == {"Voidworks CIC"}
    assert found(q="Nothing of the kind") == set()
    assert "We know no council area" in unescape(
        anyone.get(reverse("directory"), {"place": "Atlantis"}).content.decode()
    )


def test_somebody_who_knows_says_that_two_entries_are_one() -> None:
    by = an_actor(role=Role.LEAD)
    a_list(by)
    client = signed_in(by)
    one, other = entry_named(by, "Quillbridge Repair Cafe"), entry_named(by, "Marlpit Training CIC")
    address = reverse("merge_entries", kwargs={"ref": one.ref})
    assert "None of your lists has an entry of that name" in sent(client, address, other="Nobody")
    assert "is shown with Marlpit Training CIC" in sent(client, address, other="marlpit training cic")
    # In a circle they cannot be.
    back = sent(client, reverse("merge_entries", kwargs={"ref": other.ref}), other=one.ref)
    assert "is merged with another entry already" in back
