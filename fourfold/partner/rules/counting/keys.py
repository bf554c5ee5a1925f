"""Keys that say only whether two claims are of the same person, pound or hour, and to nobody who it was.

A key is HMAC-SHA256 over a typed identifier, under a secret of one purpose. Without the secret neither can a key be made nor a
guess be tried. It stays personal data: the holder of the salt is named, and a key lives no longer than what it counts.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.kernel.said import say, say_joined
from fourfold.partner.rules.counting.identifiers import EventBy, PersonBy, normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FEWEST_BYTES: Final = 32
_FORM: Final = "fourfold key 1"
_KEY: Final = re.compile(r"(?P<what>person|event):(?P<salt>[a-z0-9]{1,20}):(?P<digest>[0-9a-f]{64})")
_SALT_NAME: Final = re.compile(r"[a-z0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Salt:
    """One secret for one purpose. `name` stands in every key, so that keys of two salts are never compared unseen.

    Raises NotUnderstood for a secret that could be guessed, a name that does not fit a key, and a holder or purpose left out.
    """

    name: str
    purpose: str
    holder: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) < FEWEST_BYTES:
            raise NotUnderstood(
                say("The secret of a salt has at least {fewest} random bytes", fewest=FEWEST_BYTES)
            )
        if _SALT_NAME.fullmatch(self.name) is None:
            raise NotUnderstood(say("The name of a salt is up to 20 small letters and digits, as 2026a"))
        if not self.purpose.strip() or not self.holder.strip():
            raise NotUnderstood(say("A salt says what it is for and who holds it"))


def person_key(by: PersonBy, parts: Mapping[str, str], *, salt: Salt | None) -> str:
    """As "person:2026a:…". Raises NotUnderstood, also without a salt; the error repeats nothing of the person."""
    if salt is None:
        raise NotUnderstood(
            say(
                "A person key without its salt could be guessed by trying names and numbers. "
                "Ask the holder of the salt to make the keys"
            )
        )
    return _key("person", by, parts, salt)


def event_key(by: EventBy, parts: Mapping[str, str], *, salt: Salt | None) -> str:
    """As "event:2026a:…", of an invoice, a payment or an activity. Raises NotUnderstood as `person_key`."""
    if salt is None:
        raise NotUnderstood(
            say("An event key is made with a salt, as a person key is. Ask the holder of the salt")
        )
    return _key("event", by, parts, salt)


def rotated(by: PersonBy, parts: Mapping[str, str], *, salts: Sequence[Salt]) -> tuple[str, ...]:
    """The keys of one person under the old salt and the new, for the time of a change: they tie the two years together.

    Raises NotUnderstood where the salts are of different purposes, or one name is used twice.
    """
    if len({salt.purpose for salt in salts}) > 1:
        raise NotUnderstood(say("Keys of different purposes are never tied together"))
    if len({salt.name for salt in salts}) < len(salts):
        raise NotUnderstood(say("A new salt has a new name"))
    return tuple(person_key(by, parts, salt=salt) for salt in salts)


def check_key(text: str, what: str) -> None:
    """Raises NotUnderstood unless `text` is a key of `what`, "person" or "event". Never repeats it: it may be a name."""
    found = _KEY.fullmatch(text)
    if found is not None and found["what"] == what:
        return
    if found is not None:
        raise NotUnderstood(say("This is a key of another kind: write it in the column of its kind"))
    if re.fullmatch(r"(?:(?:person|event):+)?[0-9a-f]{32,128}", text):
        raise NotUnderstood(
            say(
                "This is a {what} key without its salt: nobody can say which other keys it may be compared with. "
                "Make it anew, as {what}:2026a: and 64 digits",
                what=what,
            )
        )
    raise NotUnderstood(
        say(
            "This is not a key, and may be somebody's name or number, which does not belong here. "
            "Let the holder of the salt make a key of it, as {what}:2026a: and 64 digits",
            what=what,
        )
    )


def salt_of(key: str) -> str:
    """The name of the salt that a key was made with."""
    return key.split(":", 2)[1]


def check_comparable(keys: Iterable[str]) -> None:
    """Raises NotUnderstood where keys are of more than one salt: the same person would look like two."""
    salts = sorted({salt_of(key) for key in keys})
    if len(salts) > 1:
        raise NotUnderstood(
            say(
                "These keys are of the salts {salts}, and the same person has another key under each. "
                "Give all under one salt, or say which keys are the same",
                salts=say_joined(salts),
            )
        )


def _key(what: str, by: PersonBy | EventBy, parts: Mapping[str, str], salt: Salt) -> str:
    # Each part with its length, so that no two lists of parts run into the same text.
    said = [_FORM, what, str(by), *normalised(by, parts)]
    message = b"".join(f"{len(part.encode())}:{part}".encode() for part in said)
    of_purpose = hmac.digest(salt.secret, f"{_FORM} for {salt.purpose}".encode(), sha256)
    return f"{what}:{salt.name}:{hmac.new(of_purpose, message, sha256).hexdigest()}"
