"""Keys: two ways of writing one person meet, and no key can be made, tried or compared without its salt."""

from __future__ import annotations

import hmac
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.partner.rules.counting.identifiers import EventBy, PersonBy
from fourfold.partner.rules.counting.keys import (
    Salt,
    check_comparable,
    check_key,
    event_key,
    person_key,
    rotated,
    salt_of,
)

EXAMPLES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "counting" / "keys.yaml").read_text(encoding="utf-8")
)
SALT = Salt("2026a", "nothing counted twice", "The data protection officer", bytes(range(32)))
LATER = Salt("2027a", SALT.purpose, SALT.holder, bytes(range(1, 33)))
OTHER_PURPOSE = Salt("2026a", "pathways", SALT.holder, SALT.secret)
NUMBER = {"number": "AB 12 34 56 C"}


def key(by: str, parts: dict[str, str]) -> str:
    if by in set(PersonBy):
        return person_key(PersonBy(by), parts, salt=SALT)
    return event_key(EventBy(by), parts, salt=SALT)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["by"]))
def test_known_answers(example: dict[str, Any]) -> None:
    assert {key(example["by"], each) for each in example["written"]} == {example["key"]}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example["by"]))
def test_the_known_answers_are_of_the_message_they_name(example: dict[str, Any]) -> None:
    of_purpose = hmac.digest(SALT.secret, b"fourfold key 1 for nothing counted twice", "sha256")
    assert example["key"].endswith(hmac.new(of_purpose, example["message"].encode(), sha256).hexdigest())


def test_a_key_is_of_its_purpose_its_type_and_its_secret() -> None:
    by = PersonBy.NATIONAL_INSURANCE_NUMBER
    keys = {
        person_key(by, NUMBER, salt=SALT),
        person_key(by, NUMBER, salt=OTHER_PURPOSE),
        person_key(by, NUMBER, salt=LATER),
        person_key(PersonBy.PAYROLL_NUMBER, {"employer": "AB123456", "number": "1"}, salt=SALT),
        person_key(PersonBy.PAYROLL_NUMBER, {"employer": "AB12345", "number": "61"}, salt=SALT),
    }
    assert len(keys) == 5


@pytest.mark.parametrize("make", [person_key, event_key])
def test_without_its_salt_there_is_no_key(make: Any) -> None:
    by = PersonBy.NATIONAL_INSURANCE_NUMBER if make is person_key else EventBy.INVOICE
    with pytest.raises(NotUnderstood, match="holder of the salt"):
        make(by, NUMBER, salt=None)


@pytest.mark.parametrize(
    ("by", "parts"),
    [
        (PersonBy.NATIONAL_INSURANCE_NUMBER, {"number": "Jane Doe"}),
        (PersonBy.NATIONAL_INSURANCE_NUMBER, {"number": "QQ123456C"}),
        (PersonBy.LEARNER_NUMBER, {"number": "123456789"}),
        (PersonBy.EMAIL, {"address": "jane.doe"}),
        (PersonBy.NAME_AND_BIRTH, {"given": "Jane", "family": "Doe", "born": "28/02/2001"}),
        (PersonBy.NAME_AND_BIRTH, {"given": "Jane", "family": "-", "born": "2001-02-28"}),
        (PersonBy.NAME_AND_BIRTH, {"given": "Jane", "family": "Doe"}),
        (PersonBy.PAYROLL_NUMBER, {"employer": "000", "number": "7"}),
    ],
)
def test_what_is_no_identifier_is_refused_and_not_repeated(by: PersonBy, parts: dict[str, str]) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        person_key(by, parts, salt=SALT)
    assert not any(part in str(refusal.value) for part in parts.values() if len(part) > 1)


@pytest.mark.parametrize("pounds", ["12.345", "(120.00)", "-5", "twelve"])
def test_an_amount_is_in_pounds_and_pence(pounds: str) -> None:
    parts = {"payer": "Oldtown", "payee": "Greenfields", "day": "2026-11-28", "pounds": pounds}
    with pytest.raises(NotUnderstood):
        event_key(EventBy.PAYMENT, parts, salt=SALT)


def test_a_rotation_ties_the_old_key_to_the_new() -> None:
    old, new = rotated(PersonBy.NATIONAL_INSURANCE_NUMBER, NUMBER, salts=[SALT, LATER])
    assert (salt_of(old), salt_of(new)) == ("2026a", "2027a")
    assert old == person_key(PersonBy.NATIONAL_INSURANCE_NUMBER, NUMBER, salt=SALT)
    check_comparable([old, old])
    with pytest.raises(NotUnderstood, match="2026a and 2027a"):
        check_comparable([old, new])


@pytest.mark.parametrize("other", [OTHER_PURPOSE, Salt("2026a", SALT.purpose, "Another", bytes(32))])
def test_a_rotation_is_within_one_purpose_and_under_a_new_name(other: Salt) -> None:
    with pytest.raises(NotUnderstood):
        rotated(PersonBy.NATIONAL_INSURANCE_NUMBER, NUMBER, salts=[SALT, other])


@pytest.mark.parametrize(
    ("name", "purpose", "holder", "secret"),
    [
        ("2026a", "counting", "Officer", b"short"),
        ("2026 A", "counting", "Officer", bytes(32)),
        ("2026a", " ", "Officer", bytes(32)),
        ("2026a", "counting", "", bytes(32)),
    ],
)
def test_a_salt_is_strong_named_and_held_by_somebody(
    name: str, purpose: str, holder: str, secret: bytes
) -> None:
    with pytest.raises(NotUnderstood):
        Salt(name, purpose, holder, secret)


def test_the_secret_is_not_shown() -> None:
    assert "\\x01" not in repr(SALT)
    assert "secret" not in repr(SALT)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a" * 64, "without its salt"),
        ("person:" + "0" * 64, "without its salt"),
        ("person::" + "0" * 64, "without its salt"),
        ("AB123456C", "somebody's name or number"),
        ("jane@example.org", "somebody's name or number"),
        ("event:2026a:" + "0" * 64, "another kind"),
        ("person:2026a:" + "0" * 63, "not a key"),
    ],
)
def test_what_is_no_key_is_refused_and_not_repeated(text: str, says: str) -> None:
    with pytest.raises(NotUnderstood, match=says) as refusal:
        check_key(text, "person")
    assert text not in str(refusal.value)


def test_a_key_is_a_key() -> None:
    check_key(person_key(PersonBy.EMAIL, {"address": "Jane@Example.org"}, salt=SALT), "person")
