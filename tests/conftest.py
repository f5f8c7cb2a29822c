"""What holds for every test: no clock decides, and the same cases come up everywhere."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("calm", deadline=None, derandomize=True)
settings.load_profile("calm")
