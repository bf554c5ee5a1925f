"""What goes wrong on a Tuesday afternoon: a session that ends, two people at one text, a button pressed twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.conftest import DESK, Walker

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WORDS = "Words that took an hour to find, and must not be lost."


def test_nothing_typed_is_lost_and_nothing_is_done_twice(browser: Browser, site: str) -> None:
    def walk(email: str) -> Walker:
        return Walker(browser, site, email, script=True, viewport=DESK)

    lead = walk("lead@newbrook.example").go("/define/policies/new/")
    lead.fill("Title of the policy", "Ours").fill("What social value means here", WORDS).choose("Every year")
    lead.context.clear_cookies(name="sessionid")
    lead.press("Keep this draft")
    lead.fill("E-mail address", "lead@newbrook.example")
    lead.page.locator("input[type=password]").fill("walk-the-whole-thread")
    lead.press("Sign in").reads("What you typed is still here").press("Continue with what you typed")
    lead.reads("Ours")

    edit = lead.page.url.removeprefix(site).split("/versions/")[0] + "/versions/1/edit/"

    # Two people at one text: the second is told, shown both, and decides.
    second = walk("lead@newbrook.example").go(edit)
    lead.go(edit).fill("What social value means here", "The first one's words.").press("Keep these words")
    second.fill("What social value means here", "The second one's words.").press("Keep these words")
    second.reads("Someone changed this while you were editing").reads("The first one's words.").reads(
        "The second one's words."
    )
    second.press("Save what I chose").reads("Version 1")
    second.go(edit)
    assert second.page.get_by_label("What social value means here").input_value() == "The second one's words."
    lead.leave()
    second.leave()


def test_a_form_sent_twice_makes_one_thing(browser: Browser, site: str) -> None:
    lead = Walker(browser, site, "lead@newbrook.example", script=True, viewport=DESK).go(
        "/define/policies/new/"
    )
    lead.fill("Title of the policy", "Ours").fill("What social value means here", WORDS).choose("Every year")
    form: dict[str, str | float | bool] = {
        box.get_attribute("name") or "": box.input_value()
        for box in lead.page.locator("main form input[type=hidden]").all()
    }
    form |= {"title": "Ours", "definition": WORDS, "intent": "", "review_years": "1"}
    first, again = (
        lead.context.request.post(f"{site}/define/policies/new/", form=form, headers={"Referer": site})
        for _ in range(2)
    )
    assert first.url == again.url
    assert "/versions/1/" in first.url
    lead.go("/define/").reads("Ours")
    lead.leave()
