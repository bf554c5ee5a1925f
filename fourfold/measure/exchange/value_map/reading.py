"""From the JSON form to the map that the rules value: everything that does not fit is named with its place, all at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from fourfold.ground.kernel.said import say
from fourfold.measure.exchange.value_map.faults import Fault, MapRefused, Path, pointer
from fourfold.measure.exchange.value_map.faults_of_form import faults_of
from fourfold.measure.exchange.value_map.form import Form, InputForm, RowForm
from fourfold.measure.exchange.value_map.parameters import gdp_deflator, green_book
from fourfold.measure.exchange.value_map.ranges import Proxy, Shared
from fourfold.measure.exchange.value_map.strict_json import read_json
from fourfold.measure.rules.uncertainty.distributions import Distribution
from fourfold.measure.rules.uncertainty.uncertain_map import SHARES, Drawn, Part, UncertainMap
from fourfold.measure.rules.valuation.deductions import Deductions
from fourfold.measure.rules.valuation.discounting import RateBand, RateSchedule
from fourfold.measure.rules.valuation.duration import LONGEST
from fourfold.measure.rules.valuation.optimism_bias import uplifted
from fourfold.measure.rules.valuation.precision import exact
from fourfold.measure.rules.valuation.value_map import Input, RateClass, Row, Settings, ValueMap
from fourfold.measure.rules.valuation.volunteer_time import volunteer_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.measure.exchange.value_map.conventions import Band, SettingsForm
    from fourfold.measure.rules.valuation.price_base import Deflator

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class ReadMap:
    """A map as it was read. `assumed` are the settings it did not state; `parameters` the dated figures that were used."""

    title: str
    form: Form
    map: UncertainMap
    assumed: tuple[str, ...]
    parameters: tuple[str, ...]
    deflator: str | None
    # As it was given, before anything was made of it.
    tree: Mapping[str, Any] = field(default_factory=dict)


def read_map(content: bytes) -> ReadMap:
    """Raises MapRefused with every fault."""
    return map_from_tree(read_json(content))


def map_from_tree(tree: object) -> ReadMap:
    """The same from what JSON or YAML was read into. Raises MapRefused."""
    if not isinstance(tree, dict):
        raise MapRefused([Fault("", say("a value map is an object with settings, inputs and rows"))])
    try:
        form = Form.model_validate(tree)
    except ValidationError as error:
        raise MapRefused(list(faults_of(error, tree))) from None
    return replace(_Reading(form).read(), tree=tree)


@dataclass(slots=True)
class _Reading:
    form: Form
    faults: list[Fault] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    deflator: Deflator | None = None
    deflated: bool = False

    def read(self) -> ReadMap:
        given = self.form.settings
        if given.deflator is not None:
            self.deflator = gdp_deflator()
            if given.price_year is None:
                self.fault(
                    ("settings", "price_year"),
                    say("give the year to whose prices the deflator brings all values"),
                )
        schedules = self.schedules(given)
        rows = [self.row(place, row) for place, row in enumerate(self.form.rows)]
        inputs = [self.input(place, each) for place, each in enumerate(self.form.inputs)]
        if not self.faults and schedules is not None:
            self.reach(schedules)
        if self.faults or schedules is None:
            raise MapRefused(self.faults)
        settings = Settings(
            schedules=schedules,
            timing=given.timing,
            partial_year=given.partial_year,
            price_year=given.price_year,
            currency=given.currency,
        )
        used = [key for schedule in schedules.values() for key in schedule.parameters]
        if self.deflated and self.deflator is not None:
            used += self.deflator.parameters
        return ReadMap(
            title=self.form.title or "",
            form=self.form,
            map=UncertainMap(
                ValueMap(
                    settings,
                    tuple(row for row in rows if row is not None),
                    tuple(each for each in inputs if each is not None),
                ),
                tuple(self.drawn),
            ),
            assumed=tuple(
                name for name in ("timing", "partial_year", "currency") if name not in given.model_fields_set
            ),
            parameters=tuple(used),
            deflator=self.deflator.name if self.deflated and self.deflator is not None else None,
        )

    def fault(self, path: Path, what: str) -> None:
        self.faults.append(Fault(pointer(path), what))

    def schedules(self, given: SettingsForm) -> Mapping[RateClass, RateSchedule] | None:
        where: Path = ("settings", "discount_schedule")
        try:
            if given.discount_rate is not None:
                where = ("settings", "discount_rate")
                flat = RateSchedule.flat(given.discount_rate)
                return dict.fromkeys(self.classes(), flat)
            if given.discount_schedule == "green_book":
                where = ("settings", "valued_on")
                both = green_book(given.valued_on) if given.valued_on is not None else {}
                return {each: both[each] for each in self.classes()}
            if isinstance(given.discount_schedule, list):
                one = _schedule(given.discount_schedule, "bands given")
                return dict.fromkeys(self.classes(), one)
            if given.discount_schedule is not None:
                by_class = given.discount_schedule
                both = {}
                for each, bands in (
                    (RateClass.STANDARD, by_class.standard),
                    (RateClass.HEALTH, by_class.health),
                ):
                    where = ("settings", "discount_schedule", each.value)
                    both[each] = _schedule(bands, f"bands given, {each.value}")
                return {each: both[each] for each in self.classes()}
        except ValueError as error:
            self.fault(where, str(error))
        return None

    def classes(self) -> list[RateClass]:
        used = {row.rate_class for row in self.form.rows}
        return [each for each in RateClass if each in used]

    def reach(self, schedules: Mapping[RateClass, RateSchedule]) -> None:
        """Every row's last year has a rate."""
        for place, row in enumerate(self.form.rows):
            longest = self.ends(row.duration_years)[1] or Decimal(1)
            last = schedules[row.rate_class].bands[-1].to_year
            if last is not None and longest > last:
                self.fault(
                    ("rows", place, "duration_years"),
                    say(
                        "lasts beyond year {last}, the last that the schedule has a rate for: add a band",
                        last=last,
                    ),
                )

    def row(self, place: int, given: RowForm) -> Row | None:
        at: Path = ("rows", place)
        proxy, times = given.proxy, _ONE
        if isinstance(proxy, Proxy):
            times = self.times(proxy, (*at, "proxy"))
            if given.unit is not None and given.unit != proxy.per:
                self.fault(
                    (*at, "unit"),
                    say("the quantity is in {unit}, the proxy for one {per}", unit=given.unit, per=proxy.per),
                )
            proxy = proxy.value
        elif proxy is not None and given.unit is not None:
            self.fault(
                (*at, "proxy"),
                say("a value without a unit: write it as value and per, what it is for one of"),
            )
        numbers: dict[Part, Decimal | None] = {
            Part.PROXY: self.number(proxy, Part.PROXY, place, (*at, "proxy"), times)
        }
        for part in (Part.QUANTITY, Part.IMPACT, Part.DURATION, *SHARES):
            numbers[part] = self.number(getattr(given, part.value), part, place, (*at, part.value))
        lasts = numbers[Part.DURATION]
        if lasts is None or not 0 < lasts <= LONGEST:
            self.fault(
                (*at, "duration_years"),
                say("a duration is above 0 and at most {longest} years", longest=LONGEST),
            )
            return None
        nothing = Decimal(0)
        try:
            return Row(
                stakeholder=given.stakeholder,
                outcome=given.outcome,
                duration_years=lasts,
                quantity=numbers[Part.QUANTITY],
                proxy=numbers[Part.PROXY],
                impact=numbers[Part.IMPACT],
                deductions=Deductions(
                    deadweight=numbers[Part.DEADWEIGHT] or nothing,
                    displacement=numbers[Part.DISPLACEMENT] or nothing,
                    attribution=numbers[Part.ATTRIBUTION] or nothing,
                    leakage=numbers[Part.LEAKAGE] or nothing,
                ),
                drop_off=numbers[Part.DROP_OFF] or nothing,
                rate_class=given.rate_class,
                kind=given.kind,
            )
        except ValueError as error:
            self.fault(at, str(error))
            return None

    def input(self, place: int, given: InputForm) -> Input | None:
        at: Path = ("inputs", place)
        if given.currency is not None:
            self.check_currency(given.currency, (*at, "currency"))
        try:
            times = (
                uplifted(_ONE, uplift=given.optimism_bias, mitigated=given.mitigated or Decimal(0))
                if given.optimism_bias is not None
                else _ONE
            )
            if given.hours is not None and given.an_hour is not None:
                with exact():
                    amount = volunteer_time(given.hours, an_hour=given.an_hour) * times
            else:
                found = self.number(given.amount, Part.INPUT, place, (*at, "amount"), times)
                amount = Decimal(0) if found is None else found
            return Input(given.label, amount, given.year, given.public)
        except ValueError as error:
            self.fault(at, str(error))
            return None

    def number(
        self, given: object, part: Part, place: int, path: Path, times: Decimal = _ONE
    ) -> Decimal | None:
        """The central value; where it is a range, what is drawn in its place is noted."""
        if given is None:
            return None
        value: Decimal
        if isinstance(given, Decimal):
            value = given
        else:
            found = self.distribution(given, path)
            if found is None:
                return _ONE
            distribution, stream = found
            self.check_ends(distribution, part, path)
            self.drawn.append(Drawn(part, place, distribution, stream, times))
            value = distribution.central
        with exact():
            return value * times

    def distribution(self, given: object, path: Path) -> tuple[Distribution, str] | None:
        try:
            if isinstance(given, Shared):
                if given.shared not in self.form.shared:
                    self.fault((*path, "shared"), say("there is no {name} under shared", name=given.shared))
                    return None
                return self.form.shared[given.shared].made(), pointer(("shared", given.shared))
            made: Distribution = given.made()  # type: ignore[attr-defined]
        except ValueError as error:
            self.fault(path, str(error))
            return None
        return made, pointer(path)

    def ends(self, given: Any) -> tuple[Decimal | None, Decimal | None]:
        if isinstance(given, Decimal):
            return given, given
        found = self.distribution(given, ())
        return (None, None) if found is None else found[0].ends

    def check_ends(self, distribution: Distribution, part: Part, path: Path) -> None:
        low, high = distribution.ends
        if part in SHARES and (low is None or high is None or low < 0 or high > 1):
            self.fault(path, say("the range reaches outside 0 to 1, where a fraction ends: cut it off there"))
        elif part is Part.DURATION and (low is None or high is None or low <= 0 or high > LONGEST):
            self.fault(
                path,
                say(
                    "the range must stay above 0 and at most {longest} years: cut it off there",
                    longest=LONGEST,
                ),
            )
        elif part is Part.INPUT and (low is None or low < 0):
            self.fault(path, say("the range reaches below 0, which an input never is: cut it off there"))

    def times(self, proxy: Proxy, path: Path) -> Decimal:
        """What brings the proxy's money to the map's prices."""
        if proxy.currency is not None:
            self.check_currency(proxy.currency, (*path, "currency"))
        base = self.form.settings.price_year
        if proxy.price_year is None or proxy.price_year == base:
            return _ONE
        at = (*path, "price_year")
        if base is None:
            self.fault(
                at,
                say(
                    "the proxy is in {year} prices and the map has no price_year in its settings: give it",
                    year=proxy.price_year,
                ),
            )
        elif self.deflator is None:
            self.fault(
                at,
                say(
                    "mixed price bases: the proxy is in {year} prices, the map in {base} ones. Convert it, or name a deflator",
                    year=proxy.price_year,
                    base=base,
                ),
            )
        else:
            try:
                factor = self.deflator.factor(from_year=proxy.price_year, to_year=base)
            except ValueError as error:
                self.fault(at, str(error))
            else:
                self.deflated = True
                return factor
        return _ONE

    def check_currency(self, currency: str, path: Path) -> None:
        own = self.form.settings.currency
        if currency != own:
            self.fault(
                path, say("in {currency}, the map is in {own}: convert it first", currency=currency, own=own)
            )


def _schedule(bands: list[Band], name: str) -> RateSchedule:
    return RateSchedule(tuple(RateBand(band.from_year, band.to_year, band.rate) for band in bands), name=name)
