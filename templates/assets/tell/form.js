// The form on the page: built from what the page holds, kept on this device until it is sent, sent by the reader's own hand.
import { asked, compose, forgeForm, ways } from "./compose.js";

const el = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== "" && value != null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child != null && child !== ""));
  return made;
};
const page = document.getElementById("tell");
const site = JSON.parse(page.dataset.form);
const given = asked(location.search);
const root = new URL(page.dataset.root, location.href);
const LINE = /\bLine\//i.test(navigator.userAgent);
const phone = /Android|iPhone|iPad|Mobile/i.test(navigator.userAgent) || matchMedia("(pointer:coarse)").matches;

const store = {
  key: "",
  read() { try { return JSON.parse(localStorage.getItem(this.key)) ?? {}; } catch { return {}; } },
  write(value) { try { localStorage.setItem(this.key, JSON.stringify(value)); } catch { /* private window */ } },
  clear() { try { localStorage.removeItem(this.key); } catch { /* private window */ } },
};

const choose = () => {
  const named = given.kind in site.kinds ? given.kind : location.hash.slice(1) in site.kinds ? location.hash.slice(1) : "";
  if (!named) return;
  for (const plain of page.querySelectorAll("[data-kind]")) plain.hidden = true;
  const list = page.querySelector(".tell-kinds"), here = list.children[Object.keys(site.kinds).indexOf(named)];
  here.classList.add("btn--main");
  here.setAttribute("aria-current", "true");
  show(named, list);
};

const show = (name, others) => {
  const kind = site.kinds[name];
  store.key = `tell:${name}:${given.id || given.about}`;
  const kept = store.read();
  const answers = { ...prefilled(name, kind), ...kept.answers };
  let promised = kept.promised ?? false;
  const form = el("form", { class: "tell", novalidate: true });
  const keep = () => store.write({ answers, promised });
  const about = kind.address === "lesson" ? given.id : "";

  const heading = el("h2", { id: "tell-what" }, kind.name);
  form.append(heading, el("p", { class: "quiet" }, kind.about));
  if (about) {
    const link = el("a", { href: new URL(`lessons/${about.replace("#", "/#")}`, root).href }, about);
    form.append(el("p", { class: "state" }, "บทเรียน ", link));
    fetch(new URL(`lessons/${about.split("#")[0]}/`, root)).then((answer) => (answer.ok ? answer.text() : "")).then((html) => {
      const title = headingOf(html);
      if (title) { link.textContent = title; answers.lesson = answers.lesson || title; }
    }).catch(() => {});
  }
  if (given.about || given.place) form.append(el("p", { class: "state" }, `เรื่อง ${[given.about, given.place].filter(Boolean).join(" ")}`));
  const fields = (questions) => questions.map((question) => field(question, answers, keep));
  const first = kind.questions.filter((one) => one.first && !(about && one.key === kind.address));
  const rest = kind.questions.filter((one) => !one.first && one.key !== kind.address);
  form.append(...fields(first));
  if (rest.length) form.append(el("details", { class: "fold" }, el("summary", {}, "เล่าเพิ่มได้ ไม่บังคับ"), el("div", { class: "tell-more" }, ...fields(rest))));
  if (kind.promise) {
    const box = el("input", { type: "checkbox", id: "tell-promise", onchange: () => { promised = box.checked; keep(); } });
    box.checked = promised;
    form.append(el("p", { class: "tell-promise" }, el("label", { for: "tell-promise" }, box, " ", el("span", {}, kind.promise))));
  }
  const fault = el("p", { class: "tell-fault", role: "alert" });
  const out = el("section", { class: "tell-out", "aria-live": "polite" });
  form.append(fault, el("p", { class: "acts" }, el("button", { class: "btn btn--main", type: "submit" }, "ดูข้อความก่อนส่ง")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const missing = kind.questions.find((one) => one.required && one.first && !(answers[one.key] ?? "").trim() && !(about && one.key === kind.address));
    fault.textContent = missing ? `ยังไม่ได้ตอบ “${missing.label}”` : "";
    if (missing) { form.querySelector(`[name="${missing.key}"]`)?.focus(); return; }
    const subject = about || (kind.address && answers[kind.address]) || given.page;
    const words = name === "wish" || name === "lesson" ? "" : subject;
    await send(out, name, kind, words, answers, promised, () => { store.clear(); });
    out.scrollIntoView({ block: "start" });
  });
  page.querySelector("[data-part=form]").append(form, out, el("p", { class: "quiet tell-other" }, "อยากบอกเรื่องอื่น"), others);
};

const prefilled = (name, kind) => {
  const known = {};
  if (name === "wish" && given.about) known.problem = given.about;
  if (name === "lesson" && given.about) known[given.part === "series" ? "title" : "tags"] = given.about;
  if (name === "answer") known.part = given.about || given.part;
  if (name === "workshop") known.form = given.id;
  if (name === "fault") known.page = given.page || (document.referrer.startsWith(root.href) ? document.referrer : "");
  return known;
};

