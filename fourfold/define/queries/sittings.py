"""The answers that somebody has given so far for a policy in one sitting."""

from __future__ import annotations

from typing import Any

from fourfold.define.models import Sitting


def answers_of(*, owner: int, person: int) -> dict[str, Any]:
    """Empty before the first."""
    kept = Sitting.objects.filter(owner_id=owner, person_id=person).first()
    return {} if kept is None else dict(kept.answers)
