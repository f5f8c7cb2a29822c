// The text that a form becomes, and what is read out of an address. The twin of harvester/doors/messages.py.
const LABELLED = /^(?:[-*•]\s+)?[*_]{0,3}(?:ข้อควรระวัง|ข้อพึงระวัง|ระวัง|คำเตือน|ทางแก้(?:ไข)?|วิธีแก้(?:ไข)?|กับดัก)\s*[*_]{0,3}\s*[:：]/;
const NUMBERED = /^\s*(?:(?:ขั้น(?:ตอน)?(?:ที่)?|step)\s*[0-9]{1,3}\s*[.):：-]?|\(?[0-9]{1,3}\s*[.)])\s*(?=\S)/i;
export const CONSENTED = "ยินยอมให้เผยแพร่";
export const MOST = 2000;

/** The message of `answers` (by key) to the questions of a kind: a mark, then lines that a person can read too. */
export const compose = (kind, about, answers, promised = false) => {
  const lines = [`${kind.mark} ${about}`.trimEnd()];
  for (const question of kind.questions) {
    let answer = (answers[question.key] ?? "").trim();
    if (!answer) continue;
    answer = question.options?.find(([value]) => value === answer)?.[1] ?? answer;
    const told = answer.split("\n").map((line) => line.trim()).filter(Boolean);
    if (question.key === "steps") {
      lines.push(`${question.label}:`);
      let number = 0;
      for (const line of told) lines.push(number && LABELLED.test(line) ? `   ${line}` : `${(number += 1)}. ${line.replace(NUMBERED, "")}`);
    } else if (told.length > 1 || question.section) {
      lines.push(`${question.label}:`, ...told.map((line) => (question.many && !LABELLED.test(line) ? `- ${line}` : line)));
    } else lines.push(`${question.label}: ${told[0]}`);
  }
  if (promised) lines.push(`${CONSENTED}: ใช่`);
  return `${lines.join("\n")}\n`;
};

/** What an invitation says it is about: the parameters of the page's address. */
export const asked = (search) => {
  const given = new URLSearchParams(search);
  const plain = (name, most) => (given.get(name) ?? "").replace(/\s+/g, " ").trim().slice(0, most);
  return { kind: plain("kind", 12), id: plain("id", 200), part: plain("part", 200), about: plain("about", 200), place: plain("place", 60), page: plain("page", 300) };
};

/** The ways out that are open here, in the site's order. `text` is the message; nothing is ever cut. */
export const ways = (order, text, can, site, kind) => {
  const encoded = encodeURIComponent(text);
  const open = {
    share: () => can.share && {},
    line: () => can.phone && `https://line.me/R/share?text=${encoded}`,
    copy: () => ({}),
    mail: () => site.mail && `mailto:${site.mail}?subject=${encodeURIComponent(text.split("\n")[0])}&body=${encoded}`,
    forge: () => site.forge && can.forge,
    file: () => can.save && {},
    paper: () => can.print && {},
  };
  return order.map((name) => [name, open[name]?.()])
    .filter(([, way]) => way && (typeof way !== "string" || way.length <= MOST))
    .map(([name, way]) => ({ name, href: typeof way === "string" ? way : "" }));
};

/** The forge's own form with the answers filled in by field, or the whole text where it has no fields. */
export const forgeForm = (forge, kind, text, about, answers) => {
  if (!forge) return "";
  const said = (pairs) => pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
  if (forge.gitlab) return `${forge.home}/-/issues/new?${said([["issue[title]", text.split("\n")[0]], ["issue[description]", text]])}`;
  const fields = kind.questions.map((question) => [question.name, question.key === kind.address ? about : answers[question.key] ?? "", question])
    .filter(([, value]) => value)
    .map(([name, value, question]) => [name, question.options?.find(([key]) => key === value)?.[1] ?? value]);
  return `${forge.home}/issues/new?${said([["template", `${kind.form}.yml`], ...fields])}`;
};
