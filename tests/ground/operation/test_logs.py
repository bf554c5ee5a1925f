"""A log line tells what happened and nothing of whom it happened to."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest
from django.test import Client

from fourfold.ground.operation.logs import JsonLines, pseudonym
from tests.builders.ground import PASSWORD, a_person, an_actor

ADDRESS = "someone@example.org"


def line(record: logging.LogRecord) -> dict[str, Any]:
    text = JsonLines().format(record)
    assert "\n" not in text
    read: dict[str, Any] = json.loads(text)
    return read


def a_record(name: str, words: str, *args: object, **extra: object) -> logging.LogRecord:
    record = logging.getLogger(name).makeRecord(
        name, logging.ERROR, "/srv/package.py", 12, words, args, None, "f", extra
    )
    assert isinstance(record, logging.LogRecord)
    return record


def test_our_own_words_are_kept_and_only_known_fields() -> None:
    read = line(a_record("fourfold.request", "answered", status=200, ms=1.5, email=ADDRESS))

    assert read["says"] == "answered"
    assert (read["status"], read["ms"]) == (200, 1.5)
    assert "email" not in read


def test_of_others_only_the_template_is_kept() -> None:
    with_arguments = line(a_record("django.request", "Not Found: %s", f"/people/{ADDRESS}/"))
    whole = line(a_record("django.security.DisallowedHost", f"Invalid host: {ADDRESS}"))

    assert with_arguments["says"] == "Not Found: %s"
    assert whole["says"] == "(left out: it may name someone)"
    assert ADDRESS not in json.dumps([with_arguments, whole])


def test_of_an_error_the_kinds_and_the_way_are_kept() -> None:
    def inner() -> None:
        message = f"Key (email)=({ADDRESS}) already exists."
        raise ValueError(message)

    record = a_record("django.request", "Internal Server Error: %s", "/x/")
    try:
        try:
            inner()
        except ValueError as cause:
            raise RuntimeError(ADDRESS) from cause
    except RuntimeError:
        record.exc_info = sys.exc_info()

    read = line(record)

    assert read["error"] == ["RuntimeError", "ValueError"]
    assert any("test_logs.py" in place for place in read["through"])
    assert ADDRESS not in json.dumps(read)


def test_a_pseudonym_stands_for_one_organisation_and_tells_nothing() -> None:
    assert pseudonym(7) == pseudonym(7)
    assert pseudonym(7) != pseudonym(8)
    assert len(pseudonym(7)) == 12


@pytest.mark.django_db
def test_a_request_is_one_line_without_what_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    person = a_person(email=ADDRESS, password=PASSWORD)
    actor = an_actor(person=person)
    client = Client(headers={"X-Forwarded-For": "203.0.113.7"}, REMOTE_ADDR="203.0.113.9")
    with caplog.at_level(logging.INFO, logger="fourfold.request"):
        client.post("/sign-in/", {"email": ADDRESS, "password": PASSWORD})
        client.get(f"/organisations/?q={ADDRESS}")

    lines = [line(record) for record in caplog.records if record.name == "fourfold.request"]

    assert [(read["route"], read["method"], read["status"]) for read in lines] == [
        ("sign_in", "POST", 302), ("organisations", "GET", 200),
    ]  # fmt: skip
    assert lines[1]["organisation"] == pseudonym(actor.organisation_id)
    assert all(len(read["request"]) == 32 and read["ms"] >= 0 for read in lines)
    kept = json.dumps(lines)
    assert not any(secret in kept for secret in (ADDRESS, "203.0.113", PASSWORD, person.name))
