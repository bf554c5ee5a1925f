"""Which services and priorities somebody leads on, by what records show."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone

from fourfold.define.models import (
    LeadAct,
    LeadAppointment,
    Leadership,
    LeadPriority,
    LeadRole,
    LeadShown,
    Priority,
    Service,
)
from fourfold.define.queries.leadership import services_of, standings
from fourfold.define.queries.policies import adopted_version
from fourfold.define.rules.coverage import RECENT_DAYS, Area, Coverage, Holder, coverage
from fourfold.define.rules.lead_gaps import DORMANT_DAYS
from fourfold.ground.trail.history import latest_change_by

if TYPE_CHECKING:
    from datetime import date

    from fourfold.define.rules.lead_gaps import Standing

# To write down who leads is not to lead.
_NOT_LEADING = tuple(
    table._meta.db_table for table in (LeadAppointment, LeadPriority, Leadership, LeadShown, LeadAct, Service)
)


def coverage_of(owner: int, *, on: date) -> Coverage:
    """Every open service and every priority of the adopted policy, against everybody who was appointed and not ended.

    An act is one that was written down for the appointment; for one with an account also any change of the organisation's
    records, which the trail knows.
    """
    return coverage(_areas(owner, on), _holders(owner, on), on=on)


def _areas(owner: int, on: date) -> list[Area]:
    adopted = adopted_version(owner)
    priorities = [] if adopted is None else list(adopted.priorities.all())
    return [
        *(Area(f"service {each.pk}", each.name) for each in services_of(owner, on=on)),
        *(Area(_of(each), each.title) for each in priorities),
    ]


def _of(priority: Priority) -> str:
    """By its title: a later version has the same priority under another key."""
    return f"priority {priority.title.casefold()}"


def _holders(owner: int, on: date) -> list[Holder]:
    known = {each.ref: each for each in standings(owner, on=on)}
    rows = list(
        LeadAppointment.objects.filter(owner_id=owner, ref__in=known).annotate(latest_act=Max("acts__on"))
    )
    covered: dict[int, list[str]] = {}
    for each in LeadPriority.objects.filter(appointment__in=rows).select_related("priority"):
        covered.setdefault(each.appointment_id, []).append(_of(each.priority))
    since = timezone.make_aware(datetime.combine(on - timedelta(days=RECENT_DAYS + 1), time.min))
    changes = latest_change_by(
        [row.person_id for row in rows if row.person_id is not None],
        owner=owner,
        since=since,
        leave_out=_NOT_LEADING,
    )
    return [
        Holder(
            name=known[row.ref].known_as,
            areas=frozenset(
                [*covered.get(row.pk, ()), *([f"service {row.service_id}"] if row.service_id else [])]
            ),
            from_day=row.from_day,
            last_day=known[row.ref].until_day,
            present=_present(known[row.ref], on),
            last_act=_latest(row.latest_act, changes.get(row.person_id or 0), on),
            leads_all=row.role == LeadRole.LEAD,
        )
        for row in rows
    ]


def _present(standing: Standing, on: date) -> bool:
    """One without an account is taken to be there: their acts tell."""
    if standing.here is None:
        return True
    seen = standing.last_seen
    return standing.here and seen is not None and (on - seen).days <= DORMANT_DAYS


def _latest(act: date | None, changed: datetime | None, on: date) -> date | None:
    """Whichever is later, and not after the day that is asked about."""
    days = [act, None if changed is None else timezone.localdate(changed)]
    return max((day for day in days if day is not None and day <= on), default=None)
