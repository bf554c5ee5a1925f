"""The synthetic rows are labelled, and their codebook is that of the figures."""

from __future__ import annotations

from fourfold.tracker.exchange.wave_2014 import codebook, figures_of_2014, kept_codebook, synthetic_rows


def test_the_codebook_beside_the_rows_is_that_of_the_figures() -> None:
    assert kept_codebook() == codebook(figures_of_2014())


def test_the_codebook_has_every_column_of_the_rows() -> None:
    columns = {line.split(",")[0] for line in kept_codebook().splitlines()[1:]}

    assert columns == {"synthetic", *synthetic_rows()[0]}
