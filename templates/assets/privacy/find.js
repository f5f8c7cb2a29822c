// Private data in a text: what it is, where it stands, and what to write in its place. The twin of
// harvester/thai/privacy; the patterns of both are in patterns.js, which is written from its patterns.json.
import table from "./patterns.js";

const CONTEXT = 60;
const REACH = 80;
const SHORTEST = 4;
const SAME = new Map([..."๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９：＠（）．／＋‐‑‒–—―−－﹣\u00a0\u2007\u202f\u3000\t"].map((sign, at) => [sign, "01234567890123456789:@()./+---------     "[at]]));
const NOT_ALIKE = new RegExp(`[${[...SAME.keys()].join("").replace(/[-\]\\^]/g, "\\$&")}]`, "g");
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0f\u20e3\ufeff]/;
const NUMBER = /\+?[0-9](?:[ .\-/_|[\]□()]{0,4}[0-9])*/g;
const GROUPED = /^[0-9]-[0-9]{4}-[0-9]{5}-[0-9]{2}-[0-9]$/;
const IP = /^[0-9]{1,3}(?:\.[0-9]{1,3}){3}$/;
const GIVEN = /^[ก-๎]{2,9} /;
const NAME = /^[ก-๎]{1,30}(?: [ก-๎]{2,25})?/;
const BEHIND = /^[^\n]*(?:\n ?(?=แก|เขา|เธอ|ท่าน)[^\n]*)?/;
const DECIMAL = /^[0-9]{1,3}\.[0-9]{4,}$/;

const lists = Object.fromEntries(Object.entries(table.lists).map(([name, words]) => [name, `(?:${words.join("|")})`]));
const made = (pattern, flags = "") =>
  new RegExp(Object.entries(lists).reduce((text, [name, words]) => text.replaceAll(`{${name}}`, words), pattern), flags);
const rowOf = (row) => ({
  ...row,
  ...Object.fromEntries(["near", "unless", "before", "unless_before", "despite"].filter((key) => row[key]).map((key) => [key, made(row[key])])),
  digits: row.digits && made(`^(?:${row.digits})$`),
  pattern: row.pattern && made(row.pattern, "dg"),
});
const numberRows = table.numbers.map(rowOf);
const textRows = table.texts.map(rowOf);
const ID_LABEL = new RegExp(lists.id_label);
const THING_LABEL = new RegExp(lists.thing_label);
const ROLE_MAIL = new RegExp(table.role_mail);
const rules = table.people;
const states = Object.values(rules.states).flat().join("|");
const people = Object.fromEntries(["resumed", "acts", "roles", "strong", "other", "before", "unless"].map((key) => [key, made(rules[key])]));
people.resumed = made(rules.resumed, "g");
people.states = made(states, "g");
people.said = made(`(?:${states})[^\\n]{0,24}${rules.link}`);
const bound = `(?<![ก-๎])${rules.glue.map((word) => `|(?<=${word})`).join("")}|${rules.within.map((word) => `(?<!${word})`).join("")}(?=${rules.free})`;
people.mention = made(
  `(?:${bound})(?:${lists.title}(?!${rules.not_strict})|(?!${lists.title})(?:${rules.kin}) ?(?!${rules.not_name})) ?(?=[ก-ฮเแโใไ][ก-๎])`, "g");

/** Everything private of a text in order of place: [{kind, start, end, redaction, name}]; nothing is told twice. */
export const findPrivate = (text) => {
  const same = text.replace(NOT_ALIKE, (sign) => SAME.get(sign));
  const places = [];
  let plain = "";
  for (let at = 0; at < same.length; at += 1)
    if (!UNSEEN.test(same[at])) { places.push(at); plain += same[at]; }
  const lower = plain.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const covered = new Uint8Array(plain.length);
  const found = [];
  for (const [kind, start, end] of [...numbers(lower), ...texts(plain, lower), ...named(lower)]) {
    if (covered.subarray(start, end).includes(1)) continue;
    covered.fill(1, start, end);
    const [, name, redaction] = table.kinds[kind];
    found.push({ kind, start: places[start], end: places[end - 1] + 1, redaction, name });
  }
  return found.sort((one, other) => one.start - other.start || one.end - other.end);
};

/** The text with everything private replaced by what it was. */
export const redacted = (text) =>
  findPrivate(text).reverse().reduce((said, one) => said.slice(0, one.start) + one.redaction + said.slice(one.end), text);

const contextOf = (text, start, end) => {
  const low = Math.max(start ? text.lastIndexOf("\n", start - 1) + 1 : 0, start - CONTEXT);
  const line = text.indexOf("\n", end);
  return [text.slice(low, start), text.slice(low, line >= 0 ? Math.min(line, end + CONTEXT) : end + CONTEXT)];
};

const fits = (row, text, start, end) => {
  const [before, around] = contextOf(text, start, end);
  return (!row.before || row.before.test(before)) && (!row.near || row.near.test(around)) &&
    (!row.unless_before || !row.unless_before.test(before)) &&
    (!row.unless || !row.unless.test(around) || Boolean(row.despite?.test(around)));
};

