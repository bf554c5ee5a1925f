"""An authenticator in software: makes passkeys and signs with them as a security key would, or wrongly where a test says so."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

if TYPE_CHECKING:
    from collections.abc import Mapping

PRESENT, VERIFIED, HOLDS_A_KEY = 0x01, 0x04, 0x40


def _text(octets: bytes) -> str:
    return urlsafe_b64encode(octets).rstrip(b"=").decode()


def _octets(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _cbor(value: Any) -> bytes:
    """As much of RFC 8949 as an authenticator writes."""
    match value:
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case bytes():
            return _head(2, len(value)) + value
        case str():
            return _head(3, len(value.encode())) + value.encode()
        case dict():
            return _head(5, len(value)) + b"".join(_cbor(key) + _cbor(each) for key, each in value.items())
    raise TypeError(value)


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return bytes([major << 5 | number])
    size, octets = next(
        (size, octets) for size, octets in ((24, 1), (25, 2), (26, 4)) if number < 256**octets
    )
    return bytes([major << 5 | size]) + number.to_bytes(octets)


@dataclass
class Authenticator:
    """For one site. `counts` is off in those that synchronise: they always say nought."""

    origin: str
    host: str
    counts: bool = True
    count: int = 0
    user: bytes = b""
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def make(
        self,
        options: Mapping[str, Any],
        *,
        origin: str = "",
        host: str = "",
        flags: int = PRESENT | VERIFIED,
        algorithm: int = -7,
        kind: str = "webauthn.create",
        challenge: str = "",
        cross_origin: bool = False,
    ) -> str:
        """What the browser hands over for `options` of a page."""
        self.user = _octets(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: algorithm, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        held = bytes(16) + len(self.id).to_bytes(2) + self.id + _cbor(public)
        attested = self._data(host, flags | HOLDS_A_KEY) + held
        client = self._client(kind, challenge or options["challenge"], origin, cross_origin=cross_origin)
        return self._answer(
            {
                "clientDataJSON": _text(client),
                "attestationObject": _text(_cbor({"fmt": "none", "attStmt": {}, "authData": attested})),
            }
        )

    def show(
        self,
        options: Mapping[str, Any],
        *,
        origin: str = "",
        host: str = "",
        flags: int = PRESENT | VERIFIED,
        challenge: str = "",
        user: bytes | None = None,
        kind: str = "webauthn.get",
        cross_origin: bool = False,
        signed_by: ec.EllipticCurvePrivateKey | None = None,
    ) -> str:
        if self.counts:
            self.count += 1
        data = self._data(host, flags)
        client = self._client(kind, challenge or options["challenge"], origin, cross_origin=cross_origin)
        signature = (signed_by or self.key).sign(
            data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256())
        )
        return self._answer(
            {
                "clientDataJSON": _text(client),
                "authenticatorData": _text(data),
                "signature": _text(signature),
                "userHandle": _text(self.user if user is None else user),
            }
        )

    def _data(self, host: str, flags: int) -> bytes:
        return hashlib.sha256((host or self.host).encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind: str, challenge: str, origin: str, *, cross_origin: bool) -> bytes:
        said = {
            "type": kind,
            "challenge": challenge,
            "origin": origin or self.origin,
            "crossOrigin": cross_origin,
        }
        return json.dumps(said).encode()

    def _answer(self, response: dict[str, str]) -> str:
        named = _text(self.id)
        return json.dumps({"id": named, "rawId": named, "type": "public-key", "response": response})
