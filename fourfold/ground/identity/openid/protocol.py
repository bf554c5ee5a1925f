"""OpenID Connect as a relying party speaks it: discovery, the way there with PKCE, the code, and who it was.

The signatures are joserfc's work. Every refusal is a `ProviderRefused` with one of `Why`, whatever bytes a provider sends.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote_plus, urlencode, urlsplit, urlunsplit

from django.db import models
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import JWKRegistry

from fourfold.ground.identity.openid import outgoing
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from joserfc.jwk import Key

# Signed with a private key, so that a client's secret alone makes no token; never "none".
ALGORITHMS: Final = (
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
)
_KINDS: Final = frozenset({"RSA", "EC", "OKP"})
SCOPE: Final = say("openid email profile")
_LEEWAY_S: Final = 60
# A token for this sign-in was made during it.
_OLDEST_S: Final = 15 * 60
_MOST_KEYS: Final = 50
_MOST_OF_A_SUBJECT: Final = 255


class Why(models.TextChoices):
    """Why a sign-in at a provider came to nothing, as the administrator's page words it."""

    STATE = (
        "state",
        say("It was not asked for from the browser it came back to, or longer than ten minutes ago"),
    )
    REFUSED = "refused", say("The provider said no")
    ISSUER = "issuer", say("The answer came from another provider")
    DOWN = "down", say("The provider could not be reached, or its answer not read")
    CODE = "code", say("The provider did not accept the code, or this installation’s id and secret")
    SIGNATURE = "signature", say("The token’s signature is not one of the provider’s keys")
    AUDIENCE = "audience", say("The token was made for somebody else")
    NONCE = "nonce", say("The token belongs to another sign-in")
    EXPIRED = "expired", say("The token had run out, or the two clocks differ")
    CLAIMS = "claims", say("The token does not hold what it must")
    EMAIL = "email", say("The provider has not verified the e-mail address")
    DOMAIN = "domain", say("The e-mail address is of a domain that is not claimed")
    STRANGER = "stranger", say("Nobody with this address has been given a role")
    ELSEWHERE = "elsewhere", say("The person also acts, or acted, for another organisation")
    TAKEN = "taken", say("The person has signed in there before, with another account of the provider")
    OFF = "off", say("Sign-in at the provider is switched off")


class ProviderRefused(Exception):
    def __init__(self, why: Why) -> None:
        super().__init__(why.label)
        self.why = why


