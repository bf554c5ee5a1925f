"""Bids against a site as it is run: sealed where nobody finds them, and in time when they began to arrive in time."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
import zipfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from pypdf.generic import TextStringObject

from tests.builders.workbooks import filled
from tests.ground.files.made import a_pdf
from tests.ground.operation.installations import Installation, an_installation
from tests.soak.served import Site

if TYPE_CHECKING:
    from collections.abc import Iterator

BIDDERS, SECONDS = 22, 3.0
# Words that stand nowhere else.
CANARY = "fortycranesoverthelagoonatdusk"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Browser:
    """A bidder's, who is signed in and holds the resume code."""

    site: Site
    ref: str
    session: str
    code: str
    csrf: str = ""

    def headers(self) -> dict[str, str]:
        cookies = f"sessionid={self.session}; draft-{self.ref}={self.code}; csrftoken={self.csrf}"
        return {"Cookie": cookies}

    def ask(self, path: str) -> bytes:
        with closing(http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)) as line:
            line.request("GET", f"/tenders/{self.ref}/{path}", headers=self.headers())
            answer = line.getresponse()
            content = answer.read()
        cookie = re.search(r"csrftoken=(\w+)", str(answer.headers.get("Set-Cookie")))
        self.csrf = cookie[1] if cookie else self.csrf
        return content

    def token_of(self, path: str) -> str:
        found = _TOKEN.search(self.ask(path).decode())
        assert found is not None
        return found[1]

    def send(self, path: str, form: dict[str, Any]) -> tuple[int, str, str]:
        """With files, at once."""
        token = self.token_of(path)
        content = encode_multipart(BOUNDARY, {"csrfmiddlewaretoken": token, **form})
        headers = {**self.headers(), "Content-Type": MULTIPART_CONTENT}
        with closing(http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)) as line:
            line.request("POST", f"/tenders/{self.ref}/{path}", content, headers)
            answer = line.getresponse()
            return answer.status, str(answer.headers.get("Location")), answer.read().decode(errors="replace")


@dataclass
class Sealing:
    """One press of the button that seals: its head at one moment and its body at another."""

    browser: Browser
    head_at: float
    body_at: float
    sent: float = 0.0
    answered: float = 0.0
    status: int = 0
    receipt: str = ""

    def run(self, token: str) -> None:
        body = urlencode({"csrfmiddlewaretoken": token, "once": ""}).encode()
        with closing(http.client.HTTPConnection("127.0.0.1", self.browser.site.port, timeout=60)) as line:
            line.connect()
            time.sleep(max(0, self.head_at - time.time()))
            line.putrequest("POST", f"/tenders/{self.browser.ref}/bid/check/")
            for name, value in self.browser.headers().items():
                line.putheader(name, value)
            line.putheader("Content-Type", "application/x-www-form-urlencoded")
            line.putheader("Content-Length", str(len(body)))
            self.sent = time.time()
            line.endheaders()
            time.sleep(max(0, self.body_at - time.time()))
            line.send(body)
            answer = line.getresponse()
            answer.read()
            self.status, self.receipt = answer.status, str(answer.headers.get("Location"))
            self.answered = time.time()


