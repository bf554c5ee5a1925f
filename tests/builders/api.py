"""A program that asks the API, with a token of somebody's."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people import request_counts
from fourfold.ground.people.actions import tokens
from fourfold.ground.people.token_table import Scope

if TYPE_CHECKING:
    import pytest

    from fourfold.ground.people.actor import Actor
    from tests.builders.promises import Promise


def a_token(by: Actor, *scopes: str) -> str:
    """The secret of a token with these scopes (all of them, where none is named), good today."""
    today = timezone.localdate()
    with as_tenant(by.organisation_id):
        made = tokens.make(by=by, name="For a test", scopes=scopes or Scope.values, last_day=today, on=today)
    return made.secret


@dataclass
class Program:
    """Without a token, or with one. Answers are Django's; `json` of a test client's answer reads the body."""

    token: str = ""
    client: Client = field(default_factory=Client)

    def get(self, path: str, **more: Any) -> Any:
        return self.send("get", path, **more)

    def post(self, path: str, given: Any = None, **more: Any) -> Any:
        return self.send("post", path, given, **more)

    def put(self, path: str, given: Any = None, **more: Any) -> Any:
        return self.send("put", path, given, **more)

    def delete(self, path: str, **more: Any) -> Any:
        return self.send("delete", path, **more)

    def send(
        self, method: str, path: str, given: Any = None, *, headers: dict[str, str] | None = None
    ) -> Any:
        """`path` begins after /api/v1. `given` is sent as JSON, or as it is where it is bytes."""
        body = given if isinstance(given, bytes) else b"" if given is None else json.dumps(given).encode()
        sent = {**({"Authorization": f"Bearer {self.token}"} if self.token else {}), **(headers or {})}
        kind = "application/octet-stream" if given is None else "application/json"
        return self.client.generic(method.upper(), f"/api/v1{path}", body, kind, headers=sent)

    def upload(self, path: str, file: Any, *, headers: dict[str, str] | None = None, **fields: str) -> Any:
        sent = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        return self.client.post(f"/api/v1{path}", {"file": file, **fields}, headers=sent)


def a_program(by: Actor, *scopes: str) -> Program:
    return Program(a_token(by, *scopes))


def etag(program: Program, path: str) -> dict[str, str]:
    """The header with which to change what stands at `path` now."""
    return {"If-Match": program.get(path)["ETag"]}


def an_upload(program: Program, words: bytes = b"Register of attendance, names withheld.") -> str:
    """The reference of a file of evidence."""
    answer = program.upload("/files", SimpleUploadedFile("register.txt", words), about="Attendance")
    assert answer.status_code == 201, answer.content
    return str(answer.json()["ref"])


def a_report(promise: Promise, *evidence: str, **changed: Any) -> dict[str, Any]:
    """Of a delivery for the promise, as a program sends it."""
    return {
        "quantity": "10",
        "starts_on": "2026-10-01",
        "ends_on": "2026-10-31",
        "words": "Ten apprentices started.",
        "evidence": list(evidence),
        "recipient": promise.recipient.ref,
        **changed,
    }


def in_one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test that counts queries: the first request takes room for thirty, and in each minute anew."""
    request_counts.forget()
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
