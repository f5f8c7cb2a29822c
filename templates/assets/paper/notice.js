// The strip on a lesson's page that tells a reader with paper in hand what has changed since it was printed.
import { compared, objects, read, thaiDate, told } from "./edition.js";

const element = (name, text, kind = "") => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (kind) made.className = kind;
  return made;
};

export const notice = (lesson, code) => {
  const paper = read(code);
  if (!paper) return;
  const found = compared(paper, objects(lesson.dataset.objects), lesson.querySelectorAll(".trials > :not(.trial--example)").length);
  const lines = told(found);
  const strip = element("aside", "", `paper-note${lines.length ? " paper-note--new" : ""}`);
  strip.setAttribute("role", "status");
  strip.append(element("b", `กระดาษของคุณมีข้อมูลถึง ${thaiDate(paper.printed)}`));
  if (paper.whole) strip.append(element("p", "บทเรียนนี้ยาวเกินกว่ากระดาษจะจำได้ทั้งหมด โปรดทวนข้อควรระวังในหน้านี้ก่อนใช้"));
  else if (!lines.length) strip.append(element("p", "เนื้อหายังตรงกับหน้านี้ ใช้ได้เลย"));
  else {
    const list = element("ul");
    for (const line of lines) list.append(element("li", line));
    strip.append(list);
  }
  const where = found.anchors.filter((anchor) => document.getElementById(anchor));
  for (const anchor of where) document.getElementById(anchor).classList.add("is-new-to-paper");
  if (where.length) {
    const link = element("a", "ไปดูจุดแรกที่เปลี่ยน", "more");
    link.href = `#${where[0]}`;
    strip.append(link);
  }
  (lesson.querySelector(".lead") ?? lesson).prepend(strip);
};
