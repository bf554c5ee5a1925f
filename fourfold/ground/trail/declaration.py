"""Who changes what now, and why: declared by the action, read by the database's triggers."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.trail.transaction import a_transaction, tell

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Declaration:
    person: int | None
    organisation: int | None
    request: str
    reason: str


_declaration: ContextVar[Declaration | None] = ContextVar("declaration", default=None)
_request: ContextVar[str] = ContextVar("request", default="")


def declaration() -> Declaration | None:
    return _declaration.get()


@contextmanager
def within_request(request_id: str) -> Iterator[None]:
    token = _request.set(request_id)
    try:
        yield
    finally:
        _request.reset(token)


@contextmanager
def declared(*, person: int | None, organisation: int | None, reason: str) -> Iterator[None]:
    """Within, rows may be written; each leaves a trail with this person, organisation and reason.

    A job or command acts as no person (None), but never without a reason. On PostgreSQL this is one transaction.
    """
    if not reason.strip():
        message = "A change needs a reason: say in a few words what is being done."
        raise ValueError(message)
    new = Declaration(person, organisation, _request.get(), reason[:300])
    before = _declaration.get()
    with a_transaction():
        token = _declaration.set(new)
        tell(_settings(new))
        try:
            yield
        finally:
            _declaration.reset(token)
            tell(_settings(before))


def _settings(what: Declaration | None) -> dict[str, str]:
    """What PostgreSQL's triggers read; those of the embedded database call `declaration()` through a function."""
    return {
        "fourfold.person": "" if what is None or what.person is None else str(what.person),
        "fourfold.organisation": "" if what is None or what.organisation is None else str(what.organisation),
        "fourfold.request": "" if what is None else what.request,
        "fourfold.reason": "" if what is None else what.reason,
    }
