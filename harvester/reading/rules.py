"""The rules that reading itself can find broken: how much each weighs and its page for `harvester rules`."""

from __future__ import annotations

from harvester.model.diagnostics import Diagnostic, Finding, Severity
from harvester.reading.syntax_slips import MISTAKES
from harvester.reports.rule_page import RulePage, rule_page

E, W, N = Severity.ERROR, Severity.WARNING, Severity.INFO


def _page(rule: str, severity: Severity, summary: str, explanation: str, bad: str, good: str) -> RulePage:
    return RulePage(rule, severity, summary, explanation, bad, good)


_HEAD = "---\ntitle: นัดด้วยใจ\n---\n\n## บริบท\nเล่าเรื่อง"

RULES: dict[str, RulePage] = {
    page.rule: page
    for page in (
        _page("unreadable-file", E, "ไฟล์ต้องเป็นไฟล์ธรรมดาที่เปิดอ่านได้", "ลิงก์ที่ชี้ออกนอกโฟลเดอร์ ท่อ และอุปกรณ์ ไม่รับ เพราะอาจพาไฟล์ลับขึ้นเว็บ", "lessons/a.md -> /etc/passwd", "lessons/2569/a.md"),
        _page("stray-file", W, "ไฟล์ชนิดนี้ไม่ขึ้นเว็บ", "โฟลเดอร์บทเรียนเก็บบทเรียน ภาพ และข้อมูลประกอบเท่านั้น ไฟล์อื่นเก็บไว้ได้ แต่จะไม่ถูกเผยแพร่", "lessons/2549/report.pdf", "lessons/2549/call-before-letter.md"),
        _page("wrong-picture", E, "ไฟล์ภาพต้องเป็นภาพจริงตามนามสกุล", "ไฟล์ที่เปลี่ยนนามสกุลเป็นภาพเปิดไม่ได้ และอาจซ่อนอย่างอื่นไว้", "หน้าเว็บที่บันทึกเป็น photo.png", "photo.png ที่เปิดดูได้"),
        _page("file-too-large", E, "ไฟล์บทเรียนใหญ่ไม่เกินหนึ่งล้านไบต์", "ไฟล์ใหญ่มักมีรูปฝังอยู่ หรือมีหลายบทเรียนรวมกัน", "รูปฝังเป็นข้อความ base64", "แยกรูปเป็นไฟล์ แล้วอ้างถึง"),
        _page("empty-file", E, "ไฟล์ต้องมีเนื้อหา", "ไฟล์ว่างมักเกิดจากบันทึกไม่สำเร็จ", "(ไม่มีอะไรเลย)", _HEAD),
        _page("empty-lesson", W, "บทเรียนต้องมีเนื้อเรื่อง", "ส่วนหัวบอกว่าเรื่องอะไร เนื้อเรื่องบอกว่าทำอย่างไร", "---\ntitle: นัดด้วยใจ\n---", _HEAD),
        _page("unreadable-encoding", E, "ไฟล์ต้องเป็นข้อความที่อ่านรหัสภาษาออก", "รับ UTF-8 และ TIS-620 (Windows-874)", "ไฟล์ Word เปลี่ยนนามสกุลเป็น .md", "บันทึกเป็น Plain text, UTF-8"),
        _page("mixed-encoding", E, "ทั้งไฟล์ต้องใช้รหัสภาษาเดียว", "มักเกิดจากวางข้อความเก่าลงไฟล์ใหม่ ส่วนที่รหัสต่างกันจะอ่านเป็นตัวขยะ", "ครึ่งไฟล์ UTF-8 ครึ่งไฟล์ TIS-620", "พิมพ์ส่วนที่เพี้ยนใหม่ แล้วบันทึกเป็น UTF-8"),
        _page("old-encoding", W, "ควรบันทึกเป็น UTF-8", "ไฟล์ TIS-620 อ่านได้ แต่โทรศัพท์และเว็บอื่นอาจแสดงเป็นตัวขยะ", "บันทึกเป็น ANSI", "สั่ง harvester format"),
        _page("missing-front-matter", E, "บทเรียนต้องมีส่วนหัว", "ส่วนหัวคือส่วนระหว่างเส้น --- สองเส้น อย่างน้อยต้องมีชื่อเรื่อง", "## บริบท\nเล่าเรื่อง", _HEAD),
        _page("unclosed-front-matter", E, "ส่วนหัวต้องปิดด้วยเส้น ---", "ถ้าไม่ปิด เนื้อเรื่องจะถูกอ่านเป็นช่องของส่วนหัว", "---\ntitle: นัดด้วยใจ\n\n## บริบท", _HEAD),
        _page("unreadable-yaml", E, "ส่วนหัวต้องเขียนเป็น ชื่อช่อง: ค่า", "หลังเครื่องหมาย : มีวรรคหนึ่งวรรค ถ้าค่ามี : อยู่ข้างใน ให้ครอบด้วยเครื่องหมายคำพูด", "title: เรื่อง: ตอนแรก", 'title: "เรื่อง: ตอนแรก"'),
        _page("yaml-too-deep", E, "ส่วนหัวซ้อนกันได้ไม่กี่ชั้น", "ข้อมูลที่ซ้อนลึกหรือยาวมากทำให้เว็บสร้างไม่เสร็จ", "tags: [[[[[[[[[[[[[a]]]]]]]]]]]]]", "tags: [a]"),
        _page("yaml-alias", E, "ใช้ & และ * อ้างค่าซ้ำไม่ได้", "การอ้างซ้ำทำให้ไฟล์เล็ก ๆ กลายเป็นข้อมูลมหาศาลได้", "title: &a นัดด้วยใจ\nsummary: *a", "title: นัดด้วยใจ\nsummary: นัดด้วยใจ"),
        _page("yaml-tag", E, "ใช้ ! ขึ้นต้นค่าไม่ได้", "เครื่องหมาย ! เป็นคำสั่งของ YAML ไม่ใช่ข้อความ", "title: !important นัด", 'title: "!important นัด"'),
        _page("duplicate-key", E, "แต่ละช่องมีได้ครั้งเดียว", "ถ้ามีสองช่องชื่อเดียวกัน ไม่รู้ว่าจะใช้ค่าไหน", "title: ก\ntitle: ข", "title: ก"),
        _page("unknown-key", W, "ชื่อช่องต้องเป็นชื่อที่รู้จัก", "ช่องที่ไม่รู้จักจะเก็บไว้ แต่ไม่แสดงและค้นไม่เจอ", "หมวด: การประชุม", "tags: [การประชุม]"),
        _page("reserved-key", E, "บทเรียนใช้ช่องของตัวเว็บไม่ได้", "หน้าตา ที่อยู่ และการค้นหาเป็นเรื่องของทั้งเว็บ บทเรียนบอกได้เฉพาะเรื่องของตัวเอง", "template: home.html", "title: นัดด้วยใจ"),
        _page("missing-field", E, "ช่องที่จำเป็นต้องมีค่า", "บทเรียนทุกเรื่องต้องมี title (ชื่อเรื่อง)", "---\nsummary: สรุป\n---", _HEAD),
        _page("wrong-date", E, "วันที่ต้องเป็นวันที่มีจริง", "เขียนแบบไทยได้ทั้งเดือนเต็มและเดือนย่อ ปี พ.ศ. สองหรือสี่หลัก เลขไทยหรืออารบิก", "date: 31 ก.พ. 2566", "date: 28 ก.พ. 2566"),
        _page("wrong-choice", E, "ช่องที่มีตัวเลือกต้องใช้คำในตัวเลือก", "เช่น สถานะมี draft reviewed published retired หรือชื่อไทยของคำเหล่านี้", "status: เสร็จแล้ว", "status: reviewed"),
        _page("wrong-number", E, "ช่องตัวเลขต้องเป็นตัวเลข", "ใช้เลขไทยหรืออารบิกก็ได้ ไม่ต้องมีคำอื่น", "series: {name: เมืองนคร, part: แปด}", "series: {name: เมืองนคร, part: 8}"),
        _page("wrong-value", E, "ค่าของช่องต้องเป็นชนิดที่ถูก", "บางช่องเป็นข้อความบรรทัดเดียว บางช่องเป็นรายการ บางช่องมีช่องย่อย", "title: [ก, ข]", "title: ก และ ข"),
        _page("bad-id", E, "ชื่อไฟล์ใช้ตัวอังกฤษเล็ก ตัวเลข และขีดกลางเท่านั้น", "ชื่อไฟล์คือที่อยู่ถาวรของบทเรียน อยู่ในลิงก์และ QR ที่พิมพ์ไปแล้ว ชื่อเรื่องเป็นไทยและเปลี่ยนได้", "lessons/2549/นัดด้วยใจ.md", "lessons/2549/call-before-letter.md"),
        _page("different-id", W, "ช่อง id ถ้ามี ต้องตรงกับชื่อไฟล์", "ชื่อไฟล์คือที่อยู่ถาวรของบทเรียน ช่อง id ที่ต่างออกไปทำให้คนอ้างผิด", "lessons/2569/call-first.md มี id: letter-first", "ลบช่อง id หรือแก้ให้เป็น call-first"),
        _page("misspelt-heading", W, "หัวข้อนี้น่าจะพิมพ์ผิด", "ถ้าสะกดไม่ตรง ข้อควรระวังในหัวข้อนั้นจะไม่ขึ้นในหน้ารวม", "## ข้อควรรวัง", "## ข้อควรระวัง"),
        _page("unknown-heading", N, "หัวข้อนี้ไม่อยู่ในตาราง", "เก็บไว้และแสดงให้ แต่ถ้าตรงกับหัวข้อมาตรฐานให้ใช้ชื่อนั้น จะค้นเจอง่ายกว่า", "## เรื่องของป้าแดง", "## บริบท"),
        _page("too-many-signs", E, "เนื้อหาซ้อนหรือซ้ำเครื่องหมายมากเกินไป", "เครื่องหมายหลายพันตัว บรรทัดยาวเกินหมื่นตัวอักษร หรือการซ้อนหลายสิบชั้น ทำให้สร้างเว็บไม่เสร็จ มักเกิดจากวางข้อมูลของโปรแกรมอื่น", ">>>>>>>>>>>>>>>>>>>>>>>>> ก", "> ก"),
        _page("lesson-too-long", E, "บทเรียนหนึ่งยาวได้ไม่เกินสามแสนตัวอักษร", "บทเรียนยาวมากเปิดบนโทรศัพท์ไม่ไหว แบ่งเป็นหลายบทเรียนแล้วโยงด้วยชุด", "รายงานทั้งเล่มในไฟล์เดียว", "series: {name: รายงานชุมชน, part: 1}"),
    )
} | {rule: rule_page(rule, mistake.severity, mistake.find.__doc__) for rule, mistake in MISTAKES.items()}  # fmt: skip


def signed(rule: str, finding: Finding) -> Diagnostic:
    """The finding with its rule's name and weight."""
    page = RULES[rule]
    return Diagnostic(rule, page.severity, finding.place, finding.message, finding.hint, finding.fix, finding.width)
