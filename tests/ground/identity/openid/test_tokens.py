"""What a provider may send instead of a token, made by hand; none of it is anybody, and none of it breaks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from fourfold.ground.identity.openid import outgoing, protocol
from fourfold.ground.identity.openid.outgoing import Answer, NotReached
from fourfold.ground.identity.openid.protocol import Asked, Provider, ProviderRefused, Why

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ISSUER = "https://login.hartwell.example"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
CURVE = ECKey.generate_key("P-256", {"kid": "two"})
OTHER = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
ASKED = Asked()
KNOWN = Provider(
    ISSUER,
    f"{ISSUER}/a",
    f"{ISSUER}/t",
    f"{ISSUER}/k",
    f"{ISSUER}/u",
    secret_by_post=False,
    says_issuer=False,
)
KEYS = [KEY.as_dict(private=False), CURVE.as_dict(private=False)]
NOW_S = int(NOW.timestamp())
CLAIMS: dict[str, Any] = {
    "iss": ISSUER, "sub": "ada-1", "aud": "us", "exp": NOW_S + 300, "iat": NOW_S, "nonce": ASKED.nonce,
    "email": "ada@hartwell.example", "email_verified": True,
}  # fmt: skip


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def who(
    token: Any,
    monkeypatch: pytest.MonkeyPatch,
    *,
    keys: Any = KEYS,
    more: dict[str, Any] | None = None,
    userinfo: Any = None,
    status: int = 200,
) -> protocol.Identity:
    said = {
        f"{ISSUER}/t": {"id_token": token, "access_token": "a", **(more or {})},
        f"{ISSUER}/k": {"keys": keys},
        f"{ISSUER}/u": userinfo,
    }
    with monkeypatch.context() as patch:
        patch.setattr(
            outgoing, "ask", lambda address, **_: Answer(status, json.dumps(said[address]).encode())
        )
        return protocol.who_it_was(KNOWN, ASKED, client_id="us", secret="s", back="b", code="c", at=NOW)


def signed(
    changed: dict[str, Any] | None = None, *, key: Any = KEY, alg: str = "RS256", **header: Any
) -> str:
    claims = {name: value for name, value in {**CLAIMS, **(changed or {})}.items() if value is not None}
    return jwt.encode({"alg": alg, "kid": key.kid, **header}, claims, key, algorithms=[alg])


@pytest.mark.parametrize(("key", "alg"), [(KEY, "RS256"), (KEY, "PS256"), (CURVE, "ES256")])
def test_a_good_one_is_somebody(monkeypatch: pytest.MonkeyPatch, key: Any, alg: str) -> None:
    found = who(signed(key=key, alg=alg), monkeypatch)
    assert (found.subject, found.email) == ("ada-1", "ada@hartwell.example")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"iss": "https://evil.example"}, Why.ISSUER),
        ({"iss": f"{ISSUER}/"}, Why.ISSUER),
        ({"aud": "them"}, Why.AUDIENCE),
        ({"aud": ["us", "them"], "azp": "us"}, Why.AUDIENCE),
        ({"aud": []}, Why.CLAIMS),
        ({"azp": "them"}, Why.AUDIENCE),
        ({"nonce": "x"}, Why.NONCE),
        ({"nonce": None}, Why.NONCE),
        ({"nonce": 7}, Why.NONCE),
        ({"exp": NOW_S - 61}, Why.EXPIRED),
        ({"exp": None}, Why.CLAIMS),
        ({"exp": "soon"}, Why.CLAIMS),
        ({"exp": float("inf")}, Why.CLAIMS),
        ({"iat": float("nan")}, Why.CLAIMS),
        ({"iat": None}, Why.CLAIMS),
        ({"iat": NOW_S + 61}, Why.CLAIMS),
        ({"iat": NOW_S - 3600}, Why.EXPIRED),
        ({"nbf": NOW_S + 3600}, Why.CLAIMS),
        ({"sub": None}, Why.CLAIMS),
        ({"sub": ""}, Why.CLAIMS),
        ({"sub": "x" * 256}, Why.CLAIMS),
        ({"sub": "a\x00b"}, Why.CLAIMS),
        ({"sub": 5}, Why.CLAIMS),
        ({"email_verified": "true"}, Why.EMAIL),
        ({"email_verified": 1}, Why.EMAIL),
        ({"email_verified": None}, Why.EMAIL),
        ({"email": ["ada@hartwell.example"]}, Why.EMAIL),
        ({"email": "ada@evil.example@hartwell.example"}, Why.EMAIL),
        ({"email": "ada\x00@hartwell.example"}, Why.EMAIL),
    ],
)
def test_each_claim_is_looked_at(monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], why: Why) -> None:
    with pytest.raises(ProviderRefused) as refusal:
        who(signed(changed), monkeypatch)
    assert refusal.value.why is why


def with_the_public_key_as_secret() -> str:
    head = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(CLAIMS)}"
    mac = hmac.new(KEY.as_pem(private=False), head.encode(), hashlib.sha256).digest()
    return f"{head}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


@pytest.mark.parametrize(
    "token",
    [
        f"{part({'alg': 'none'})}.{part(CLAIMS)}.",
        f"{part({'alg': 'None', 'kid': 'one'})}.{part(CLAIMS)}.",
        with_the_public_key_as_secret(),
        signed(key=OTHER),
        signed()[:-4] + "AAAA",
        jwt.encode({"alg": "HS256"}, CLAIMS, OctKey.import_key("s" * 32), algorithms=["HS256"]),
        jwt.encode({"alg": "RS256", "jwk": OTHER.as_dict(private=False), "kid": "one"}, CLAIMS, OTHER),
        signed(key=KEY, kid="unknown"),
        "", ".", "..", "a.b.c", "....", "\u2603", "x" * 100_000, None, 7, [], {},
    ],
    # Tokens are others in each process, and a name must be the same.
    ids=range(19),
)  # fmt: skip
def test_what_no_key_of_the_provider_signed_is_nobody(monkeypatch: pytest.MonkeyPatch, token: Any) -> None:
    with pytest.raises(ProviderRefused) as refusal:
        who(token, monkeypatch)
    assert refusal.value.why is Why.SIGNATURE


@pytest.mark.parametrize(
    "keys",
    [
        [], [None, 1, "x"], [{"kty": "RSA"}], [{"kty": "RSA", "n": "!", "e": 7}], [{"kty": "oct", "k": "AAAA"}],
        [{**KEYS[0], "use": "enc"}], [{"kty": "EC", "crv": "P-0", "x": "AA", "y": "AA"}], [{"kty": "OKP", "crv": [], "x": {}}],
    ],
)  # fmt: skip
def test_keys_that_are_none(monkeypatch: pytest.MonkeyPatch, keys: Any) -> None:
    with pytest.raises(ProviderRefused) as refusal:
        who(signed(), monkeypatch, keys=keys)
    assert refusal.value.why is Why.SIGNATURE


def test_a_key_that_cannot_be_read_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    assert who(signed(), monkeypatch, keys=[{"kty": "RSA", "kid": "one", "n": "!"}, *KEYS]).subject == "ada-1"


def test_a_token_without_the_name_of_its_key_is_tried_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    token = jwt.encode({"alg": "ES256"}, CLAIMS, CURVE, algorithms=["ES256"])
    assert who(token, monkeypatch).subject == "ada-1"


def test_half_a_sign_in_an_address_is_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    half = {"sub": "ada-1", "email": "ada\ud800@hartwell.example", "email_verified": True}
    with pytest.raises(ProviderRefused) as refusal:
        who(signed({"email": None}), monkeypatch, userinfo=half)
    assert refusal.value.why is Why.EMAIL


@pytest.mark.parametrize(
    "userinfo",
    [None, [], "x", {}, {"sub": "somebody-else", "email": "ada@hartwell.example", "email_verified": True}],
)
def test_the_userinfo_must_be_of_the_same_subject(monkeypatch: pytest.MonkeyPatch, userinfo: Any) -> None:
    with pytest.raises(ProviderRefused):
        who(signed({"email": None}), monkeypatch, userinfo=userinfo)


@given(st.binary(max_size=200))
def test_whatever_bytes_a_provider_answers_with(body: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outgoing, "ask", lambda *_, **__: Answer(200, body))
        with pytest.raises(ProviderRefused):
            protocol.who_it_was(KNOWN, ASKED, client_id="us", secret="s", back="b", code="c", at=NOW)
        with pytest.raises(NotReached):
            protocol.discover(ISSUER)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_DISCOVERED: dict[str, Any] = {
    "issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/a?tenant=7", "token_endpoint": f"{ISSUER}/t", "jwks_uri": f"{ISSUER}/k",
    "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"],
}  # fmt: skip


@given(
    st.sampled_from(
        [*_DISCOVERED, "token_endpoint_auth_methods_supported", "code_challenge_methods_supported"]
    ),
    _json,
)
def test_whatever_a_discovery_document_holds(name: str, value: Any) -> None:
    body = json.dumps({**_DISCOVERED, name: value}).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outgoing, "ask", lambda *_, **__: Answer(200, body))
        try:
            found = protocol.discover(ISSUER)
        except NotReached:
            return
    assert found.issuer == ISSUER
    assert found.authorization_endpoint.startswith("https://")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"issuer": "https://other.example"}, "says that its issuer is"),
        ({"token_endpoint": None}, "names no token_endpoint"),
        ({"jwks_uri": "http://login.hartwell.example/k"}, "must begin with https"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "plain address"),
        ({"response_types_supported": ["id_token"]}, "authorization code flow"),
        ({"id_token_signing_alg_values_supported": ["HS256", "none"]}, "signs with none of"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE"),
        ({"token_endpoint_auth_methods_supported": ["private_key_jwt"]}, "client secret"),
    ],
)
def test_a_provider_that_cannot_be_used_says_why(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], words: str
) -> None:
    body = json.dumps({**_DISCOVERED, **changed}).encode()
    monkeypatch.setattr(outgoing, "ask", lambda *_, **__: Answer(200, body))
    with pytest.raises(NotReached, match=words):
        protocol.discover(ISSUER)


def test_what_the_endpoint_brings_along_stays_and_ours_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Provider(
        **{
            **{name: getattr(KNOWN, name) for name in KNOWN.__slots__},
            "authorization_endpoint": f"{ISSUER}/a?tenant=7&state=theirs",
        }
    )
    way = protocol.way_there(known, ASKED, client_id="us", back="https://f.example/r")
    assert "tenant=7" in way
    assert "theirs" not in way
    assert way.count("state=") == 1
