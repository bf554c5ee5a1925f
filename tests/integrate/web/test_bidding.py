"""The pages on which a bidder writes, uploads, sends and takes away a bid, from the public page of the tender on."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Person
from fourfold.integrate.actions import exclusion
from fourfold.integrate.models import Bid, BidState, Procurement
from fourfold.integrate.rules import sealing
from tests.builders.browsing import signed_in, source, words
from tests.builders.integrate import Tender, a_bidder, a_tender, declares, open_bids_of, scores
from tests.builders.workbooks import filled
from tests.ground.files.made import a_pdf
from tests.ground.mail.written import outbox

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def tender() -> Tender:
    """Open now: pages go by the clock."""
    return a_tender(closes_at=timezone.now() + timedelta(hours=1))


@pytest.fixture
def bidder() -> Actor:
    return a_bidder()


@pytest.fixture
def browser(bidder: Actor) -> Client:
    return signed_in(bidder)


def at(tender: Tender, page: str = "") -> str:
    return f"/tenders/{tender.procurement.ref}/{page}"


def typed(tender: Tender, **different: str) -> dict[str, str]:
    return {
        "price": "£412,500",
        f"answer_{tender.criteria['quality']}": "With care",
        f"quantity_{tender.asks['apprenticeships']}": "12",
        f"quantity_{tender.asks['hours']}": "0",
        **different,
    }


def bids_of(by: Actor) -> list[Bid]:
    with as_tenant(by.organisation_id):
        return list(Bid.objects.order_by("pk"))


def closing(tender: Tender, at: datetime) -> None:
    with change(by=tender.commissioner, owner=tender.buyer.pk, reason="For a test"):
        Procurement.objects.filter(pk=tender.key).update(bids_close_at=at)


def opened(tender: Tender) -> None:
    closing(tender, timezone.now() - timedelta(minutes=1))
    open_bids_of(tender, at=timezone.now())


def send(browser: Client, tender: Tender, **different: str) -> str:
    """Written on the page and sent; the address of its receipt."""
    browser.post(at(tender, "bid/"), {**typed(tender, **different), "next": "check"})
    answer = browser.post(at(tender, "bid/check/"), {"once": ""})
    assert answer.status_code == 302
    return str(answer["Location"])


def upload(browser: Client, tender: Tender, content: bytes, *, then: str = "check") -> Any:
    file = SimpleUploadedFile("bid.xlsx", content)
    return browser.post(at(tender, "bid/workbook/"), {"workbook": file, "next": then})


def a_filled_workbook(tender: Tender, **different: object) -> bytes:
    blank = Client().get(at(tender, "workbook/"))
    assert blank["Content-Disposition"].startswith("attachment")
    return filled(blank.content, {**typed(tender), **different})


# Without an account


def test_from_the_public_page_to_a_receipt_with_an_e_mail_address_and_nothing_else(tender: Tender) -> None:
    stranger = Client()
    assert at(tender, "begin/") in source(stranger.get(at(tender)))
    wrong = stranger.post(at(tender, "begin/"), {"email": "nobody"})
    assert wrong.status_code == 422
    given = {
        "email": "Bo@Small.example",
        "name": "Bo Small",
        "organisation": "Small & Daughters",
        "sector": "private",
    }
    assert "on its way to Bo@Small.example" in words(stranger.post(at(tender, "begin/"), given))
    assert not Organisation.objects.filter(name="Small & Daughters").exists()
    [mail] = outbox()
    link = re.search(rf"{at(tender, 'begin/')}\S+/", mail.text)
    assert link is not None
    # A program that follows links in mail begins nothing.
    assert "Small &amp; Daughters" in source(Client().get(link[0]))
    assert not Organisation.objects.filter(name="Small & Daughters").exists()
    assert stranger.post(link[0])["Location"] == at(tender, "bid/")
    receipt = words(stranger.get(send(stranger, tender)))
    assert "Your bid is sealed" in receipt
    assert "Small & Daughters".replace("&", "&amp;") in receipt
    assert Client().post(link[0]).status_code == 404
    assert Client().get(link[0][:-4] + "AAA/").status_code == 404


def test_who_has_been_here_is_signed_in_to_what_they_have(
    tender: Tender, bidder: Actor, browser: Client
) -> None:
    receipt = send(browser, tender)
    given = {
        "email": Person.objects.get(pk=bidder.person_id).email,
        "name": "X",
        "organisation": "Y",
        "sector": "private",
    }
    again = Client()
    again.post(at(tender, "begin/"), given)
    link = re.search(rf"{at(tender, 'begin/')}\S+/", outbox()[-1].text)
    assert link is not None
    again.post(link[0])
    assert "Your bid is sealed" in words(again.get(receipt))
    assert not Organisation.objects.filter(name="Y").exists()


# On the page


def test_each_save_keeps_everything_and_goes_on_to_the_next_part(
    tender: Tender, bidder: Actor, browser: Client
) -> None:
    page = source(browser.get(at(tender, "bid/")))
    assert page.count("Save and go on") >= 2
    first = browser.post(at(tender, "bid/"), {"price": "£5", "next": "section-2"})
    assert first["Location"] == at(tender, "bid/kept/?to=section-2")
    kept = browser.get(first["Location"])
    assert "Write down your resume code" in words(kept)
    assert f"{at(tender, 'bid/')}#section-2" in source(kept)
    version = re.search(r'name="version"[^>]*value="(\d+)"', source(browser.get(at(tender, "bid/"))))
    assert version is not None
    second = browser.post(
        at(tender, "bid/"), {**typed(tender), "price": "£5", "version": version[1], "next": "section-3"}
    )
    assert second["Location"] == at(tender, "bid/?kept=1#section-3")
    page = source(browser.get(at(tender, "bid/?kept=1")))
    assert 'value="5.00"' in page
    assert "With care" in page
    assert "Your draft is kept" in page


def test_what_cannot_be_read_is_kept_as_it_was_typed_and_cannot_be_sealed(
    tender: Tender, browser: Client
) -> None:
    hours = f"quantity_{tender.asks['hours']}"
    answer = browser.post(
        at(tender, "bid/"), {**typed(tender, **{hours: "a few", "identifier": "12"}), "next": "check"}
    )
    assert answer.status_code == 422
    assert "Everything you typed is kept" in words(answer)
    page = source(browser.get(at(tender, "bid/")))
    assert 'value="a few"' in page
    assert "With care" in page
    check = browser.post(at(tender, "bid/check/"), {"once": ""})
    assert check.status_code == 422
    assert "where you wrote “a few”" in words(check)
    assert "where you wrote “12”: Enter the number as the central digital platform gives it" in words(check)


def test_nothing_typed_is_lost_when_the_deadline_passes_meanwhile(
    tender: Tender, bidder: Actor, browser: Client
) -> None:
    browser.get(at(tender, "bid/"))
    closing(tender, timezone.now() - timedelta(seconds=1))
    kept = browser.get(browser.post(at(tender, "bid/"), {**typed(tender), "next": "section-2"})["Location"])
    assert "The time for bids has passed" in words(kept)
    assert "Nothing that you typed is lost" in words(kept)
    assert "is recorded as late" in words(browser.get(at(tender, "bid/check/")))
    with zipfile.ZipFile(io.BytesIO(body(browser.get(at(tender, "bid/take-away/?download=1"))))) as taken:
        [answers] = [name for name in taken.namelist() if name.endswith(".json")]
        assert "With care" in taken.read(answers).decode()
    receipt = browser.get(browser.post(at(tender, "bid/check/"), {"once": ""})["Location"])
    assert "Your bid came too late" in words(receipt)
    closing(tender, timezone.now() - timedelta(days=8))
    assert browser.post(at(tender, "bid/"), typed(tender)).status_code == 403


def test_what_was_being_typed_when_the_session_ended_comes_back_after_signing_in(
    tender: Tender, bidder: Actor
) -> None:
    browser = Client()
    answer = browser.post(at(tender, "bid/"), {**typed(tender), "next": "section-2"})
    assert answer.status_code == 403
    assert "What you typed is kept in this page" in words(answer)
    carried = html.unescape(re.findall(r'name="typed" value="([^"]*)"', answer.content.decode())[0])
    go_on = {"typed": carried, "next": at(tender, "bid/")}
    assert browser.post("/sign-in/", go_on).status_code == 422
    # In another tab of the same browser they follow a link by mail.
    browser.cookies.update(signed_in(bidder).cookies)
    back = browser.post("/sign-in/", go_on)
    assert "What you typed is still here" in words(back)
    assert "With care" in source(back)


# As a workbook


def test_a_workbook_goes_into_the_draft_and_from_there_or_at_once_to_the_seal(
    tender: Tender, bidder: Actor, browser: Client
) -> None:
    assert upload(browser, tender, a_filled_workbook(tender))["Location"] == at(tender, "bid/check/")
    assert [bid.state for bid in bids_of(bidder)] == [BidState.DRAFT]
    assert "£412,500.00" in words(browser.get(at(tender, "bid/check/")))
    answer = upload(browser, tender, a_filled_workbook(tender, price="£400,000"), then="seal")
    assert [bid.state for bid in bids_of(bidder)] == [BidState.SEALED]
    assert "Your bid is sealed" in words(browser.get(answer["Location"]))
    opened(tender)
    assert [str(bid.price) for bid in tender.opened] == ["400000.00"]


def test_a_workbook_with_faults_is_told_by_cell_and_everything_in_it_is_kept(
    tender: Tender, bidder: Actor, browser: Client
) -> None:
    hours = f"quantity_{tender.asks['hours']}"
    answer = upload(browser, tender, a_filled_workbook(tender, **{hours: "-7", "price": ""}), then="seal")
    assert answer.status_code == 422
    said = words(answer)
    assert "Your bid , F5".replace(" ,", ",") in said
    assert "Enter your price" in said
    assert "must not be less than zero" in said
    assert "not sent" in said
    assert [bid.state for bid in bids_of(bidder)] == [BidState.DRAFT]
    page = source(browser.get(at(tender, "bid/")))
    assert 'value="-7"' in page
    assert "With care" in page
    # An empty cell leaves the draft as it is.
    again = upload(browser, tender, a_filled_workbook(tender, **{f"answer_{tender.criteria['quality']}": ""}))
    assert again["Location"] == at(tender, "bid/check/")
    assert "With care" in words(browser.get(at(tender, "bid/check/")))
    assert b"With care" in _texts(browser.get(at(tender, "bid/workbook/filled/")).content)


def test_a_file_that_is_no_workbook_of_this_tender_changes_nothing(
    tender: Tender, bidder: Actor, browser: Client
) -> None:
    for content in (a_filled_workbook(a_tender()), b"PK\x03\x04 no more", a_pdf()):
        answer = upload(browser, tender, content)
        assert answer.status_code == 422
        assert "govuk-error-message" in source(answer)
    assert bids_of(bidder) == []


# Files


def test_a_pdf_is_sealed_with_the_bid_and_read_by_the_buyer_after_the_opening(
    tender: Tender, bidder: Actor, browser: Client
) -> None:
    pdf = a_pdf()
    quality = tender.criteria["quality"]
    add = at(tender, "bid/files/")
    for name, of in (("Method.pdf", quality), ("Prices.pdf", "price"), ("Wrong.pdf", "")):
        answer = browser.post(add, {"file": SimpleUploadedFile(name, pdf), "belongs_to": of})
        assert answer.status_code == 302, words(answer)
    page = source(browser.get(add))
    sha256 = re.findall(r'name="file" value="([0-9a-f]{64})"', page)
    assert len(sha256) == 3
    browser.post(at(tender, "bid/files/remove/"), {"file": sha256[2]})
    assert "Wrong.pdf" not in source(browser.get(add))
    twice = browser.post(add, {"file": SimpleUploadedFile("Method.pdf", pdf)})
    assert "has a file named “Method.pdf” already" in words(twice)
    program = browser.post(add, {"file": SimpleUploadedFile("x.pdf", b"\x7fELF\x00")})
    assert "is a program" in words(program)
    receipt = words(browser.get(send(browser, tender)))
    assert "2 files" in receipt
    assert "Method.pdf" not in receipt
    opened(tender)
    evaluator = signed_in(tender.evaluator)
    [bid] = tender.opened
    files = f"/integrate/procurements/{tender.procurement.ref}/evaluation/{bid.ref}/files/"
    assert evaluator.get(f"{files}1/").status_code == 403
    declares(tender, tender.evaluator)
    declares(tender, tender.commissioner)
    scoring = source(evaluator.get(files.replace("files/", "score/")))
    assert "Method.pdf" in scoring
    assert "Prices.pdf" not in scoring
    given = evaluator.get(f"{files}1/")
    assert body(given) == pdf
    assert given["Content-Type"] == "application/pdf"
    assert "attachment" in given["Content-Disposition"]
    assert "It is shown when the prices are" in evaluator.get(f"{files}2/").content.decode()
    assert evaluator.get(f"{files}3/").status_code == 404
    assert browser.get(f"{files}1/").status_code == 404


# Receipts, and what became of a bid


def test_a_receipt_is_taken_away_and_checked_by_anyone(
    tender: Tender, bidder: Actor, browser: Client
) -> None:
    address = send(browser, tender)
    [bid] = bids_of(bidder)
    text = browser.get(address.replace("receipt/", "receipt.txt")).content.decode()
    assert bid.blob_sha256 in text
    assert "It contained: a price, 1 answer in words, 2 quantities" in text
    assert "With care" not in text
    pdf = browser.get(address.replace("receipt/", "receipt.pdf"))
    assert pdf.content.startswith(b"%PDF-")
    found = words(Client().get("/receipts/", {"fingerprint": bid.blob_sha256.upper()}))
    assert "This is a receipt of ours" in found
    assert "received in time and sealed" in found
    assert "Still has this fingerprint" in found
    assert bidder.organisation_name not in found
    for strange in ("0" * 64, "nothing"):
        assert "on no receipt of ours" in words(Client().get("/receipts/", {"fingerprint": strange}))
    assert signed_in(tender.commissioner).get(address.replace("receipt/", "receipt.txt")).status_code == 404


def test_a_bid_is_changed_from_what_was_sent_and_everything_is_taken_away_after_losing(
    tender: Tender, bidder: Actor, browser: Client
) -> None:
    browser.post(
        at(tender, "bid/files/"), {"file": SimpleUploadedFile("Plan.pdf", a_pdf()), "belongs_to": ""}
    )
    first = send(browser, tender)
    again = browser.post(first.replace("receipt/", "again/"))
    assert again["Location"] == at(tender, "bid/")
    page = source(browser.get(at(tender, "bid/")))
    assert "With care" in page
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version is not None
    send(browser, tender, price="£399,000", version=version[1])
    assert [bid.state for bid in bids_of(bidder)] == [BidState.REPLACED, BidState.SEALED]
    assert "You replaced this bid" in words(browser.get(first))
    listed = words(browser.get("/bids/"))
    assert "Replaced by a later one" in listed
    # Another browser opens what was sent with the code alone.
    code = browser.cookies[f"draft-{tender.procurement.ref}"].value
    other = signed_in(bidder)
    assert "Only its resume code opens it" in words(other.get(at(tender, "bid/take-away/")))
    wrong = sealing.resume_code(sealing.draft_key())
    assert other.post(at(tender, "bid/take-away/"), {"resume_code": wrong}).status_code == 422
    assert other.post(at(tender, "bid/take-away/"), {"resume_code": code}).status_code == 302
    with zipfile.ZipFile(io.BytesIO(body(other.get(at(tender, "bid/take-away/?download=1"))))) as taken:
        prices = {
            json.loads(taken.read(name))["answers"][0]["answer"]
            for name in taken.namelist()
            if name.endswith(".json")
        }
        assert prices == {"412500.00", "399000.00"}
        assert (
            sum(name.endswith("Plan.pdf") and taken.read(name) == a_pdf() for name in taken.namelist()) == 2
        )
        assert sum(name.endswith("receipt.txt") for name in taken.namelist()) == 2
    # Once the bids are open the code is not needed for what was opened.
    opened(tender)
    declares(tender, tender.commissioner)
    [judged] = tender.opened
    with as_tenant(tender.buyer.pk):
        exclusion.exclude(by=tender.commissioner, opened_bid=judged, because="False declaration")
    third = signed_in(bidder)
    with zipfile.ZipFile(io.BytesIO(body(third.get(at(tender, "bid/take-away/?download=1"))))) as taken:
        [answers] = [name for name in taken.namelist() if name.endswith(".json")]
        assert json.loads(taken.read(answers))["answers"][0]["answer"] == "399000.00"
    assert "False declaration" in words(third.get("/bids/"))


def test_an_excluded_bid_says_why_to_its_bidder_and_is_judged_no_further(
    tender: Tender, bidder: Actor, browser: Client
) -> None:
    receipt = send(browser, tender)
    send(signed_in(a_bidder()), tender)
    opened(tender)
    declares(tender, tender.commissioner)
    judged = next(each for each in tender.opened if each.bidder_id == bidder.organisation_id)
    address = f"/integrate/procurements/{tender.procurement.ref}/evaluation/{judged.ref}/exclude/"
    buyer = signed_in(tender.commissioner)
    assert buyer.post(address, {"because": " "}).status_code == 422
    assert buyer.post(address, {"because": "Debarred since May"}).status_code == 302
    overview = words(buyer.get(f"/integrate/procurements/{tender.procurement.ref}/evaluation/"))
    assert "Debarred since May" in overview
    said = words(browser.get(receipt))
    assert "Your bid was excluded" in said
    assert "Debarred since May" in said
    declares(tender, tender.evaluator)
    with pytest.raises(Refused, match="judged no further"):
        scores(tender, tender.evaluator, judged)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _texts(workbook: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as packed:
        return packed.read("xl/sharedStrings.xml")