const field = (question, answers, keep) => {
  const id = `tell-${question.name}`;
  const hint = el("small", { id: `${id}-hint` }, question.hint);
  const set = (value) => { answers[question.key] = value; keep(); };
  if (question.options) {
    const group = el("fieldset", { class: "tell-field" }, el("legend", {}, question.label, mustHave(question)));
    const row = el("div", { class: "tell-taps" });
    for (const [value, label] of question.options) {
      const tap = el("input", { type: "radio", name: question.key, value, id: `${id}-${value}`, onchange: () => set(value) });
      tap.checked = answers[question.key] === value;
      row.append(tap, el("label", { for: tap.id, class: `tell-tap tell-tap--${value}` }, label));
    }
    group.append(row);
    return group;
  }
  if (question.key === "steps") return steps(question, answers, set);
  const box = question.long
    ? el("textarea", { id, name: question.key, rows: 3, placeholder: question.example, "aria-describedby": hint.id })
    : el("input", { id, name: question.key, type: "text", placeholder: question.example, "aria-describedby": hint.id, autocomplete: "off" });
  box.value = answers[question.key] ?? "";
  box.addEventListener("input", () => set(box.value));
  return el("p", { class: "tell-field" }, el("label", { for: id }, question.label, mustHave(question)), hint, box);
};
const mustHave = (question) => (question.required ? el("b", { class: "tell-must" }, " จำเป็น") : "");

// Steps in rows, each with its caution and remedy; what is kept is the lines that the message holds.
const steps = (question, answers, set) => {
  const rows = [];
  for (const line of (answers.steps ?? "").split("\n").filter(Boolean)) {
    const caution = /^ข้อควรระวัง: (.*)$/.exec(line), remedy = /^ทางแก้: (.*)$/.exec(line);
    if (caution && rows.length) rows[rows.length - 1].caution = caution[1];
    else if (remedy && rows.length) rows[rows.length - 1].remedy = remedy[1];
    else rows.push({ say: line, caution: "", remedy: "" });
  }
  if (!rows.length) rows.push({ say: "", caution: "", remedy: "" });
  const group = el("fieldset", { class: "tell-field" }, el("legend", {}, question.label, mustHave(question)));
  const list = el("ol", { class: "tell-steps" });
  const flat = (text) => text.replace(/\s*\n\s*/g, " ").trim();
  const save = () => set(rows.filter((row) => row.say.trim()).flatMap((row) => [flat(row.say),
    row.caution.trim() && `ข้อควรระวัง: ${flat(row.caution)}`, row.caution.trim() && row.remedy.trim() && `ทางแก้: ${flat(row.remedy)}`]).filter(Boolean).join("\n"));
  const line = (row, key, label, number) => {
    const id = `tell-step-${number}-${key}`;
    const box = el("textarea", { id, rows: key === "say" ? 2 : 1, name: key === "say" && number === 1 ? "steps" : "" });
    box.value = row[key];
    box.addEventListener("input", () => { row[key] = box.value; save(); });
    return el("p", { class: `tell-step--${key}` }, el("label", { for: id }, label), box);
  };
  const draw = () => list.replaceChildren(...rows.map((row, at) => el("li", {},
    line(row, "say", `ขั้นที่ ${at + 1} ทำอะไร`, at + 1), line(row, "caution", "ข้อควรระวัง (ถ้ามี)", at + 1), line(row, "remedy", "ทางแก้ (ถ้ารู้)", at + 1),
    rows.length > 1 ? el("button", { type: "button", class: "btn", onclick: () => { rows.splice(at, 1); save(); draw(); } }, `ลบขั้นที่ ${at + 1}`) : "")));
  draw();
  group.append(list, el("button", { type: "button", class: "btn", onclick: () => { rows.push({ say: "", caution: "", remedy: "" }); draw(); list.lastElementChild.querySelector("textarea").focus(); } }, "เพิ่มขั้น"));
  return group;
};

