"""What is known of a value beside its pounds and its source: who gains, for how long, where, by which method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.models import Proxy, ProxyOverlap
from fourfold.define.rules.kinds_of_value import DiscountClass, Gains, Lasts
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.define.models import Measure

MOST_METHOD = 5_000
MOST_PLACE = 200


@dataclass(frozen=True, slots=True)
class ProxyDetail:
    """Empty, and None, mean that the source does not say. `overlaps` are measures of the same organisation."""

    gains: str = Gains.NOT_STATED
    lasts: str = Lasts.NOT_STATED
    once_per_person: bool | None = None
    discount_class: str = DiscountClass.STANDARD
    place: str = ""
    method: str = ""
    overlaps: tuple[Measure, ...] = ()

    def columns(self) -> dict[str, object]:
        return {
            "gains": self.gains,
            "lasts": self.lasts,
            "once_per_person": self.once_per_person,
            "discount_class": self.discount_class,
            "place": self.place.strip(),
            "method": self.method.strip(),
        }


PLAIN = ProxyDetail()


def check_detail(detail: ProxyDetail, measure: Measure) -> None:
    for field, given, known in (
        ("gains", detail.gains, Gains),
        ("lasts", detail.lasts, Lasts),
        ("discount_class", detail.discount_class, DiscountClass),
    ):
        if given not in {each.value for each in known}:
            raise Refused(say("Choose one of those that are offered"), field=field)
    if len(detail.place) > MOST_PLACE or len(detail.method) > MOST_METHOD:
        raise Refused(
            say("Say it in fewer words"), field="place" if len(detail.place) > MOST_PLACE else "method"
        )
    if any(other.pk == measure.pk for other in detail.overlaps):
        raise Refused(say("A value cannot overlap with its own measure"), field="overlaps")
    if any(other.owner_id != measure.owner_id for other in detail.overlaps):
        raise Refused(say("Choose measures of your own policy"), field="overlaps")


def note_overlaps(proxy: Proxy, measures: Iterable[Measure]) -> None:
    """Within the change that sets the value."""
    for measure in {each.pk: each for each in measures}.values():
        ProxyOverlap.objects.create(owner_id=proxy.owner_id, root=proxy.root, proxy=proxy, measure=measure)


def check_latest(measure: Measure, after: str | None) -> None:
    """Refuses where another value was set since the one of the reference `after`; None asks for no such check."""
    latest = Proxy.objects.filter(measure=measure).order_by("-pk").first()
    if after is not None and after != ("" if latest is None else latest.ref):
        message = say(
            "Somebody else set a value for this measure while you were writing. Look at it before you set yours"
        )
        raise Refused(message)
