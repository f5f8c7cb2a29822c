"""Where a repository's forge takes what people tell: its issue forms, with what is known already filled in. Knows
addresses alone; what the forms ask is made by the doors, which name them by the same stems."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

FORMS: Mapping[str, tuple[str, str]] = {
    "lesson": ("1-lesson", "บทเรียน: "),
    "trial": ("2-trial", "ลองแล้ว: "),
    "wish": ("3-wish", "ขอบทเรียน: "),
    "fault": ("4-fault", "แจ้ง: "),
    "answer": ("5-part", "ช่วยเติม: "),
    "workshop": ("6-workshop", "จากเวที: "),
}
"""What is told to the stem of the form that asks for it, and how the title of an issue begins."""


@dataclass(frozen=True, slots=True)
class Forge:
    """A repository by its web address; without one every address is empty."""

    repository: str = ""

    @property
    def home(self) -> str:
        """The repository's page, without a slash at its end."""
        return self.repository.rstrip("/").removesuffix(".git")

    @property
    def is_gitlab(self) -> bool:
        """GitLab, known by its host's name; anything else is spoken to as GitHub."""
        return "gitlab" in (urlsplit(self.repository).hostname or "")

    def form(self, kind: str = "", **answers: str) -> str:
        """The form for a `kind` of FORMS with `answers` by field; without a kind the page that offers them all.
        GitLab's templates have no fields: the first answer goes into the title, the others below the form."""
        if not self.repository:
            return ""
        if not kind:
            return f"{self.home}/-/issues" if self.is_gitlab else f"{self.home}/issues/new/choose"
        given = {name: value for name, value in answers.items() if value}
        if not self.is_gitlab:
            return self._new({"template": f"{FORMS[kind][0]}.yml"} | given)
        first, *rest = given.values() or [""]
        stem, subject = FORMS[kind]
        asked = {"issuable_template": stem, "issue[title]": subject + first}
        return self._new(asked | ({"issue[description]": "\n".join(rest)} if rest else {}))

    def edit(self, branch: str, folder: str) -> str:
        """Behind the repository's address: the page that edits a file of `folder`, up to the file's path."""
        return f"{'-/' if self.is_gitlab else ''}edit/{quote(branch)}/{quote(folder.strip('/'))}/"

    def _new(self, query: Mapping[str, str]) -> str:
        path = "/-/issues/new" if self.is_gitlab else "/issues/new"
        return f"{self.home}{path}?" + "&".join(
            f"{quote(name, '')}={quote(value, '')}" for name, value in query.items()
        )


NOWHERE = Forge()
"""No forge: all is reported by way of the guide."""
