"""How far fieldwork is: records by stratum against what is wanted, and what came of asking, by contact and by organisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.tracker.models import (
    ContactEvent,
    FrameContact,
    FrameOrganisation,
    Interview,
    Quota,
    Standing,
)
from fourfold.tracker.queries.frame import strata_of
from fourfold.tracker.queries.records import records_of
from fourfold.tracker.rules.fieldwork.outcomes import COMPLETE, PARTIAL, counted, telling_most

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.tracker.models import Wave
    from fourfold.tracker.queries.frame import Stratum
    from fourfold.tracker.rules.instrument.questionnaire import Instrument
    from fourfold.tracker.rules.response_rates import Outcomes


@dataclass(frozen=True, slots=True)
class Board:
    """`complete` and `partial` are organisations by stratum, `codes` how many stand at each code."""

    strata: tuple[Stratum, ...]
    wanted: Mapping[tuple[str, str], int]
    complete: Mapping[tuple[str, str], int]
    partial: Mapping[tuple[str, str], int]
    organisations: Mapping[str, int]
    contacts: Mapping[str, int]

    @property
    def of_organisations(self) -> Outcomes:
        return counted(Counter(dict(self.organisations)).elements())

    @property
    def of_contacts(self) -> Outcomes:
        return counted(Counter(dict(self.contacts)).elements())


def quotas_of(wave: Wave) -> dict[tuple[str, str], int]:
    return {
        (sector, band): wanted
        for sector, band, wanted in Quota.objects.filter(wave=wave).values_list(
            "sector", "size_band", "wanted"
        )
    }


def board_of(wave: Wave, instrument: Instrument) -> Board:
    """A contact is complete who sent what they had to say; an organisation whose record is, whoever answered."""
    codes: dict[int, list[str]] = defaultdict(list)
    for contact, outcome in (
        ContactEvent.objects.filter(wave=wave).order_by("at", "pk").values_list("contact_id", "outcome")
    ):
        codes[contact].append(outcome)
    interviews = Interview.objects.filter(wave=wave, contact__isnull=False)
    sent = dict(interviews.values_list("contact_id", "sent_at"))
    records = records_of(wave, instrument)
    of_organisation: dict[int, list[str]] = defaultdict(list)
    contacts: Counter[str] = Counter()
    rows = FrameContact.objects.filter(wave=wave).exclude(organisation__standing=Standing.LEFT_OUT)
    for pk, organisation in rows.values_list("pk", "organisation_id"):
        asked = codes[pk]
        # Whether an organisation is done is told by its record, not by who of it sent what.
        of_organisation[organisation] += asked
        said = [PARTIAL if sent[pk] is None else COMPLETE] if pk in sent else []
        contacts[telling_most([*asked, *said])] += 1
    organisations: Counter[str] = Counter()
    by_stratum: dict[str, Counter[tuple[str, str]]] = {COMPLETE: Counter(), PARTIAL: Counter()}
    frame = FrameOrganisation.objects.filter(wave=wave).exclude(standing=Standing.LEFT_OUT)
    for pk, sector, band in frame.order_by("pk").values_list("pk", "sector", "size_band"):
        record = records.get(pk)
        found = record.outcome if record is not None else ""
        code = found or telling_most(of_organisation[pk])
        organisations[code] += 1
        if code in by_stratum:
            by_stratum[code][sector, band] += 1
    return Board(
        tuple(strata_of(wave)),
        quotas_of(wave),
        by_stratum[COMPLETE],
        by_stratum[PARTIAL],
        organisations,
        contacts,
    )
