import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.ground.kernel.references import ALPHABET, new_reference, normalise_reference
from fourfold.ground.kernel.refusals import NotUnderstood


def test_new_references_differ_and_hold_no_letter_that_is_misread() -> None:
    references = {new_reference() for _ in range(500)}
    assert len(references) == 500
    assert {len(reference) for reference in references} == {10}
    letters = set("".join(references))
    assert letters == set(ALPHABET)
    assert not letters & set("ILOU")


@pytest.mark.parametrize("typed", ["7k3m9-qx2t0", " 7K3M9 QX2TO ", "7k3m9qx2to", "7K3M9\u2013QX2T0"])
def test_a_reference_as_people_type_it(typed: str) -> None:
    assert normalise_reference(typed) == "7K3M9QX2T0"


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert normalise_reference("oOiIlL2345") == "0011112345"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter a reference"),
        (" - ", "Enter a reference"),
        ("7K3M9QX2T", "10 letters and digits; you typed 9"),
        ("7K3M9QX2T00", "you typed 11"),
        ("7K3M9QX2TU", "never \u201cU\u201d"),
        ("7K3M9QX2T!", "never \u201c!\u201d"),
        ("7K3M9QX2T٣", "never \u201c٣\u201d"),
    ],
)
def test_what_is_no_reference_says_why(typed: str, says: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        normalise_reference(typed)
    assert says in str(refusal.value)


@given(st.text(alphabet=ALPHABET, min_size=10, max_size=10))
def test_a_reference_is_its_own_normal_form(reference: str) -> None:
    assert normalise_reference(reference) == reference
    assert normalise_reference(f"{reference[:5]}-{reference[5:]}".lower()) == reference
