"""A data protection impact assessment, begun: what the system knows of itself filled in, what people must judge left open.

In the order of UK GDPR Article 35(7): the processing, why it is needed, the risks and the measures; then who was asked and who
decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say, side_by_side
from fourfold.ground.privacy.document import facts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fourfold.ground.privacy.queries import Kept

OPEN: Final = say("To be answered by your organisation")
_MB: Final = 1024 * 1024
_JUDGE: Final = say("How likely and how severe it is for people, what more is done, and what remains.")


@dataclass(frozen=True, slots=True)
class Part:
    """`rows` are names and words, `open` what only people can answer."""

    title: str
    words: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    open: tuple[str, ...] = ()


def parts(*, organisation: str, record: list[Kept], holds: int, on: date) -> list[Part]:
    """For `organisation` on that day; `record` is the record of processing as it follows it."""
    return [
        Part(
            say("What this is about"),
            say(
                "{organisation} uses Fourfold to define, buy, receive and account for social value in its "
                "contracts. Written on {on} from the settings of the site and the record of processing; to "
                "be read again when either changes.",
                organisation=organisation,
                on=day_text(on),
            ),
            open=(
                say(
                    "Why an assessment is made: which of the reasons of Article 35(3), or of your own screening, applies."
                ),
                say("Who is responsible for it, and the data protection officer's name."),
            ),
        ),
        Part(
            say("How the site is set up"),
            rows=tuple(_set_up()),
            open=(say("Who runs the site for you, where, and the contract with them under Article 28."),),
        ),
        *(
            Part(say("Processing: {title}", title=each.line.title), rows=tuple(facts(each.line, each.kept)))
            for each in record
        ),
        Part(
            say("Necessity and proportion"),
            say(
                "The system asks for counts of those who benefit and not for their names. It keeps no name in any record but the "
                "account. Each kind of record has a time, after which it is disposed of by itself."
            ),
            rows=(
                (say("Times chosen by you"), _chosen(record)),
                (say("Holds that stand"), str(holds)),
                (
                    say("Access"),
                    say("Everyone takes a copy of what is held about them from their account page."),
                ),
                (
                    say("Erasure"),
                    say("At request, by an administrator who is somebody else; what stays is told before."),
                ),
            ),
            open=(
                say("Whether each purpose could be reached with less."),
                say("How people are told: your privacy notice, and where it stands."),
            ),
        ),
        *(
            Part(
                say("Risk: {title}", title=title),
                rows=((say("Measures in place"), measures),),
                open=(_JUDGE,),
            )
            for title, measures in RISKS
        ),
        Part(
            say("Who was asked"),
            open=(
                say(
                    "People whose data it is, or who speaks for them; suppliers; your information security officer."
                ),
            ),
        ),
        Part(
            say("Decision"),
            open=(
                say("The data protection officer's advice, and whether it is followed or why not."),
                say(
                    "Who accepts what remains, and when. A high risk goes to the Information Commissioner first (Article 36)."
                ),
                say("When this is looked at again."),
            ),
        ),
    ]


RISKS: Final = (
    (
        say("Someone reads what is not theirs"),
        say(
            "Roles with a beginning and an end; every record belongs to one organisation and is shared by name only, held "
            "by the queries and, on PostgreSQL, by row-level security; pages for what one may not know answer that it is "
            "not there."
        ),
    ),
    (
        say("An account is taken over"),
        (
            say(
                "Passwords are kept as slow hashes, guessing is slowed down where it comes from, sessions end by themselves, and "
                "access that nobody uses is shown to the auditor."
            )
        ),
    ),
    (
        say("Records are altered in secret"),
        say(
            "Every change leaves a trail written by the database, chained by hash; its heads can be sent outside."
        ),
    ),
    (
        say("More is typed or uploaded than is needed"),
        (
            say(
                "Forms ask for counts; images are written anew without the place where they were taken; an auditor may raise a "
                "finding about anything."
            )
        ),
    ),
    (
        say("It is kept too long"),
        say(
            "Disposal every night by the record of processing, with a log; holds need a reason and an administrator."
        ),
    ),
    (
        say("One person is recognised in published figures"),
        (
            say(
                "No page publishes counts of people by group. The first that does withholds small ones, and others with them, so "
                "that none can be worked out by subtraction."
            )
        ),
    ),
)


def markdown(found: list[Part], *, organisation: str) -> str:
    return "\n".join(_lines(found, organisation)) + "\n"


def _lines(found: list[Part], organisation: str) -> Iterator[str]:
    yield say("# Data protection impact assessment: {plain}", plain=_plain(organisation))
    for number, part in enumerate(found, start=1):
        yield ""
        yield f"## {number}. {part.title}"
        if part.words:
            yield ""
            yield _plain(part.words)
        if part.rows:
            yield ""
            yield from (f"- **{name}**: {_plain(words)}" for name, words in part.rows)
        for question in part.open:
            yield ""
            yield f"> {OPEN}: {question}"
            yield ">"
            yield "> ____"


def _plain(words: str) -> str:
    """What an organisation is called cannot begin a heading or a link."""
    return " ".join(words.split()).replace("[", "\\[").replace("<", "\\<")


def _set_up() -> Iterator[tuple[str, str]]:
    engine = str(settings.DATABASES["default"]["ENGINE"])
    yield say("Address"), settings.SITE_ADDRESS or say("not set")
    yield (
        say("Database"),
        say("PostgreSQL, with row-level security as the second wall")
        if "postgresql" in engine
        else say("embedded, one file"),
    )
    yield (
        say("Connections"),
        say("encrypted, and only so")
        if settings.SESSION_COOKIE_SECURE
        else say("NOT encrypted: set the site up for https before use"),
    )
    yield (
        say("Session"),
        say(
            "ends after {minutes} minutes without use, and after {hours} hours in any case",
            minutes=settings.SESSION_COOKIE_AGE // 60,
            hours=settings.SIGNED_IN_AT_MOST_HOURS,
        ),
    )
    yield (
        say("Mail"),
        say("leaves by a mail server")
        if settings.MAIL_ROUTE.how == "smtp"
        else say("does not leave this machine"),
    )
    yield (
        say("Mail is kept"),
        say("{mail_kept_days} days after it was sent, then emptied", mail_kept_days=settings.MAIL_KEPT_DAYS),
    )
    yield (
        say("Work that is over is kept"),
        say("{jobs_kept_days} days", jobs_kept_days=settings.JOBS_KEPT_DAYS),
    )
    yield say("Largest file of evidence"), f"{settings.EVIDENCE_MAX_BYTES // _MB} MB"
    yield (
        say("Heads of the trail are sent outside"),
        say("yes, every day") if settings.HEADS_ADDRESS else "no",
    )
    yield say("Loaded from others by its pages"), say("nothing; no visitors are measured")


def _chosen(record: list[Kept]) -> str:
    own = [
        say(
            "{title}: {kept} (proposed {line_kept})",
            title=each.line.title,
            kept=each.kept,
            line_kept=each.line.kept,
        )
        for each in record
        if each.choice
    ]
    return side_by_side(own, "; ") or say("none, the proposed ones apply")
