"""What a site can choose, read from `[tool.harvester]` of its pyproject.toml. Knows no default of MkDocs."""

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from harvester import SetupError
from harvester.thai.text import did_you_mean, near_names


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one site. `root` is its folder; the other folders are relative to it."""

    root: Path
    name: str = "คลังบทเรียน"
    """What the site is called, on pages and on paper."""
    description: str = "บทเรียนจากคนทำงานพื้นที่ พร้อมขั้นตอน ข้อควรระวัง และผลการลองจริง"
    """One sentence for search engines and the cover."""
    url: str = "https://example.org/"
    """Where the site stands; QR codes and feeds lead there."""
    publisher: str = "กองบรรณาธิการคลังบทเรียน"
    """Who answers for the site; printed in citations."""
    licence: str = "CC-BY-4.0"
    """Licence of lessons that name none of their own."""
    lessons: str = "lessons"
    """Folder of the content."""
    site: str = "site"
    """Folder the finished site is published to."""
    cache: str = ".cache/harvester"
    """Folder of what can be made again."""
    repository: str = ""
    """Web address of the git repository, for edit links and issue forms."""
    contact: str = ""
    """How to reach those who look after the site: an e-mail address, a web address, or words such as a telephone."""
    ways: str = "share line copy mail forge file paper"
    """How readers may send what they tell, the best first: share, line, copy, mail, forge, file, paper."""
    branch: str = "main"
    """Branch that is published."""
    drafts: bool = False
    """Show lessons with `status: draft` (always on in `harvester serve`)."""
    admin: bool = True
    """Ship the editor at /admin."""
    admin_login: str = ""
    """How /admin signs in: address of the sign-in gateway (GitHub), or the application's id (GitLab)."""
    prints: bool = True
    """Typeset the collections' prints into the site."""
    sisters: tuple[str, ...] = ()
    """Other libraries whose lessons are shown beside: web addresses of their sites, or folders of their open data."""
    digits: str = "arabic"
    """Digits on paper: arabic or thai."""

    @property
    def has_address(self) -> bool:
        """Whether the site's own address is known; `example.org` only replaces it."""
        host = self.url.partition("://")[2].partition("/")[0]
        return bool(host) and not host.endswith(("example.org", "example.com", ".example"))

    @property
    def lessons_folder(self) -> Path:
        """Absolute folder of the lessons."""
        return self.root / self.lessons

    @property
    def site_folder(self) -> Path:
        """Absolute folder of the published site."""
        return self.root / self.site

    @property
    def cache_folder(self) -> Path:
        """Absolute folder of the cache."""
        return self.root / self.cache


def load_settings(root: Path) -> Settings:
    """The settings of the site at `root`. Raises `SetupError` for an unreadable file or an unknown name."""
    file = root / "pyproject.toml"
    table: dict[str, Any] = {}
    if file.is_file():
        try:
            table = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {}).get("harvester", {})
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SetupError(f"อ่าน {file.name} ไม่ได้: {error}\nตรวจรูปแบบ TOML ของไฟล์นี้") from error
    known = {field.name: field for field in fields(Settings) if field.name != "root"}
    for name, value in list(table.items()):
        if name not in known:
            hint = did_you_mean(near_names(name, known, 1)) or f"ใช้ได้: {' '.join(known)}"
            raise SetupError(f"ไม่รู้จักค่าตั้ง [tool.harvester] {name} ใน {file.name} {hint}")
        if name == "sisters" and isinstance(value, list) and all(isinstance(one, str) for one in value):
            table[name] = tuple(value)
            continue
        wanted = bool if isinstance(known[name].default, bool) else str
        if not isinstance(value, wanted):
            kind = "true หรือ false" if wanted is bool else 'ข้อความใน "…"'
            kind = 'รายการ เช่น ["https://…/"]' if name == "sisters" else kind
            raise SetupError(f"ค่าตั้ง {name} ใน {file.name} ต้องเป็น{kind}")
    for name in ("lessons", "site", "cache"):
        if name in table and not (root / table[name]).resolve().is_relative_to(root.resolve()):
            raise SetupError(f"ค่าตั้ง {name} ใน {file.name} ต้องเป็นโฟลเดอร์ที่อยู่ในเว็บนี้")
    settings = Settings(root=root, **_from_mkdocs(root) | table)
    if settings.repository and not settings.repository.startswith(("https://", "http://")):
        raise SetupError(
            f"ค่าตั้ง repository ใน {file.name} ต้องเป็นที่อยู่เว็บ เช่น https://github.com/ชื่อหน่วยงาน/ชื่อคลัง (ไม่ใช่ git@…)"
        )
    if not settings.url.endswith("/"):
        raise SetupError(f"ค่าตั้ง url ใน {file.name} ต้องลงท้ายด้วย / เช่น https://example.org/")
    return settings


def _from_mkdocs(root: Path) -> dict[str, str]:
    """Name and address as mkdocs.yml has them: what a site is known by that says neither in pyproject.toml."""
    try:
        text = (root / "mkdocs.yml").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    said = {}
    for key, name in (("site_name", "name"), ("site_url", "url")):
        match = re.search(rf"(?m)^{key}:[ \t]*(?:\"((?:[^\"\\\n]|\\.)*)\"|'([^'\n]*)'|([^#\n]*))", text)
        value = match and (match[1] or match[2] or match[3] or "").strip()
        if value:
            said[name] = value.replace('\\"', '"')
    if "url" in said and not said["url"].endswith("/"):
        said["url"] += "/"
    return said


def lacking(settings: Settings) -> tuple[str, ...]:
    """What it costs that a setting is empty, one Thai sentence each."""
    own = {"name": settings.name, "url": settings.url}
    told = [
        f"mkdocs.yml เขียน{what}ว่า {said} แต่ pyproject.toml ว่า {own[key]} เว็บใช้ตาม pyproject.toml แก้ใน mkdocs.yml ให้ตรงกัน"
        for key, what in (("name", "ชื่อเว็บ"), ("url", "ที่อยู่เว็บ"))
        if (said := _from_mkdocs(settings.root).get(key)) and said.rstrip("/") != own[key].rstrip("/")
    ]
    if not settings.has_address:
        told.append(f"ยังไม่ได้ตั้งที่อยู่เว็บ (url) คิวอาร์โค้ดบนกระดาษ ลิงก์ที่ส่งต่อ และฟีดจะพาไป {settings.url} ซึ่งไม่ใช่เว็บนี้")
    if not settings.contact.strip():
        told.append(
            "ยังไม่ได้บอกทางติดต่อ (contact) คนที่อยากเล่าหรือแจ้งข้อผิดจะไม่รู้ว่าส่งถึงใคร ใส่ลิงก์ LINE OA ลิงก์กลุ่ม เบอร์โทร หรืออีเมล"
        )
    if not settings.repository:
        told.append("ยังไม่ได้ตั้งคลังโค้ด (repository) ปุ่มเผยแพร่จะทำไฟล์ zip ให้อัปโหลดเอง และไม่มีประวัติการแก้ไข")
    return tuple(told)


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds a site (mkdocs.yml beside a lessons folder). Raises
    `SetupError` when there is none."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise SetupError(
        f"ไม่พบเว็บคลังบทเรียนใน {start}\nเข้าไปในโฟลเดอร์ที่มีไฟล์ mkdocs.yml ก่อน หรือสร้างใหม่ด้วย harvester init ชื่อโฟลเดอร์"
    )
