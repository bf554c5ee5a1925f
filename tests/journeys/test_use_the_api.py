"""The how-to of the API is walked as it is written: tokens made on the page, every command run, every answer compared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.conftest import PHONE, Walker

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "use-the-api.md"
STEP = re.compile(r"```sh\n(?P<commands>.*?)```\n(?:\n```text\n(?P<answer>.*?)```)?", re.DOTALL)
BETWEEN = "----------"


def a_token(browser: Browser, site: str, email: str) -> str:
    """Made on a telephone, with axe looking at each page."""
    person = Walker(browser, site, email, script=True, viewport=PHONE)
    person.go("/account/").follow("Access tokens").follow("Make a token").fill("What it is for", "The how-to")
    for box in person.page.locator("main input[type=checkbox]").all():
        box.check()
    person.press("Make this token")
    secret = person.page.get_by_label("Copy it now").input_value()
    person.go("/account/tokens/").reads("The how-to").follow("Revoke").reads("refused from this moment")
    person.leave()
    return secret


def test_every_command_of_the_how_to_answers_as_it_says(browser: Browser, site: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("There is no curl here.")
    steps = [(found["commands"], found["answer"] or "") for found in STEP.finditer(HOW_TO.read_text("utf-8"))]
    assert len(steps) > 6
    script = f"\necho {BETWEEN}\n".join(commands for commands, _ in steps)

    done = subprocess.run(
        ["/bin/bash", "-uo", "pipefail", "-c", script],
        env={
            **os.environ,
            "FOURFOLD": f"{site}/api/v1",
            "SUPPLIER": a_token(browser, site, "olu@brackwater.example"),
            "BUYER": a_token(browser, site, "daniel@fernborough.example"),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout.split(f"{BETWEEN}\n") == [answer for _, answer in steps]
