"""What browser and authenticator are asked, and what they answer (Web Authentication, level 3), checked by `fido2`.

A passkey is always one that its authenticator finds by itself and for which it has verified its user: so it is two factors at
once, and signs in alone.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from fido2.cose import ES256, RS256, EdDSA
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_OF_AN_ANSWER: Final = 20_000
# Those that phones, computers and security keys have in common; the first that an authenticator can do is taken.
_ALGORITHMS: Final = (ES256.ALGORITHM, EdDSA.ALGORITHM, RS256.ALGORITHM)
_COSE_ALGORITHM: Final = 3
_MOST_OF_AN_ID: Final = 1_023  # the standard's own limit, in bytes
# Whatever an answer holds instead of what it should, the library meets it with one of these.
_STRANGE: Final = (
    ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError, OverflowError, RecursionError, struct.error,
    NotImplementedError,
)  # fmt: skip


class NotAPasskey(Exception):
    """The answer is no answer, or one to another question."""


@dataclass(frozen=True, slots=True)
class Site:
    """`origin` is where the browser must say that it is: https://value.example.org."""

    origin: str

    @classmethod
    def at(cls, address: str) -> Site:
        """The one that people find at `address`, whatever path that has."""
        parts = urlsplit(address)
        usual = {"http": 80, "https": 443}.get(parts.scheme)
        port = "" if parts.port in {None, usual} else f":{parts.port}"
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        return cls(f"{parts.scheme}://{host}{port}")

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""

    @property
    def has_a_name(self) -> bool:
        """Passkeys belong to a name; browsers make none for a bare number."""
        try:
            ip_address(self.host)
        except ValueError:
            return True
        return False


@dataclass(frozen=True, slots=True)
class Made:
    """`public` holds the public key and what it is for, as the library writes it."""

    credential_id: str
    public: str
    sign_count: int


@dataclass(frozen=True, slots=True)
class Shown:
    credential_id: str
    sign_count: int
    person_ref: str


def to_make(
    site: Site, *, person_ref: str, email: str, name: str, known: Sequence[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the browser is asked so that it makes one, as JSON; and what to remember until it answers."""
    options, state = _server(site).register_begin(
        PublicKeyCredentialUserEntity(id=person_ref.encode(), name=email, display_name=name),
        credentials=[
            PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=websafe_decode(each))
            for each in known
        ],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return json.loads(json.dumps(dict(options.public_key))), json.loads(json.dumps(state))


def made(site: Site, state: dict[str, Any], answer: str) -> Made:
    """Raises NotAPasskey."""
    said = _read(answer)
    try:
        data = _server(site).register_complete(state, said).credential_data
        client = RegistrationResponse.from_dict(said).response
    except _STRANGE:
        raise NotAPasskey from None
    if data is None or client.client_data.cross_origin or len(data.credential_id) > _MOST_OF_AN_ID:
        raise NotAPasskey
    if data.public_key.get(_COSE_ALGORITHM) not in _ALGORITHMS:
        raise NotAPasskey
    return Made(
        credential_id=websafe_encode(data.credential_id),
        public=websafe_encode(bytes(data)),
        sign_count=client.attestation_object.auth_data.counter,
    )


def to_show(site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the browser is asked so that it shows one: any of this site's that it has."""
    options, state = _server(site).authenticate_begin(user_verification=UserVerificationRequirement.REQUIRED)
    return json.loads(json.dumps(dict(options.public_key))), json.loads(json.dumps(state))


def named_in(answer: str) -> str:
    """Which passkey an answer says it comes from, before anything of it is believed. Raises NotAPasskey."""
    named = _read(answer).get("rawId")
    if not isinstance(named, str) or not named.isascii():
        raise NotAPasskey
    return named.rstrip("=")


def shown(site: Site, state: dict[str, Any], answer: str, *, public: str) -> Shown:
    """Of the passkey whose `public` that is. Raises NotAPasskey."""
    said = _read(answer)
    try:
        known = AttestedCredentialData(websafe_decode(public))
        _server(site).authenticate_complete(state, [known], said)
        response = AuthenticationResponse.from_dict(said).response
        handle = response.user_handle
        owner = handle.decode() if handle else ""
    except _STRANGE:
        raise NotAPasskey from None
    except Exception as problem:  # cryptography's own, for a key or signature that is none
        raise NotAPasskey from problem
    if response.client_data.cross_origin:
        raise NotAPasskey
    return Shown(websafe_encode(known.credential_id), response.authenticator_data.counter, owner)


def _server(site: Site) -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(id=site.host, name="Fourfold")
    server = Fido2Server(
        entity,
        # Which make of authenticator it is would tell us more about somebody than signing in needs.
        attestation=AttestationConveyancePreference.NONE,
        verify_origin=lambda origin: origin == site.origin,
    )
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=each)
        for each in _ALGORITHMS
    ]
    return server


def _read(answer: str) -> dict[str, Any]:
    """The answer as the page's script writes it. Anything at all may be sent instead."""
    if len(answer) > MOST_OF_AN_ANSWER:
        raise NotAPasskey
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):
        raise NotAPasskey from None
    if not isinstance(said, dict):
        raise NotAPasskey
    return said
