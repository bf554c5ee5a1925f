"""Mail to somebody about how they sign in, so that what another did in their name does not go unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.mail import kinds
from fourfold.ground.mail.actions import post
from fourfold.ground.mail.letter import Letter
from fourfold.ground.people import notices

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.tables import Person

CHANGED = "ground.sign_in_changed"


def connect() -> None:
    kinds.register(kinds.MailKind(CHANGED, say("changes to how you sign in"), essential=True))
    notices.register(CHANGED, tell)


def tell(*, person: Person, what: str, at: datetime) -> None:
    """Within the declared change. `what` is a whole sentence."""
    letter = Letter(
        subject=say("How you sign in to Fourfold has changed"),
        paragraphs=(
            what,
            say("If you did not expect this, tell an administrator of your organisation at once."),
        ),
        todo=(say("Look at your account"), "/account/"),
    )
    post(kind=CHANGED, letter=letter, to=person, owner=None, at=at)
