"""Turn sourced statements about places and dates into an honest map of a rollout by year."""

__version__ = "0.1.0"