@dataclass(frozen=True, slots=True)
class Provider:
    """What a provider says of itself (OpenID Connect Discovery 1.0, section 3), as far as it is used."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str
    secret_by_post: bool
    says_issuer: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What the browser's session remembers of a sign-in that was begun."""

    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider says it was. `email` only where it says that it has verified it."""

    issuer: str
    subject: str
    email: str
    amr: frozenset[str]
    acr: str


def discover(issuer: str) -> Provider:
    """Reads the discovery document. Raises NotReached with a sentence for the administrator who entered `issuer`."""
    outgoing.check_address(issuer)
    address = issuer.rstrip("/") + "/.well-known/openid-configuration"
    answer = outgoing.ask(address)
    if not answer.is_fine:
        raise outgoing.NotReached(
            say(
                "{address} answered {status}. It should be the provider’s discovery document",
                address=address,
                status=answer.status,
            )
        )
    said = _json(answer.body)
    if said is None:
        raise outgoing.NotReached(say("{address} is not a discovery document", address=address))
    if said.get("issuer") != issuer:
        raise outgoing.NotReached(
            say(
                "The discovery document says that its issuer is “{said}”. Enter it exactly so, if that is "
                "right",
                said=str(said.get("issuer"))[:200],
            )
        )
    found = {}
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint"):
        value = said.get(name)
        if value is None and name == "userinfo_endpoint":
            value = ""
        elif not isinstance(value, str):
            raise outgoing.NotReached(say("The discovery document names no {name}", name=name))
        else:
            outgoing.check_address(value)
        found[name] = value
    _check_can_be_used(said)
    return Provider(
        issuer=issuer,
        authorization_endpoint=found["authorization_endpoint"],
        token_endpoint=found["token_endpoint"],
        jwks_uri=found["jwks_uri"],
        userinfo_endpoint=found["userinfo_endpoint"],
        secret_by_post="client_secret_basic"
        not in _texts(said, "token_endpoint_auth_methods_supported", "client_secret_basic"),
        says_issuer=said.get("authorization_response_iss_parameter_supported") is True,
    )


def _check_can_be_used(said: Mapping[str, Any]) -> None:
    if "code" not in _texts(said, "response_types_supported", ""):
        raise outgoing.NotReached(say("The provider does not offer the authorization code flow"))
    if not set(_texts(said, "id_token_signing_alg_values_supported", "")) & set(ALGORITHMS):
        raise outgoing.NotReached(
            say("The provider signs with none of {algorithms}", algorithms=", ".join(ALGORITHMS))
        )
    methods = _texts(said, "code_challenge_methods_supported", "S256")
    if "S256" not in methods:
        raise outgoing.NotReached(say("The provider does not offer PKCE with S256"))
    ways = _texts(said, "token_endpoint_auth_methods_supported", "client_secret_basic")
    if not {"client_secret_basic", "client_secret_post"} & set(ways):
        raise outgoing.NotReached(say("The provider takes no client secret, neither as Basic nor as a field"))


def way_there(provider: Provider, asked: Asked, *, client_id: str, back: str, email: str = "") -> str:
    """The address to which the browser is sent."""
    challenge = hashlib.sha256(asked.verifier.encode()).digest()
    own = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": back,
        "scope": SCOPE,
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
        **({"login_hint": email} if email else {}),
    }
    parts = urlsplit(provider.authorization_endpoint)
    theirs = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in own
    ]
    return urlunsplit(parts._replace(query=urlencode([*theirs, *own.items()])))


def who_it_was(
    provider: Provider, asked: Asked, *, client_id: str, secret: str, back: str, code: str, at: datetime
) -> Identity:
    """Exchanges the code and verifies what comes. Raises ProviderRefused."""
    tokens = _exchange(provider, asked, client_id, secret, back, code)
    claims = _claims(provider, str(tokens.get("id_token") or ""), at)
    _check_claims(claims, provider=provider, client_id=client_id, nonce=asked.nonce)
    subject = claims["sub"]
    told = claims
    if "email" not in claims and provider.userinfo_endpoint and isinstance(tokens.get("access_token"), str):
        told = _userinfo(provider, tokens["access_token"], subject)
    email = told.get("email")
    verified = told.get("email_verified")
    # What does not print (a lone surrogate, a NUL) is no address, and no database takes it.
    if not isinstance(email, str) or verified is not True or email.count("@") != 1 or not email.isprintable():
        raise ProviderRefused(Why.EMAIL)
    amr, acr = claims.get("amr"), claims.get("acr")
    return Identity(
        issuer=provider.issuer,
        subject=subject,
        email=email.strip(),
        amr=frozenset(each for each in amr if isinstance(each, str))
        if isinstance(amr, list)
        else frozenset(),
        acr=acr if isinstance(acr, str) else "",
    )


def _exchange(
    provider: Provider, asked: Asked, client_id: str, secret: str, back: str, code: str
) -> dict[str, Any]:
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": asked.verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if provider.secret_by_post:
        fields |= {"client_id": client_id, "client_secret": secret}
    else:
        both = f"{quote_plus(client_id)}:{quote_plus(secret)}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(both).decode()}"
    answer = _asked(provider.token_endpoint, method="POST", body=urlencode(fields).encode(), headers=headers)
    tokens = _json(answer.body)
    if answer.status in {400, 401, 403}:
        raise ProviderRefused(Why.CODE)
    if not answer.is_fine or tokens is None:
        raise ProviderRefused(Why.DOWN)
    return tokens


def _claims(provider: Provider, token: str, at: datetime) -> dict[str, Any]:
    """Of a token that one of the provider's keys, as they stand now, has signed."""
    answer = _asked(provider.jwks_uri)
    said = _json(answer.body) if answer.is_fine else None
    if said is None or not isinstance(said.get("keys"), list):
        raise ProviderRefused(Why.DOWN)
    for key in _keys(said["keys"], _key_named_by(token)):
        try:
            claims = jwt.decode(token, key, algorithms=list(ALGORITHMS)).claims
            jwt.JWTClaimsRegistry(
                now=int(at.timestamp()),
                leeway=_LEEWAY_S,
                exp={"essential": True},
                iat={"essential": True},
                iss={"essential": True},
                sub={"essential": True},
                aud={"essential": True},
            ).validate(claims)
        except ExpiredTokenError:
            raise ProviderRefused(Why.EXPIRED) from None
        except JoseError as problem:
            if getattr(problem, "claim", None) or problem.error in {"invalid_claim", "missing_claim"}:
                raise ProviderRefused(Why.CLAIMS) from None
            continue
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
        if any(
            isinstance(claims[name], float) and not math.isfinite(claims[name]) for name in ("exp", "iat")
        ):
            raise ProviderRefused(Why.CLAIMS)
        if claims["iat"] < at.timestamp() - _OLDEST_S:
            raise ProviderRefused(Why.EXPIRED)
        return claims
    raise ProviderRefused(Why.SIGNATURE)


