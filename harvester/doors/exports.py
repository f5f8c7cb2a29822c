"""The table of what `harvester schema` makes."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from harvester.doors.cms import cms
from harvester.doors.editor import docs, editor, json_schema
from harvester.doors.issue_forms import issue_form
from harvester.doors.reminders import owners
from harvester.doors.site_template import workflows
from harvester.model import Artifact, Library
from harvester.settings import Settings


class Export(NamedTuple):
    """Files by their path in the site's folder, what they are for, and whether they are kept there: a stale one that
    is kept is a fault."""

    make: Callable[[Library, Settings], Iterator[Artifact]]
    about: str
    is_kept: bool = True


EXPORTS: Mapping[str, Export] = {
    "json": Export(json_schema, "JSON Schema ของส่วนหัว ผลการลอง ชุด และคลังคำ"),
    "cms": Export(cms, "ค่าตั้งของหน้าเขียน /admin", is_kept=False),
    "issue-form": Export(issue_form, "แบบฟอร์มของ GitHub"),
    "editor": Export(editor, "ค่าตั้งและคำย่อของ VS Code"),
    "docs": Export(docs, "หน้าตารางช่องทั้งหมด"),
    "owners": Export(owners, "ใครตรวจทานบทเรียนใด (CODEOWNERS)"),
    "workflows": Export(workflows, "งานอัตโนมัติของ GitHub และ GitLab"),
}
COMMITTED = tuple(name for name, one in EXPORTS.items() if one.is_kept)
