"""Where mail goes is said in one address, and a wrong one is refused with what to set."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fourfold.ground.mail.route import BadRoute, Route, domain_of, route_from, sender_from

FOLDER = Path("/data/mail")


@pytest.mark.parametrize(
    ("address", "route"),
    [
        ("", Route("file", folder=FOLDER)),
        ("console:", Route("console")),
        ("file:///srv/mail%20out", Route("file", folder=Path("/srv/mail out"))),
        ("smtp://mail.example.org", Route("smtp", host="mail.example.org", port=587)),
        (
            "smtp://me%40example.org:a%3Ab@mail.example.org:2525",
            Route("smtp", host="mail.example.org", port=2525, user="me@example.org", password="a:b"),
        ),
        ("smtps://mail.example.org", Route("smtp", host="mail.example.org", port=465, encryption="tls")),
        ("smtp://127.0.0.1:25?tls=no", Route("smtp", host="127.0.0.1", port=25, encryption="none")),
        ("smtp://localhost/?tls=no", Route("smtp", host="localhost", port=587, encryption="none")),
        ("smtp://[::1]?tls=no", Route("smtp", host="::1", port=587, encryption="none")),
    ],
)
def test_an_address_names_a_route(address: str, route: Route) -> None:
    assert route_from(address, folder=FOLDER) == route


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mail.example.org", "names no host"),
        ("http://mail.example.org", "'http'"),
        ("smtp://", "names no host"),
        ("smtp://host:99999", "cannot be read"),
        ("smtp://[::1", "cannot be read"),
        ("smtp://mail.example.org?tls=no", "very machine"),
        ("smtps://localhost?tls=no", "very machine"),
        ("smtp://host?starttls=yes", "only .tls=no"),
        ("smtp://host/inbox", "only .tls=no"),
        ("smtp://me@host", "or neither"),
        ("file:", "names no host"),
        ("file://host/folder", "names no host"),
        ("console://x", "names no host"),
    ],
)
def test_what_makes_no_sense_is_refused(address: str, said: str) -> None:
    with pytest.raises(BadRoute, match=said):
        route_from(address, folder=FOLDER)


def test_neither_a_refusal_nor_a_route_shows_the_password() -> None:
    with pytest.raises(BadRoute) as refused:
        route_from("smtp://me:hunter2@mail.example.org:25?tls=no", folder=FOLDER)

    assert "hunter2" not in str(refused.value)
    assert "hunter2" not in repr(route_from("smtp://me:hunter2@mail.example.org", folder=FOLDER))


@pytest.mark.parametrize("sender", ["a@example.org", "Fourfold <a@example.org>", "“Tŷ” <a@example.org>"])
def test_a_sender_is_an_address_with_or_without_a_name(sender: str) -> None:
    assert sender_from(sender, route=Route("smtp")) == sender
    assert domain_of(sender) == "example.org"


@pytest.mark.parametrize("sender", ["", "Fourfold", "@example.org", "a@", "a@b\nBcc: c@d"])
def test_over_a_mail_server_nothing_is_sent_without_a_sender(sender: str) -> None:
    with pytest.raises(BadRoute):
        sender_from(sender, route=Route("smtp"))


def test_where_nothing_leaves_the_machine_no_sender_is_needed() -> None:
    assert domain_of(sender_from("", route=Route("file"))) == "localhost"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("FOURFOLD_MAIL", "smtp://me:hunter2@"),
        ("FOURFOLD_MAIL_FROM", "nobody"),
        ("FOURFOLD_HEADS_ADDRESS", "a@b, c@d"),
    ],
)
def test_an_installation_that_is_set_wrong_says_so_when_it_starts(
    variable: str, value: str, tmp_path: Path
) -> None:
    environment = {**os.environ, "FOURFOLD_DATA_DIR": str(tmp_path), "DATABASE_URL": "", variable: value}
    done = subprocess.run(
        [sys.executable, "-c", "import fourfold.config.settings"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode != 0
    assert variable in done.stderr.splitlines()[-1]
    assert "hunter2" not in done.stderr