def _key_named_by(token: str) -> str | None:
    try:
        header = json.loads(base64.urlsafe_b64decode(token.partition(".")[0] + "=="))
    except (ValueError, RecursionError):
        return None
    named = header.get("kid") if isinstance(header, dict) else None
    return named if isinstance(named, str) else None


def _keys(said: list[Any], named: str | None) -> Iterator[Key]:
    """Those that may have signed: public, for signing, and of that name where the token names one."""
    for each in said[:_MOST_KEYS]:
        if not isinstance(each, dict) or each.get("kty") not in _KINDS or each.get("use", "sig") != "sig":
            continue
        if named is not None and each.get("kid", named) != named:
            continue
        try:
            yield JWKRegistry.import_key(each)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            continue


def _check_claims(claims: Mapping[str, Any], *, provider: Provider, client_id: str, nonce: str) -> None:
    """OpenID Connect Core 1.0, section 3.1.3.7."""
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if claims["iss"] != provider.issuer:
        raise ProviderRefused(Why.ISSUER)
    # A token for several is refused too: nobody has said which others are trusted.
    if audience != [client_id] or claims.get("azp", client_id) != client_id:
        raise ProviderRefused(Why.AUDIENCE)
    if claims.get("nonce") != nonce:
        raise ProviderRefused(Why.NONCE)
    subject = claims["sub"]
    if not 0 < len(subject) <= _MOST_OF_A_SUBJECT or not subject.isascii() or not subject.isprintable():
        raise ProviderRefused(Why.CLAIMS)


def _userinfo(provider: Provider, token: str, subject: str) -> dict[str, Any]:
    if not token.isascii() or not token.isprintable():
        raise ProviderRefused(Why.DOWN)
    answer = _asked(provider.userinfo_endpoint, headers={"Authorization": f"Bearer {token}"})
    said = _json(answer.body) if answer.is_fine else None
    if said is None:
        raise ProviderRefused(Why.DOWN)
    if said.get("sub") != subject:
        raise ProviderRefused(Why.CLAIMS)
    return said


def _asked(address: str, **how: Any) -> outgoing.Answer:
    try:
        return outgoing.ask(address, **how)
    except outgoing.NotReached:
        raise ProviderRefused(Why.DOWN) from None


def _json(body: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _texts(said: Mapping[str, Any], name: str, otherwise: str) -> list[str]:
    value = said.get(name)
    if value is None:
        return [otherwise]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
