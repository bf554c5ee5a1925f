"""A pytest plugin: Hypothesis tries 5,000 examples of every property that does not say how many itself."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "soak", max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("soak")
