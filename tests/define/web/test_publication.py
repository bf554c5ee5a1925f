"""A policy as anyone reads it: the page at its own address, the PDF and the DOCX, versions side by side; and never a draft."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from pypdf import PdfReader

from fourfold.define.actions import cascade, comments, policies
from fourfold.define.models import PolicyVersion
from fourfold.ground.organisations.tenancy import as_tenant
from tests.builders.browsing import signed_in, source, words
from tests.builders.consultations import a_whole_version, said_by
from tests.builders.define import a_lead, adopted, priorities_of
from tests.builders.ground import TODAY
from tests.define.exchange.test_policy_files import text_of_docx
from tests.define.web.test_pages import at

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db

SAID = (
    "Good for the people who live here", "Ask first", "We publish", "Young people in lasting work", "Apprenticeships completed",
    "Too long.", "It is short.", "Cabinet",
)  # fmt: skip


@pytest.fixture
def by() -> Actor:
    return a_lead()


def address_of(version: PolicyVersion, slug: str, page: str = "") -> str:
    return f"{standing_at(version, slug)}versions/{version.number}/{page}"


def standing_at(version: PolicyVersion, slug: str = "another-name") -> str:
    """Where the version that stands is read, whichever that is."""
    with as_tenant(version.owner_id):
        return f"/policies/{version.policy.ref}/{slug}/"


def followed(address: str) -> str:
    """Where the short address leads, with the organisation's name in it."""
    return str(Client().get(address)["Location"])


def file_words(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())
    return text_of_docx(content)


def test_anyone_reads_the_same_on_the_page_in_the_pdf_and_in_the_docx(by: Actor) -> None:
    partner = a_lead()
    version = adopted(by, a_whole_version(by, partner))
    page = followed(address_of(version, "another-name"))
    anyone = Client()

    shown = anyone.get(page)
    files = {kind: anyone.get(f"{page}policy.{kind}") for kind in ("pdf", "docx")}

    texts = [words(shown), *(file_words(answer.content) for answer in files.values())]
    for text in texts:
        missing = [each for each in (*SAID, partner.organisation_name) if each not in text]
        assert not missing, missing
    assert files["pdf"]["Content-Type"] == "application/pdf"
    for kind, answer in files.items():
        assert answer["Content-Disposition"].endswith(f'-version-1.{kind}"')
        assert f"policy.{kind}" in source(shown)
    in_force = followed(standing_at(version))
    assert words(anyone.get(in_force)) == words(shown)


def test_a_draft_is_published_for_nobody_and_there_for_those_who_may_read_it(by: Actor) -> None:
    version = a_whole_version(by, a_lead())
    own, stranger = signed_in(by), signed_in(a_lead())
    slug = own.get(address_of(version, "x"))["Location"].split("/")[3]
    for page in ("", "policy.pdf", "policy.docx"):
        address = address_of(version, slug, page)
        assert [browser.get(address).status_code for browser in (own, stranger, Client())] == [200, 404, 302]
    assert Client().get(standing_at(version, slug)).status_code == 404
    gap = "A priority that nothing counts"
    with as_tenant(by.organisation_id):
        cascade.add_priority(by=by, version=version, title=gap, reason="", top=False)
    assert gap in words(own.get(address_of(version, slug)))
    assert gap not in source(Client().get("/define/policies/"))


def test_of_two_versions_the_later_stands_the_earlier_stays_and_both_are_compared(by: Actor) -> None:
    first = adopted(by, a_whole_version(by, a_lead()))
    lead = signed_in(by)
    with as_tenant(by.organisation_id):
        draft = policies.new_version(by=by, policy=first.policy)
    priority = priorities_of(draft)[0]
    form = {"title": "Work for everyone", "reason": "", "need": "", "version": str(priority.version)}
    assert lead.post(f"/define/priorities/{priority.ref}/edit/", form).status_code == 302
    compared = at(draft, "compared-with/1/")
    assert [browser.get(compared).status_code for browser in (lead, signed_in(a_lead()), Client())] == [
        200,
        404,
        302,
    ]
    with as_tenant(by.organisation_id):
        second = adopted(by, policies.put_out_for_comment(by=by, version=draft))

    in_force = followed(standing_at(second))
    assert "Work for everyone" in words(Client().get(in_force))
    earlier = words(Client().get(followed(address_of(first, "x"))))
    assert "Work for young people" in earlier
    assert "Superseded" in earlier
    side_by_side = words(Client().get(compared))
    assert "Work for Taken out: young people" in side_by_side
    assert "Work for Put in: everyone" in side_by_side
    assert Client().get(at(second, "compared-with/9/")).status_code == 302
    assert lead.get(at(second, "compared-with/9/")).status_code == 404


def test_what_was_said_in_any_script_and_with_markup_is_text_in_every_form(by: Actor) -> None:
    version = a_whole_version(by, a_lead())
    odd = "<script>alert(1)</script> #set page(1) مرحبا"
    said = said_by(by, version, odd)
    with as_tenant(by.organisation_id):
        comments.answer(
            by=by, comment=said, seen=said.version, changed=True, words="*bold* $x$ @ref", on=TODAY
        )
    page = followed(address_of(adopted(by, version), "x"))

    shown = source(Client().get(page))

    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; #set page(1) مرحبا" in shown
    for kind in ("pdf", "docx"):
        text = file_words(Client().get(f"{page}policy.{kind}").content)
        assert "#set page(1)" in text
        assert "*bold* $x$ @ref" in text


def test_odd_addresses_are_not_found(by: Actor) -> None:
    version = adopted(by, a_whole_version(by, a_lead()))
    lead = signed_in(by)
    base = standing_at(version)
    for odd in (
        "/policies/0000000000/x/",
        f"{base}versions/0/",
        f"{base}versions/7/policy.pdf",
        "/policies/%00/x/",
    ):
        assert lead.get(odd).status_code == 404, odd
    assert Client().post(base).status_code == 405
