import pytest
from pytest_django.fixtures import Settings

from fourfold.ground.identity.sealed import Unreadable, seal, unseal


def test_what_is_sealed_opens_only_for_what_it_belongs_to() -> None:
    kept = seal("JBSWY3DP", belongs_to="ADA")
    assert "JBSWY3DP" not in kept
    assert unseal(kept, belongs_to="ADA") == "JBSWY3DP"
    with pytest.raises(Unreadable):
        unseal(kept, belongs_to="BO")


def test_the_same_is_never_sealed_alike() -> None:
    assert seal("JBSWY3DP", belongs_to="ADA") != seal("JBSWY3DP", belongs_to="ADA")


@pytest.mark.parametrize("kept", ["", "x", "not base 64 at all", "AAAA"])
def test_what_was_never_sealed_is_unreadable(kept: str) -> None:
    with pytest.raises(Unreadable):
        unseal(kept, belongs_to="ADA")


def test_another_secret_opens_nothing(settings: Settings) -> None:
    kept = seal("JBSWY3DP", belongs_to="ADA")
    settings.SECRET_KEY = "another secret of this installation, long enough"
    with pytest.raises(Unreadable):
        unseal(kept, belongs_to="ADA")
