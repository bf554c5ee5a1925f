from __future__ import annotations

import re

import pytest

from fourfold.ground.kernel.refusals import NotUnderstood
from fourfold.ground.organisations.reference import lists
from fourfold.ground.organisations.registers import FOR_ENTRY, REGISTERS, normalise_code


def test_every_example_is_a_number_of_its_register() -> None:
    for register in REGISTERS.values():
        assert normalise_code(register.scheme, register.example) == register.example


def test_every_number_of_the_national_lists_has_its_registers_shape() -> None:
    for provider in lists.providers():
        assert re.fullmatch(REGISTERS["GB-SHPE"].shape, provider.number), provider
    for council in lists.councils():
        assert re.fullmatch(REGISTERS[council.scheme].shape, council.code), council
        assert all(re.fullmatch(REGISTERS["GSS"].shape, area) for area in council.areas)


@pytest.mark.parametrize(
    ("scheme", "typed", "code"),
    [
        ("GB-COH", " 1234567 ", "01234567"),
        ("GB-COH", "sc 123456", "SC123456"),
        ("GB-SC", "sc000123", "SC000123"),
    ],
)
def test_numbers_are_written_as_the_register_does(scheme: str, typed: str, code: str) -> None:
    assert normalise_code(scheme, typed) == code


@pytest.mark.parametrize(
    ("scheme", "typed"), [("GB-COH", "123456789"), ("GB-CHC", "12"), ("GB-COH", "١٢٣٤٥٦٧٨")]
)
def test_what_cannot_be_a_number_is_refused_with_an_example(scheme: str, typed: str) -> None:
    with pytest.raises(NotUnderstood, match="looks like"):
        normalise_code(scheme, typed)


def test_only_known_registers_are_offered_for_entry() -> None:
    assert set(FOR_ENTRY) <= set(REGISTERS)
