"""A sign-in at a provider that was begun: kept in the session of the browser that began it, for ten minutes and one return."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils.crypto import constant_time_compare

from fourfold.ground.identity import sealed
from fourfold.ground.identity.openid.protocol import Asked
from fourfold.ground.web.typed import Typed, from_text

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fourfold.ground.identity.tables import IdentityProvider

PATIENCE: Final = timedelta(minutes=10)
_BEGUN: Final = "at_provider"
_TYPED: Final = "typed_before_provider"
# A whole form with long texts; more than that is typed again.
_MOST_TYPED: Final = 200_000


@dataclass(frozen=True, slots=True)
class Begun:
    provider: str
    organisation: int
    asked: Asked
    back: str
    onward: str


def begin(request: HttpRequest, provider: IdentityProvider, *, back: str, onward: str, at: datetime) -> Begun:
    begun = Begun(provider.ref, provider.organisation_id, Asked(), back, onward)
    request.session[_BEGUN] = {**asdict(begun), "at": at.isoformat()}
    return begun


def returned(request: HttpRequest, *, state: str, at: datetime) -> Begun | None:
    """What was begun here with that `state`; it is used up. None for any other, and after ten minutes."""
    kept: dict[str, Any] = request.session.get(_BEGUN) or {}
    if not kept or not constant_time_compare(kept["asked"]["state"], state):
        return None
    del request.session[_BEGUN]
    if datetime.fromisoformat(kept.pop("at")) + PATIENCE < at:
        return None
    return Begun(**{**kept, "asked": Asked(**kept["asked"])})


def keep_typed(request: HttpRequest, typed: Typed | None) -> None:
    """The way to the provider and back carries no form. So what was typed waits in the session, encrypted, for the return."""
    text = typed.as_text() if typed else ""
    if text and len(text) <= _MOST_TYPED:
        request.session[_TYPED] = sealed.seal(text, belongs_to=_TYPED)


def typed_kept(request: HttpRequest) -> Typed | None:
    kept = request.session.pop(_TYPED, "")
    try:
        return from_text(sealed.unseal(kept, belongs_to=_TYPED), request)
    except sealed.Unreadable:
        return None
