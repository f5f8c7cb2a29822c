// The address of a new entry: proposed from its title while nobody has written one, and never changed afterwards.
// Romanises as harvester.thai.romanise does, by PyThaiNLP's rules for the Royal Institute's system (royin.py, Apache-2.0);
// words are cut by the browser, so a proposal may differ from the terminal's. It is only a proposal.
(() => {
  const C = "ก-ฮ";
  const VOWELS = `เ*ียว,iao แ*็ว,aeo เ*ือย,ueai แ*ว,aeo เ*็ว,eo เ*ว,eo *ิว,io *วย,uai เ*ย,oei *อย,oi โ*ย,oi *ุย,ui *าย,ai ไ*ย,ai *ัย,ai
    ไ**,ai ไ*,ai ใ*,ai *ว*,ua *ัวะ,ua *ัว,ua เ*ือะ,uea เ*ือ,uea เ*ียะ,ia เ*ีย,ia เ*อะ,oe เ*อ,oe เ*ิ,oe *อ,o เ*าะ,o เ*็,e โ*ะ,o โ*,o แ*ะ,ae แ*,ae
    *าว,ao เ*า,ao เ*,e *ู,u *ุ,u *ื,ue *ึ,ue *ี,i *ิ,i *ำ,am *า,a *ั,a *ะ,a`.trim().split(/\s+/).map((line) => {
    const [thai, latin] = line.split(",");
    const after = thai === "*ว*" ? `$1${latin}$2` : thai === "ไ**" ? `$1$2${latin}` : `$1${latin}`;
    return [new RegExp(thai.replaceAll("*", `([${C}])`), "g"), after];
  });
  const SOUNDS = Object.fromEntries(("กkk ขkhk ฃkhk คkhk ฅkhk ฆkhk งng จcht ฉcht ชcht ซst ฌcht ญyn ฎdt ฏtt ฐtht ฑtht ฒtht ณnn ดdt ตtt ถtht ทtht ธtht นnn บbp ปpp ผphp ฝfp พphp ฟfp ภphp มmm ยy- รrn ฤrue- ลln วw- ศst ษst สst หh- ฬln อ-- ฮh-")
    .split(" ").map((row) => (row === "งng" ? ["ง", ["ng", "ng"]] : [row[0], [row.slice(1, -1).replace("-", ""), row.at(-1).replace("-", "")]])));
  const SILENT = new RegExp(`จน์|มณ์|ณฑ์|ทร์|ตร์|[${C}][\u0e30-\u0e39]?\u0e4c|[\u0e2f\u0e46\u0e48-\u0e4f\u0e5a\u0e5b]`, "g");

  const romanised = (word) => {
    // A leading ห only raises the tone of what follows it (ใหญ่, เหมือน).
    let text = word.replace(SILENT, "").replace(/(^|[เแโใไ])ห(?=[งญนมยรลว])/g, "$1");
    for (const [thai, latin] of VOWELS) text = text.replace(thai, latin);
    const out = [];
    let vowel = false;
    for (let i = 0; i < text.length; i += 1) {
      const sign = text[i], sound = SOUNDS[sign], last = i + 1 >= text.length;
      if (!sound) { vowel = true; out.push(sign); }
      else if (!out.length && sign === "ห" && !last && SOUNDS[text[i + 1]]) continue;
      else if (text.slice(i, i + 2) === "รร") { out.push(i + 2 === text.length ? "an" : "a"); vowel = true; i += 1; }
      else if (vowel) {
        const opens = !last && !SOUNDS[text[i + 1]];
        out.push(sound[opens ? 0 : 1]);
        vowel = !opens;
      } else if (!out.some((part) => part && !/^[aeiou]+$/.test(part))) out.push(sound[0]);
      else if (last) { out.push("o", sound[1]); vowel = true; }
      else out.push(/[รลว]/.test(sign) ? sound[0] : `a${sound[0]}`);
    }
    return out.join("");
  };

  const words = (text) => (Intl.Segmenter
    ? [...new Intl.Segmenter("th", { granularity: "word" }).segment(text)].filter((one) => one.isWordLike).map((one) => one.segment)
    : text.split(/\s+/));
  const proposed = (title) => {
    const digits = title.normalize("NFC").replace(/[๐-๙]/g, (digit) => digit.charCodeAt(0) - 0xe50).slice(0, 300);
    const parts = words(digits).map((word) => (/[ก-ฮ]/.test(word) ? romanised(word) : word.normalize("NFKD"))
      .toLowerCase().replace(/[^a-z0-9]+/g, "")).filter(Boolean);
    let name = parts.length ? "" : `entry-${new Date().toISOString().slice(0, 10)}`;
    for (const part of parts) if (`${name}-${part}`.length <= 56) name = name ? `${name}-${part}` : part.slice(0, 50);
    const taken = new Set(window.about.taken);
    for (let number = 2, free = name; name; free = `${name}-${number}`, number += 1) if (!taken.has(free)) return free;
    return "";
  };
  window.proposedId = proposed;

  const set = (field, value) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const here = () => {
    const route = /^#\/collections\/[^/]+\/(?:new|entries\/(.+))$/.exec(decodeURIComponent(location.hash).split("?")[0]);
    return route && { field: document.querySelector('input[id^="id-field-"]'), name: route[1]?.split("/").pop() };
  };
  let own = false, typed = null;
  addEventListener("input", (event) => {
    const { field, name } = here() || {};
    if (own || !field) return;
    if (event.target === field) { typed = field.value ? field : null; return; }
    own = true;
    if (name) { if (!field.value) set(field, name); }
    else if (typed !== field && event.target.matches('input[id^="title-field-"], input[id^="label-field-"]')) set(field, proposed(event.target.value));
    own = false;
  });
  // What printed codes, links and trials hang on stays as it is.
  addEventListener("focusin", (event) => {
    const { field, name } = here() || {};
    if (field && event.target === field) field.readOnly = Boolean(name);
  });
})();
