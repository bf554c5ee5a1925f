from decimal import Decimal

from fourfold.ground.kernel.unknown import Absence, figure_text


def test_five_answers_read_as_five_different_things() -> None:
    texts = [figure_text(figure) for figure in (Decimal(0), *Absence)]
    assert texts == ["0", "not known yet", "not asked", "does not apply", "hidden to protect people"]
    assert figure_text(Decimal(1550)) == "1,550"
