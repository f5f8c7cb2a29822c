// A lesson's body as pieces that can be filled in one by one, and back to the same Markdown: a piece that nobody touched
// keeps its bytes. A classic script, so that Decap's page can load it; knows no page.
globalThis.lessonBody = (() => {
  const MARKER = /^(\d{1,3}[.)]|[๐-๙]{1,3}[.)]|[-*+])( +)(?=\S)/;
  const LABEL = /^[*_]{0,3}(ข้อควรระวัง|ข้อพึงระวัง|สิ่งที่ต้องพึงระวัง|ระวัง|คำเตือน|ทางแก้(?:ไข)?|วิธีแก้(?:ไข)?|ทางออก|ยาแก้)(\s*\([^)\n]{1,60}\))?\s*[*_]{0,3}\s*[:：]\s*[*_]{0,3}\s*/;
  const REMEDY = /^[*_]*(?:ทางแก้|วิธีแก้|ทางออก|ยาแก้)/;

  /** Pieces of the text in order: heading, item (a step, a caution, a factor …) or text; their `raw` join to the text. */
  const parse = (text) => {
    const lines = text.split("\n"), pieces = [];
    let at = 0, fence = "", comment = false;
    const push = (type, raw, more = {}) => pieces.push({ type, raw, ...more });
    while (at < lines.length) {
      const line = lines[at];
      if (fence || comment || /^(?:```|~~~)/.test(line) || line.includes("<!--")) {
        const from = at;
        do {
          if (fence) { if (at > from && lines[at].startsWith(fence)) fence = ""; }
          else if (/^(?:```|~~~)/.test(lines[at])) fence = lines[at].slice(0, 3);
          else comment = lines[at].lastIndexOf("<!--") > lines[at].lastIndexOf("-->") || (comment && !lines[at].includes("-->"));
          at += 1;
        } while (at < lines.length && (fence || comment));
        fence = ""; comment = false;
        push("text", lines.slice(from, at).join("\n"));
        continue;
      }
      const heading = /^(#{1,6})[ \t]+(.*)$/.exec(line);
      if (heading) { push("heading", line, { level: heading[1].length, text: heading[2] }); at += 1; continue; }
      if (MARKER.test(line)) {
        const from = at;
        at += 1;
        while (at < lines.length && !MARKER.test(lines[at]) && !/^#{1,6}[ \t]/.test(lines[at])) {
          if (!lines[at].trim()) {
            let next = at + 1;
            while (next < lines.length && !lines[next].trim()) next += 1;
            if (next >= lines.length || !/^\s/.test(lines[next])) break;
          }
          at += 1;
        }
        pieces.push(item(lines.slice(from, at).join("\n")));
        continue;
      }
      const from = at;
      at += 1;
      while (at < lines.length && !MARKER.test(lines[at]) && !/^(?:#{1,6}[ \t]|```|~~~)/.test(lines[at]) && !lines[at].includes("<!--")) at += 1;
      push("text", lines.slice(from, at).join("\n"));
    }
    return pieces;
  };

  const item = (raw) => {
    const lines = raw.split("\n"), marker = MARKER.exec(lines[0])[0], indent = " ".repeat(marker.length);
    const inner = [lines[0].slice(marker.length), ...lines.slice(1).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line))];
    const say = [], knots = [];
    let plain = true, gap = [];
    for (const line of inner) {
      const quote = /^> ?(.*)$/.exec(line), label = quote && LABEL.exec(quote[1]);
      if (!line.trim()) { gap.push(line); continue; }
      if (label) knots.push({ kind: REMEDY.test(label[0]) ? "remedy" : "caution", lead: label[0], text: quote[1].slice(label[0].length), gap });
      else if (quote && knots.length && !gap.length) knots.at(-1).text += `\n${quote[1]}`;
      else if (knots.length) plain = false;
      else say.push(...gap, line);
      gap = [];
    }
    plain &&= !gap.length;
    const piece = { type: "item", marker, say: say.join("\n"), knots };
    if (plain && render(piece) === raw) return { ...piece, raw };
    return { type: "item", marker, say: raw.slice(marker.length), knots: [], whole: true, raw };
  };

  /** The Markdown of an item whose words, cautions or number changed. */
  const render = (piece) => {
    if (piece.whole) return piece.marker + piece.say;
    const indent = " ".repeat(piece.marker.length);
    const knot = (one) => `${(one.gap ?? []).map((blank) => `\n${blank}`).join("")}\n${indent}> ${one.lead}${one.text.split("\n").join(`\n${indent}> `)}`;
    return piece.marker + piece.say.split("\n").map((line, at) => (at && line ? indent + line : line)).join("\n") + piece.knots.map(knot).join("");
  };

  const join = (pieces) => pieces.map((piece) => piece.raw).join("\n");

  /** The pieces under the heading at `at` (or -1, before any), as the range [from, to). */
  const section = (pieces, at) => {
    let to = at + 1;
    while (to < pieces.length && pieces[to].type !== "heading") to += 1;
    return [at + 1, to];
  };

  /** Steps counted anew in one section; what has its number already is not touched. */
  const renumber = (pieces, at) => {
    const [from, to] = section(pieces, at);
    let number = 0;
    for (let n = from; n < to; n += 1) {
      const piece = pieces[n];
      if (piece.type !== "item" || !/^\d/.test(piece.marker)) continue;
      number += 1;
      const marker = piece.marker.replace(/^\d+/, number);
      if (marker !== piece.marker) { piece.marker = marker; piece.raw = render(piece); }
    }
  };

  /** A new item behind the last one of a section. */
  const add = (pieces, at, ordered, say = "") => {
    const [from, to] = section(pieces, at);
    let last = to;
    while (last > from && !(pieces[last - 1].type === "item")) last -= 1;
    const piece = { type: "item", marker: ordered ? "1. " : "- ", say, knots: [] };
    piece.raw = render(piece);
    if (last > from) pieces.splice(last, 0, piece);
    else {
      const hints = pieces.slice(from, to).every((one) => !one.raw.trim());
      pieces.splice(hints ? from : to, hints ? to - from : 0, { type: "text", raw: "" }, piece, { type: "text", raw: "" });
    }
    renumber(pieces, at);
    return piece;
  };

  return { parse, join, render, section, renumber, add };
})();
