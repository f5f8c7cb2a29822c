// Lessons as paper: cards, a handout, a booklet of A5 pages, the same to fold. The style sheet gives leaves their size.
import { thaiDate } from "./edition.js";
import { element, filled, leafOf, numbered, overflows, toWrite } from "./layout.js";
import { qr } from "./qr.js";

const clones = (nodes) => nodes.map((one) => one.cloneNode(true));
export const code = (lesson, words = "ดูว่ามีอะไรใหม่") => element("div", "sheet-code", qr(lesson.address, `คิวอาร์โค้ดไปยังบทเรียน ${lesson.title}`), words);
const facts = (lesson) => lesson.facts.filter(([name]) => /ใคร|เวลา|จำนวนคน|ค่าใช้จ่าย/.test(name));
export const printed = () => `พิมพ์เมื่อ ${thaiDate(new Date())}`;

const stepBlocks = (technique) =>
  technique.steps.flatMap((step, number) => {
    const [first, ...others] = clones(step.knots);
    const told = element("div", "sheet-step", element("b", "sheet-no", String(number + 1)), step.do.cloneNode(true));
    return [first ? element("div", "sheet-held", told, first) : told, ...others];
  });
export const blocks = (technique) => [...clones(technique.why), ...stepBlocks(technique), ...clones(technique.cautions)];
/** What stands on cards: each technique, and for a lesson without one its dangers. */
export const techniques = (lesson) =>
  lesson.techniques.length || !lesson.hazards.length ? lesson.techniques : [{ name: lesson.title, whose: "", why: [], steps: [], cautions: [] }];

const cutMarks = () => ["top", "bottom", "left", "right", "across", "along"].map((place) => element("i", `cut cut--${place}`));

/** A6 cards, four to a sheet with cut marks; every second sheet holds the backs, mirrored for the long edge. */
export const cards = ({ lessons, site }, stage) => {
  const deck = [];
  for (const lesson of lessons)
    for (const technique of techniques(lesson)) {
      const kind = technique.steps.length ? "เทคนิค" : "สิ่งที่ต้องระวัง";
      const names = element("ol", "side-steps", ...technique.steps.map((step) => element("li", "", step.name)));
      const take = element("p", "side-take", lesson.take);
      const front = element("section", "face face--front",
        element("div", "side-cloth", element("p", "", technique.whose ? `${kind} (${technique.whose})` : kind), element("h2", technique.name.length > 60 ? "is-long" : "", technique.name)),
        element("div", "side-body", take, names, lesson.title === technique.name ? null : element("p", "", `จากบทเรียน ${lesson.title}`)),
        element("div", "side-end", element("div", "", element("p", "", element("b", "", lesson.evidence)), ...facts(lesson).map(([name, value]) => element("p", "", `${name} `, element("b", "", value)))), code(lesson)));
      stage.append(front);
      if (overflows(front)) names.remove();
      if (overflows(front)) take.remove();
      const back = (name = technique.name, ...told) => element("section", "face", element("h3", "side-name", name), element("div", "side-body", ...told), element("p", "side-foot", `${site} · ${printed()}`, element("b")));
      const told = [...(take.isConnected ? [] : [take]), ...blocks(technique), ...(lesson.techniques.length < 2 ? clones(lesson.hazards) : [])];
      const sides = [front, ...filled(told, back, stage)];
      if (sides.length % 2) sides.push(back("บันทึกของเรา", toWrite("", 14)));
      for (let at = 0; at < sides.length; at += 2) deck.push([sides[at], sides[at + 1]]);
    }
  deck.forEach(([, back], at) => back.querySelector(".side-foot b")?.append(`${at + 1}/${deck.length}`));
  stage.replaceChildren();
  for (let at = 0; at < deck.length; at += 4) {
    const four = deck.slice(at, at + 4);
    const place = (sides, order) => element("div", "folio folio--four", ...order.map((number) => sides[number] ?? element("section", "face")), ...cutMarks());
    stage.append(place(four.map(([front]) => front), [0, 1, 2, 3]), place(four.map(([, back]) => back), [1, 0, 3, 2]));
  }
};

