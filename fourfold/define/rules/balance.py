"""Whether a policy looks past employment. Health, environment and the community are the part that is often missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# Units that count people's work and training for it and nothing else.
EMPLOYMENT = frozenset(
    {"apprenticeships", "apprenticeship_weeks", "placements", "jobs", "fte", "qualifications"}
)


def only_employment(units: Collection[str]) -> bool:
    """True where there are measures and every one of them counts jobs or training."""
    return bool(units) and EMPLOYMENT.issuperset(units)
