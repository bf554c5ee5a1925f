"""The whole thread as a person walks it: from the policy that asked for a promise to the evidence that proves it."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.conftest import DESK, PHONE, Walker
from tests.journeys.people import OPENING
from tests.journeys.steps import declares, download, group, opens

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.conftest import Days

DATA = Path(__file__).resolve().parents[1] / "data"
# Two suppliers write their bids in this time, on a machine that is busy with other tests; then the server's clock is put on.
SOON_S = 1_200
LONDON = ZoneInfo("Europe/London")
REGISTER = b"Quarter to September: 12 apprentices started. Names withheld.\n"


def a_photo() -> bytes:
    """A PNG of eight by eight grey points, made here."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    rows = b"".join(b"\x00" + b"\x80" * 8 for _ in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


Walk = Callable[..., Walker]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_one_promise_from_policy_to_proof(browser: Browser, days: Days, tmp_path: Path, script: bool) -> None:
    def walk(email: str, *, phone: bool = False) -> Walker:
        return Walker(browser, days.address, email, script=script, viewport=PHONE if phone else DESK)

    policy(walk)
    procurement, closes = tender(walk)
    bids(walk)
    days.are_now(closes + timedelta(seconds=1))
    award(walk, procurement)
    contract = sign(walk, procurement)
    delivery = deliver(walk, contract, tmp_path)
    account(walk, contract, delivery)


def policy(walk: Walk) -> None:
    """The lead writes it, somebody else adopts it, anyone reads it."""
    lead = walk("lead@newbrook.example").go("/define/policies/new/")
    lead.fill("Title of the policy", "What our money is for")
    lead.fill("What social value means here", "The good that our spending does for people in Newbrook.")
    lead.choose("Every year").press("Keep this draft")
    for priority, outcome, measure, unit in (
        (
            "Work for those who find it hardest",
            "More young people in work",
            "Apprenticeships begun",
            "apprenticeships",
        ),
        ("Neighbours who help each other", "More people take part", "Hours given to neighbours", "hours"),
        ("Cleaner air", "Less carbon each year", "Carbon kept out of the air", "tonnes CO2e"),
    ):
        lead.follow("Add a priority").fill("The priority", priority).press_last()
        lead.fill("The outcome", outcome).press_last()
        lead.fill("What is measured", measure)
        lead.page.get_by_label("Counted in").select_option(label=unit)
        lead.fill("What counts and what does not", "Counted when it has been done, by the register.")
        lead.page.get_by_role("group", name="Is each person counted once only?").get_by_label("No").check()
        lead.press_last()
    lead.follow("Put it out for comment").press("Put it out for comment")
    lead.leave()
    approver = walk("approver@newbrook.example").go("/").follow("Adopt the policy")
    approver.follow("Adopt").fill("Who adopts it?", "Cabinet").press("Check and adopt").press(
        "Adopt this policy"
    )
    approver.reads("Cabinet").leave()
    anyone = walk("").go("/define/policies/")
    anyone.follow("What our money is for").reads("Apprenticeships begun").leave()


def tender(walk: Walk) -> tuple[str, datetime]:
    """The real register is imported; one of its entries becomes a procurement, is considered, weighted and opened."""
    for email in ("lead@newbrook.example", "approver@newbrook.example", "first@newbrook.example"):
        opener = walk(email).go("/integrate/opening-passphrase/")
        for box in opener.page.locator("main input[type=password]").all():
            box.fill(OPENING)
        opener.press("Set my opening passphrase").leave()
    buyer = walk("buyer@newbrook.example").go("/integrate/register/import/")
    buyer.page.locator("input[type=file]").set_input_files(DATA / "ocds" / "sell2wales_2025_A_45.json")
    buyer.press("Import this file").reads("45")
    buyer.go("/integrate/register/?q=boiler").follow("boiler installation")
    buyer.follow("Open a procurement from this entry")
    buyer.fill("Title", "Boilers in council homes").press("Start this procurement")
    procurement = buyer.page.url.split("/integrate/procurements/")[1].split("/")[0]
    home = f"/integrate/procurements/{procurement}/"
    buyer.go(f"{home}consideration/")
    buyer.fill("How could what you buy improve", "Training for young people who live here.")
    buyer.fill("What of that is relevant", "A contract of two years can carry a few apprentices.")
    group(buyer, "Did you consult anyone?").get_by_label("Yes").check()
    buyer.fill("Whom, and what they said", "Two residents' meetings, who asked for jobs.")
    group(buyer, "Is it so urgent").get_by_label("No").check()
    buyer.fill("If the law is not asked", "Our lawyers ruled on it.")
    buyer.press("Record what was considered")
    buyer.go(f"{home}criteria/")
    rows = (
        ("Price", "Price", "40", ""),
        ("Quality", "Quality", "39.5", "How will you do it?"),
        ("Social", "Social value", "20", ""),
    )
    for place, (family, title, weight, question) in enumerate(rows):
        buyer.page.locator(f"[name=family_{place}]").select_option(label=family)
        buyer.page.locator(f"[name=title_{place}]").fill(title)
        buyer.page.locator(f"[name=weight_{place}]").fill(weight)
        buyer.page.locator(f"[name=question_{place}]").fill(question)
    buyer.press("Save how bids are judged").reads("99.5")
    buyer.page.locator("[name=weight_1]").fill("40")
    buyer.press("Save how bids are judged")
    buyer.go(f"{home}measures/")
    for measure in ("Apprenticeships begun", "Hours given to neighbours"):
        buyer.choose(measure).choose("Social value").press("Ask for this measure")
    declares(buyer, home)
    buyer.go(f"{home}conflicts/").fill("What was done to find conflicts", "Everyone was asked in writing.")
    buyer.press("Confirm that conflicts were assessed").reads("The assessment stands")
    buyer.go(f"{home}open/")
    for name in ("Lena Lead", "Amir Approver", "Fay First"):
        buyer.choose(name)
    closes = (datetime.now(LONDON) + timedelta(seconds=SOON_S)).replace(second=0, microsecond=0)
    buyer.fill("Day on which bids close", f"{closes:%d/%m/%Y}").fill("Time of day", f"{closes:%H:%M}")
    buyer.press("Check everything once more").press("Open this tender for bids")
    buyer.leave()
    return procurement, closes


