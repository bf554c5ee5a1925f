from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fourfold.ground.mail import kinds
from fourfold.ground.mail.kinds import MailKind, register
from fourfold.ground.mail.route import Route
from tests.ground.mail.server import a_mail_server
from tests.ground.mail.written import NEEDED, OPTIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django.fixtures import Settings

    from tests.ground.mail.server import Got


@pytest.fixture(autouse=True)
def _kinds_to_test_with(monkeypatch: pytest.MonkeyPatch) -> None:
    # For the length of a test: what is registered for good stands on the page where people choose.
    monkeypatch.setattr(kinds, "_kinds", {**kinds._kinds})
    register(MailKind(OPTIONAL, "mails of a test"))
    register(MailKind(NEEDED, "mails that a test cannot do without", essential=True))


@pytest.fixture
def server(settings: Settings) -> Iterator[Got]:
    with a_mail_server() as (got, port):
        settings.MAIL_ROUTE = Route("smtp", host="127.0.0.1", port=port, encryption="none")
        settings.MAIL_FROM = "Fourfold <fourfold@example.org>"
        yield got