const send = async (out, name, kind, about, answers, promised, done) => {
  let text = compose(kind, about, answers, promised);
  const { findPrivate } = await import("../privacy/find.js");
  const draw = (asking) => {
    const found = asking ? findPrivate(text) : [];
    if (found.length) { out.replaceChildren(...privacy(found)); return; }
    out.replaceChildren(...finished());
  };
  const privacy = (found) => [
    el("h2", {}, "มีข้อมูลที่ดูเป็นส่วนตัว"),
    el("p", {}, "ข้อความนี้อาจขึ้นเว็บให้คนทั่วไปอ่าน ถ้าเจ้าตัวยังไม่ยินยอม ควรเปลี่ยนก่อนส่ง"),
    el("ul", { class: "tell-private" }, ...found.map((one) => el("li", {}, el("b", {}, one.name), " ", el("mark", {}, text.slice(one.start, one.end)), " → ", one.redaction))),
    el("p", { class: "acts" },
      el("button", { type: "button", class: "btn btn--main", onclick: () => {
        for (const one of [...found].sort((a, b) => b.start - a.start)) text = text.slice(0, one.start) + one.redaction + text.slice(one.end);
        draw(false);
      } }, "เปลี่ยนให้ทั้งหมด"),
      el("button", { type: "button", class: "btn", onclick: () => draw(false) }, "เจ้าตัวยินยอมแล้ว ส่งตามนี้")),
  ];
  const finished = () => {
    const box = el("textarea", { class: "tell-text", rows: Math.min(16, text.split("\n").length + 2), readonly: true, "aria-label": "ข้อความที่จะส่ง" });
    box.value = text;
    const told = el("p", { class: "tell-told", role: "status" });
    const can = { share: Boolean(navigator.share), phone, save: !LINE, print: !LINE && typeof window.print === "function", forge: forgeForm(site.forge, kind, text, about, answers) };
    const acts = el("p", { class: "acts" });
    for (const way of ways(site.ways, text, can, site, kind)) {
      const act = way.href
        ? el("a", { class: "btn", href: way.href, rel: "noopener", target: way.name === "mail" ? "" : "_blank", "data-way": way.name }, el("span", {}, WAYS[way.name]))
        : el("button", { class: "btn", type: "button", "data-way": way.name, onclick: () => BY[way.name](text, box, told, name) }, el("span", {}, WAYS[way.name]));
      acts.append(act);
    }
    acts.firstElementChild?.classList.add("btn--main");
    return [
      el("h2", {}, "ข้อความพร้อมส่ง"), box, acts, told,
      site.contact ? el("p", { class: "state" }, "ส่งถึง ", site.link ? el("a", { href: site.link, rel: "noopener" }, site.contact) : el("b", {}, site.contact))
        : el("p", { class: "state" }, "ส่งถึง ", el("b", {}, site.publisher), " หรือคนที่ส่งที่อยู่เว็บนี้ให้คุณ"),
      LINE ? el("p", { class: "state" }, "กำลังเปิดใน LINE ถ้าปุ่มไม่ทำงาน ", el("a", { href: outside() }, "เปิดในเบราว์เซอร์ของเครื่อง")) : "",
      el("p", { class: "acts" }, el("button", { type: "button", class: "btn", onclick: () => { done(); told.textContent = "ขอบคุณ ลบที่พิมพ์ค้างไว้ในเครื่องนี้แล้ว"; } }, "ส่งแล้ว ลบที่พิมพ์ค้างไว้")),
    ];
  };
  draw(true);
};

const outside = () => { const here = new URL(location.href); here.searchParams.set("openExternalBrowser", "1"); return here.href; };
const WAYS = { share: "ส่งต่อด้วยแอปในเครื่อง", line: "ส่งทาง LINE", copy: "คัดลอกข้อความ", mail: "ส่งอีเมล", forge: "เปิดแบบฟอร์มของคลังโค้ด", file: "บันทึกเป็นไฟล์", paper: "พิมพ์เป็นแบบกระดาษ" };
const BY = {
  share: (text) => navigator.share({ text }).catch(() => {}),
  copy: async (text, box, told) => {
    try { await navigator.clipboard.writeText(text); } catch { box.focus(); box.select(); document.execCommand("copy"); }
    told.textContent = "คัดลอกแล้ว เปิดแชตหรืออีเมลแล้ววางได้เลย";
  },
  file: (text, box, told, name) => {
    const link = el("a", { href: URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" })), download: `${name}-${new Date().toISOString().slice(0, 10)}.txt` });
    link.click();
    told.textContent = "บันทึกไฟล์แล้ว แนบไฟล์นี้ส่งได้เลย";
  },
  paper: async (text, box, told, name) => {
    const { qr } = await import("../paper/qr.js");
    page.querySelector(".tell-paper")?.remove();
    page.append(paper(site.kinds[name], text, qr(location.href.split("#")[0], "ที่อยู่ของแบบนี้")));
    print();
  },
};
// The paper form has the same labels: what was typed stands in place, the rest is lines to write on.
const paper = (kind, text, code) => el("section", { class: "tell-paper" },
  el("header", {}, code, el("div", {}, el("h1", {}, text.split("\n")[0]), el("p", {}, site.name))),
  ...kind.questions.filter((one) => one.first || one.required).map((question) => {
    const said = text.split("\n").find((line) => line.startsWith(`${question.label}:`))?.slice(question.label.length + 1).trim() ?? "";
    const body = question.options
      ? el("p", { class: "tell-ticks" }, ...question.options.map(([, label]) => el("span", {}, `${label === said ? "☑" : "☐"} ${label}`)))
      : el("p", { class: `tell-lines${question.long ? " tell-lines--long" : ""}` }, said);
    return el("div", {}, el("b", {}, `${question.label}:`), body);
  }));

choose();
page.querySelector("[data-part=form]").hidden = false;
page.dataset.ready = "";

// The words of a page's first heading. Read as text: a parser of HTML would need a policy of its own (Trusted Types).
const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', "#34": '"', "#39": "'", nbsp: " ", shy: "" };
function headingOf(html) {
  const [, inside = ""] = /<h1\b[^>]*>([\s\S]*?)<\/h1>/.exec(html) || [];
  return inside.replace(/<[^>]*>/g, "").replace(/&([a-z]+|#\d+);/g, (all, name) => SIGNS[name] ?? all).replace(/\s+/g, " ").trim();
}
