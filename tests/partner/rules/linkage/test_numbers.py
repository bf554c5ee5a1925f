"""Numbers that a spreadsheet spoilt are put right where that is sure, and left out with the reason where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.organisations.registers import normalise_code
from fourfold.partner.rules.linkage.numbers import charity_number, company_number

TREE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "linkage" / "numbers.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("example", TREE["company"], ids=lambda each: each["cell"])
def test_company_numbers(example: dict[str, Any]) -> None:
    _check(company_number(example["cell"]), {"scheme": "GB-COH", **example})


@pytest.mark.parametrize("example", TREE["charity"], ids=lambda each: each["cell"])
def test_charity_numbers(example: dict[str, Any]) -> None:
    _check(charity_number(example["cell"]), example)


def test_a_persons_number_is_not_repeated() -> None:
    assert "123456" not in company_number("QQ123456C").remark


@given(st.integers(10_000, 99_999_999))
def test_a_number_that_lost_its_noughts_is_the_one_that_it_was(number: int) -> None:
    whole = f"{number:08d}"
    assert company_number(str(number)).code == company_number(whole).code == whole
    assert bool(company_number(str(number)).remark) == (str(number) != whole)


@given(st.text(max_size=14))
def test_what_is_read_is_a_number_of_its_register_or_nothing(text: str) -> None:
    for read in (company_number(text), charity_number(text)):
        if read.code:
            assert normalise_code(read.scheme, read.code) == read.code
        elif text.strip() and not read.remark:
            assert company_number(text).code == ""


def _check(read: Any, example: dict[str, Any]) -> None:
    assert (read.scheme, read.code) == (example["scheme"], example["code"])
    if "said" in example:
        assert example["said"] in read.remark
    else:
        assert read.remark == ""
