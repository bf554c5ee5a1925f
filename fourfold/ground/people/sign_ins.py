"""Where somebody is signed in now, and when each of these browsers was last seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib.sessions.models import Session

from fourfold.ground.kernel.said import say
from fourfold.ground.people.tables import SignIn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.sessions.backends.base import SessionBase
    from django.db.models import QuerySet

    from fourfold.ground.people.tables import Person

# Written down no oftener, so that reading pages does not write to the database.
SEEN_EVERY: Final = timedelta(minutes=5)
_SEEN: Final = "seen_at"
_BEGAN: Final = "began_at"


@dataclass(frozen=True, slots=True)
class OpenSignIn:
    """`seen_at` is right to five minutes. `how` is empty where it was not written down."""

    ref: str
    device: str
    how: str
    began_at: datetime
    seen_at: datetime
    is_this: bool


def start_seen(session: SessionBase, *, at: datetime) -> None:
    session[_SEEN] = session[_BEGAN] = at.isoformat()


def is_over(session: SessionBase, *, at: datetime) -> bool:
    """Whether somebody signed in so long ago that they are asked for their password again, however busy they were."""
    began = session.get(_BEGAN)
    return began is not None and datetime.fromisoformat(began) + _at_most() <= at


def note_seen(session: SessionBase, *, at: datetime) -> None:
    """Only for a session that `start_seen` began. Writing it down also sets the half hour going afresh in which one must
    do something to stay signed in: it ends after 25 to 30 minutes.
    """
    before = session.get(_SEEN)
    if before is not None and datetime.fromisoformat(before) + SEEN_EVERY <= at:
        session[_SEEN] = at.isoformat()


def _at_most() -> timedelta:
    return timedelta(hours=settings.SIGNED_IN_AT_MOST_HOURS)


def sign_ins_of(*, person: Person, at: datetime) -> QuerySet[SignIn]:
    """Those whose session can still be used, latest first."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    return SignIn.objects.filter(person=person, ended_at=None, session_key__in=alive).order_by(
        "-began_at", "-pk"
    )


def told(rows: Sequence[SignIn], *, this: str) -> list[OpenSignIn]:
    """What a page shows of them; `this` is the key of the session that asks. One query."""
    sessions = Session.objects.in_bulk([row.session_key for row in rows])
    return [_told(row, sessions.get(row.session_key or ""), this) for row in rows]


def _told(row: SignIn, session: Session | None, this: str) -> OpenSignIn:
    content: dict[str, Any] = session.get_decoded() if session else {}
    seen = content.get(_SEEN)
    return OpenSignIn(
        ref=row.ref,
        device=row.device,
        how=_how(row),
        began_at=row.began_at,
        seen_at=datetime.fromisoformat(seen) if seen else row.began_at,
        is_this=row.session_key == this,
    )


def _how(row: SignIn) -> str:
    first, second = row.get_came_by_display(), row.get_and_by_display()
    return say("{first}, then {second}", first=first, second=second) if second else str(first)
