"""The impact assessment says what the settings and the record say, and leaves open what only people can judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fourfold.ground.kernel.keeping import Keeping
from fourfold.ground.people.tables import Role
from fourfold.ground.privacy.actions import holds, retention
from fourfold.ground.privacy.assessment import OPEN
from fourfold.ground.privacy.record import processing
from tests.builders.browsing import signed_in
from tests.builders.ground import TODAY, an_actor, an_organisation

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings

pytestmark = pytest.mark.django_db

PAGE, TEXT = "/data-protection/impact-assessment/", "/data-protection/impact-assessment.md"


@pytest.mark.parametrize("role", Role.values)
def test_who_reads_it(role: str) -> None:
    client = signed_in(an_actor(role=role))
    status = 200 if role in {Role.ADMINISTRATOR, Role.AUDITOR, Role.LEAD} else 403
    assert client.get(PAGE).status_code == status
    assert client.get(TEXT).status_code == status


def test_page_and_text_hold_the_whole_record_and_what_was_chosen() -> None:
    by = an_actor(role=Role.ADMINISTRATOR)
    retention.choose(
        by=by, line=processing()["roles"], kept=Keeping.parse("5 years"), reason="Schedule", seen=0, on=TODAY
    )
    holds.place(by=by, record="roles", person=None, reason="Claim", on=TODAY)
    client = signed_in(by)
    page, text = client.get(PAGE).content.decode(), client.get(TEXT).content.decode()
    for line in processing().values():
        assert f"Processing: {line.title}" in text
        assert line.title.split("'")[0] in page
    for told in ("5 years (proposed 7 years)", "Article 36", OPEN):
        assert told in page, told
        assert told in text, told
    assert "**Holds that stand**: 1" in text


def test_it_follows_the_settings(settings: Settings) -> None:
    client = signed_in(an_actor(role=Role.LEAD))
    settings.HEADS_ADDRESS = ""
    settings.MAIL_KEPT_DAYS = 41
    text = client.get(TEXT).content.decode()
    assert "**Heads of the trail are sent outside**: no" in text
    assert "41 days after it was sent" in text
    settings.HEADS_ADDRESS = "heads@elsewhere.example"
    assert "**Heads of the trail are sent outside**: yes" in client.get(TEXT).content.decode()


def test_the_name_of_an_organisation_writes_no_markup() -> None:
    by = an_actor(role=Role.LEAD, organisation=an_organisation("A [b](c) <script>\n# D"))
    client = signed_in(by)
    text = client.get(TEXT).content.decode()
    assert text.splitlines()[0] == r"# Data protection impact assessment: A \[b](c) \<script> # D"
    assert "<script>\n# D" not in client.get(PAGE).content.decode()
