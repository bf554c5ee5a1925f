"""The technical report of a wave, which writes itself: frame, response, weights, design effects and methods, from the same
specification and answers as the tables.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.table_book.as_markdown import safe, table_of
from fourfold.tracker.exchange.table_book.report_of_weights import counted, effects, heading_of, weights
from fourfold.tracker.rules.faults import BadSurvey, Fault
from fourfold.tracker.rules.response_rates import Outcomes, rates
from fourfold.tracker.rules.tables.notes import tested
from fourfold.tracker.rules.tables.printing import as_printed, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from fourfold.tracker.exchange.table_book.data_file import ReadSurvey
    from fourfold.tracker.exchange.table_book.specification import ReadSpecification
    from fourfold.tracker.exchange.table_book.wave_form import OutcomesPart, WavePart
    from fourfold.tracker.rules.tables.plan import Rules
    from fourfold.tracker.rules.tables.table import Book

# How each outcome is called in the report, in the order of the Standard Definitions.
OUTCOMES: Final = {
    "complete": say("Complete (I)"),
    "partial": say("Partial (P)"),
    "refused": say("Refused (R)"),
    "not_reached": say("Not reached (NC)"),
    "other": say("Other, eligible (O)"),
    "unknown_if_there": say("Not known whether anyone is there (UH)"),
    "unknown_other": say("Not known whether eligible (UO)"),
    "not_eligible": say("Not eligible"),
}


def technical_report(
    read: ReadSpecification, survey: ReadSurvey, made: Book, *, fingerprints: Mapping[str, str]
) -> str:
    """As Markdown. `fingerprints` are of the files that it was made from. Raises FileFault without a wave, BadSurvey where
    the wave counts other respondents than the data has.
    """
    wave = read.written.wave
    if wave is None:
        read.refuse([((), say("a technical report needs the part wave"))])
    check_same(read, survey)
    lines = [f"# {safe(say('{title}: technical report', title=read.written.title))}"]
    if wave is not None:
        lines += [*_about(read, wave), *_frame(read, survey, wave), *_response(wave, read.plan.rules)]
    lines += [*weights(read, survey), *effects(made, read.plan.rules), *_methods(read, made)]
    lines += ["", f"## {say('Made from')}", ""]
    lines += [f"- {safe(name)}: SHA-256 {value}" for name, value in fingerprints.items()]
    return "\n".join(lines) + "\n"


def check_same(read: ReadSpecification, survey: ReadSurvey) -> None:
    """The wave's numbers of interviews are those of the data. Raises BadSurvey with both."""
    wave, counts = read.written.wave, {}
    if wave is None:
        return
    design = survey.design
    counts["contacts"] = (wave.contacts, len(design.weights))
    counts["organisations"] = (wave.organisations, len(set(design.clusters)))
    faults = [
        Fault(
            say(
                "wave.{level} has {said} interviews, and the data has {found}",
                level=level,
                said=part.complete + part.partial,
                found=found,
            )
        )
        for level, (part, found) in counts.items()
        if part is not None and part.complete + part.partial != found
    ]
    faults += [
        Fault(say("wave.frame_by_stratum has {stratum}, and the data has nobody of it", stratum=stratum))
        for stratum in wave.frame_by_stratum
        if stratum not in set(design.strata)
    ]
    if faults:
        raise BadSurvey(faults)


def _about(read: ReadSpecification, wave: WavePart) -> Iterator[str]:
    yield from heading_of(say("The survey"))
    facts = {
        say("Population"): read.plan.population.text,
        say("Client"): wave.client,
        say("Fieldwork by"): wave.fieldwork_by,
        say("Fieldwork"): say(
            "{first} to {last}", first=day_text(wave.first_day), last=day_text(wave.last_day)
        ),
        say("Mode"): wave.mode,
        say("Questionnaire"): wave.questionnaire,
        say("Frame"): wave.frame,
        say("Selection"): wave.selection,
        say("Incentives"): wave.incentives,
        say("Back-checks"): wave.back_checks,
        say("Notice"): read.written.notice,
    }
    yield from (f"- {name}: {safe(text)}" for name, text in facts.items() if text)


