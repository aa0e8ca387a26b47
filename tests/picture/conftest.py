"""Rollouts to draw."""

import pytest
from picturekit import SITES, rollout_of, statement


@pytest.fixture(scope="session")
def rollout():
    return rollout_of()


@pytest.fixture(scope="session")
def sited():
    more = [statement(name, place, code, **cells) for name, place, code, cells in SITES]
    return rollout_of(*more)
