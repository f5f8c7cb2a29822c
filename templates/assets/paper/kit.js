// The half-day kit out of the basket: the pieces of harvester/printing/kit.py as pages of one print, from the same table.
import { cards, code, printed, techniques } from "./sheets.js";
import { element, filled, leafOf, overflows, toWrite } from "./layout.js";
import { qr } from "./qr.js";

const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}.${String(minutes % 60).padStart(2, "0")}`;
const counted = (text) => { const at = text.lastIndexOf(" "); return [text.slice(0, at), Number(text.slice(at + 1))]; };

/** What a workshop of these parts works on: the first technique of each lesson, then further ones, in the basket's order. */
const worked = (lessons, room) => {
  const all = lessons.flatMap((lesson, at) => techniques(lesson).map((technique, number) => ({ lesson, technique, at, number })));
  return all.sort((a, b) => a.number - b.number || a.at - b.at).slice(0, room).sort((a, b) => a.at - b.at || a.number - b.number);
};

/** The parts with their clock times; the twin of `programme` in harvester/printing/workshop.py. */
export const programme = (table, hours, works) => {
  const planned = table.lengths[hours].map(counted);
  const others = table.instead.filter(([first]) => !planned.some(([name]) => name === first));
  const blocks = [];
  let work = null;
  let next = 0;
  let left = 0;
  const add = (key, minutes, about = null) => blocks.push({ key, minutes, work: about, ...table.parts[key] });
  for (const [name, minutes] of planned) {
    if (name === "hear") { work = works[next++] ?? null; left = 0; }
    if (!["hear", "work", "walk"].includes(name)) add(name, minutes);
    else if (work) add(name === "work" && !work.technique.steps.length ? "check" : name, minutes, work);
    else {
      left += minutes;
      if (name !== "walk") continue;
      const [first, second] = others.shift();
      const half = Math.floor(left / 10) * 5;
      add(first, half);
      add(second, left - half);
    }
  }
  let now = Math.round(Number(table.start)) * 60;
  for (const block of blocks) { block.starts = clock(now); block.ends = clock((now += block.minutes)); }
  return blocks;
};

export const kit = ({ lessons, site, title, link, home, contact, table, hours, people }, stage) => {
  const works = worked(lessons, table.lengths[hours].filter((part) => part.startsWith("hear ")).length);
  const blocks = programme(table, hours, works);
  const groups = Math.ceil(people / table.table);
  const foot = `${title} · ${site} · ${printed()}`;
  const pieces = [];
  const add = (label, paper, copies, pages, remark = "") => pages.length && pieces.push({ label, paper, copies, pages, remark });
  const tall = (height, ...cells) => {
    const row = element("tr", "", ...cells);
    row.style.height = `${height}mm`;
    return row;
  };
  const head = (kind, name, picture) => element("header", "kit-head", picture ? qr(picture, "คิวอาร์โค้ดของแผ่นนี้") : null, element("p", "", kind), element("h2", "", name));
  const named = (block) => `${block.name}${block.work ? `: ${block.work.technique.name}` : ""}`;
  const text = (node) => {
    const copy = node?.cloneNode(true);
    copy?.querySelectorAll(".knot__label,.whose,.hz__kind,b").forEach((one) => one.remove());
    return copy?.textContent.replace(/\s+/g, " ").trim() ?? "";
  };
  /** A caution or a trap in one line: what to watch for, and what undoes it. */
  const danger = (node) => [".knot__part--caution,.hz__say", ".knot__part--remedy,.hz__fix"].map((part) => text(node.querySelector(part))).filter(Boolean).join(" → ");

  stage.replaceChildren();
  const rows = blocks.map((one) => element("p", one.does ? "" : "is-rest", element("span", "", `${one.starts}–${one.ends} ${one.minutes} นาที`), element("span", "", element("b", "", named(one)), ` ${one.does ?? ""}`), element("span", "", one.takes ?? "")));
  const notes = blocks.filter((one) => one.does).flatMap((one) => {
    const { technique, lesson } = one.work ?? {};
    return [element("h3", "", `${one.starts} ${named(one)} (${one.minutes} นาที)`),
      ...(one.key === "hear" && technique ? [element("p", "", element("b", "", "อ่านดัง ๆ "), lesson.take), element("p", "", element("b", "", "ขั้นตอน "), technique.steps.map((step, at) => `${at + 1} ${step.name}`).join(" · "))] : []),
      ...(one.notes ?? []).map((note) => element("p", "", `– ${note}`)),
      ...(["work", "check"].includes(one.key) && technique ? [...technique.steps.flatMap((step) => step.knots), ...technique.cautions, ...lesson.hazards].slice(0, table.heard).map((knot) => knot.cloneNode(true)) : []),
      ...(one.key === "walk" && lesson ? lesson.questions.slice(0, 2).map((question) => element("p", "", element("b", "", "ชวนถาม "), question)) : [])];
  });
  add("กำหนดการและบันทึกคนนำวง", "A4 สองหน้า", 2, [
    ...filled([head("กำหนดการ", title, link), ...rows], leafOf("a4", foot, "kit-rows"), stage),
    ...filled([head("บันทึกคนนำวง", title), ...notes, toWrite("บันทึกของเรา", 3)], leafOf("a4", foot), stage)]);

  const deck = element("div");
  stage.append(deck);
  cards({ lessons: [...new Set(works.map((work) => work.lesson))], site }, deck);
  add("บัตรเทคนิค", "A4 สองหน้า พลิกด้านยาว ตัดเป็นสี่", people, [...deck.children]);

  const steps = works.filter((work) => work.technique.steps.length);
  add("ใบงานกลุ่มของแต่ละเทคนิค", "A3 หน้าเดียว", groups, steps.flatMap(({ lesson, technique }) => {
    const table = (from) => element("table", "kit-table", element("tr", "", ...["ขั้น", "คนทำมาก่อนบอกให้ระวัง", "บ้านเราจะทำอย่างไร", "ใคร เมื่อไร"].map((name) => element("th", "", name))),
      ...from.map((step) => tall(160 / technique.steps.length, element("td", "", `${technique.steps.indexOf(step) + 1} ${step.name}`), element("td", "", ...step.knots.map((knot) => element("div", "", `◆ ${danger(knot)}`))), element("td"), element("td"))));
    const leaf = () => leafOf("a3w", foot, "kit-form")(head("ใบงานกลุ่ม · กลุ่ม ............................ วันที่ ....................", technique.name, lesson.address));
    return technique.steps.reduce((leaves, step) => {
      const body = leaves.at(-1)?.querySelector(".side-body");
      const old = body?.querySelector("table");
      const more = old ? table([...old.steps, step]) : null;
      if (more) { old.replaceWith(more); more.steps = [...old.steps, step]; }
      if (!more || overflows(leaves.at(-1))) {
        if (more) more.replaceWith(old);
        const fresh = leaf();
        const first = table([step]);
        first.steps = [step];
        fresh.querySelector(".side-body").append(first);
        stage.append(fresh);
        return [...leaves, fresh];
      }
      return leaves;
    }, []);
  }));

  add("โปสเตอร์ติดผนัง", "A3 หน้าเดียว", 1, works.map(({ lesson, technique }) => {
    const told = technique.steps.length ? technique.steps.map((step) => [step.name, step.knots[0] && text(step.knots[0].querySelector(".knot__part--caution"))]) : lesson.hazards.map((one) => [text(one.querySelector(".hz__say")), text(one.querySelector(".hz__fix"))]);
    const poster = leafOf("a3", foot)(head("", technique.name, lesson.address), element("ol", "", ...told.slice(0, 10).map(([name, watch]) => element("li", "", name, watch ? element("small", "", `◆ ${watch}`) : ""))));
    stage.append(poster);
    const list = poster.querySelector("ol");
    for (let size = 40; size >= 18; size -= 2) { list.style.fontSize = `${size}pt`; if (!overflows(poster)) break; }
    return poster;
  }));

  const used = new Set(blocks.flatMap((block) => block.forms ?? []));
  const kinds = { "#เล่าบทเรียน": "lesson", "#ตอบคำถาม": "answer" };
  for (const [key, form] of Object.entries(table.forms)) {
    const mark = form.mark ?? `#จากเวที ${key}`;
    const kind = kinds[form.mark] ?? "workshop";
    const address = (lesson) => `${home}tell/?kind=${kind}${lesson ? `&id=${lesson.id}` : kind === "workshop" ? `&id=${key}` : ""}`;
    const lines = () => (form.lines ?? []).map((line) => {
      const [label, count] = counted(line);
      const row = toWrite(`${label}:`, count);
      row.style.setProperty("--lines", count);
      return row;
    });
    const markLine = (words) => element("p", "kit-mark", words, element("small", "", "ถ้าพิมพ์ส่งคลัง พิมพ์บรรทัดนี้ก่อน แล้วพิมพ์ตามป้าย"));
    const ticks = (labels, picture) => element("div", "kit-ticks", picture, ...labels.map((label) => element("p", "", label)));
    const leaf = leafOf("a4", foot, "kit-form");
    const is_used = form.per === "quarter" || used.has(key);
    const copies = is_used ? { each: people, group: groups, one: 1, quarter: Math.ceil(people / 4) }[form.per] : 1;
    let pages;
    if (form.per === "quarter") {
      const abouts = kind === "answer" && works.length ? works : [{}];
      pages = abouts.map(({ lesson, technique }) => element("div", "folio folio--four", ...Array.from({ length: 4 }, () =>
        element("section", `kit-blank${kind === "answer" ? " is-caution" : ""}`, element("header", "", qr(address(lesson), "คิวอาร์โค้ดของบัตรนี้"), element("b", "", form.title), element("p", "", technique?.name ?? ""), element("small", "", `${mark}${lesson ? ` ${lesson.id}` : ""}`)), ...lines())),
        ...["top", "bottom", "left", "right", "across", "along"].map((place) => element("i", `cut cut--${place}`))));
    } else if (form.fields) {
      pages = works.map(({ lesson }) => leaf(head("ลองแล้ว เล่ากลับมา", lesson.title), markLine(`${mark} ${lesson.id}`), element("p", "", form.how), ticks(table.outcomes, code(lesson, "").firstChild),
        ...form.fields.map((field) => toWrite(`${table.labels[field]}:`, 2))));
    } else if (form.columns) {
      const row = (at) => tall(form.rows ? 160 / form.rows : 8, ...form.columns.map((_, column) => element("td", "", column ? "" : form.first?.[at] ?? (form.rows ? "" : String(at + 1)))));
      const all = Array.from({ length: form.rows ?? people }, (_, at) => row(at));
      pages = [];
      for (let at = 0; at < all.length; at += 24)
        pages.push(leaf(...(at ? [] : [head(title, form.title, address()), element("p", "", form.how), markLine(mark), ...(form.lines ? [element("p", "", element("b", "", `${counted(form.lines[0])[0]}:`))] : [])]),
          element("table", "kit-table", element("tr", "", ...form.columns.map((name) => element("th", "", name))), ...all.slice(at, at + 24))));
    } else {
      pages = [leaf(head(title, form.title, form.ticks ? "" : address()), element("p", "", form.how), markLine(mark),
        form.ticks ? ticks(form.ticks, qr(address(), "คิวอาร์โค้ดของแบบนี้")) : null, ...(form.says ?? []).map((line, at, all) => element("p", "", at === all.length - 1 ? `${line} ${contact || home}` : line)), ...lines())];
    }
    add(form.title, form.per === "quarter" ? "A4 หน้าเดียว ตัดเป็นสี่" : "A4 หน้าเดียว", copies, pages, is_used ? "" : "ไม่อยู่ในกำหนดการนี้ ถ้าจะใช้ ถ่ายเอกสารเพิ่ม");
  }

  const slide = (heading, lines, cover = false, picture = null) => leafOf("slide", foot, cover ? "is-cover" : "")(picture, element("h2", "", heading), ...lines.map((line) => element("p", "", line)));
  const shared = (lines, most) => { const each = Math.ceil(lines.length / Math.ceil(lines.length / most)) || 1; return Array.from({ length: Math.ceil(lines.length / each) }, (_, at) => lines.slice(at * each, (at + 1) * each)); };
  add("สไลด์", "ฉายจอ ไม่ต้องพิมพ์", 0, [
    slide(title, [site], true, qr(link, "คิวอาร์โค้ดของรายการนี้")),
    ...shared(blocks.map((one) => `${one.starts} ${named(one)}`), 6).map((lines) => slide("วันนี้ทำอะไรบ้าง", lines)),
    ...blocks.flatMap((one) => {
      if (!one.does) return [slide(one.name, [`กลับมาพร้อมกัน ${one.ends} น.`], true)];
      if (one.key !== "hear" || !one.work) return [slide(named(one), [one.does, `${one.minutes} นาที ถึง ${one.ends} น.`])];
      const { lesson, technique } = one.work;
      const knots = [...technique.steps.flatMap((step) => step.knots), ...technique.cautions, ...lesson.hazards].map((one) => `◆ ${danger(one)}`);
      return [slide(technique.name, [lesson.take], false, code(lesson, "").firstChild),
        ...shared(technique.steps.map((step, at) => `${at + 1}. ${step.name}`), 5).map((lines) => slide(`ขั้นตอน: ${technique.name}`, lines)),
        ...shared(knots, 3).map((lines) => slide("ระวังตรงไหน แก้อย่างไร", lines))];
    }),
    slide("ลองแล้ว เล่ากลับมา", ["ได้ผลหรือไม่ได้ผล สองบรรทัดก็มีค่า"], true, qr(link, "คิวอาร์โค้ดของรายการนี้"))]);

  // The list comes first, and so moves the numbers of all the others.
  const sheets = { A4: 0, A3: 0 };
  const lists = (offset) => {
    let at = offset;
    return pieces.map(({ label, paper, copies, pages, remark }) => {
      const first = at + 1;
      at += pages.length;
      return element("p", "", element("b", "", first === at ? `หน้า ${first}` : `หน้า ${first}–${at}`), element("span", "", label, remark ? ` (${remark})` : ""), element("span", "", copies ? `${copies} ชุด ${paper}` : paper));
    });
  };
  for (const { paper, copies, pages } of pieces) if (copies) sheets[paper.slice(0, 2)] += Math.ceil(pages.length / (paper.startsWith("A4 สองหน้า") ? 2 : 1)) * copies;
  const told = (offset) => filled([head("ชุดครึ่งวัน", title, link), element("p", "is-plain", `สำหรับ ${people} คน ${hours} ชั่วโมง แบ่ง ${groups} กลุ่ม`), element("h3", "", "พิมพ์หน้าไหน กี่ชุด"), ...lists(offset),
    element("h3", "", `รวมกระดาษ A4 ${sheets.A4} แผ่น A3 ${sheets.A3} แผ่น (ไม่มี A3 พิมพ์ย่อลง A4 ได้)`)], leafOf("a4", foot, "kit-list"), stage);
  const first = told(told(0).length);
  const all = [...first, ...pieces.flatMap((piece) => piece.pages)];
  all.forEach((page, at) => { const number = page.querySelector(".folio-no"); if (number) number.textContent = at + 1; });
  stage.replaceChildren(...all);
};
