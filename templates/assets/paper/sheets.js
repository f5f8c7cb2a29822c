// Lessons as sheets of paper in the page: cards, a handout, a small booklet. The style sheet gives them their size.
import { qr } from "./qr.js";

export const element = (name, kind = "", ...children) => {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
};

const code = (lesson) => element("div", "sheet-code", qr(lesson.address, `คิวอาร์โค้ดไปยังบทเรียน ${lesson.title}`), "ดูว่ามีอะไรใหม่");
const facts = (lesson) => lesson.facts.filter(([name]) => /ใคร|เวลา|จำนวนคน|ค่าใช้จ่าย/.test(name));
const factLine = (lesson) => {
  const line = element("p", "sheet-facts");
  for (const [name, value] of facts(lesson)) line.append(`${name} `, element("b", "", value), "  ");
  return line;
};

const stepBlocks = (technique) =>
  technique.steps.flatMap((step, number) => [
    element("div", "sheet-step", element("b", "sheet-no", String(number + 1)), step.do.cloneNode(true)),
    ...step.knots.map((knot) => knot.cloneNode(true)),
  ]);
const blocks = (technique) => [...technique.why.map((why) => why.cloneNode(true)), ...stepBlocks(technique), ...technique.cautions.map((one) => one.cloneNode(true))];

const overflows = (side) => {
  const body = side.querySelector(".side-body");
  return body.scrollHeight > body.clientHeight + 1;
};

/** The first (or, with `rest`, all but the first) `count` letters of a block, its markup kept. */
const portion = (block, count, rest) => {
  const copy = block.cloneNode(true);
  let left = count;
  const cut = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const here = Math.min(left, node.data.length);
      node.data = rest ? node.data.slice(here) : node.data.slice(0, here);
      left -= here;
    } else for (const child of [...node.childNodes]) cut(child);
  };
  for (const child of [...copy.childNodes]) if (!(child.classList?.contains("sheet-no"))) cut(child);
  if (rest) copy.querySelector(".sheet-no")?.remove();
  return copy;
};

/** Where a text may be parted: after a space, else between two words. */
const turns = (text) => {
  const spaces = [...text.matchAll(/\s+/g)].map((found) => found.index + found[0].length);
  if (spaces.length > 3 || !globalThis.Intl?.Segmenter) return spaces;
  return [...new Intl.Segmenter("th", { granularity: "word" }).segment(text)].map((word) => word.index).slice(1);
};

/** A block that is too long for an empty side as two: as much as fits, and the rest. */
const parted = (block, side) => {
  const body = side.querySelector(".side-body");
  const text = [...block.childNodes].filter((one) => !one.classList?.contains("sheet-no")).map((one) => one.textContent).join("");
  const places = turns(text);
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    body.replaceChildren(portion(block, places[middle], false));
    if (overflows(side)) high = middle - 1;
    else low = middle;
  }
  if (!places.length) return null;
  body.replaceChildren(portion(block, places[low], false));
  return portion(block, places[low], true);
};

/** Fills sides of one size with blocks; a block that does not fit opens a new side or goes on there. Nothing is cut. */
const filled = (items, side, stage) => {
  const sides = [];
  const open = () => { const made = side(); stage.append(made); sides.push(made); return made; };
  const waiting = [...items];
  let current = null;
  while (waiting.length) {
    current = current ?? open();
    const item = waiting.shift();
    const body = current.querySelector(".side-body");
    body.append(item);
    if (!overflows(current)) continue;
    if (body.children.length > 1) {
      item.remove();
      waiting.unshift(item);
      current = null;
      continue;
    }
    current.classList.add("side--tight");
    if (overflows(current)) {
      const rest = parted(item, current);
      if (rest) waiting.unshift(rest);
    }
    current = null;
  }
  return sides;
};

const sideOf = (name, foot) => () => element("section", "side", element("h3", "side-name", name), element("div", "side-body"), element("p", "side-foot", foot));

