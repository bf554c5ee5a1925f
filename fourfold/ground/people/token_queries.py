"""Whose token it is, what it is for, and which tokens a person has."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.people.queries import memberships_in_force, standing_of
from fourfold.ground.people.token_table import AccessToken, Scope

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from fourfold.ground.people.actor import Actor

# The words at its beginning are what scanners for leaked secrets look for; the last eight signs are a CRC-32 of the rest.
BEGINNING: Final = "fourfold_pat_"
WRITTEN: Final = re.compile(r"fourfold_pat_[0-9A-Za-z]{43}[0-9a-f]{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who acts by a token, and within which scopes."""

    actor: Actor
    scopes: frozenset[str]
    token: int
    last_day: date


def bearer_of(*, secret: str, on: date) -> Bearer | None:
    """Who acts by the token `secret` on that day; None where it is no good, for whatever reason. At most four queries.

    It is no good once it was revoked or its last day is over, and once its person left: of the roles that they hold in
    the organisation that day, one must have been held when the token was made. Coming back later does not revive it.
    So does the end of an organisation that is followed: its programs are nobody's, and its successor's have their own.
    Where their role requires a second step, a token that was made without one is as little worth as such a session.
    """
    if WRITTEN.fullmatch(secret) is None or _check_sum(secret[:-8]) != secret[-8:]:
        return None
    token = (
        AccessToken.objects.filter(
            digest=digest_of(secret), revoked_at=None, made_on__lte=on, last_day__gte=on
        )
        .select_related("person", "organisation")
        .first()
    )
    if token is None:
        return None
    never_left = memberships_in_force(on=on).filter(
        person=token.person, organisation=token.organisation, from_day__lte=token.made_on
    )
    actor, _ = standing_of(person=token.person, wanted=token.organisation.ref, on=on)
    if actor is None or actor.organisation_id != token.organisation_id or not never_left.exists():
        return None
    if actor.ended_on is not None:
        return None
    if actor.needs_second_step and not token.second_step:
        return None
    return Bearer(actor, frozenset(token.scopes.split()), token.pk, token.last_day)


def tokens_of(*, person: int) -> QuerySet[AccessToken]:
    """Every token that the person ever made, the latest first."""
    return AccessToken.objects.filter(person_id=person).select_related("organisation").order_by("-pk")


def token_of(*, person: int, ref: str) -> AccessToken | None:
    return tokens_of(person=person).filter(ref=ref).first()


def works(token: AccessToken, on: date) -> bool:
    """Whether it is neither revoked nor past its last day. Whether its person may still act is asked at each use."""
    return token.revoked_at is None and token.last_day >= on


def scopes_in_words(token: AccessToken) -> list[str]:
    return [str(Scope(scope).label) for scope in token.scopes.split()]


def written(random: str) -> str:
    """The token whose random part is `random`, as its bearer sends it."""
    return BEGINNING + random + _check_sum(BEGINNING + random)


def digest_of(secret: str) -> str:
    """Plain SHA-256 is enough: the secret has 256 random bits, nothing that could be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _check_sum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"
