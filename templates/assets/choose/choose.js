// The pages that help to choose a lesson: by facets, by what one has at hand, techniques side by side. What is chosen
// stands in the address. Without this script the pages are plain lists; all words come from their templates.
import { fetched } from "../paper/lessons.js";
import { load } from "../paper/basket.js";
import { differences, matches, ranked } from "./fitting.js";

const AT_ONCE = 20, OFFERED = 60;
const page = document.querySelector("[data-choose]");
const part = (name) => page.querySelector(`[data-part="${name}"]`);
const lessons = globalThis.botrianLessons || [];
lessons.forEach((lesson, at) => { lesson.at = at; });
const root = new URL(page.dataset.root, location.href);

// Of a large library the texts come in stretches, each when the first of its lessons is shown.
const stretches = {};
globalThis.botrianTexts = (start, rows) => rows.forEach((row, at) => Object.assign(lessons[start + at], row));
const stretch = (number) => stretches[number] = stretches[number] || new Promise((resolve) => {
  const script = document.createElement("script");
  script.src = new URL(`assets/choose/lessons-${number}.js`, root).href;
  script.onload = script.onerror = resolve;
  document.head.append(script);
});
const read = (wanted) => Promise.all([...new Set(wanted.filter((lesson) => !lesson.title).map((lesson) => Math.floor(lesson.at / globalThis.botrianStretch)))].map(stretch));
const href = (id, anchor = "") => new URL(`lessons/${id}/${location.protocol === "file:" ? "index.html" : ""}${anchor && `#${anchor}`}`, root).href;

/** Text in which private signs tell where a line may end, as nodes: held together, or a place to turn. */
const dressed = (text) => {
  const out = document.createDocumentFragment();
  for (const piece of String(text).split(/(\ue000[^\ue001]*\ue001|\ue002)/)) {
    if (piece === "\ue002") out.append(document.createElement("wbr"));
    else if (piece.startsWith("\ue000")) {
      const held = document.createElement("span");
      const letters = piece.replace(/[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g, "").length - 2;
      held.className = letters > 28 ? `nb fit--${Math.min(48, 4 * Math.ceil(letters / 4))}` : "nb";
      held.append(piece.slice(1, -1));
      out.append(held);
    } else out.append(piece);
  }
  return out;
};
const bare = (text) => String(text).replace(/[\ue000-\ue002]/g, "");

/** A piece of the page by name, its slots filled with nodes or text. */
const say = (name, slots = {}) => {
  const made = document.querySelector(`template[data-say="${name}"]`).content.firstElementChild.cloneNode(true);
  for (const slot of [made, ...made.querySelectorAll("[data-slot]")]) {
    const value = slots[slot.dataset.slot];
    if (slot.dataset.slot && (value === undefined || value === "")) slot.remove();
    else if (value !== undefined) slot.append(...[value].flat().map((one) => (typeof one === "string" ? dressed(one) : one)));
  }
  return made;
};
const joined = (nodes) => nodes.flatMap((node, at) => (at ? ["\u00a0· ", node] : [node]));

const card = (lesson, more = []) => {
  const facts = ["time", "people", "cost"].map((name, at) => lesson.needs[at] && say(name, { words: lesson.needs[at] }));
  const told = [lesson.told_at, lesson.tried].filter(Boolean).map(dressed);
  const row = say("row", { title: lesson.title, take: lesson.take, facts: joined([...facts.filter(Boolean), ...told]), more });
  row.querySelector("a").href = href(lesson.id);
  return row;
};

/** Shows lessons as cards, some at a time; an answer that was asked for later wins. */
const listed = (found, made) => {
  const list = part("list"), more = part("more");
  let at = 0;
  const next = async () => {
    const these = found.slice(at, at + AT_ONCE);
    await read(these);
    if (more.onclick !== next) return;
    if (!at) list.textContent = "";
    at += these.length;
    list.append(...these.filter((lesson) => lesson.title).map(made));
    more.hidden = at >= found.length;
  };
  more.onclick = next;
  next();
};

const remember = (given) => {
  const text = given.toString();
  try { history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + location.hash); } catch { /* a page on a disk */ }
};
const answers = (form) => {
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) given.append(name, value);
  return given;
};

