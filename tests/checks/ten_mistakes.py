"""Ten mistakes that beginners make, each as the file they would send in: (name, broken file, what must come out)."""

GOOD = """---
title: นัดด้วยใจ ตามด้วยหนังสือ
date: 2 พ.ย. 2549
place:
  province: นครศรีธรรมราช
---

## บริบท

เรื่องเล่า

## ข้อควรระวัง

- นัดปากเปล่าไม่พอ
"""

SLIPS = {
    "tabs": ("tab-indentation", GOOD.replace("  province", "\tprovince"), GOOD),
    "full-width colon": ("fullwidth-colon", GOOD.replace("title: ", "title："), GOOD),
    "smart quotes": (
        "unquoted-colon",
        GOOD.replace("นัดด้วยใจ ตามด้วยหนังสือ", "“นัดด้วยใจ: ตามด้วยหนังสือ”"),
        GOOD.replace("นัดด้วยใจ ตามด้วยหนังสือ", '"นัดด้วยใจ: ตามด้วยหนังสือ"'),
    ),
    "smart quotes that only look wrong": (
        "smart-quotes",
        GOOD.replace("นัดด้วยใจ ตามด้วยหนังสือ", "“นัดด้วยใจ ตามด้วยหนังสือ”"),
        GOOD.replace("นัดด้วยใจ ตามด้วยหนังสือ", '"นัดด้วยใจ ตามด้วยหนังสือ"'),
    ),
    "wrong indent": ("wrong-indent", GOOD.replace("date:", " date:"), GOOD),
    "a group that is not indented": ("wrong-indent", GOOD.replace("  province", "province"), GOOD),
    "missing dashes above": ("missing-fence", GOOD.removeprefix("---\n"), GOOD),
    "missing dashes below": ("unclosed-fence", GOOD.replace("ราช\n---\n", "ราช\n"), GOOD),
    "dashes made long by the word processor": ("wrong-fence", GOOD.replace("---", "———"), GOOD),
    "a Thai year as a Christian one": (
        "wrong-era",
        GOOD.replace("เรื่องเล่า", "เมื่อ ค.ศ. 2549"),
        GOOD.replace("เรื่องเล่า", "เมื่อ พ.ศ. 2549"),
    ),
    "a Thai year in a machine's date": (
        "buddhist-year-in-iso-date",
        GOOD.replace("2 พ.ย. 2549", "2549-11-02"),
        GOOD,
    ),
    "a heading misspelt": ("misspelt-heading", GOOD.replace("ข้อควรระวัง", "ข้อควรรวัง"), GOOD),
    "a heading without its blank": ("heading-without-space", GOOD.replace("## บริบท", "##บริบท"), GOOD),
    "pasted Word HTML": (
        "pasted-word-html",
        GOOD.replace(
            "เรื่องเล่า", '<p class="MsoNormal"><span style="mso-ansi-language:TH">เรื่องเล่า<o:p></o:p></span></p>'
        ),
        GOOD,
    ),
    "a picture named in Thai with spaces": (
        "spaced-picture-name",
        GOOD.replace("เรื่องเล่า", "![ทีม](ภาพ ประชุม ทีม.jpg)"),
        GOOD.replace("เรื่องเล่า", "![ทีม](<ภาพ ประชุม ทีม.jpg>)"),
    ),
    "a group whose entries stand out of line": (
        "wrong-indent",
        GOOD.replace("  province: นครศรีธรรมราช", "  province: นครศรีธรรมราช\n district: ทุ่งสง"),
        GOOD.replace("  province: นครศรีธรรมราช", "  province: นครศรีธรรมราช\n  district: ทุ่งสง"),
    ),
    "people who stand out of line": (
        "wrong-indent",
        GOOD.replace("date:", "authors:\n  - name: สมหญิง\n   - name: สมชาย\n     role: คุณอำนวย\ndate:"),
        GOOD.replace("date:", "authors:\n  - name: สมหญิง\n  - name: สมชาย\n    role: คุณอำนวย\ndate:"),
    ),
    "a lesson pasted as an example of code": ("missing-fence", f"```markdown\n{GOOD}```\n", GOOD),
    "dots that close the front matter": ("wrong-fence", GOOD.replace("ราช\n---", "ราช\n..."), GOOD),
    "four dashes that close it": ("wrong-fence", GOOD.replace("ราช\n---", "ราช\n----"), GOOD),
    "smart quotes within a list": (
        "smart-quotes",
        GOOD.replace("date:", "tags: [“การประชุม”, “การเงิน”]\ndate:"),
        GOOD.replace("date:", "tags: [การประชุม, การเงิน]\ndate:"),
    ),
    "dots of the word processor for a list": ("list-sign", GOOD.replace("- นัด", "•\u00a0นัด"), GOOD),
    "a list without blanks": ("list-sign", GOOD.replace("- นัด", "-นัด"), GOOD),
    "dots for a list of tags": (
        "list-sign",
        GOOD.replace("date:", "tags:\n• การประชุม\n•การเงิน\ndate:"),
        GOOD.replace("date:", "tags:\n  - การประชุม\n  - การเงิน\ndate:"),
    ),
    "tags with dashes but no blanks": (
        "list-sign",
        GOOD.replace("date:", "tags:\n-การประชุม\n-การเงิน\ndate:"),
        GOOD.replace("date:", "tags:\n  - การประชุม\n  - การเงิน\ndate:"),
    ),
    "a heading in bold": ("heading-without-marks", GOOD.replace("## ข้อควรระวัง", "**ข้อควรระวัง:**"), GOOD),
    "a short heading misspelt": ("misspelt-heading", GOOD.replace("บริบท", "บริบด"), GOOD),
    "a technique's heading misspelt": (
        "misspelt-heading",
        GOOD.replace("## ข้อ", "## เทคนิด: นัด\n\n1. โทร\n\n## ข้อ"),
        GOOD.replace("## ข้อ", "## เทคนิค: นัด\n\n1. โทร\n\n## ข้อ"),
    ),
    "two lessons in one file": ("two-lessons-in-one-file", GOOD + "\n---\ntitle: เรื่องที่สอง\n---\n\nเล่า\n", ""),
}
"""Name to (rule, broken file, mended file; empty when only a person can mend it)."""

FAULTS = """---
title: เยี่ยมบ้าน
date: 31 ก.พ. 2566
place: {province: นครศรีธรรมราช, district: ควนขนุน}
tags: [การประชุม, การประชูม]
status: เสร็จแล้ว
favourite: ใช่
links: {follows: [nowhere]}
---

## บริบท

ดู [[not-here]] แล้วโทร 081-234-5678

## ข้อควรรวัง

- เลขบัตร 1-1017-00234-56-8
  ทางแก้: ลบออก
"""
"""A lesson with ten faults, one a line where that is possible."""

TEN = {
    (3, "wrong-date"),
    (4, "unknown-place"),
    (5, "unknown-tag"),
    (6, "wrong-choice"),
    (7, "unknown-key"),
    (8, "broken-link"),
    (13, "broken-citation"),
    (13, "personal-data"),
    (15, "misspelt-heading"),
    (17, "national-id-number"),
}