function* numbers(text) {
  for (const [start, end] of runs(text)) {
    const shown = text.slice(start, end);
    const digits = shown.replace(/[^0-9]/g, "");
    if (digits.length < SHORTEST) continue;
    const word = text.slice(Math.max(0, start - 200), start).split(" ").pop();
    const apart = !/[a-z_]/.test((text[start - 1] ?? "") + (text[end] ?? "")) && !word.includes("://");
    const around = contextOf(text, start, end)[1];
    const row = numberRows.find((one) => (apart || one.before) && one.digits.test(digits) && counts(one.check, shown, digits, around) && fits(one, text, start, end));
    if (row) yield [row.kind, start, end];
  }
}

function* runs(text) {
  for (const match of text.matchAll(NUMBER)) {
    if (match[0].length < SHORTEST) continue;
    if (match[0].replace(/[^0-9]/g, "").length <= 16) yield [match.index, match.index + match[0].length];
    else for (const part of match[0].matchAll(/[^ ]+/g)) yield [match.index + part.index, match.index + part.index + part[0].length];
  }
}

const counts = (check, shown, digits, around) => {
  switch (check) {
    case "sure-id":
      if (ID_LABEL.test(around) || GROUPED.test(shown.replaceAll(" ", ""))) return isId(digits);
      return isId(digits) && !isBarcode(digits) && !THING_LABEL.test(around);
    case "id": return isId(digits);
    case "not-barcode": return !(isBarcode(digits) && ["88", "97"].includes(digits.slice(0, 2)));
    case "phone": return !DECIMAL.test(shown) && (digits[0] === "0" || shown[0] === "+" || "689".includes(digits[2]));
    case "not-phone-shape": return !(digits.length === 10 && digits[0] === "0" && "689".includes(digits[1]) && shown.split("-").length !== 4);
    case "public-ip": return IP.test(shown) && isPublic(shown.split(".").map(Number));
    default: return true;
  }
};

const weighed = (digits, weight, length) => [...digits].slice(0, length).reduce((sum, digit, at) => sum + Number(digit) * weight(at), 0);
const isId = (digits) => (11 - (weighed(digits, (at) => 13 - at, 12) % 11)) % 10 === Number(digits[12]);
const isBarcode = (digits) => weighed(digits, (at) => (at % 2 ? 3 : 1), 13) % 10 === 0;
const isPublic = (parts) => {
  const [first, second] = parts;
  const own = [0, 10, 127].includes(first) || first >= 224 || (first === 192 && second === 168) || (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second < 32);
  return Math.max(...parts) < 256 && Math.max(...parts) > 19 && !own;
};

function* texts(plain, lower) {
  for (const row of textRows) {
    const text = row.cased ? plain : lower;
    if (!row.needles.some((needle) => text.includes(needle))) continue;
    for (const match of text.matchAll(row.pattern)) {
      const [start, end] = match.indices.groups?.data ?? match.indices[0];
      if (row.check === "private-mail" && !isPrivateMail(match[0].replaceAll(" ", ""))) continue;
      if (fits(row, text, match.index, match.index + match[0].length)) yield [row.kind, start, end];
    }
  }
}

const isPrivateMail = (address) => {
  const [local, domain = ""] = address.split("@");
  if (table.free_mail.includes(domain.split(".")[0])) return true;
  return !/\.(?:go|ac|or|mi|in)\.th$|\.(?:gov|edu|int|mil)(?:\.|$)/.test(domain) && !ROLE_MAIL.test(local);
};

function* named(text) {
  for (const match of text.matchAll(people.mention)) {
    const start = match.index;
    const end = start + match[0].length;
    const [before, around] = contextOf(text, start, end);
    if (people.unless.test(around)) continue;
    const behind = text.slice(end, end + REACH).match(BEHIND)[0];
    const length = NAME.exec(behind)?.[0].length ?? 1;
    const told = people.before.test(before) || people.said.test(before);
    if (told && !people.acts.test(before) && !people.roles.test(match[0] + behind.slice(0, 50))) yield ["person", start, end + length];
    else {
      const at = toldAt(match[0], before.slice(-12), behind);
      if (at !== null) yield ["person", start, end + Math.max(1, Math.min(length, at))];
    }
  }
}

/** Where behind a name the first state stands that is its bearer's own, and not of those that he cares for; or null. */
const toldAt = (title, before, behind) => {
  people.states.lastIndex = 2;
  for (let state = people.states.exec(behind); state; state = people.states.exec(behind)) {
    const between = behind.slice(0, state.index);
    let done = between.replace(GIVEN, "");
    people.resumed.lastIndex = 1;
    for (let again = people.resumed.exec(between); again; again = people.resumed.exec(between)) done = between.slice(people.resumed.lastIndex);
    const role = people.roles.test(title + between) || people.roles.test(before);
    if (!people.acts.test(done) && !people.other.test(between) && (!role || people.strong.test(behind))) return state.index;
  }
  return null;
};
