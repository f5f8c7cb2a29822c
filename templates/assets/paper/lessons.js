// Reads lessons for paper out of their own pages, so that what is printed is what the site says. No server is asked
// for more than the page itself.
import { anchorOf, lessonOf } from "./basket.js";
import { objects, written } from "./edition.js";
import { element } from "./layout.js";

/** The words of a node; no line begins with the dot between two of them. */
const tidy = (node) => node?.textContent.replace(/\s+/g, " ").replace(/ ·/g, "\u00a0·").trim() ?? "";

/** A piece of the page at `address` without ids, links out of paper and things to press; what is folded is open. */
const pieces = (address) => (node) => {
  const copy = document.importNode(node, true);
  for (const one of copy.querySelectorAll("button,.btn,.acts,.more,.knot__part--open,.hz__fix--open,svg,summary")) one.remove();
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  for (const one of copy.querySelectorAll("a,details")) one.replaceWith(...one.childNodes);
  for (const one of copy.querySelectorAll("img")) {
    one.removeAttribute("srcset");
    one.loading = "eager";
    one.src = new URL(one.getAttribute("src"), address).href;
  }
  return copy;
};

const technique = (section, piece) => ({
  name: tidy(section.querySelector("h2")),
  whose: tidy(section.querySelector(".eyebrow .whose")),
  why: [...section.querySelectorAll(":scope > .why")].map(piece),
  steps: [...section.querySelectorAll(".steps > .step")].map((step) => ({
    name: tidy(step.querySelector(".step__do b") ?? step.querySelector(".step__do")),
    do: piece(step.querySelector(".step__do")),
    knots: [...step.querySelectorAll(".knot")].map(piece),
  })),
  cautions: [...section.querySelectorAll(".knots--whole .knot")].map(piece),
});

const LISTS = "ul.items,ol.items,ul.legs";
const SHELLS = ".hzs,.forces,.force,.pair,.pair>div,.letter,.adapted";
/** What stands in a section as blocks that a page may be turned between. */
const blocksOf = (section, piece, asks) => [...section.children].flatMap((child) => {
  if (child.matches("h2,.acts,p.eyebrow,.sec__head,.open,nav")) return [];
  if (child.matches("h3")) return [element("h3", "is-small", tidy(child))];
  if (child.matches(LISTS)) return [...child.children].map((item) => element("div", "sheet-item", ...piece(item).childNodes, ...(asks ? [element("div", "sheet-line")] : [])));
  return child.matches(SHELLS) ? blocksOf(child, piece, asks) : [piece(child)];
});

/** What paper needs of one lesson's page. */
export const taken = (page, key, address, known = address) => {
  const lesson = page.querySelector("[data-lesson]");
  if (!lesson) return null;
  const piece = pieces(address);
  const sections = [...lesson.querySelectorAll(".body > section.sec:not(#trials):not(#files)")];
  const wanted = sections.filter((section) => section.id === anchorOf(key));
  const parts = (wanted.length ? wanted : sections).map((section) =>
    section.matches(".tech") ? { technique: technique(section, piece) } : { heading: tidy(section.querySelector("h2,h3")), blocks: blocksOf(section, piece, section.matches(".ask")) });
  const source = [...lesson.querySelectorAll("#source dt")].map((name) => [tidy(name), tidy(name.nextElementSibling)]);
  return {
    key,
    id: lesson.dataset.lesson,
    title: tidy(lesson.querySelector("h1")),
    take: tidy(lesson.querySelector(".take p")),
    by: tidy(lesson.querySelector(".by")),
    facts: [...lesson.querySelectorAll(".facts .fact")].map((fact) => [tidy(fact.querySelector("dt")), tidy(fact.querySelector("dd"))]),
    evidence: `${tidy(lesson.querySelector(".ev b"))} ${tidy(lesson.querySelector(".ev .ev__sum, .ev .sr"))}`.trim(),
    parts: parts.filter((part) => part.technique || part.blocks.length),
    techniques: parts.flatMap((part) => part.technique ?? []),
    hazards: wanted.length ? [] : [...lesson.querySelectorAll(".hzs .hz")].map(piece),
    questions: [...lesson.querySelectorAll("section.ask .items > li")].map(tidy),
    trials: [...lesson.querySelectorAll(".trials > .trial")].map(piece),
    source: source.filter(([name]) => /เอกสาร|สัญญา|สิทธิ์|เผยแพร่/.test(name)).map(([name, words]) => `${name} ${words}`),
    address: `${known}?p=${written(objects(lesson.dataset.objects), lesson.querySelectorAll(".trials > :not(.trial--example)").length)}`,
  };
};

// A page of our own as a document that is only read: nothing in it runs.
const own = globalThis.trustedTypes?.createPolicy("khlang-pages", { createHTML: (text) => text });
const parsed = (text) => new DOMParser().parseFromString(own?.createHTML(text) ?? text, "text/html");

/** A lesson's page; a copy on a disk may fetch nothing, and holds each page in a script beside it. */
const pageOf = (id, address) => location.protocol === "file:"
  ? new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${address}page.js`;
    script.onload = () => resolve((globalThis.botrianPages || {})[id]);
    script.onerror = () => reject(new Error(id));
    document.head.append(script);
  })
  : fetch(address).then((answer) => { if (!answer.ok) throw new Error(answer.status); return answer.text(); });

/** The lesson of a key, that of an old id under its new key; one that cannot be fetched comes as {key, missing: true}. */
const read = async (key, root, home, led = false) => {
  const id = lessonOf(key), address = new URL(`lessons/${id}/`, root).href;
  try {
    const page = parsed(await pageOf(id, address)), now = page.querySelector("[data-now]")?.dataset.now;
    if (now && !led) return await read(key.replace(id, now), root, home, true);
    return taken(page, key, address, new URL(`lessons/${id}/`, home).href) ?? { key, missing: true };
  } catch { return { key, missing: true }; }
};

/** The lessons of these keys in order. */
export const fetched = (keys, root, home = root) => Promise.all(keys.map((key) => read(key, root, home)));
