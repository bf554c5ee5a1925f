"""What a publisher's own flag says went to the voluntary, community and social enterprise sector."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fourfold.partner.rules.spend.lines import Line


@dataclass(frozen=True, slots=True)
class Flagged:
    """To the penny, in one currency. Money that came back is taken off, in the flagged part and in the whole alike."""

    currency: str
    flagged: Decimal
    paid: Decimal
    flagged_payments: int
    payments: int

    @property
    def share(self) -> Decimal | None:
        """Exact to Decimal's 28 digits. None where what was paid comes to nothing, or less: no share can be had of that."""
        return self.flagged / self.paid if self.paid > 0 else None


def flagged_of(lines: Iterable[Line]) -> tuple[Flagged, ...]:
    """For each currency. A line that is not flagged is not said to be of any sector. Raises ValueError where there is no flag."""
    by_currency: dict[str, list[Line]] = {}
    for line in lines:
        if line.flagged is None:
            message = f"row {line.row} has no flag"
            raise ValueError(message)
        by_currency.setdefault(line.currency, []).append(line)
    return tuple(_of_one(currency, some) for currency, some in sorted(by_currency.items()))


def _of_one(currency: str, lines: list[Line]) -> Flagged:
    flagged = [line.amount for line in lines if line.flagged]
    return Flagged(
        currency,
        sum(flagged, Decimal(0)),
        sum((line.amount for line in lines), Decimal(0)),
        len(flagged),
        len(lines),
    )
