"""The priorities of the policy that stands, for the storeys above."""

from __future__ import annotations

from fourfold.define.models import Priority
from fourfold.define.queries.policies import adopted_version

# Storeys above name the type of the rows they are given here; they do not query it.
__all__ = ("Priority", "standing_priorities")


def standing_priorities(owner: int) -> list[Priority]:
    version = adopted_version(owner)
    return [] if version is None else list(version.priorities.all())
