"""A tender as all its people walk it: three ways to bid, three who score alone, a moderation, an award by two, a contract."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.builders.workbooks import Percentage, filled, questions_in
from tests.ground.files.made import a_pdf
from tests.journeys.conftest import DESK, Walker
from tests.journeys.people import TENDER
from tests.journeys.steps import declares, download, group, opens

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.conftest import Days

LONDON = ZoneInfo("Europe/London")
TELEPHONE = {"width": 390, "height": 844}
# A Monday. Bids close at noon on the Friday of the week after next; two working weeks lie between award and contract.
BEGINS = datetime(2026, 11, 30, 9, tzinfo=LONDON)
CLOSES = datetime(2026, 12, 11, 12, tzinfo=LONDON)
FINGERPRINT = re.compile(r"\b[0-9a-f]{64}\b")
BUYER, CHAIR, APPROVER = "buyer@millford.example", "chair@millford.example", "approver@millford.example"
# What each evaluator gives for quality and for social value, by bidder.
POINTS = {
    "edie@millford.example": {"Ashdown": (4, 3), "Beech": (3, 2), "Cedar": (5, 5)},
    "femi@millford.example": {"Ashdown": (4, 3), "Beech": (3, 2), "Cedar": (2, 5)},
    "gwen@millford.example": {"Ashdown": (4, 3), "Beech": (3, 2), "Cedar": (4, 5)},
}
AGREED = {"Ashdown": ("4", "3"), "Beech": ("3", "2"), "Cedar": ("4", "5")}
NAMES = {"Ashdown": "Ashdown Works Ltd", "Beech": "Beech Facilities Ltd", "Cedar": "Cedar Grounds CIC"}
PRICES = ("412,000", "385,000", "400,000")

Walk = Callable[..., Walker]


def test_three_bidders_three_evaluators_and_a_moderation_to_the_contract(
    browser: Browser, days: Days
) -> None:
    looked: set[tuple[str, int]] = set()
    here: dict[tuple[str, bool], Walker] = {}

    def walk(email: str, *, phone: bool = False) -> Walker:
        """That person, signed in once; a telephone is another browser than the one on the desk."""
        if (email, phone) not in here:
            viewport = TELEPHONE if phone else DESK
            here[email, phone] = Walker(
                browser, days.address, email, script=True, viewport=viewport, touch=phone, looked=looked
            )
        return here[email, phone]

    def days_pass(until: datetime) -> None:
        """Nobody stays signed in for so long."""
        days.are_now(until)
        while here:
            here.popitem()[1].leave()

    days_pass(BEGINS)
    ref = publish(walk)
    by_web(walk, ref)
    by_telephone(walk)
    by_workbook(walk)
    days_pass(CLOSES + timedelta(hours=2))
    open_and_declare(walk, ref)
    score(walk)
    moderate(walk)
    award(walk)
    tell(walk, ref)
    days_pass(CLOSES + timedelta(days=24))
    sign(walk)


def publish(walk: Walk) -> str:
    """What was designed is looked over; the last declaration comes, conflicts are assessed, three can open, it is published."""
    buyer = walk(BUYER).go("/integrate/procurements/").follow(TENDER)
    ref = buyer.page.url.split("/procurements/")[1].split("/")[0]
    buyer.follow("Conflicts of interest").reads("Bea Buyer has not declared yet").follow(
        "Declare my interests"
    ).choose("No, none").press("Record this declaration")
    buyer.go(f"/integrate/procurements/{ref}/conflicts/")
    buyer.fill("What was done to find conflicts", "Everyone with influence was asked in writing.")
    buyer.press("Confirm that conflicts were assessed").reads("The assessment stands")
    buyer.go(f"/integrate/procurements/{ref}/").follow("Openers, closing time, and open for bids")
    for name in ("Mo Moderator", "Abi Approver", "Edie Evaluator"):
        buyer.choose(name)
    buyer.fill("Day on which bids close", f"{CLOSES:%d/%m/%Y}").fill("Time of day", "noon")
    buyer.press("Check everything once more").reads("11 December 2026").press("Open this tender for bids")
    buyer.reads("Bids close on")
    return ref


def begin(bidder: Walker) -> Walker:
    """As a stranger finds it: the list of tenders, the tender, the bid."""
    return bidder.go("/tenders/").follow(TENDER).follow("Write a bid")


def by_web(walk: Walk, ref: str) -> None:
    ash = begin(walk("ash@ashdown.example"))
    ash.fill("Your price in pounds, without VAT", "£412,000")
    ash.page.get_by_label("Quality", exact=True).fill(
        "We mow by route, and plant beds with the schools near them."
    )
    ash.page.get_by_label("Apprenticeships begun", exact=True).fill("6")
    ash.page.get_by_label("Local fund", exact=True).fill("1")
    ash.page.get_by_label("Hours with schools", exact=True).fill("100")
    ash.press("Check your bid").reads("£412,000.00").reads("1% of the price")
    ash.press("Seal and send this bid").reads("Your bid is sealed")
    assert FINGERPRINT.search(ash.page.locator("main").inner_text())
    ash.follow("check that it is on a receipt of ours").reads("Still has this fingerprint")
    # A colleague of the buyer who opens bids cannot open them yet, and sees how many came and nothing else.
    chair = walk(CHAIR).go(f"/integrate/procurements/{ref}/opening/").reads("1 sealed bid received")
    assert not any(price in chair.page.content() for price in PRICES)
    assert chair.page.get_by_label("Your opening passphrase").count() == 0


def by_telephone(walk: Walk) -> None:
    """Typed with a thumb: a mistake is told beside its field, what was typed stays, and each part is saved on the way."""
    bo = begin(walk("bo@beech.example", phone=True))
    bo.fill("Your price in pounds, without VAT", "385000").press("Save and go on").reads("resume code")
    bo.follow("Go on with your bid")
    bo.page.get_by_label("Quality", exact=True).fill("With our own people, all year round.")
    bo.page.get_by_label("Apprenticeships begun", exact=True).fill("two or three")
    bo.page.get_by_label("Local fund", exact=True).fill("0")
    bo.press("Check your bid").reads("There is a problem").reads("is not a number")
    assert bo.page.get_by_label("Apprenticeships begun", exact=True).input_value() == "two or three"
    bo.page.get_by_label("Apprenticeships begun", exact=True).fill("2")
    bo.press("Check your bid").press("Seal and send this bid").reads("Your bid is sealed")
    assert FINGERPRINT.search(bo.page.locator("main").inner_text())


def by_workbook(walk: Walk) -> None:
    """Filled in offline: first with two mistakes, which are told by their cells; then right, with a PDF beside it."""
    cleo = begin(walk("cleo@cedar.example")).follow("Fill it in offline as a workbook")
    workbook = download(cleo, "Download it empty")
    keys = questions_in(workbook)
    typed = {
        "Your price in pounds, without VAT": "four hundred thousand",
        "Quality": "Meadows where nobody plays, short grass where they do, and one gardener for each park.",
        "Apprenticeships begun": -8,
        "How you will do it: Apprenticeships begun": "Two a year, with the college.",
        # As a spreadsheet keeps what is typed as 1.5% into a cell of percentages.
        "Local fund": Percentage(0.015),
    }
    upload(cleo, filled(workbook, {keys[title]: answer for title, answer in typed.items()}))
    cleo.press("Check it and keep it as my draft").reads("What the workbook lacks")
    cleo.reads("Your bid, F5").reads("four hundred thousand").reads("must not be less than zero")
    cleo.follow("Upload it again")
    right = {**typed, "Your price in pounds, without VAT": 400_000, "Apprenticeships begun": 8}
    upload(cleo, filled(workbook, {keys[title]: answer for title, answer in right.items()}))
    cleo.press("Check it and keep it as my draft").reads("1.5% of the price").reads("8 apprenticeships")
    cleo.page.get_by_role("link", name="Back to your bid").click()
    cleo.follow("Files of your bid")
    cleo.page.locator("input[type=file]").set_input_files(
        {"name": "parks.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}
    )
    cleo.press("Add this file").reads("parks.pdf")
    cleo.page.get_by_role("link", name="Back to your bid").click()
    cleo.press("Check your bid").reads("parks.pdf").press("Seal and send this bid").reads(
        "Your bid is sealed"
    )
    assert FINGERPRINT.search(cleo.page.locator("main").inner_text())


def upload(bidder: Walker, content: bytes) -> None:
    bidder.page.locator("input[type=file]").set_input_files(
        {"name": "bid.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )


def open_and_declare(walk: Walk, ref: str) -> None:
    """Two of three open; then it is known who bids, and everyone declares once more before anyone scores."""
    home = f"/integrate/procurements/{ref}/"
    opens(walk(CHAIR), home).reads("Came")
    approver = opens(walk(APPROVER), home).reads("The bids are open")
    approver.go("/").follow("Declare your interests, now that it is known who bids").choose("No, none")
    approver.press("Record this declaration")
    declares(walk(CHAIR), home)
    for email in POINTS:
        scorer = declares(walk(email), home)
        scorer.reads("To score: The bids are open")
    buyer = declares(walk(BUYER), home)
    buyer.go("/").follow("Confirm that conflicts were assessed, now that it is known who bids")
    buyer.fill("What was done to find conflicts", "The bidders' names were sent to everyone.")
    buyer.press("Confirm that conflicts were assessed").reads("After the bids were opened")


def score(walk: Walk) -> None:
    """Each alone: without prices, and without what the others gave and why."""
    for email, given in POINTS.items():
        scorer = walk(email).go("/").follow("Score the bids")
        for short, points in given.items():
            scorer.follow(f"Score this bid of {NAMES[short]}")
            seen = scorer.page.content()
            assert not any(price in seen for price in PRICES)
            assert "By the scale" not in seen
            boxes = scorer.page.locator("main fieldset")
            for place, chosen in enumerate(points):
                boxes.nth(place).locator(f"input[type=radio][value='{chosen}']").check()
            for box in scorer.page.locator("main textarea").all():
                box.fill(f"By the scale, as {email} reads it.")
            scorer.press("Keep my scores for this bid")


def moderate(walk: Walk) -> None:
    """The spread is flagged, points are agreed with reasons, and only then are prices seen."""
    chair = walk(CHAIR).go("/").follow("Agree the points with the evaluators")
    for short, agreed in AGREED.items():
        chair.follow(f"Agree the points of {NAMES[short]}").press("See the scores and begin")
        assert not any(price in chair.page.content() for price in PRICES)
        if short == "Cedar":
            chair.reads("3 bands apart, from 2 to 5").reads("as femi@millford.example reads it")
        for box, points in zip(chair.page.locator("main input[name^=points_]").all(), agreed, strict=True):
            box.fill(points)
        for box in chair.page.locator("main textarea").all():
            box.fill("What the bid says of each park settled it.")
        chair.press("Record the agreed points")
    chair.press("Close the moderation and show the prices")
    # 40 × 385,000 / 400,000 = 38.50, with 35 × 4 / 5 = 28 and 25; 40 × 385,000 / 412,000 = 37.38, with 28 and 15; 40, 21 and 10.
    chair.reads("91.50").reads("80.38").reads("71.00").reads("£400,000.00")
    chair.follow("Price, quality and social value side by side").reads("1. Cedar Grounds CIC").reads("28.00")
    chair.follow("How firmly this order stands").reads("Cedar Grounds CIC stays first")


def award(walk: Walk) -> None:
    """Proposed by one with a reason, agreed to by another who reads the report."""
    chair = walk(CHAIR).go("/").follow("Propose an award")
    chair.choose("1. Cedar Grounds CIC").fill("Reason for the award", "First place by the published method.")
    chair.press("Propose this award").reads("Not approved yet")
    approver = walk(APPROVER).go("/").follow("Approve the award")
    approver.follow("The award report").reads("First place by the published method.").reads("£385,000.00")
    approver.page.go_back()
    approver.press("Approve this award")
    approver.reads("Abi Approver")


def tell(walk: Walk, ref: str) -> None:
    """Every bidder gets a summary; the contract stands still from the day of the notice."""
    buyer = (
        walk(BUYER)
        .go("/")
        .follow("Tell the bidders of the award")
        .reads("Procurement Act 2023. It began on 23 November 2026")
    )
    group(buyer, "Is it a light touch contract?").get_by_label("No").check()
    buyer.press("Send the letters").reads("Beech Facilities Ltd").reads("Assessment summary")
    buyer.reads("The standstill begins with the day on which the contract award notice is published")
    buyer.follow("Contract award notice").fill("Reference of the notice", "2026/S 000-012345")
    buyer.fill("Day on which it was published", f"{CLOSES:%d/%m/%Y}").press("Record that it was published")
    buyer.go(f"/integrate/procurements/{ref}/outcome/").reads("The standstill lasts to the end of")
    buyer.reads("The contract can be signed from the day after")
    bo = walk("bo@beech.example", phone=True).go("/").follow("Read the decision on your bid")
    bo.reads("Your bid came 3rd of 3")
    bo.go("/tenders/").follow("Your bids").reads("Not successful").follow("Assessment summary").reads(
        "Your bid came 3rd of 3"
    ).reads("91.50")
    assert "412,000" not in bo.page.content()


def sign(walk: Walk) -> None:
    """The standstill is over; what was offered becomes commitments, and the winner sees them."""
    buyer = walk(BUYER).go("/").follow("Record the signed contract").reads("8 apprenticeships")
    buyer.reads("£6,000.00")
    buyer.fill("First day of the contract", "1 April 2027").fill("Last day of the contract", "31 March 2029")
    buyer.choose("Max Manager").press("Record the contract with its commitments").reads("8 apprenticeships")
    contract = buyer.page.url.removeprefix(buyer.site)
    walk("cleo@cedar.example").go(contract).reads("8 apprenticeships").reads("£6,000")
