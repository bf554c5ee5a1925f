"""Passkeys in a real browser, whose own authenticator makes and shows them: with our script, under the site's policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.journeys.conftest import PHONE, Walker
from tests.journeys.people import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EMAIL = "daniel@fernborough.example"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


# The page itself, and not one that leads there afterwards.
SIGN_INS = re.compile(r"^[^?]*/account/sign-ins/$")


def fill_in(person: Walker) -> Walker:
    person.go("/account/passkeys/").fill("What do you call it?", "Laptop")
    return person.fill("Your password", PASSWORD).press("Continue")


def test_somebody_adds_a_passkey_and_comes_back_with_it(browser: Browser, named_site: str) -> None:
    person = Walker(browser, named_site, EMAIL, script=True, viewport=PHONE, looks=False)
    page = person.page
    devtools = person.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    unlocked = {"authenticatorId": made["authenticatorId"]}

    fill_in(person).press("Make the passkey")
    page.get_by_role("heading", name="recovery codes").first.wait_for()
    kept = devtools.send("WebAuthn.getCredentials", unlocked)["credentials"]
    assert [(each["rpId"], each["isResidentCredential"]) for each in kept] == [("localhost", True)]

    fill_in(person).press("Make the passkey")
    page.get_by_text("This device has a passkey for you here already").wait_for()

    person.context.clear_cookies()
    person.go("/sign-in/?next=/account/sign-ins/").follow("Sign in with a passkey").press("Use a passkey")
    page.wait_for_url(SIGN_INS)
    person.reads("Passkey")

    person.context.clear_cookies()
    person.go("/sign-in/?next=/account/sign-ins/").fill("E-mail address", EMAIL)
    page.locator("input[type=password]").fill(PASSWORD)
    person.press("Sign in").press("Use a passkey instead")
    devtools.send("WebAuthn.setUserVerified", {**unlocked, "isUserVerified": False})
    person.press("Use a passkey")
    page.get_by_text("Nothing was done").wait_for()
    devtools.send("WebAuthn.setUserVerified", {**unlocked, "isUserVerified": True})
    person.press("Use a passkey")
    page.wait_for_url(SIGN_INS)
    person.reads("Password, then a passkey")

    person.go("/account/passkeys/").follow("Remove").fill("Your password", PASSWORD).press("Remove it")
    person.reads("You have none yet").context.clear_cookies()
    person.go("/sign-in/passkey/").press("Use a passkey")
    page.get_by_text("This passkey signs nobody in here").first.wait_for()
    person.leave()


def test_its_pages_are_for_everyone_and_without_a_script_they_say_what_to_do(
    browser: Browser, named_site: str
) -> None:
    """Axe looks at each on a telephone."""
    person = Walker(browser, named_site, EMAIL, script=True, viewport=PHONE)
    fill_in(person)
    assert person.page.get_by_role("button", name="Make the passkey").is_visible()
    person.go("/sign-in/passkey/")
    assert person.page.get_by_role("button", name="Use a passkey").is_visible()
    person.leave()

    person = Walker(browser, named_site, EMAIL, script=False, viewport=PHONE)
    fill_in(person).reads("Set up an app on your phone instead")
    assert not person.page.get_by_role("button", name="Make the passkey").is_visible()
    person.follow("Set up an app on your phone").reads("Add Fourfold to your app")
    person.go("/sign-in/passkey/").reads("Sign in with a password instead")
    assert not person.page.get_by_role("button", name="Use a passkey").is_visible()
    person.leave()
