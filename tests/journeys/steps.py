"""Steps that more than one journey takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.journeys.people import OPENING

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.journeys.conftest import Walker


def declares(person: Walker, home: str) -> Walker:
    return person.go(f"{home}evaluation/interests/").choose("No, none").press("Record this declaration")


def opens(person: Walker, home: str) -> Walker:
    person.go(f"{home}opening/").fill("Your opening passphrase", OPENING)
    return person.press("Give my part and open the bids")


def download(walker: Walker, words: str) -> bytes:
    with walker.page.expect_download() as started:
        walker.page.get_by_role("link", name=words).first.click()
    return Path(started.value.path()).read_bytes()


def group(walker: Walker, words: str) -> Locator:
    return walker.page.get_by_role("group", name=re.compile(re.escape(words)))
