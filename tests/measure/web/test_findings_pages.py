"""The auditor's pages: from the exceptions to a finding, its answer with a file, and its close."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.tables import Role
from fourfold.measure.models import Finding
from fourfold.partner.actions import verifications
from tests.builders.browsing import signed_in, source
from tests.builders.ground import TODAY, an_actor
from tests.builders.promises import Promise, a_delivery, a_promise

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings as SettingsWrapper

pytestmark = pytest.mark.django_db

ANSWERED_LATE = "/measure/exceptions/verified-without-answer/"


@pytest.fixture(autouse=True)
def _files(settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture
def promise() -> Promise:
    """Two deliveries verified before their recipient answered."""
    promise = a_promise()
    for quantity in (10, 12):
        delivery = a_delivery(promise, quantity=quantity)
        with as_tenant(promise.buyer.pk):
            verifications.verify(
                by=promise.manager,
                delivery=delivery,
                quantity=Decimal(quantity),
                on_evidence="Seen.",
                on=TODAY,
            )
    return promise


def test_an_exception_becomes_a_finding_that_is_answered_with_a_file_and_closed(promise: Promise) -> None:
    auditor = an_actor(role=Role.AUDITOR, organisation=promise.buyer)
    client = signed_in(auditor)
    overview = source(client.get("/measure/exceptions/"))
    assert "Verified before the recipient answered" in overview
    listed = source(client.get(ANSWERED_LATE))
    assert listed.count("Raise a finding") == 2
    with as_tenant(promise.buyer.pk):
        thing = listed.split("/deliveries/")[1].split("/")[0]
    asked = {
        "once": "q" * 22,
        "words": "What was it verified on?",
        "assigned_to": promise.manager.person_ref,
        "due_on": f"{TODAY + timedelta(days=4000):%d/%m/%Y}",
    }
    address = f"{ANSWERED_LATE}{thing}/"
    wrong = client.post(address, asked | {"due_on": "31 February 2027", "assigned_to": "NOBODY"})
    assert wrong.status_code == 422
    assert "What was it verified on?" in source(wrong), "what was typed comes back"
    raised = client.post(address, asked)
    assert client.post(address, asked)["Location"] == raised["Location"], "sent twice, raised once"
    finding = raised["Location"]
    assert "To be answered" in source(client.get(finding))
    again = source(client.get(ANSWERED_LATE))
    assert (again.count("Raise a finding"), again.count("See the finding")) == (1, 1)

    manager = signed_in(promise.manager)
    assert "Answer a finding" in source(manager.get("/"))
    assert "apprenticeships" in source(manager.get("/measure/findings/"))
    colleague = signed_in(an_actor(role=Role.EVALUATOR, organisation=promise.buyer))
    assert "No findings are open" in source(colleague.get("/measure/findings/"))
    false_file = SimpleUploadedFile("note.pdf", b"\x7fELF not a PDF")
    refused = manager.post(f"{finding}answer/", {"once": "r" * 22, "words": "I rang", "evidence": false_file})
    assert refused.status_code == 422
    assert "I rang" in source(refused)
    note = SimpleUploadedFile("note.txt", b"Rang at ten.")
    manager.post(f"{finding}answer/", {"once": "r" * 22, "words": "I rang them", "evidence": note})
    assert "note.txt" in source(manager.get(finding))
    assert "Only an auditor" in source(manager.get(finding))
    assert manager.get(f"{finding}decide/").status_code == 403

    decided = client.post(
        f"{finding}decide/",
        {"once": "s" * 22, "decision": "close", "words": "The note says it."},
        follow=True,
    )
    assert "The note says it." in source(decided)
    assert "Closed a finding" in source(decided), "the history says so"
    assert "No findings are open" in source(client.get("/measure/findings/"))
    assert thing not in source(client.get("/measure/findings/"))
    assert "10 apprenticeships" in source(client.get("/measure/findings/?closed=1")) or (
        "12 apprenticeships" in source(client.get("/measure/findings/?closed=1"))
    )


@pytest.mark.parametrize("role", list(Role))
def test_the_exceptions_are_read_by_auditor_lead_and_administrator(promise: Promise, role: Role) -> None:
    client = signed_in(an_actor(role=role, organisation=promise.buyer))
    allowed = role in {Role.AUDITOR, Role.LEAD, Role.ADMINISTRATOR}
    for address in ("/measure/exceptions/", ANSWERED_LATE):
        assert client.get(address).status_code == (200 if allowed else 403), address
    assert client.get("/measure/findings/").status_code == 200, "everyone has those that are theirs to answer"


def test_nothing_of_it_is_known_to_others(promise: Promise) -> None:
    auditor = an_actor(role=Role.AUDITOR, organisation=promise.buyer)
    client = signed_in(auditor)
    thing = source(client.get(ANSWERED_LATE)).split("/deliveries/")[1].split("/")[0]
    other = signed_in(an_actor(role=Role.AUDITOR))
    assert "None today" in source(other.get(ANSWERED_LATE))
    assert other.get(f"{ANSWERED_LATE}{thing}/").status_code == 404
    assert other.get("/measure/exceptions/no-such-kind/").status_code == 404
    asked = {
        "once": "q" * 22,
        "words": "Why?",
        "assigned_to": promise.manager.person_ref,
        "due_on": "1/1/2040",
    }
    finding = client.post(f"{ANSWERED_LATE}{thing}/", asked)["Location"]
    for address in (finding, f"{finding}answer/", f"{finding}decide/"):
        assert other.get(address).status_code == 404
        assert other.post(address, {"once": "z" * 22, "words": "x"}).status_code in {404, 405}
    with as_tenant(promise.buyer.pk):
        assert Finding.objects.get().state == "open"


def test_a_page_asks_the_database_the_same_number_of_questions_however_many_there_are(
    promise: Promise, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(an_actor(role=Role.AUDITOR, organisation=promise.buyer))
    client.get(ANSWERED_LATE)
    for _ in range(8):
        delivery = a_delivery(promise, quantity=3)
        with as_tenant(promise.buyer.pk):
            verifications.verify(
                by=promise.manager,
                delivery=delivery,
                quantity=Decimal(3),
                on_evidence="Seen.",
                on=TODAY,
            )
    with django_assert_max_num_queries(12):
        assert source(client.get(ANSWERED_LATE)).count("Raise a finding") == 10
