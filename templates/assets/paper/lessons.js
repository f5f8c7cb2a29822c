// Reads lessons for paper out of their own pages, so that what is printed is what the site says. No server is asked
// for more than the page itself.
import { anchorOf, lessonOf } from "./basket.js";
import { objects, written } from "./edition.js";

const tidy = (node) => node?.textContent.replace(/\s+/g, " ").trim() ?? "";

/** A piece of the page without ids, links out of paper and things to press. */
const piece = (node) => {
  if (!node) return null;
  const copy = node.cloneNode(true);
  for (const one of copy.querySelectorAll("button,.btn,.acts,.more,.knot__part--open,svg")) one.remove();
  for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  return copy;
};

const technique = (section) => ({
  name: tidy(section.querySelector("h2")),
  whose: tidy(section.querySelector(".eyebrow .whose")),
  why: [...section.querySelectorAll(":scope > .why")].map(piece),
  steps: [...section.querySelectorAll(".steps > .step")].map((step) => ({
    do: piece(step.querySelector(".step__do")),
    knots: [...step.querySelectorAll(".knot")].map(piece),
  })),
  cautions: [...section.querySelectorAll(".knots--whole .knot")].map(piece),
});

/** What paper needs of one lesson's page. */
export const taken = (page, key, address) => {
  const lesson = page.querySelector("[data-lesson]");
  if (!lesson) return null;
  const wanted = anchorOf(key);
  const sections = [...lesson.querySelectorAll("section.tech")].filter((section) => !wanted || section.id === wanted);
  const now = objects(lesson.dataset.objects);
  return {
    key,
    id: lesson.dataset.lesson,
    title: tidy(lesson.querySelector("h1")),
    take: tidy(lesson.querySelector(".take p")),
    by: tidy(lesson.querySelector(".by")),
    facts: [...lesson.querySelectorAll(".facts .fact")].map((fact) => [tidy(fact.querySelector("dt")), tidy(fact.querySelector("dd"))]),
    evidence: tidy(lesson.querySelector(".ev b")) + " " + tidy(lesson.querySelector(".ev .ev__sum, .ev .sr")),
    techniques: sections.map(technique),
    hazards: [...lesson.querySelectorAll(".hzs .hz")].map(piece),
    questions: [...lesson.querySelectorAll("section.ask .items > li")].map(tidy),
    address: `${address}?p=${written(now, lesson.querySelectorAll(".trials > :not(.trial--example)").length)}`,
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

/** The lessons of these keys in order; those that cannot be fetched come as {key, missing: true}. */
export const fetched = (keys, root) =>
  Promise.all(keys.map(async (key) => {
    const address = new URL(`lessons/${lessonOf(key)}/`, root).href;
    try {
      return taken(parsed(await pageOf(lessonOf(key), address)), key, address) ?? { key, missing: true };
    } catch { return { key, missing: true }; }
  }));
