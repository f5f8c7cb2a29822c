"""Build hook: a wheel carries the templates, mkdocs.yml, the guides and everyday words inside the package.

An editable install reads them where they stand in the checkout. Mapping them there too would leave a copy
in site-packages that no later change reaches.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = {
    "templates": "harvester/templates",
    "mkdocs.yml": "harvester/templates/mkdocs.yml",
    "requirements.lock": "harvester/templates/requirements.lock",
    "lessons/pages": "harvester/templates/guides",
    "lessons/vocabulary/everyday.yml": "harvester/templates/lessons/vocabulary/everyday.yml",
}
"""Path in the checkout to path in the wheel."""


class WheelTemplates(BuildHookInterface[Any]):
    """Adds `CARRIED` to a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling; `version` is `standard` or `editable`."""
        if version == "standard":
            build_data["force_include"].update(CARRIED)
