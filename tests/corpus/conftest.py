"""Hypothesis for the reader's tests: the same examples every time, so a failure here is a failure in CI."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "planqa", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("planqa")
