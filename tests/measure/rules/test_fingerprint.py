from __future__ import annotations

import hashlib

import pytest

from fourfold.measure.rules.fingerprint import canonical, fingerprint


def test_the_order_of_keys_says_nothing() -> None:
    assert fingerprint({"a": "1", "b": ["2"]}) == fingerprint({"b": ["2"], "a": "1"})


def test_the_fingerprint_is_that_of_the_writing() -> None:
    content = {"title": "Café £", "lines": []}
    assert canonical(content) == '{"lines":[],"title":"Café £"}'.encode()
    assert fingerprint(content) == hashlib.sha256(canonical(content)).hexdigest()


def test_what_is_not_a_number_is_not_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"figure": float("nan")})
