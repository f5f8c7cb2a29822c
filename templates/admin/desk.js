// The preview of a lesson, drawn with the site's own pieces. Every word is set as text, so nothing written here can run.
(() => {
  const { CMS, h, createClass, about } = window;
  const HAZARD = new RegExp(`^(?:[*_]{0,3})(${about.caution})\\s*[:：]\\s*`);
  const REMEDY = new RegExp(`^(?:[*_]{0,3})(${about.remedy})\\s*[:：]\\s*`);
  const fold = (text) => text.normalize("NFC").trim().toLowerCase();
  const kindOf = (heading) => {
    const [name] = heading.split(/[:：]/);
    const plain = fold(name.replace(/\s*(?:ที่\s*)?[0-9๐-๙]+\s*$/, ""));
    return about.sections[plain] || (/^เทคนิค/.test(plain) ? "technique" : "other");
  };

  const icon = (name) => h("svg", { className: "i", "aria-hidden": true }, h("use", { href: `#i-${name}` }));
  const inline = (text) => text.split(/(\*\*[^*]+\*\*|\[\[[^\]]+\]\]|\[[^\]]+\]\([^)]*\))/).filter(Boolean).map((part, key) => {
    if (part.startsWith("**")) return h("b", { key }, part.slice(2, -2));
    if (part.startsWith("[[")) return h("u", { key }, part.slice(2, -2).split("|").pop());
    if (part.startsWith("[")) return h("u", { key }, part.slice(1, part.indexOf("](")));
    return part;
  });
  const paragraphs = (lines) => lines.join("\n").split(/\n\s*\n/).filter((p) => p.trim())
    .map((p, key) => h("p", { key }, inline(p)));

  // Lines of a section: prose before the list, then items, each with the labelled quotes that hang on it.
  const listed = (lines) => {
    const prose = [], items = [];
    for (const line of lines) {
      const bare = line.trim();
      const quote = bare.replace(/^>\s?/, "");
      if (/^(?:\d+[.)]|[๐-๙]+[.)]|[-*+•])\s/.test(line)) items.push({ say: [bare.replace(/^\S+\s+/, "")], knots: [] });
      else if (HAZARD.test(quote)) (items.at(-1)?.knots ?? (items[0] = { say: [], knots: [] }).knots).push({ say: quote.replace(HAZARD, ""), remedy: "" });
      else if (REMEDY.test(quote)) {
        const item = items.at(-1), knot = item?.knots.at(-1);
        if (knot) knot.remedy = quote.replace(REMEDY, "");
        else if (item) item.remedy = quote.replace(REMEDY, "");
        else prose.push(line);
      } else if (items.length && (bare === "" || /^\s/.test(line) || bare.startsWith(">"))) items.at(-1).say.push(quote);
      else if (items.length && bare) items.at(-1).say.push(bare);
      else prose.push(line);
    }
    return { prose, items };
  };

  const part = (kind, name, label, text) => h("div", { className: `knot__part knot__part--${kind}` },
    h("span", { className: "knot__mark" }, icon(name)),
    h("div", { className: "knot__say" }, h("b", { className: "knot__label" }, label), text && h("p", {}, inline(text))));
  const knot = (k, key) => h("div", { className: "knot", key }, part("caution", "caution", "ข้อควรระวัง", k.say),
    k.remedy ? part("remedy", "remedy", "ทางแก้", k.remedy) : part("open", "untried", "ยังไม่มีทางแก้", ""));
  const step = (item, key) => h("li", { className: "step", key },
    h("span", { className: "step__no" }, String(key + 1)),
    h("div", { className: "step__do" }, h("p", {}, h("b", {}, inline(item.say[0] || "…"))), paragraphs(item.say.slice(1))),
    item.knots.map(knot));
  const hazard = (kind) => (item, key) => h("article", { className: `hz hz--${kind}`, key },
    h("p", { className: "hz__kind" }, icon(kind), kind === "trap" ? "กับดัก" : "ข้อควรระวัง"),
    h("h3", { className: "hz__say" }, inline(item.say.join(" "))),
    h("div", { className: `hz__fix${item.remedy ? "" : " hz__fix--open"}` }, icon(item.remedy ? "remedy" : "untried"),
      h("div", {}, h("b", {}, item.remedy ? "ทางแก้ " : "ยังไม่มีทางแก้"), inline(item.remedy || ""))));

  const section = (s, key) => {
    const { prose, items } = listed(s.lines);
    const why = paragraphs(prose);
    if (s.kind === "technique" || s.kind === "steps") {
      return h("section", { className: "sec tech", key }, h("p", { className: "eyebrow" }, "เทคนิค"),
        h("h2", {}, s.heading.replace(/^[^:：]*[:：]\s*/, "")), h("div", { className: "why prose" }, why),
        h("ol", { className: "steps" }, items.map(step)));
    }
    const heading = h(s.level > 2 ? "h3" : "h2", {}, s.heading);
    if (s.kind === "traps" || s.kind === "cautions") {
      const kind = s.kind === "traps" ? "trap" : "caution";
      return h("section", { className: "sec", key }, heading, why, h("div", { className: "hzs" }, items.map(hazard(kind))));
    }
    return h("section", { className: "sec", key }, heading, h("div", { className: "prose" }, why),
      items.length ? h("ul", { className: "items" }, items.map((i, n) => h("li", { key: n }, inline(i.say.join(" "))))) : null);
  };
  const sections = (body) => {
    const found = [{ heading: "", kind: "other", level: 2, lines: [] }];
    for (const line of body.replace(/<!--[\s\S]*?-->/g, "").split(/\r?\n/)) {
      const match = /^(#{1,6})\s+(.*)$/.exec(line);
      if (match) found.push({ heading: match[2], level: match[1].length, kind: kindOf(match[2]), lines: [] });
      else found.at(-1).lines.push(line);
    }
    return found.filter((s) => s.heading || s.lines.some((l) => l.trim()));
  };

  const words = (value) => (value == null ? "" : typeof value === "string" ? value : value.toJS ? words(value.toJS()) :
    Array.isArray(value) ? value.map(words).filter(Boolean).join(" · ") : typeof value === "object" ? words(Object.values(value)) : String(value));
  const Page = createClass({
    componentDidMount() { judge(this.props.entry); },
    componentDidUpdate() { judge(this.props.entry); },
    render() {
      const data = this.props.entry.get("data");
      const get = (key) => words(data.getIn(key.split(".")));
      const facts = [["ใครใช้ได้", "roles"], ["เวลา", "needs.time"], ["จำนวนคน", "needs.people"], ["พื้นที่", "place"]].filter(([, key]) => get(key));
      const authors = (data.get("authors")?.toJS?.() || []).map((one) => one.name || one).filter(Boolean).join(" · ");
      return h("div", { className: "md-typeset page page--lesson desk-page" },
        h("div", { dangerouslySetInnerHTML: { __html: about.sprite } }),
        h("div", { className: "lesson" },
          h("header", { className: "lead" },
            h("h1", {}, get("title") || "ชื่อเรื่อง"),
            h("p", { className: "by" }, [authors && `เล่าโดย ${authors}`, get("date")].filter(Boolean).join(" · ")),
            get("summary") && h("div", { className: "take" }, h("h2", {}, "ใจความ"), h("p", {}, get("summary"))),
            facts.length ? h("dl", { className: "facts" }, facts.map(([label, key]) => h("div", { className: "fact fact--wide", key }, h("dt", {}, label), h("dd", {}, get(key))))) : null),
          h("div", { className: "body" }, sections(get("body")).map(section))));
    },
  });

  const sheet = (draw) => createClass({
    render() {
      const data = this.props.entry.get("data");
      const get = (key) => words(data.getIn(key.split(".")));
      const many = (key) => data.get(key)?.toJS?.() ?? [];
      return h("div", { className: "md-typeset page desk-page" }, h("div", { dangerouslySetInnerHTML: { __html: about.sprite } }), draw(get, many));
    },
  });
  const Trial = sheet((get) => {
    const outcome = get("outcome") || "worked";
    return h("section", { className: "sec" },
      h("p", { className: "eyebrow" }, "ลองแล้ว"), h("h2", {}, about.lessons[get("lesson")] || get("lesson") || "บทเรียนที่ลอง"),
      h("article", { className: `trial trial--${outcome}` },
        h("h3", { className: "trial__out" }, icon(outcome), about.outcomes[outcome]),
        h("p", { className: "trial__who" }, [[get("who"), get("role")].filter(Boolean).join(" · "), get("place.province"), get("date")].filter(Boolean).join(" · ")),
        get("result") && h("p", { className: "trial__say" }, get("result")),
        h("dl", { className: "trial__dl" }, [["changed", "ปรับไปจากเดิม"], ["met", "เจออะไร"], ["again", "ถ้าทำอีก"]].filter(([key]) => get(key))
          .map(([key, label]) => h("div", { key }, h("dt", {}, label), h("dd", {}, get(key)))))));
  });
  const Collection = sheet((get, many) => h("section", { className: "sec" },
    h("h1", {}, get("title") || "ชื่อชุด"), get("summary") && h("p", { className: "intro" }, get("summary")),
    h("div", { className: "prose" }, paragraphs(get("preface").split("\n"))),
    h("ul", { className: "rows" }, many("ids").map((id, key) => h("li", { key }, h("span", {}, about.lessons[id] || id)))),
    ["tags", "provinces", "series", "roles"].filter((key) => get(key)).map((key) => h("p", { className: "quiet", key }, `และทุกเรื่องของ ${get(key)}`))));
  const Word = sheet((get) => h("article", { className: "entry" }, h("h2", {}, get("label") || "คำ"),
    get("aliases") && h("p", { className: "quiet" }, `หรือเรียกว่า ${get("aliases")}`), h("div", { className: "prose" }, paragraphs(get("definition").split("\n")))));

  // The body as pieces: the same Markdown, a field for each step, caution, remedy, factor and result.
  CMS.registerWidget("lesson", createClass({
    componentDidMount() {
      this.last = this.props.value ?? "";
      this.take = window.lessonPieces.mount(this.box, { value: this.last, sections: about.sections, change: (text) => { this.last = text; this.props.onChange(text); } });
    },
    componentDidUpdate() {
      if ((this.props.value ?? "") !== this.last) { this.last = this.props.value ?? ""; this.take(this.last); }
    },
    render() { return h("div", { id: this.props.forID, className: `pieces ${this.props.classNameWrapper}`, ref: (box) => { this.box = box; } }); },
  }), createClass({ render() { return h("div", {}, String(this.props.value ?? "")); } }));

  // Faults stand beside their field while one writes; on one's own machine the checks themselves are asked.
  let timer = 0, errors = 0;
  const beside = (found) => {
    for (const old of document.querySelectorAll(".desk-fault")) old.remove();
    errors = found.filter((one) => one.severity === "error").length;
    for (const one of found.filter((fault) => fault.severity !== "info")) {
      const field = one.field === "body" ? document.querySelector(".pieces") : document.querySelector(`[id^="${one.field}-field-"]`);
      const place = field?.closest("[class*=ControlContainer]") ?? field;
      const told = document.createElement("p");
      told.className = `desk-fault desk-fault--${one.severity}`;
      told.setAttribute("role", one.severity === "error" ? "alert" : "note");
      told.textContent = `${one.severity === "error" ? "ต้องแก้" : "ควรแก้"}: ${one.message} ${one.hint}${one.field === "body" && one.words ? ` (ตรง “${one.words}”)` : ""}`;
      place?.append(told);
    }
  };
  const judge = (entry) => {
    clearTimeout(timer);
    if (!about.local) return;
    timer = setTimeout(async () => {
      const { body = "", ...fields } = entry.get("data").toJS();
      const path = (entry.get("path") || `${new Date().getFullYear() + 543}/${fields.id || "new"}.md`).replace(/^lessons\//, "");
      try {
        const answer = await fetch("/api/v1", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ action: "faults", params: { path, fields: plain(fields), body } }) });
        if (answer.ok) beside(await answer.json());
      } catch { /* the machine is away; saving tells it */ }
    }, 500);
  };
  const plain = (value) => (Array.isArray(value) ? value.map(plain) : value && typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]).filter(([, one]) => one !== "" && one != null && !(typeof one === "object" && !Object.keys(one).length)))
    : typeof value === "string" || value == null ? value : String(value));
  // No green word over an error: what the editor calls saved is told with what is still wrong.
  new MutationObserver(() => {
    for (const toast of document.querySelectorAll(".notif__message, [class*=Toastify__toast--success], [class*=toast]"))
      if (errors && !toast.dataset.told && /บันทึก|เผยแพร่/.test(toast.textContent)) {
        toast.dataset.told = "1";
        toast.textContent = `บันทึกแล้ว แต่ยังมี ${errors} จุดต้องแก้ จะยังไม่ขึ้นเว็บ`;
        toast.style.cssText = "background:#a81d4b;color:#fff";
      }
  }).observe(document.body, { childList: true, subtree: true });

  CMS.registerPreviewStyle("../assets/css/bare.css");
  CMS.registerPreviewStyle("preview.css");
  for (const [name, kind] of Object.entries(about.collections)) CMS.registerPreviewTemplate(name, { lesson: Page, trial: Trial, collection: Collection, word: Word }[kind]);
  // The editor's own Thai put right; on one's own machine nothing is published by a button: it is saved into the folder.
  const thai = structuredClone(CMS.getLocale("th"));
  for (const [group, words] of [about.wording.everywhere, about.local ? about.wording["own machine"] : {}].flatMap(Object.entries))
    Object.assign(group.split(".").reduce((part, name) => part[name], thai), words);
  CMS.registerLocale("th", thai);
  document.querySelector(".desk-wait")?.remove();
  CMS.init();
})();