const browse = () => {
  const form = page.querySelector("form"), boxes = [...form.querySelectorAll("input")];
  const asked = new URLSearchParams(location.search);
  for (const box of boxes) {
    box.checked = asked.getAll(box.name).includes(box.value);
    if (box.checked) box.closest("details").open = true;
  }
  const show = () => {
    const wanted = {};
    for (const box of boxes) if (box.checked) (wanted[box.name] = wanted[box.name] || []).push(box.value);
    const found = lessons.filter((lesson) => matches(lesson, wanted));
    for (const box of boxes) {
      const others = { ...wanted, [box.name]: [box.value] };
      const count = lessons.filter((lesson) => matches(lesson, others)).length;
      const row = box.closest("label");
      row.querySelector(".n").textContent = count;
      row.hidden = !count && !box.checked;
    }
    part("count").textContent = found.length;
    part("none").hidden = found.length > 0;
    listed(found, (lesson) => card(lesson));
    remember(answers(form));
  };
  form.addEventListener("change", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
};

const fit = () => {
  const form = page.querySelector("form"), levels = page.dataset.levels.split("|");
  const notes = new Map([...page.querySelectorAll("[data-notes]")].map((node) => [node.dataset.notes, node]));
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) {
    const said = field.name && asked.get(field.name);
    if (said && (!field.options || [...field.options].some((one) => one.value === said))) field.value = said;
  }
  const row = (lesson) => {
    const more = [], { same, other, unknown } = differences(lesson, Object.fromEntries(answers(form)), levels);
    const named = (keys) => joined(keys.map((key) => say(`is-${key}`)));
    if (same.length) more.push(say("fits", { words: named(same) }));
    if (other.length) {
      const list = document.createElement("ul");
      list.className = "items";
      list.append(...other.map(([key, there]) => say(`not-${key}`, { there })));
      more.push(say("differs"), list);
    }
    if (unknown.length) more.push(say("unknown", { words: named(unknown) }));
    const told = notes.get(lesson.id);
    return card(lesson, told ? [...more, told.cloneNode(true)] : more);
  };
  const show = () => {
    const given = answers(form), mine = Object.fromEntries(given);
    if (![...given].length) { remember(given); return; }
    const found = ranked(lessons, mine, levels);
    part("count").textContent = found.length;
    const leaf = page.querySelector(".leaf");
    if (leaf) leaf.hidden = true;
    listed(found.map(({ lesson }) => lesson), row);
    remember(given);
  };
  form.addEventListener("change", show);
  form.addEventListener("submit", (event) => { event.preventDefault(); show(); part("list").scrollIntoView(); });
  show();
};

const compare = async () => {
  const form = page.querySelector("form"), places = [...form.elements];
  const basket = load();
  const named = new Set([...basket, ...new URLSearchParams(location.search).getAll("c")].map((key) => key.split("~")[0]));
  await read(lessons.filter((lesson, at) => at < OFFERED || named.has(lesson.id)));
  const all = lessons.flatMap((lesson) => (lesson.techniques || []).map(([anchor, name], at, list) =>
    ({ key: list.length > 1 ? `${lesson.id}~${anchor}` : lesson.id, name: bare(name), lesson: bare(lesson.title) })));
  const first = (key) => basket.some((kept) => kept === key || kept === key.split("~")[0]);
  all.sort((one, other) => first(other.key) - first(one.key));
  for (const place of places) for (const { key, name, lesson } of all) place.append(new Option(name === lesson ? name : `${name} (${lesson})`, key));
  const known = new Set(all.map(({ key }) => key));
  const asked = new URLSearchParams(location.search).getAll("c").flatMap((key) => (known.has(key) ? [key] : all.filter((one) => one.key.startsWith(`${key}~`)).map((one) => one.key)));
  const wanted = [...new Set([...asked, ...(asked.length > 1 ? [] : all.filter(({ key }) => first(key)).map(({ key }) => key))])].slice(0, 3);
  places.forEach((place, at) => { place.value = wanted[at] || ""; });
  const pair = ([label, words]) => { const dt = document.createElement("dt"), dd = document.createElement("dd"); dt.append(label); dd.append(words); return [dt, dd]; };
  const side = (one) => {
    const technique = one.techniques && one.techniques[0];
    if (!technique) return say("missing");
    const steps = technique.steps.map((step) => { const item = document.createElement("li"); item.append(step.do, ...step.knots); return item; });
    const made = say("side", {
      title: technique.name, lesson: one.title === technique.name ? "" : one.title, take: one.take, facts: one.facts.flatMap(pair),
      evidence: one.evidence, steps: steps.length ? steps : "", cautions: technique.cautions.length ? technique.cautions : "",
    });
    for (const head of made.querySelectorAll("h3")) if (!head.nextElementSibling || head.nextElementSibling.tagName === "H3") head.remove();
    made.querySelector("a").href = href(one.id, one.key.split("~")[1]);
    return made;
  };
  const show = async () => {
    const keys = [...new Set(places.map((place) => place.value).filter(Boolean))];
    const given = new URLSearchParams();
    for (const key of keys) given.append("c", key);
    remember(given);
    part("none").hidden = keys.length > 1;
    part("sides").replaceChildren(...(await fetched(keys, root.href)).map(side));
  };
  form.addEventListener("change", show);
  show();
};

({ browse, fit, compare })[page.dataset.choose]();