/** A lesson as blocks: what its page says, in the page's order, and where it comes from. */
const article = (lesson) => [
  element("header", "sheet-head", code(lesson), element("h2", "", lesson.title), element("p", "sheet-take", lesson.take), element("p", "sheet-by", lesson.by),
    element("p", "sheet-by", element("b", "", lesson.evidence)), element("p", "sheet-by", ...facts(lesson).flatMap(([name, value]) => [`${name} `, element("b", "", value), "  "]))),
  ...lesson.parts.flatMap((part) => {
    if (!part.technique) return [element("h3", "", part.heading), ...clones(part.blocks)];
    const { name, whose } = part.technique;
    return [name === lesson.title && !whose ? null : element("h3", "", whose ? `${name} (${whose})` : name), ...blocks(part.technique)];
  }).filter(Boolean),
  ...(lesson.trials.length ? [element("h3", "", "ลองแล้ว เป็นอย่างไร"), ...clones(lesson.trials)] : []),
  lesson.source.length ? element("p", "sheet-source", lesson.source.join(" · ")) : null,
].filter(Boolean);

/** One lesson after the other on A4, as few sheets as it takes. */
export const handout = ({ lessons, site, title }, stage) => {
  stage.replaceChildren();
  stage.replaceChildren(...numbered(filled(lessons.flatMap(article), leafOf("a4", `${title} · ${site} · ${printed()}`), stage)));
};

/** Pages of A5: a cover, contents with their page numbers, every lesson on a new page, a page to write back on; with
 * `fold` a number of pages that folds. */
const pages = ({ lessons, site, title, link }, stage, fold) => {
  const leaf = leafOf("a5", `${title} · ${site}`);
  const cover = leafOf("a5", site, "folio--cover")(
    element("div", "side-cloth", element("p", "", site), element("h1", "", title)),
    element("p", "sheet-take", `${lessons.length} บทเรียน`), element("p", "sheet-by", printed()),
    element("div", "cover-code", qr(link, "คิวอาร์โค้ดไปยังรายการนี้"), element("p", "", "สแกนเพื่อเปิดรายการนี้ ดูฉบับล่าสุดของทุกเรื่อง")));
  const told = lessons.map((lesson) => filled(article(lesson), leaf, stage));
  const entries = lessons.map((lesson) => element("p", "sheet-entry", element("span", "", lesson.title), element("b", "", "000")));
  const contents = filled([element("h2", "", "ในเล่ม"), ...entries], leaf, stage);
  let number = 1 + contents.length;
  told.forEach((leaves, at) => { entries[at].lastChild.textContent = number + 1; number += leaves.length; });
  const back = leaf(element("h2", "", "ลองแล้ว เล่ากลับมา"), ...["เทคนิคที่ลอง", "ใครลอง ที่ไหน เมื่อไร", "ได้ผล ได้ผลบางส่วน หรือไม่ได้ผล", "ปรับอะไร เจออะไร"].map((label) => toWrite(label, 3)));
  const all = [cover, ...contents, ...told.flat()];
  while (fold && (all.length + 1) % 4) all.push(leaf(element("h2", "", "บันทึกของเรา"), toWrite("", 18)));
  return numbered([...all, back]);
};
export const booklet = (asked, stage) => stage.replaceChildren(...pages(asked, stage, false));

/** The same pages two by two on A4, both sides, turned over the short edge. */
export const fold = (asked, stage) => {
  const all = pages(asked, stage, true);
  stage.replaceChildren();
  for (let first = 0, last = all.length - 1; first < last; first += 2, last -= 2)
    stage.append(element("div", "folio folio--wide", all[last], all[first]), element("div", "folio folio--wide", all[first + 1], all[last - 1]));
};
