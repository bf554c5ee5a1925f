"""By which day things are to be recorded, and which authority an organisation most likely is."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fourfold.define.queries.law import rulings_on
from fourfold.define.rules.law.facts import Authority, Facts, Kind, Nation, Regime, Vat
from fourfold.ground.kernel.dated_rules import Moment
from fourfold.integrate.rules.likely_authority import likely_authority, likely_nation
from fourfold.integrate.rules.record_days import RecordDay, record_days

BEGINS = date(2026, 5, 1)
RULINGS = rulings_on(
    Facts(Authority.BEST_VALUE, Nation.ENGLAND, Kind.SERVICES, Decimal(9_000_000), Vat.INCLUDED, BEGINS)
)


def days_of(moments: dict[Moment, date], today: date) -> dict[str, RecordDay]:
    return {f"{each.rule}: {each.what}": each for each in record_days(RULINGS, moments=moments, today=today)}


def test_what_waits_for_its_moment_has_no_day_and_says_what_it_waits_for() -> None:
    found = days_of({Moment.BEGINS: BEGINS}, BEGINS)
    notice = found["contract-details-notice: The contract details notice"]
    assert (notice.on, notice.waits, notice.binds) == (None, Moment.CONTRACT, True)
    considered = next(each for name, each in found.items() if name.startswith("social-value-act-2012"))
    assert considered.on == BEGINS


def test_a_day_is_so_many_after_its_moment() -> None:
    signed = date(2026, 9, 15)
    found = days_of({Moment.BEGINS: BEGINS, Moment.CONTRACT: signed}, date(2026, 9, 20))
    assert found["contract-details-notice: The contract details notice"].on == date(2026, 10, 14)
    assert found["contract-details-notice: A copy of the contract"].on == date(2026, 12, 13)


@pytest.mark.parametrize(
    ("signed", "today", "next_time"),
    [
        (date(2026, 9, 15), date(2026, 9, 20), date(2027, 9, 15)),
        (date(2026, 9, 15), date(2027, 9, 15), date(2027, 9, 15)),
        (date(2026, 9, 15), date(2027, 9, 16), date(2028, 9, 15)),
        (date(2028, 2, 29), date(2028, 3, 1), date(2029, 2, 28)),
    ],
)
def test_what_comes_round_has_the_day_of_the_next_time(signed: date, today: date, next_time: date) -> None:
    found = days_of({Moment.CONTRACT: signed}, today)
    assessed = next(each for name, each in found.items() if "assessment against each indicator" in name)
    assert (assessed.on, assessed.again) == (next_time, True)


@pytest.mark.parametrize(
    ("signed", "today", "contract", "spending", "payments", "compliance"),
    [
        # Signed on the last day of a quarter, and on the first of the next.
        ("2026-09-30", "2026-10-01", "2026-10-30", "2026-10-30", "2026-10-29", "2026-10-29"),
        ("2026-10-01", "2026-10-01", "2027-01-31", "2027-01-31", "2027-01-29", "2027-04-29"),
        # On the day itself it is still that day's; on the day after it is the next quarter's, but for what is done once.
        ("2026-09-30", "2026-10-29", "2026-10-30", "2026-10-30", "2026-10-29", "2026-10-29"),
        ("2026-09-30", "2026-10-31", "2026-10-30", "2027-01-31", "2027-01-29", "2027-04-29"),
        ("2026-12-31", "2027-03-01", "2027-01-31", "2027-04-30", "2027-04-29", "2027-04-29"),
    ],
)
def test_what_an_authority_publishes_by_the_quarter_has_the_day_after_the_quarter(
    signed: str, today: str, contract: str, spending: str, payments: str, compliance: str
) -> None:
    found = days_of({Moment.CONTRACT: date.fromisoformat(signed)}, date.fromisoformat(today))

    def day(begins: str) -> str:
        (on,) = {each.on for name, each in found.items() if name.startswith(begins)}
        return str(on)

    code = "transparency-code-2015"
    assert [day(f"{code}: The contract"), day(f"{code}: Each item")] == [contract, spending]
    assert [day("payments: "), day("prompt-payment: ")] == [payments, compliance]
    assert found[f"{code}: The invitation to tender"].waits is Moment.TENDER
    assert {each.again for name, each in found.items() if name.startswith(("payments", "prompt"))} == {True}


def test_the_soonest_is_first_and_what_has_no_day_is_last() -> None:
    listed = record_days(
        RULINGS,
        moments={Moment.BEGINS: BEGINS, Moment.TENDER: date(2026, 6, 1)},
        today=BEGINS,
    )
    dated = [each.on for each in listed if each.on is not None]
    assert dated == sorted(dated)
    assert [each.on is None for each in listed] == sorted(each.on is None for each in listed)
    assert [each.waits is None for each in listed if each.on is None] == sorted(
        each.waits is None for each in listed if each.on is None
    )
    assert len(listed) == sum(len(each.to_record) for each in RULINGS)


def test_good_practice_is_listed_and_does_not_bind() -> None:
    found = days_of({}, BEGINS)
    assert {each.binds for name, each in found.items() if name.startswith("ppn-002")} == {False}


def test_light_touch_waits_longer() -> None:
    light = rulings_on(
        Facts(
            Authority.BEST_VALUE, Nation.ENGLAND, Kind.SERVICES, Decimal(9_000_000), Vat.INCLUDED, BEGINS,
            regime=Regime.LIGHT_TOUCH,
        )
    )  # fmt: skip
    listed = record_days(light, moments={Moment.CONTRACT: date(2026, 9, 1)}, today=BEGINS)
    days = [each.on for each in listed if each.rule == "contract-details-notice"]
    assert days == [date(2026, 12, 29), date(2027, 2, 27)]


@pytest.mark.parametrize(
    ("sector", "nation", "name", "likely"),
    [
        ("local_authority", "england", "Fernborough Council", Authority.BEST_VALUE),
        ("local_authority", "england", "Little Fernborough Parish Council", Authority.PARISH),
        ("local_authority", "england", "Fernborough Town Council", Authority.PARISH),
        ("local_authority", "wales", "Cyngor Rhedynfa Town Council", Authority.WELSH_DEVOLVED),
        ("local_authority", "scotland", "Glen Council", Authority.SCOTTISH),
        ("local_authority", "northern_ireland", "Glens District Council", Authority.NI_OTHER),
        ("local_authority", "not_known", "A Council", None),
        ("housing_association", "not_known", "Homes", Authority.HOUSING_ASSOCIATION),
        ("other_public", "england", "Fern NHS Trust", Authority.NHS_TRUST),
        ("other_public", "england", "Fern NHS Foundation Trust", Authority.NHS_FOUNDATION_TRUST),
        ("other_public", "wales", "Fern NHS Trust", None),
        ("other_public", "england", "Department of Ferns", None),
        ("charity", "england", "Ferns", None),
    ],
)
def test_who_buys_is_filled_in_only_where_the_directory_tells(
    sector: str, nation: str, name: str, likely: Authority | None
) -> None:
    assert likely_authority(sector=sector, nation=nation, name=name) is likely


def test_the_nations_of_the_directory_are_those_of_the_law() -> None:
    assert likely_nation("northern_ireland") is Nation.NORTHERN_IRELAND
    assert likely_nation("not_known") is None