def bids(walk: Walk) -> None:
    """One supplier on a phone keeps a draft, loses the browser and goes on by the code; another bids at a desk."""
    ash = walk("ash@ashdown.example", phone=True).go("/tenders/").follow("Boilers in council homes")
    address = ash.page.url.removesuffix("/").removeprefix(ash.site) + "/bid/"
    ash.go(address).fill("Your price", "£98,000").press("Keep this draft").reads("resume code")
    code = re.search(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}", ash.page.locator("main").inner_text())
    assert code is not None
    ash.leave()
    ash = walk("ash@ashdown.example", phone=True).go(address)
    ash.fill("Resume code", code.group()).press("Open the draft")
    assert ash.page.get_by_label("Your price").input_value() == "98,000.00"
    offer(ash, "24", "100", "We train with the college, and a manager is on site every day.")
    bo = walk("bo@beech.example").go(address).fill("Your price", "90000")
    offer(bo, "6", "40", "We will do our best.")


def offer(bidder: Walker, apprenticeships: str, hours: str, how: str) -> None:
    bidder.page.get_by_label("Quality", exact=True).fill(how)
    bidder.page.get_by_label("Apprenticeships begun", exact=True).fill(apprenticeships)
    bidder.page.get_by_label("Hours given to neighbours", exact=True).fill(hours)
    bidder.press("Check your bid").press("Seal and send this bid").reads("Your bid is sealed")
    assert re.search(r"\b[0-9a-f]{64}\b", bidder.page.locator("main").inner_text())
    bidder.leave()


def award(walk: Walk, procurement: str) -> None:
    """Two openers, two evaluators, a moderator who is neither, and an approver who did not propose."""
    home = f"/integrate/procurements/{procurement}/"
    for email in ("lead@newbrook.example", "first@newbrook.example"):
        opens(walk(email), home).leave()
    for email in ("lead@newbrook.example", "first@newbrook.example", "approver@newbrook.example"):
        declares(walk(email), home).leave()
    buyer = declares(walk("buyer@newbrook.example"), home).follow("See the conflicts assessment")
    buyer.fill("What was done to find conflicts", "The bidders' names were sent to everyone.")
    buyer.press("Confirm that conflicts were assessed").reads("After the bids were opened").leave()
    for email, points in (("first@newbrook.example", (4, 2)), ("second@newbrook.example", (5, 3))):
        scorer = declares(walk(email), home)
        for bidder, given in zip(("Ashdown Works Ltd", "Beech Facilities Ltd"), points, strict=True):
            scorer.follow(f"Score this bid of {bidder}")
            assert "98,000" not in scorer.page.content()
            for box in scorer.page.locator(f"input[type=radio][value='{given}']").all():
                box.check()
            for box in scorer.page.locator("textarea").all():
                box.fill("By what they wrote, and what they can show.")
            scorer.press("Keep my scores for this bid")
        scorer.leave()
    buyer = declares(walk("buyer@newbrook.example"), home)
    for bidder, agreed in (("Ashdown Works Ltd", "4.5"), ("Beech Facilities Ltd", "2.5")):
        buyer.follow(f"Agree the points of {bidder}").press("See the scores and begin")
        for box in buyer.page.locator("main input[name^=points_]").all():
            box.fill(agreed)
        for box in buyer.page.locator("textarea").all():
            box.fill("Midway between the two.")
        buyer.press("Record the agreed points")
    buyer.press("Close the moderation and show the prices")
    # Ashdown: 40 × 90,000 / 98,000 = 36.73, 40 × 4.5 / 5 = 36, 20 × 4.5 / 5 = 18; Beech: 40, 20 and 10.
    buyer.reads("90.73").reads("70.00")
    buyer.follow("How firmly this order stands").reads("No weights within 5 points")
    buyer.go(f"{home}evaluation/")
    buyer.follow("Propose an award").choose("1. Ashdown Works Ltd").fill(
        "Reason for the award", "First place."
    )
    buyer.press("Propose this award").leave()
    approver = walk("approver@newbrook.example").go("/").follow("Approve the award")
    approver.press("Approve this award").leave()