class Upload:
    """A file as Django's encoder of forms takes one."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self._content = name, content

    def read(self) -> bytes:
        return self._content


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Installation]:
    with an_installation(tmp_path / "data") as made:
        made.run("django", "migrate", "--verbosity", "0")
        made.run("django", "collectstatic", "--no-input", "--verbosity", "0")
        yield made


def test_bids_of_the_last_second_and_what_is_sealed_in_them(
    installation: Installation, tmp_path: Path
) -> None:
    """Twenty in the last second, one whose body comes after it, one whose first byte does. A workbook and a PDF go before."""
    site = Site(installation, tmp_path / "log")
    try:
        site.wait_until_ready()
        told = json.loads(
            installation.python(f"from tests.soak.prepare_bids import main; main({BIDDERS})").splitlines()[-1]
        )
        browsers = [Browser(site, told["ref"], each["session"], each["code"]) for each in told["bidders"]]
        needles = with_canaries(browsers[0], told)
        tokens = [browser.token_of("bid/check/") for browser in browsers]
        closes = float(
            installation.python(
                f"from tests.soak.prepare_bids import close; close('{told['ref']}', {SECONDS})"
            ).splitlines()[-1]
        )
        moments = (closes - 0.95 + 0.035 * number for number in range(20))
        pressed = [
            Sealing(browser, moment, moment) for browser, moment in zip(browsers[:20], moments, strict=True)
        ]
        slow = Sealing(browsers[20], closes - 0.4, closes + 1.0)
        late = Sealing(browsers[21], closes + 1.0, closes + 1.0)
        everyone = [*pressed, slow, late]
        assert time.time() < closes - 1, "this machine was too slow to be ready for the last second"
        threads = [
            threading.Thread(target=each.run, args=(token,), daemon=True)
            for each, token in zip(everyone, tokens, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        check_receipts(installation, everyone, late, closes)
        installation.run("backup", str(tmp_path / "backup.zip"))
    finally:
        site.end()
    check_nobody_finds(installation, tmp_path, needles)


def with_canaries(browser: Browser, told: dict[str, Any]) -> dict[str, bytes]:
    """A workbook and a PDF with words that stand nowhere else, uploaded; and what to look for afterwards."""
    asks = {f"quantity_{ref}": 0 for ref in told["asks"].values()}
    words = {f"answer_{told['quality']}": CANARY, "price": 412_345_678.25}
    book = filled(browser.ask("workbook/"), {**asks, **words})
    pdf = a_pdf(catalog={"/Canary": TextStringObject(CANARY)})
    assert CANARY.encode() in pdf
    status, onward, page = browser.send(
        "bid/workbook/", {"workbook": Upload("bid.xlsx", book), "next": "check"}
    )
    assert (status, onward) == (302, f"/tenders/{told['ref']}/bid/check/"), page[-3000:]
    status, _, page = browser.send("bid/files/", {"file": Upload(f"{CANARY}.pdf", pdf), "belongs_to": ""})
    assert status == http.client.FOUND, page[-3000:]
    # Of what is compressed, stretches of it as it was sent.
    return {
        "words": CANARY.encode(),
        "words in UTF-16": CANARY.encode("utf-16-le"),
        "price": b"412345678",
        "workbook": book[len(book) // 2 : len(book) // 2 + 40],
        "pdf": pdf[len(pdf) // 2 : len(pdf) // 2 + 40],
        "code": browser.code.encode(),
    }


def check_receipts(installation: Installation, everyone: list[Sealing], late: Sealing, closes: float) -> None:
    """Each was told when it came, between when its head was sent and when it was answered; and that decided."""
    rows = installation.ask("SELECT ref, state, received_at, blob_sha256 FROM integrate_bid")
    stored = {str(ref): (str(state), str(received), str(sha256)) for ref, state, received, sha256 in rows}
    for each in everyone:
        assert each.status == http.client.FOUND
        found = re.search(r"/bid/(\w+)/receipt/", each.receipt)
        assert found is not None
        state, received, sha256 = stored[found[1]]
        page = each.browser.ask(f"bid/{found[1]}/receipt.txt").decode()
        assert sha256 in page
        came = _moment(received)
        assert each.sent - 0.05 <= came <= each.answered
        assert state == ("late" if each is late else "sealed"), (came - closes, each.sent - closes)
        assert (came > closes) is (each is late)
        assert ("No: it is recorded as late" in page) is (each is late)


def _moment(stored: str) -> float:
    read = datetime.fromisoformat(stored)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()


def check_nobody_finds(installation: Installation, tmp_path: Path, needles: dict[str, bytes]) -> None:
    """Not in the data directory with its database, nor in what the server said, nor in a backup, taken apart."""
    places = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"log", "backup.zip"} <= {path.name for path in places}
    assert [path for path in places if "files" in path.parts], "the file of the bid lies in the store"
    looked_at = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in places}
    with zipfile.ZipFile(tmp_path / "backup.zip") as packed:
        looked_at |= {f"backup: {name}": packed.read(name) for name in packed.namelist()}
    if installation.database_url:
        looked_at["dump"] = json.dumps(
            [str(row) for row in installation.ask("SELECT table_name FROM information_schema.tables")]
        ).encode()
        for (table,) in installation.ask(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ):
            looked_at[f"table {table}"] = repr(
                installation.ask(f"SELECT * FROM {table}")  # noqa: S608  (of its own list)
            ).encode()
    # The search finds what is there.
    assert any(b"Repairs to homes" in content for content in looked_at.values())
    found = [
        (what, where)
        for what, needle in needles.items()
        for where, content in looked_at.items()
        if needle in content or needle.hex().encode() in content
    ]
    assert found == []
