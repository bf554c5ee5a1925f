"""The value test of the Social Value Act, held to a second and plain writing of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.define.queries.law import rulings_on
from fourfold.define.rules.law.facts import Authority, Facts, Kind, Nation, Regime, Vat
from tests.define.rules.law.contracts import VALUES

# Copied by hand from the published tables: from, central, other, whether with VAT.
TABLE = [
    (date(2012, 1, 1), 113_057, 173_934, False),
    (date(2014, 1, 1), 111_676, 172_514, False),
    (date(2016, 1, 1), 106_047, 164_176, False),
    (date(2018, 1, 1), 118_133, 181_302, False),
    (date(2020, 1, 1), 122_976, 189_330, False),
    (date(2022, 1, 1), 138_760, 213_477, True),
    (date(2024, 1, 1), 139_688, 214_904, True),
    (date(2026, 1, 1), 135_018, 207_720, True),
]


def plainly(*, central: bool, value: Decimal, with_vat: bool, on: date, light_touch: bool) -> str:
    """What the Act asks of services in England by an authority that is certainly central or certainly not."""
    if on < date(2013, 1, 31):
        return "does-not-apply"
    _, for_central, for_others, row_with_vat = [row for row in TABLE if row[0] <= on][-1]
    threshold = for_central if central else for_others
    net = Fraction(value) if not with_vat else Fraction(value) / Fraction(6, 5)
    compared = net * Fraction(6, 5) if row_with_vat else net
    unread = date(2015, 2, 26) <= on <= date(2016, 4, 17)
    if compared < threshold:
        return "uncertain" if unread else "does-not-apply"
    if light_touch and unread:
        return "uncertain"
    if light_touch and central and on < date(2015, 2, 26) and net < for_others:
        return "uncertain"
    if light_touch and date(2022, 1, 1) <= on <= date(2025, 2, 23) and net < threshold:
        return "uncertain"
    return "applies"


@settings(deadline=None, max_examples=150)
@given(
    central=st.booleans(),
    value=VALUES,
    vat=st.sampled_from(Vat),
    on=st.one_of(
        st.dates(date(2012, 6, 1), date(2026, 11, 23)),
        st.sampled_from(
            [
                date.fromordinal(day.toordinal() + by)
                for day in (*(row[0] for row in TABLE), date(2013, 1, 31), date(2015, 2, 26), date(2016, 4, 18), date(2025, 2, 24))
                for by in (-1, 0)
            ]
        ),
    ),
    light_touch=st.booleans(),
)  # fmt: skip
def test_the_rule_answers_as_a_second_plain_writing_does(
    *, central: bool, value: Decimal, vat: Vat, on: date, light_touch: bool
) -> None:
    facts = Facts(
        Authority.CENTRAL if central else Authority.BEST_VALUE,
        Nation.ENGLAND,
        Kind.SERVICES,
        value,
        vat,
        on,
        regime=Regime.LIGHT_TOUCH if light_touch else Regime.ORDINARY,
    )
    expected = plainly(
        central=central, value=value, with_vat=vat is Vat.INCLUDED, on=on, light_touch=light_touch
    )
    assert rulings_on(facts)[0].answer == expected