def _frame(read: ReadSpecification, survey: ReadSurvey, wave: WavePart) -> Iterator[str]:
    yield from heading_of(say("Frame and sample"))
    design, sizes = survey.design, survey.design.sizes or {}
    respondents = Counter(design.strata)
    rows = []
    for stratum, drawn in design.drawn.items():
        size, frame = sizes.get(stratum), wave.frame_by_stratum.get(stratum)
        share = "" if size is None else _percent(design.fraction(stratum), read.plan.rules)
        name = stratum if read.written.design.stratum else say("All")
        rows.append(
            (name, counted(size), counted(frame), counted(drawn), counted(respondents[stratum]), share)
        )
    heading = (
        say("Stratum"),
        say("Population"),
        say("In the frame"),
        say("Organisations"),
        say("Respondents"),
    )
    yield from table_of((*heading, say("Sampling fraction, %")), rows)
    yield ""
    yield safe(read.plan.design_text)


def _response(wave: WavePart, rules: Rules) -> Iterator[str]:
    levels = {
        say("Organisations"): wave.organisations,
        say("Contacts"): wave.contacts,
    }
    given = {name: _outcomes(part) for name, part in levels.items() if part is not None}
    if not given:
        return
    yield from heading_of(say("Response"))
    yield from table_of(
        (say("Final outcome"), *given),
        [
            (text, *(counted(getattr(outcomes, field)) for outcomes in given.values()))
            for field, text in OUTCOMES.items()
        ]
        + [(say("All"), *(counted(outcomes.total) for outcomes in given.values()))],
    )
    yield ""
    found = {name: rates(outcomes) for name, outcomes in given.items()}
    names = next(iter(found.values()))
    e = [_share(outcomes.share_eligible, rules) for outcomes in given.values()]
    yield from table_of(
        (say("Rate, %"), *given),
        [
            *((rate, *(_share(each[rate], rules) for each in found.values())) for rate in names),
            ("e", *e),
        ],
    )
    yield ""
    yield say(
        "Rates by the Standard Definitions of AAPOR. e is the share of those of unknown eligibility taken to be eligible: "
        "as among those whose eligibility is known"
    )


def _outcomes(part: OutcomesPart) -> Outcomes:
    return Outcomes(**part.model_dump())


def _methods(read: ReadSpecification, made: Book) -> Iterator[str]:
    yield from heading_of(say("Methods"))
    rules = read.plan.rules
    lines = [
        *made.about,
        *dict.fromkeys(tested(plan, rules) for plan in read.plan.tables),
        say(
            "Variances: linearised (Taylor series), with the whole sample also where a figure is of a part of it"
        ),
        say(
            "Intervals of {confidence}%: {method} for shares, value ± t for means",
            confidence=f"{100 * rules.confidence:g}",
            method=rules.interval.text,
        ),
        say(
            "Association: Rao and Scott's second-order correction of Pearson's statistic; Cramér's V beside it"
        ),
        say(
            "No figures on effective bases below {too_small}; marked below {small}",
            too_small=f"{rules.too_small:g}",
            small=f"{rules.small:g}",
        ),
    ]
    yield from (f"- {safe(line)}" for line in lines if line)
    yield from heading_of(say("Questions"))
    yield from table_of(
        (say("Question"), say("Respondents"), say("Asked, without an answer")),
        [
            (
                f"{table.key}: {table.title}",
                counted(table.columns[0].respondents),
                counted(table.columns[0].unanswered),
            )
            for table in made.tables
        ],
    )


def _share(share: Fraction | None, rules: Rules) -> str:
    return "–" if share is None else _percent(float(share), rules)


def _percent(share: float, rules: Rules) -> str:
    return text_of(as_printed(share * 100, rules.rounding, 1))