def sign(walk: Walk, procurement: str) -> str:
    """The bidders are told first. The contract has the promises as they were offered; nobody types them again."""
    buyer = walk("buyer@newbrook.example").go(f"/integrate/procurements/{procurement}/outcome/")
    if buyer.page.get_by_label("Below the threshold").count():
        # Asked where the dated rules were not read for the day on which it began.
        buyer.choose("Below the threshold")
        group(buyer, "Is it a light touch contract?").get_by_label("No").check()
    buyer.press("Send the letters").reads("Beech Facilities Ltd").reads("No standstill is mandatory here")
    bo = walk("bo@beech.example").go(f"/tenders/{procurement}/").follow("Feedback letter")
    bo.reads("Your bid came 2nd of 2").reads("70.00").reads("90.73").leave()
    buyer.go(f"/integrate/procurements/{procurement}/contract/")
    today = datetime.now(LONDON).date()
    buyer.reads("24 apprenticeships").reads("100 hours")
    buyer.fill("First day of the contract", f"{today - timedelta(days=200):%d/%m/%Y}")
    buyer.fill("Last day of the contract", f"{today + timedelta(days=530):%d/%m/%Y}")
    buyer.choose("Mina Manager").press("Record the contract with its commitments")
    buyer.reads("24 apprenticeships").reads("£98,000.00")
    contract = buyer.page.url.split("/contracts/")[1].split("/")[0]
    buyer.leave()
    return contract


def deliver(walk: Walk, contract: str, tmp_path: Path) -> str:
    """Reported on a phone with a photo and a register, confirmed by who received it, verified by who did not report it."""
    (tmp_path / "photo.png").write_bytes(a_photo())
    (tmp_path / "register.txt").write_bytes(REGISTER)
    today = datetime.now(LONDON).date()
    ash = (
        walk("ash@ashdown.example", phone=True)
        .go(f"/contracts/{contract}/commitments/1/")
        .follow("Report a delivery")
    )
    ash.fill("How much was delivered", "-3").fill("First day", "31 February 2026").fill(
        "What was done", "Twelve began."
    )
    ash.press("Report this delivery").reads("There is a problem")
    assert ash.page.get_by_label("What was done").input_value() == "Twelve began."
    ash.fill("How much was delivered", "12").fill("First day", f"{today - timedelta(days=40):%d/%m/%Y}")
    ash.fill("Last day", f"{today - timedelta(days=10):%d/%m/%Y}").fill(
        "Who received it", "Newbrook Neighbours"
    )
    ash.page.locator("input[type=file]").set_input_files([tmp_path / "photo.png", tmp_path / "register.txt"])
    ash.press("Report this delivery").reads("register.txt").reads("photo.png")
    delivery = ash.page.url.split("/deliveries/")[1].split("/")[0]
    ash.leave()
    nia = walk("nia@neighbours.example").go("/").follow("Say whether you received a delivery")
    nia.follow("Answer: did you receive this?").choose("Yes, all of it").press("Send your answer").reads(
        "Confirmed"
    ).leave()
    mina = walk("manager@newbrook.example").go(f"/deliveries/{delivery}/").follow("Decide on this delivery")
    mina.choose("It is proved: verify it").fill("How much is proved", "12")
    mina.fill("What you looked at", "The photo and the register; rang the college.")
    mina.press("Record this decision").reads("12 apprenticeships").leave()
    return delivery


def account(walk: Walk, contract: str, delivery: str) -> None:
    """Drawn up, assured, signed and published by four people; its figure is followed down to the file."""
    mina = (
        walk("manager@newbrook.example")
        .go(f"/contracts/{contract}/")
        .follow("Draw up an account of this contract")
    )
    mina.press("Draw up this account").reads("12")
    address = mina.page.url.removeprefix(mina.site)
    mina.leave()
    for email, words in (
        ("auditor@newbrook.example", "Assure this account"),
        ("approver@newbrook.example", "Sign this account"),
        ("lead@newbrook.example", "Publish this account"),
    ):
        walk(email).go(address).follow(words).press(words).leave()
    anyone = walk("").go(address)
    anyone.reads("12 apprenticeships").reads("Published").follow("1 verified delivery").reads(delivery)
    anyone.leave()
    lead = walk("lead@newbrook.example").go(address)
    for words, start in (("CSV", b"\xef\xbb\xbfaccount"), ("PDF", b"%PDF-1.7")):
        assert download(lead, words).startswith(start)
    lead.follow("1 verified delivery").follow(f"Delivery {delivery}")
    assert download(lead, "register.txt") == REGISTER
    lead.go(f"/contracts/{contract}/commitments/1/").reads("12 apprenticeships")
    lead.leave()
