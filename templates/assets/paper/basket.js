// What a reader has put in the basket: a list of keys, `lesson` or `lesson~technique-2`. Knows no page.
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*(~technique-\d{1,3})?$/;
const MOST = 60;
const SHELF = "basket", EARLY = "early";

/** Keys out of an address (`a,b~technique-2`), doubles and nonsense left out. */
export const parse = (text) =>
  [...new Set(String(text ?? "").split(",").map((key) => key.trim()).filter((key) => KEY.test(key)))].slice(0, MOST);

export const format = (keys) => keys.join(",");
export const lessonOf = (key) => key.split("~")[0];
export const anchorOf = (key) => key.split("~")[1] ?? "";

/** The list with a key put in at the end, or taken out. A whole lesson stands for its techniques. */
export const toggled = (keys, key) => {
  if (keys.includes(key)) return keys.filter((other) => other !== key);
  const rest = anchorOf(key) ? keys.filter((other) => other !== lessonOf(key)) : keys.filter((other) => lessonOf(other) !== key);
  return [...rest, key].slice(-MOST);
};

/** The list with the key at `from` moved by `by` places, as far as it goes. */
export const moved = (keys, from, by) => {
  const to = Math.max(0, Math.min(keys.length - 1, from + by));
  const list = [...keys];
  list.splice(to, 0, ...list.splice(from, 1));
  return list;
};

/** Both lists, the first one first. */
export const joined = (keys, others) => others.reduce((list, key) => (list.includes(key) ? list : toggled(list, key)), keys);

/** Kept on this device, with what was tapped before this script had come; a private window forgets, and never complains. */
export const load = (store) => {
  try {
    const held = store ?? localStorage, keys = parse(held.getItem(SHELF)), early = parse(held.getItem(EARLY));
    if (!early.length) return keys;
    const all = joined(keys, early);
    if (save(all, held)) held.removeItem(EARLY);
    return all;
  } catch { return []; }
};
export const save = (keys, store) => {
  try { (store ?? localStorage).setItem(SHELF, format(keys)); return true; } catch { return false; }
};

/** A collection file for the lessons folder; titles stand beside as comments. */
export const collectionFile = (title, keys, titles = {}) => {
  const ids = [...new Set(keys.map(lessonOf))];
  const quoted = JSON.stringify(title.replace(/[\u0000-\u001f]/g, " ").trim() || "ชุดของฉัน");
  const lines = ids.map((id) => `  - ${id}${titles[id] ? `  # ${titles[id].replace(/[\u0000-\u001f]/g, " ")}` : ""}`);
  return `title: ${quoted}\nsummary: ""\nids:\n${lines.join("\n")}\norder: listed\noutputs: [booklet, cards]\n`;
};
