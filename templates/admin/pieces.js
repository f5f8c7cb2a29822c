// Steps, cautions, remedies, traps, factors and results as fields that repeat; what they change is the Markdown itself.
globalThis.lessonPieces = (() => {
  const { parse, join, render, section, renumber, add } = globalThis.lessonBody;
  const el = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) name.startsWith("on") ? made.addEventListener(name.slice(2), value) : value != null && made.setAttribute(name, value);
    made.append(...children.filter((child) => child != null));
    return made;
  };
  const kindOf = (heading, sections) => {
    const plain = heading.split(/[:：]/)[0].replace(/\s*\([^)]*\)\s*$/, "").replace(/\s*(?:ที่\s*)?[0-9๐-๙]+\s*$/, "").normalize("NFC").trim().toLowerCase();
    return sections[plain] || (/^เทคนิค/.test(plain) ? "technique" : "other");
  };
  const ITEMS = { technique: "ขั้น", steps: "ขั้น", traps: "กับดัก", cautions: "ข้อควรระวัง", enabling: "ปัจจัยหนุน", hindering: "ปัจจัยอุปสรรค", outputs: "ผลผลิต", outcomes: "ผลลัพธ์", questions: "คำถาม", materials: "สิ่งที่ต้องเตรียม", objectives: "วัตถุประสงค์" };
  const COMMENT = /^\s*<!--([\s\S]*?)-->\s*$/;
  let count = 0;

  /** Fills `root`; `change(text)` is told every edit. Returns a function that takes another text. */
  const mount = (root, { value, sections, change }) => {
    let pieces = parse(value ?? "");
    const told = () => change(join(pieces));
    const box = (label, text, set, className = "", rows = 1) => {
      const id = `piece-${(count += 1)}`;
      const area = el("textarea", { id, rows: Math.max(rows, Math.min(8, text.split("\n").length)) });
      area.value = text;
      area.addEventListener("input", () => { set(area.value); told(); });
      return el("p", { class: `piece__field ${className}` }, el("label", { for: id }, label), area);
    };
    const act = (label, onclick) => el("button", { type: "button", class: "piece__act", onclick }, label);
    const headings = () => pieces.map((piece, at) => [piece, at]).filter(([piece]) => piece.type === "heading");

    const itemBox = (piece, at, head, kind, number) => {
      const ordered = /^\d/.test(piece.marker), name = ITEMS[kind] ?? "ข้อ";
      const redo = () => { piece.raw = render(piece); };
      const card = el("div", { class: "piece", "data-piece": kind, draggable: "false" });
      card.append(box(`${name}${ordered || kind === "other" ? ` ${number}` : ` ${number}`}`, piece.say, (text) => { piece.say = piece.whole ? text : text.replace(/\n\s*\n/g, "\n"); redo(); }, "", 2));
      for (const knot of piece.knots)
        card.append(box(knot.kind === "remedy" ? "ทางแก้" : "ข้อควรระวัง", knot.text, (text) => { knot.text = text.replace(/\n\s*\n/g, "\n"); redo(); }, `piece__field--${knot.kind}`));
      const acts = el("p", { class: "piece__acts" });
      const knot = (kind_, lead) => act(`เพิ่ม${lead}`, () => { piece.knots.push({ kind: kind_, lead: `${lead}: `, text: "" }); redo(); draw(); told(); });
      if (!piece.whole) {
        if (!["traps", "cautions"].includes(kind) && ordered) acts.append(knot("caution", "ข้อควรระวัง"));
        if (["traps", "cautions"].includes(kind) ? !piece.knots.length : piece.knots.at(-1)?.kind === "caution") acts.append(knot("remedy", "ทางแก้"));
      }
      const swap = (by) => act(by < 0 ? "เลื่อนขึ้น" : "เลื่อนลง", () => {
        let other = at + by;
        const [from, to] = section(pieces, head);
        while (other >= from && other < to && pieces[other].type !== "item") other += by;
        if (other < from || other >= to) return;
        [pieces[at], pieces[other]] = [pieces[other], pieces[at]];
        renumber(pieces, head); draw(); told();
      });
      const move = el("select", { class: "piece__move", "aria-label": `ย้าย${name} ${number} ไปหัวข้ออื่น`, onchange: () => {
        const [target, targetAt] = headings()[Number(move.value)];
        pieces.splice(at, 1);
        const into = pieces.indexOf(target), kindThere = kindOf(target.text, sections);
        const made = add(pieces, into, ["technique", "steps"].includes(kindThere), piece.say);
        made.knots = piece.knots; made.whole = piece.whole; made.raw = render(made);
        renumber(pieces, pieces.indexOf(pieces.slice(0, at).findLast?.((one) => one.type === "heading")));
        void targetAt; draw(); told();
      } }, el("option", { value: "" }, "ย้ายไป…"), ...headings().map(([one], index) => el("option", { value: index }, one.text)));
      acts.append(swap(-1), swap(1), move, act("ลบ", () => { pieces.splice(at, 1); renumber(pieces, head); draw(); told(); }));
      card.append(acts);
      return card;
    };

    let asText = false;
    const draw = () => {
      root.replaceChildren(el("p", { class: "piece__acts" }, act(asText ? "แก้ทีละช่อง" : "แก้รวมเป็นข้อความเดียว", () => { asText = !asText; draw(); })));
      if (asText) { root.append(box("เนื้อเรื่องทั้งหมด", join(pieces), (text) => { pieces = parse(text); }, "", 8)); return; }
      let head = -1, kind = "other", number = 0, group = root;
      const close = () => {
        if (head < 0 || kind === "context" || kind === "summary" || kind === "results") return;
        const here = head, ordered = ["technique", "steps"].includes(kind), name = ITEMS[kind] ?? "ข้อ";
        group.append(act(`เพิ่ม${name}`, () => { add(pieces, here, ordered); draw(); told(); }));
      };
      pieces.forEach((piece, at) => {
        if (piece.type === "heading") {
          close();
          head = at; kind = kindOf(piece.text, sections); number = 0;
          group = el("section", { class: `piece__group piece__group--${kind}`, "data-section": kind });
          const input = el("input", { type: "text", class: "piece__heading", "aria-label": "หัวข้อ" });
          input.value = piece.text;
          input.addEventListener("input", () => { piece.text = input.value.replace(/\n/g, " "); piece.raw = `${"#".repeat(piece.level)} ${piece.text}`; told(); });
          group.append(input);
          root.append(group);
        } else if (piece.type === "item") group.append(itemBox(piece, at, head, kind, (number += 1)));
        else if (piece.raw.trim()) {
          const hint = COMMENT.exec(piece.raw), before = /^\n*/.exec(piece.raw)[0], after = /\n*$/.exec(piece.raw)[0], was = piece.raw;
          const field = box(hint ? hint[1].trim() : "เล่า", hint ? "" : piece.raw.slice(before.length, piece.raw.length - after.length),
            (text) => { piece.raw = hint && !text.trim() ? was : before + text + after; }, hint ? "piece__field--hint" : "", 3);
          group.append(field);
        }
      });
      close();
      const name = el("input", { type: "text", class: "piece__heading", placeholder: "หัวข้อใหม่ เช่น ปัจจัยหนุน", "aria-label": "หัวข้อใหม่" });
      root.append(el("p", { class: "piece__acts" }, name, act("เพิ่มหัวข้อ", () => {
        if (!name.value.trim()) return;
        pieces.push({ type: "text", raw: "" }, { type: "heading", raw: `## ${name.value.trim()}`, level: 2, text: name.value.trim() }, { type: "text", raw: "" });
        draw(); told();
      })));
    };
    draw();
    return (text) => { if (text !== join(pieces)) { pieces = parse(text ?? ""); draw(); } };
  };
  return { mount };
})();
