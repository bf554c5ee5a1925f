"""A real server on a database of its own, and Debian's Chromium to walk through it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from tests.journeys.people import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "tests" / "vendored" / "axe.min.js").read_text(encoding="utf-8")
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
PATIENCE_S = 60


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


def _environment(data: Path) -> dict[str, str]:
    return {
        **os.environ,
        "FOURFOLD_DATA_DIR": str(data),
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT),
    }


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of an installation that has just been set up, demonstration included. Journeys walk on copies."""
    data = tmp_path_factory.mktemp("set-up") / "data"
    for arguments in (("-m", "fourfold.config.command_line", "setup"), ("-m", "tests.journeys.prepare")):
        subprocess.run(
            [sys.executable, *arguments], env=_environment(data), cwd=ROOT, check=True, capture_output=True
        )
    return data


@contextmanager
def _served(data: Path, *, name: str = "127.0.0.1", clock: Path | None = None) -> Iterator[str]:
    port = _free_port()
    address = f"http://{name}:{port}"
    environment = {
        **_environment(data),
        "FOURFOLD_PORT": str(port),
        "FOURFOLD_SITE_ADDRESS": f"{address}/",
        **({} if clock is None else {"FOURFOLD_JOURNEY_CLOCK": str(clock)}),
    }
    door = "fourfold.config.wsgi:application" if clock is None else "tests.journeys.later:application"
    granian = str(Path(sys.executable).parent / "granian")
    server = subprocess.Popen(
        [
            granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "1",
            "--log-level", "warning", door,
        ],
        env=environment,
        cwd=ROOT,
    )  # fmt: skip
    try:
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  (our own server)
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)
        else:
            return


@pytest.fixture
def site(set_up: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a server of one's own."""
    with _served(shutil.copytree(set_up, tmp_path / "data")) as address:
        yield address


@pytest.fixture
def named_site(set_up: Path, tmp_path: Path) -> Iterator[str]:
    """As `site`, under a name: browsers make no passkeys for a number."""
    with _served(shutil.copytree(set_up, tmp_path / "data"), name="localhost") as address:
        yield address


@dataclass(frozen=True)
class Days:
    """A server of one's own at `address`, whose day can be told."""

    address: str
    clock: Path

    def are_now(self, moment: datetime) -> None:
        ahead = moment - datetime.now(moment.tzinfo)
        # Put in place in one step: the server reads it whenever it looks at the time.
        written = self.clock.with_suffix(".new")
        written.write_text(f"{ahead.total_seconds()}", encoding="ascii")
        written.replace(self.clock)


@pytest.fixture
def days(set_up: Path, tmp_path: Path) -> Iterator[Days]:
    """As `site`, for journeys in which days pass."""
    clock = tmp_path / "clock"
    clock.write_text("0", encoding="ascii")
    with _served(shutil.copytree(set_up, tmp_path / "data"), clock=clock) as address:
        yield Days(address, clock)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = (
        os.environ.get("FOURFOLD_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if program is None:
        pytest.fail(
            "There is no Chromium. `./run test` installs it; or set FOURFOLD_CHROMIUM to where it is."
        )
    arguments = [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--no-first-run",
    ]  # fmt: skip
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=arguments)
        yield opened
        opened.close()


class Walker:
    """One person at one browser of their own. `look` is called on every page that they come to.

    `looks=False` leaves axe out, so that the site's policy on scripts stands. Walkers who share `looked` have axe look once at
    each page that has the same title on a screen as wide.
    """

    def __init__(
        self,
        browser: Browser,
        site: str,
        email: str,
        *,
        script: bool,
        viewport: dict[str, int],
        looks: bool = True,
        touch: bool = False,
        looked: set[tuple[str, int]] | None = None,
    ) -> None:
        self.site = site
        self.looks = script and looks
        # Axe is put into the page from outside, which the site's own policy rightly forbids to everyone else.
        context = browser.new_context(
            java_script_enabled=script,
            viewport=viewport,  # type: ignore[arg-type]  # Playwright's own name for this shape
            bypass_csp=self.looks,
            has_touch=touch,
            is_mobile=touch,
        )
        self.wide = viewport["width"]
        self.looked = looked
        context.set_default_timeout(8_000)
        self.page: Page = context.new_page()
        self.context = context
        if email:
            self.go("/sign-in/")
            self.fill("E-mail address", email)
            self.page.locator("input[type=password]").fill(PASSWORD)
            self.press("Sign in")

    def go(self, address: str) -> Walker:
        response = self.page.goto(self.site + address)
        assert response is not None
        assert response.status < 400, f"{address} answered {response.status}"
        self.look()
        return self

    def press(self, words: str) -> Walker:
        """Presses the button with these words, and looks at the page that comes."""
        self._click(self.page.get_by_role("button", name=words, exact=True).first, words)
        self.look()
        return self

    def press_last(self) -> Walker:
        """Presses the one button of the page's own form."""
        self._click(self.page.locator("main form button").first, "the form's button")
        self.look()
        return self

    def follow(self, words: str) -> Walker:
        self._click(self.page.locator("main a").filter(has_text=words).first, words)
        self.look()
        return self

    def _click(self, what: Locator, words: str) -> None:
        try:
            what.click()
        except PlaywrightError as problem:
            main = self.page.locator("main").inner_text()
            message = f"“{words}” cannot be pressed on {self.page.url}:\n{main[:3000]}"
            raise AssertionError(message) from problem
        self.page.wait_for_load_state()

    def fill(self, label: str, text: str) -> Walker:
        self._labelled(label).fill(text)
        return self

    def choose(self, label: str) -> Walker:
        self._labelled(label).check()
        return self

    def _labelled(self, label: str) -> Locator:
        found = self.page.locator("main").get_by_label(label).first
        assert found.count(), (
            f"There is no “{label}” on {self.page.url}:\n{self.page.locator('main').inner_text()[:3000]}"
        )
        return found

    def reads(self, words: str) -> Walker:
        main = self.page.locator("main").inner_text()
        assert words in main, f"“{words}” is not on {self.page.url}:\n{main[:3000]}"
        return self

    def look(self) -> None:
        """Nothing on the page breaks WCAG as far as axe can tell, and nothing is wider than the screen."""
        if not self.looks:
            return
        # A telephone makes its window as wide as the page; what counts is the screen.
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.wide, f"{self.page.url} is {wide} wide on a screen of {self.wide}"
        if self.looked is not None:
            seen = self.page.title(), self.wide
            if seen in self.looked:
                return
            self.looked.add(seen)
        self.page.evaluate(AXE)
        found: dict[str, Any] = self.page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(r => ({violations: r.violations.map(v => ({id: v.id, "
            "nodes: v.nodes.map(n => n.html).slice(0, 3)}))}))",
        )
        assert found["violations"] == [], f"{self.page.url}: {found['violations']}"

    def leave(self) -> None:
        self.context.close()
