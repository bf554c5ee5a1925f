"""What an auditor looks at first: records that are allowed and yet deserve a question. Each storey names its own kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class AuditException:
    """`thing` is the reference by which a finding names the record, `href` its page, `since` the day it has been so."""

    thing: str
    words: str
    href: str
    since: date | None


@dataclass(frozen=True, slots=True)
class ExceptionKind:
    """`rows` are those of an organisation on a day, the oldest first, each known by its column `thing`; `why` says to the
    auditor what may be behind them.
    """

    key: str
    title: str
    why: str
    rows: Callable[[int, date], QuerySet[Any]]
    describe: Callable[[Any], AuditException]
    thing: str = "ref"
