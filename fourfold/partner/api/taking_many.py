"""Taking many reports of deliveries: each by the action that takes one, and what is wrong with a line said beside it.

Up to 200 are one transaction that the sender waits for. More are a job: all are looked at first, and where one is refused
none is taken; then they are taken a handful at a time, so that nobody else waits for the database. A job that is begun
again goes on after those that are taken.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from fourfold.ground.api.finding import found
from fourfold.ground.api.problems import Problem, as_problem
from fourfold.ground.api.reading import parse
from fourfold.ground.files.refusals import NotAccepted, NotScanned
from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.jobs.kinds import GiveUp, Kind, Outcome, TryAgain
from fourfold.ground.jobs.kinds import register as register_kind
from fourfold.ground.jobs.tables import Job, JobState
from fourfold.ground.operation.refused_files import note_virus
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused, change
from fourfold.integrate.queries.commitments import commitment_numbered
from fourfold.partner.api.reporting import report
from fourfold.partner.api.shapes import LineOfMany, VeryManyReports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from fourfold.ground.jobs.running import Running

TAKE: Final = "partner.take_deliveries"
# So many of one organisation may wait or be under way; each may be five megabytes.
MOST_WAITING: Final = 5
_AT_ONCE: Final = 25


def connect() -> None:
    register_kind(Kind(TAKE, _take, stepwise=True, lease=timedelta(minutes=5)))


def ask_to_take(*, by: Actor, content: bytes, lines: int, at: datetime) -> Job:
    """Has them taken after the answer, under the sender's name, by the roles that they hold then."""
    waiting = Job.objects.filter(kind=TAKE, owner_id=by.organisation_id, state=JobState.WAITING).count()
    if waiting >= MOST_WAITING:
        message = f"{waiting} such jobs of your organisation are waiting or under way. Wait until one is over"
        raise Refused(message)
    with change(by=by, owner=by.organisation_id, reason="Sent many deliveries"):
        return enqueue(
            kind=TAKE,
            title=f"{lines:,} deliveries sent together",
            owner=by.organisation_id,
            by=by,
            payload={"lines": lines},
            file=("deliveries.json", content),
            at=at,
        )


def take(by: Actor, line: LineOfMany) -> str:
    """The reference of the delivery that the line becomes."""
    commitment = found(commitment_numbered(contract_ref=line.contract, number=line.commitment))
    return report(by=by, commitment=commitment, given=line).ref


def try_to_take(
    by: Actor,
    numbered: Iterable[tuple[int, LineOfMany]],
    *,
    note: Callable[[NotAccepted], None],
) -> tuple[list[Any], list[Any]]:
    """What was kept, by number and reference, and what is wrong with the others. `note` is told of files that are refused.

    Raises NotScanned: the scanner that gives no answer for one line has none for the next.
    """
    kept: list[Any] = []
    wrong: list[Any] = []
    for number, line in numbered:
        try:
            kept.append({"number": number, "delivery": take(by, line)})
        except NotScanned:
            raise
        except NotAccepted as refusal:
            note(refusal)
            wrong.append(_said(number, as_problem(refusal)))
        except (NotAllowed, Refused, Problem) as refusal:
            wrong.append(_said(number, as_problem(refusal)))
    return kept, wrong


def _said(number: int, problem: Problem) -> dict[str, object]:
    return {
        "number": number,
        "problem": problem.kind.name,
        "detail": problem.detail or problem.kind.advice,
        "errors": [{"at": at, "detail": detail} for at, detail in problem.errors],
    }


def _take(running: Running) -> Outcome:
    try:
        return _take_all(running)
    except NotScanned as refusal:
        raise TryAgain(str(refusal)) from None


def _take_all(running: Running) -> Outcome:
    by = running.asked_by()
    infected: list[NotAccepted] = []
    _, content = running.input()
    lines = VeryManyReports.model_validate(parse(content)).deliveries
    before = running.reported()
    kept, wrong = before.get("lines", []), before.get("refused", [])
    if not kept:
        _look_at_all(running, by, lines, infected)
        wrong = []
    seen = {each["number"] for each in (*kept, *wrong)}
    left = ((number, line) for number, line in enumerate(lines, start=1) if number not in seen)
    for some in _handfuls(left):
        with running.step():
            more, refused = try_to_take(by, some, note=infected.append)
            kept, wrong = kept + more, wrong + refused
            running.report({"lines": kept, "refused": wrong})
        done = len(lines) + some[-1][0]
        running.progress(done, 2 * len(lines), f"{some[-1][0]:,} of {len(lines):,} taken")
    _note(by, infected, at=running.clock())
    if wrong:
        return Outcome(
            f"{len(kept):,} deliveries were taken. {len(wrong):,} were not: what they are about changed meanwhile."
        )
    return Outcome(f"{len(kept):,} deliveries were taken.")


def _look_at_all(running: Running, by: Actor, lines: list[LineOfMany], infected: list[NotAccepted]) -> None:
    """Takes each as if, and lets it go again. Raises GiveUp where one is refused; the report says what is wrong with which."""
    wrong: list[Any] = []
    for some in _handfuls(enumerate(lines, start=1)):
        with running.step(), transaction.atomic():
            _, refused = try_to_take(by, some, note=infected.append)
            transaction.set_rollback(True)
        wrong += refused
        running.progress(some[-1][0], 2 * len(lines), f"{some[-1][0]:,} of {len(lines):,} looked at")
    if wrong:
        with running.step():
            running.report({"lines": [], "refused": wrong})
        _note(by, infected, at=running.clock())
        raise GiveUp(f"{len(wrong):,} of {len(lines):,} lines cannot be taken, so none was.")


def _note(by: Actor, infected: list[NotAccepted], *, at: datetime) -> None:
    """Each file once, in however many lines it stands."""
    for refusal in {str(each): each for each in infected}.values():
        note_virus(by=by, refusal=refusal, at=at)


def _handfuls(lines: Iterable[tuple[int, LineOfMany]]) -> Iterator[list[tuple[int, LineOfMany]]]:
    left = iter(lines)
    while some := list(islice(left, _AT_ONCE)):
        yield some
