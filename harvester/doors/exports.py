"""The table of what `harvester schema` makes: each export is a function of library and settings that yields files."""

from collections.abc import Callable, Iterator, Mapping

from harvester.doors.cms import cms
from harvester.doors.editor import docs, editor, json_schema
from harvester.doors.issue_forms import issue_form
from harvester.doors.reminders import owners
from harvester.doors.site_template import workflows
from harvester.model import Artifact, Library
from harvester.settings import Settings

Export = Callable[[Library, Settings], Iterator[Artifact]]

EXPORTS: Mapping[str, Export] = {
    "json": json_schema,
    "cms": cms,
    "issue-form": issue_form,
    "editor": editor,
    "docs": docs,
    "owners": owners,
    "workflows": workflows,
}
"""What `harvester schema --for` takes to what it makes: files by their path in the site's folder."""

COMMITTED = ("json", "issue-form", "editor", "docs", "owners", "workflows")
"""Exports whose files are kept in the site's folder; a stale one is a fault."""
