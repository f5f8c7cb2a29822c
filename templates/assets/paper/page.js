// The basket's own page: order, share, print, and hand in as a collection. Everything happens on the reader's device.
import { collectionFile, format, joined, load, moved, parse, save, toggled } from "./basket.js";
import { fetched } from "./lessons.js";
import { kit } from "./kit.js";
import { element } from "./layout.js";
import { qr } from "./qr.js";
import { booklet, cards, fold, handout } from "./sheets.js";

const KINDS = { cards, handout, booklet, fold, kit };

export const mount = (page) => {
  const root = new URL(page.dataset.root, location.href).href;
  // Codes on paper lead to the site, also from a copy of it on a disk.
  const onDisk = location.protocol === "file:", home = onDisk && page.dataset.home ? page.dataset.home : root;
  const table = JSON.parse(page.dataset.kit);
  const find = (name) => page.querySelector(`[data-part="${name}"]`);
  const given = new URLSearchParams(location.search);
  const asked = parse(given.get("b"));
  if (given.get("t")) find("title").value = given.get("t").slice(0, 120);
  let keys = asked.length ? asked : load();
  let own = !asked.length || format(asked) === format(load());
  let lessons = [];

  const title = () => find("title").value.trim() || "ชุดของฉัน";
  const asking = () => `?b=${format(keys)}${title() === "ชุดของฉัน" ? "" : `&t=${encodeURIComponent(title())}`}`;
  const link = () => `${home}basket/${asking()}`;
  const hours = () => find("hours").value;
  const people = () => Math.min(500, Math.max(1, Math.round(Number(find("people").value)) || 24));
  const button = (word, label, act, off = false) => {
    const made = element("button", "btn", word);
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.disabled = off;
    made.addEventListener("click", act);
    return made;
  };
  // On a disk some browsers keep a memory for each page alone: there the address holds the basket too, for a bookmark.
  const write = () => {
    try { history.replaceState(null, "", own && !(onDisk && keys.length) ? location.pathname : asking()); } catch { /* a disk */ }
  };
  const change = (next) => {
    keys = next;
    if (own) { save(keys); dispatchEvent(new Event("basket")); }
    write();
    draw();
  };

  const row = (key, at) => {
    const lesson = lessons.find((one) => one.key === key);
    const name = lesson?.title ?? key;
    const text = element("div", "basket-name");
    const heading = element("a", "", lesson?.techniques?.length === 1 && key.includes("~") ? lesson.techniques[0].name : name);
    heading.href = new URL(`lessons/${key.replace("~", "/#")}${key.includes("~") ? "" : "/"}`, root).href;
    text.append(heading);
    if (lesson?.missing) text.append(element("p", "basket-missing", "เปิดบทเรียนนี้ไม่ได้ อาจถูกย้าย หรือไม่มีสัญญาณ"));
    else if (lesson) text.append(element("p", "", [lesson.take].join(" ")));
    return element("li", "", text, element("div", "basket-acts",
      button("↑", `เลื่อน ${name} ขึ้น`, () => change(moved(keys, at, -1)), at === 0),
      button("↓", `เลื่อน ${name} ลง`, () => change(moved(keys, at, 1)), at === keys.length - 1),
      button("เอาออก", `เอา ${name} ออก`, () => change(toggled(keys, key)))));
  };

  const drawList = () => {
    find("list").replaceChildren(...keys.map(row));
    find("count").textContent = keys.length;
    const titles = Object.fromEntries(lessons.filter((one) => one.id).map((one) => [one.id, one.title]));
    find("command").textContent = `harvester print --ids ${[...new Set(keys.map((key) => key.split("~")[0]))].join(",")} --title ${JSON.stringify(title())} --format kit --hours ${hours()} --people ${people()}`;
    find("file").value = keys.length ? collectionFile(title(), keys, titles) : "";
  };
  const draw = async () => {
    find("empty").hidden = keys.length > 0;
    find("full").hidden = !keys.length;
    find("shared").hidden = own;
    find("disk").hidden = !onDisk;
    drawList();
    if (!keys.length) return;
    find("link").value = link();
    find("code").replaceChildren(qr(link(), "คิวอาร์โค้ดของตะกร้านี้"));
    const wanted = format(keys);
    const known = Object.fromEntries(lessons.filter((one) => !one.missing).map((one) => [one.key, one]));
    const lacking = keys.filter((key) => !known[key]);
    const fresh = await fetched(lacking, root, home);
    if (wanted !== format(keys)) return;
    for (const lesson of fresh) known[lesson.key] = lesson;
    const now = [...new Set(keys.map((key) => fresh[lacking.indexOf(key)]?.key ?? key))];
    lessons = now.map((key) => known[key]);
    if (format(now) === wanted) drawList(); else change(now);
  };

  const print = async (kind) => {
    const ready = lessons.filter((lesson) => lesson && !lesson.missing);
    const stage = find("stage");
    if (!ready.length) return;
    document.documentElement.dataset.paper = kind;
    // Pictures have to be there before anything is measured; faces are fetched when words first stand in them.
    const pictures = ready.flatMap((lesson) => lesson.parts).flatMap((part) => part.blocks ?? []).flatMap((block) => [...block.querySelectorAll("img")]);
    await Promise.all(pictures.map((one) => one.decode().catch(() => {})));
    const asked = { lessons: ready, site: page.dataset.site, title: title(), link: link(), home, contact: page.dataset.contact, table, hours: hours(), people: people() };
    KINDS[kind](asked, stage);
    await new Promise((done) => setTimeout(done, 60));
    await document.fonts.ready;
    KINDS[kind](asked, stage);
    globalThis.print();
  };
  for (const kind of Object.keys(KINDS)) find(`print-${kind}`).addEventListener("click", () => print(kind));

  find("keep").addEventListener("click", () => { own = true; change(joined(load(), keys)); });
  find("clear").addEventListener("click", () => change([]));
  find("title").addEventListener("input", () => { drawList(); find("link").value = link(); });
  for (const name of ["hours", "people"]) find(name).addEventListener("change", drawList);
  const copy = async (name, word) => {
    await navigator.clipboard.writeText(find(name).value);
    find(`copy-${name}`).textContent = word;
  };
  find("copy-link").addEventListener("click", () => copy("link", "คัดลอกแล้ว"));
  find("copy-file").addEventListener("click", () => copy("file", "คัดลอกแล้ว"));
  if (navigator.share) {
    find("send").hidden = false;
    find("send").addEventListener("click", () => navigator.share({ title: title(), url: link() }).catch(() => {}));
  }
  addEventListener("storage", () => { if (own) { keys = load(); draw(); } });
  if (onDisk) write();
  return draw();
};
