// Living paper: what a sheet remembers of its lesson, held against the lesson as it is now. The twin of editions.py.
const MOST = 40;

/** `step-1-1:aB caution-1-1-1:-x` as [{anchor, kind, code}]; `kind` of step, caution, trap. */
export const objects = (text) =>
  String(text ?? "").split(" ").filter(Boolean).map((pair) => {
    const [anchor, code] = pair.split(":");
    return { anchor, kind: anchor.startsWith("step") ? "step" : anchor.startsWith("trap") ? "trap" : "caution", code };
  });

const KINDS = ["step", "caution", "trap"];
const day = (date) => `${date.getFullYear()}${String(date.getMonth() + 1).padStart(2, "0")}${String(date.getDate()).padStart(2, "0")}`;

/** The code for a QR code printed from the page itself. */
export const written = (now, trials, date = new Date()) => {
  const groups = KINDS.map((kind) => now.filter((one) => one.kind === kind).map((one) => one.code).join(""));
  return now.length > MOST ? `${day(date)}` : [day(date), ...groups, trials].join(".");
};

/** A code taken apart, or null. `whole` is true when the sheet remembers only its day. */
export const read = (code) => {
  const [date, ...rest] = String(code ?? "").split(".");
  if (!/^\d{8}$/.test(date)) return null;
  const printed = new Date(+date.slice(0, 4), +date.slice(4, 6) - 1, +date.slice(6, 8));
  if (rest.length < 4) return { printed, whole: true };
  const pairs = (text) => text.match(/[\w-]{2}/g) ?? [];
  return { printed, step: pairs(rest[0]), caution: pairs(rest[1]), trap: pairs(rest[2]), trials: Number(rest[3]) || 0 };
};

/** What the paper does not have: per kind how many were added, changed and taken away, and their anchors. */
export const compared = (paper, now, trials) => {
  const found = { anchors: [], trials: Math.max(0, trials - (paper.trials ?? trials)) };
  for (const kind of KINDS) {
    const left = [...(paper[kind] ?? [])];
    const fresh = paper.whole ? [] : now.filter((one) => {
      const at = one.kind === kind ? left.indexOf(one.code) : -2;
      if (at >= 0) left.splice(at, 1);
      return at === -1;
    });
    const gone = paper.whole ? 0 : left.length;
    const changed = Math.min(fresh.length, gone);
    found[kind] = { added: fresh.length - changed, changed, gone: gone - changed };
    found.anchors.push(...fresh.map((one) => one.anchor));
  }
  return found;
};

const MONTHS = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split(" ");
export const thaiDate = (date) => `${date.getDate()}\u00a0${MONTHS[date.getMonth()]}\u00a0${date.getFullYear() + 543}`;

const NAMES = { step: ["ขั้นตอน", "ขั้น"], caution: ["ข้อควรระวัง", "ข้อ"], trap: ["กับดัก", "ข้อ"] };

/** The difference in words, the most important first; an empty list when the paper still holds. */
export const told = (found) => {
  const lines = [];
  for (const kind of ["caution", "trap", "step"]) {
    const [name, unit] = NAMES[kind];
    if (found[kind].added) lines.push(`มี${name}เพิ่ม ${found[kind].added}\u00a0${unit}`);
    if (found[kind].changed) lines.push(`แก้${name} ${found[kind].changed}\u00a0${unit}`);
    if (found[kind].gone) lines.push(`ตัด${name}ออก ${found[kind].gone}\u00a0${unit}`);
  }
  if (found.trials) lines.push(`มีคนลองเพิ่ม ${found.trials}\u00a0ครั้ง`);
  return lines;
};
