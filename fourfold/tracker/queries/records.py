"""What organisations answered: what each of their people said, made into one record by the rules."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from fourfold.tracker.models import FrameOrganisation, GivenAnswer, Interview, Purpose, Settlement
from fourfold.tracker.rules.fieldwork.merging import Merged, Part, Settled, merged
from fourfold.tracker.rules.fieldwork.outcomes import COMPLETE, PARTIAL
from fourfold.tracker.rules.fieldwork.pages import Progress, from_frame, progress_of
from fourfold.tracker.rules.instrument.answers import answer_from_text
from fourfold.tracker.rules.instrument.engine import Standing, standing
from fourfold.tracker.rules.instrument.questionnaire import questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fourfold.tracker.models import Wave
    from fourfold.tracker.rules.instrument.conditions import Answer
    from fourfold.tracker.rules.instrument.questionnaire import Instrument


@dataclass(frozen=True)
class Record:
    """One organisation's. `interviews` are its people's, in the order in which they began."""

    organisation: FrameOrganisation
    instrument: Instrument
    interviews: tuple[Interview, ...]
    merged: Merged

    @cached_property
    def standing(self) -> Standing:
        known = from_frame(self.instrument, facts_of(self.organisation))
        return standing(self.instrument, {**known, **self.merged.answers})

    @cached_property
    def progress(self) -> Progress:
        return progress_of(self.instrument, self.standing)

    @property
    def outcome(self) -> str:
        """Complete where every required question has one answer; in part where half of them have; else empty."""
        if not self.merged.answers:
            return ""
        if self.progress.complete and not self.merged.conflicts:
            return COMPLETE
        return PARTIAL if self.progress.at_least_half else ""


def records_of(wave: Wave, instrument: Instrument, *, of: int | None = None) -> dict[int, Record]:
    """By organisation, those for which anybody answered anything; of one alone, by its key. Pilots and tests are none."""
    interviews: dict[int, list[Interview]] = defaultdict(list)
    bodies: dict[int, FrameOrganisation] = {}
    rows = Interview.objects.filter(wave=wave, purpose=Purpose.REAL).select_related(
        "organisation__organisation", "contact"
    )
    if of is not None:
        rows = rows.filter(organisation=of)
    for each in rows.order_by("begun_at", "pk"):
        if each.organisation is not None:
            interviews[each.organisation.pk].append(each)
            bodies[each.organisation.pk] = each.organisation
    texts = texts_given([each for group in interviews.values() for each in group])
    settled = _settled(wave, of)
    found = {}
    for organisation, group in interviews.items():
        parts = [Part(each.ref, read(instrument, texts[each.pk])) for each in group]
        written = {(each.ref, question): text for each in group for question, text in texts[each.pk].items()}
        found[organisation] = Record(
            bodies[organisation],
            instrument,
            tuple(group),
            merged(instrument, parts, settled[organisation], written=written),
        )
    return found


def complete_organisations(wave: Wave, instrument: Instrument) -> frozenset[int]:
    return frozenset(pk for pk, record in records_of(wave, instrument).items() if record.outcome == COMPLETE)


def edits_of(record: Record) -> list[GivenAnswer]:
    """Every answer of its people as it was given, changed and taken back, the latest first."""
    rows = GivenAnswer.objects.filter(interview__in=[each.pk for each in record.interviews])
    return list(rows.select_related("interview__contact", "by").order_by("-pk"))


def texts_given(interviews: Iterable[Interview]) -> dict[int, dict[str, str]]:
    """By interview, the answers that hold, as text by question; what was taken back is not there."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = GivenAnswer.objects.filter(interview__in=[each.pk for each in interviews]).order_by("pk")
    for interview, question, value, words in rows.values_list("interview_id", "question", "value", "words"):
        found[interview][question] = value or words
    return defaultdict(
        dict, {pk: {name: text for name, text in given.items() if text} for pk, given in found.items()}
    )


def read(instrument: Instrument, texts: Mapping[str, str]) -> dict[str, Answer]:
    """What can be read by the instrument; a question that an earlier version had, or whose words were removed, is left out."""
    answers = {}
    for each in questions(instrument):
        if each.id in texts:
            try:
                answers[each.id] = answer_from_text(each.question, texts[each.id])
            except ValueError:
                continue
    return answers


def facts_of(organisation: FrameOrganisation) -> dict[str, str]:
    """What the frame knows of it, for questions that are filled in from there."""
    facts = {"sector": organisation.sector, "size_band": organisation.size_band}
    if organisation.organisation is not None:
        facts["nation"] = organisation.organisation.nation
    return {name: fact for name, fact in facts.items() if fact and fact != "not_known"}


def _settled(wave: Wave, of: int | None) -> dict[int, dict[str, Settled]]:
    found: dict[int, dict[str, Settled]] = defaultdict(dict)
    rows = Settlement.objects.filter(organisation__wave=wave).order_by("pk")
    if of is not None:
        rows = rows.filter(organisation=of)
    for organisation, question, chosen, between in rows.values_list(
        "organisation_id", "question", "chosen__ref", "between"
    ):
        found[organisation][question] = Settled(chosen, between)
    return found