/** A6 cards, four to a sheet; every second sheet holds the backs, mirrored. */
export const cards = (lessons, site, stage) => {
  const deck = [];
  for (const lesson of lessons)
    for (const technique of lesson.techniques) {
      const front = element("section", "side side--front",
        element("div", "side-cloth", element("p", "", technique.whose ? `เทคนิค (${technique.whose})` : "เทคนิค"), element("h2", technique.name.length > 60 ? "is-long" : "", technique.name)),
        element("div", "side-body", element("p", "side-take", lesson.take), lesson.title === technique.name ? null : element("p", "", `จากบทเรียน ${lesson.title}`)),
        element("div", "side-end", element("div", "", element("p", "", element("b", "", lesson.evidence)), ...facts(lesson).map(([name, value]) => element("p", "", `${name} `, element("b", "", value)))), code(lesson)));
      stage.append(front);
      const take = front.querySelector(".side-take");
      if (overflows(front)) take.remove();
      const sides = [front, ...filled([...(take.isConnected ? [] : [take]), ...blocks(technique), ...(lesson.techniques.length === 1 ? lesson.hazards.map((one) => one.cloneNode(true)) : [])], sideOf(technique.name, site), stage)];
      if (sides.length % 2) sides.push(element("section", "side", element("h3", "side-name", "บันทึกของเรา"), ...Array.from({ length: 15 }, () => element("div", "sheet-line"))));
      for (let at = 0; at < sides.length; at += 2) deck.push([sides[at], sides[at + 1]]);
    }
  stage.replaceChildren();
  for (let at = 0; at < deck.length; at += 4) {
    const four = deck.slice(at, at + 4);
    const blank = () => element("section", "side side--blank");
    const place = (sides, order) => element("div", "four", ...order.map((number) => sides[number] ?? blank()));
    stage.append(place(four.map(([front]) => front), [0, 1, 2, 3]), place(four.map(([, back]) => back), [1, 0, 3, 2]));
  }
};

const article = (lesson, kind) =>
  element("article", kind,
    element("header", "sheet-head", code(lesson), element("h2", "", lesson.title), element("p", "sheet-take", lesson.take), element("p", "sheet-by", lesson.by), element("p", "sheet-by", element("b", "", lesson.evidence)), factLine(lesson)),
    ...lesson.techniques.map((technique) => element("section", "", technique.name === lesson.title && !technique.whose ? null : element("h3", "", technique.whose ? `${technique.name} (${technique.whose})` : technique.name), ...blocks(technique))),
    lesson.hazards.length ? element("section", "", element("h3", "", "กับดักและข้อควรระวังของทั้งเรื่อง"), ...lesson.hazards.map((one) => one.cloneNode(true))) : null,
    lesson.questions.length ? element("section", "sheet-ask", element("h3", "", "คำถามชวนคิด"), ...lesson.questions.flatMap((text) => [element("p", "", text), element("div", "sheet-line")])) : null);

/** One lesson after the other, as few sheets as it takes. */
export const handout = (lessons, site, stage) => stage.replaceChildren(...lessons.map((lesson) => article(lesson, "sheet sheet--handout")));

/** A cover, contents, every lesson on a new page, a page to write back on. */
export const booklet = (lessons, site, stage, title, link) => {
  const contents = element("ol", "");
  for (const lesson of lessons) contents.append(element("li", "", element("b", "", lesson.title), ...lesson.techniques.filter((one) => one.name !== lesson.title).map((one) => element("div", "", one.name))));
  stage.replaceChildren(
    element("section", "sheet sheet--cover", element("div", "side-cloth", element("p", "", site), element("h1", "", title)), element("p", "", `${lessons.length} บทเรียน`), qr(link, "คิวอาร์โค้ดไปยังตะกร้านี้")),
    element("section", "sheet sheet--contents", element("h2", "", "ในเล่ม"), contents),
    ...lessons.map((lesson) => article(lesson, "sheet sheet--lesson")),
    element("section", "sheet sheet--lesson", element("h2", "", "ลองแล้ว เล่ากลับมา"), ...["เทคนิคที่ลอง", "ใครลอง ที่ไหน เมื่อไร", "ได้ผล ได้ผลบางส่วน หรือไม่ได้ผล", "ปรับอะไร เจออะไร"].flatMap((text) => [element("h3", "", text), element("div", "sheet-line"), element("div", "sheet-line")])));
};
