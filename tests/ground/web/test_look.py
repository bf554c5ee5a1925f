"""What can be held about the look without eyes: contrast, no other's branding, nothing inline, and the list of macros."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

import fourfold
from tests.ground.web.markup import ours, pages

WEB: Final = Path(fourfold.__file__).parent / "ground" / "web"
STATIC: Final = WEB / "static" / "fourfold"
CSS: Final = (STATIC / "fourfold.css").read_text()
COLOURS: Final = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", CSS))


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    "text",
    [
        "fourfold-ink",
        "fourfold-quiet",
        "govuk-link-colour",
        "govuk-link-hover-colour",
        "govuk-link-visited-colour",
        "govuk-error-colour",
    ],
)
@pytest.mark.parametrize("ground", ["fourfold-paper", "fourfold-tint"])
def test_text_can_be_read(text: str, ground: str) -> None:
    assert contrast(COLOURS[text], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize("ground", ["fourfold-deep", "govuk-success-colour"])
def test_white_text_can_be_read(ground: str) -> None:
    assert contrast("#ffffff", COLOURS[ground]) >= 4.5


@pytest.mark.parametrize("bar", ["committed", "reported", "confirmed", "verified", "published", "negative"])
@pytest.mark.parametrize("ground", ["fourfold-paper", "fourfold-bar-ground", "fourfold-tint"])
def test_bars_can_be_seen(bar: str, ground: str) -> None:
    assert contrast(COLOURS[f"fourfold-{bar}"], COLOURS[ground]) >= 3


def test_nothing_of_gov_uk_s_own_branding_is_here() -> None:
    compiled = (STATIC / "govuk-frontend" / "govuk-frontend.css").read_text()
    assert "govuk-button" in compiled
    for mark in ("transport", "crest", "crown", "@font-face", "url("):
        assert mark not in compiled.lower()
    for path in STATIC.rglob("*"):
        assert path.suffix in {"", ".css", ".scss", ".svg", ".md", ".txt"} or path.name == "passkey.js"


def test_no_template_here_has_inline_style_or_script() -> None:
    templates = list(WEB.rglob("*.jinja"))
    assert len(templates) > 10
    for path in templates:
        text = path.read_text()
        if path.parent.parent.name == "passkeys":
            # Browsers hand over a passkey to a script alone; it is a file of ours.
            text = text.replace('<script src="{{ static("fourfold/passkey.js") }}" defer></script>', "")
        assert not re.search(r"\sstyle=|<script|<style|\son(?!ce=)[a-z]+=\"", text), path


def test_the_list_of_macros_is_true() -> None:
    module = pages().get_template("ground/web/components/ui.jinja").module
    offered = {name for name in vars(module) if not name.startswith("_")}
    written = (WEB / "components" / "README.md").read_text()
    assert len(offered) > 40
    listed = {
        name
        for line in written.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`([a-z_]+)`", line.split("|")[1])
    }
    assert listed >= offered - {"wordmark"}


def test_a_button_that_cannot_be_pressed_says_why_in_words() -> None:
    shown = ours('button_or_reason(false, "You cannot verify what you submitted.", "Verify")')
    assert " disabled " in shown
    assert "You cannot verify what you submitted." in shown
    assert "disabled" not in ours('button_or_reason(true, "", "Verify")')


def test_what_is_typed_is_escaped_everywhere() -> None:
    nasty = '"><b>x'
    calls = (
        "button(x)",
        "input('n', x, value=x, hint=x, error=x)",
        "textarea('n', x, value=x)",
        "select('n', x, [(x, x)])",
        "radios('n', x, [(x, x)])",
        "table(x, [x], [[x]])",
        "summary_list([(x, x)])",
        "tag(x)",
        "task_list([{'title': x, 'status': x}])",
        "breadcrumbs([(x, x)])",
        "empty_state(x, x)",
        "mix_bars([(x, 1)], title=x)",
        "state_tag(x)",
        "big_number(x, x)",
        "state_tag(x)",
        "five_bars(1, 1, 1, 1, 1, 1, unit=x, title=x)",
        "spine_strip([{'kind': x, 'title': x, 'place': 'this', 'href': x}])",
        "notification_banner(x)",
    )
    for call in calls:
        shown = ours(call, x=nasty)
        assert "<b>" not in shown, call
        assert "&lt;b&gt;" in shown, call
