// Documents and messages that come to the writing page: dropped, understood on this machine, put in order by a person, saved.
(() => {
  const at = (id) => document.getElementById(id);
  const el = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) name.startsWith("on") ? made.addEventListener(name.slice(2), value) : made.setAttribute(name, value);
    made.append(...children.filter((child) => child != null));
    return made;
  };
  const say = (text, fault = false) => { at("told").textContent = text; at("told").className = fault ? "is-fault" : ""; };
  const ask = async (action, params = {}) => {
    const answer = await fetch("/api/v1", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ action, params }) });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error || "เครื่องนี้ไม่ตอบ");
    return told;
  };
  const base64 = async (blob) => {
    const url = await new Promise((done) => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(blob); });
    return url.slice(url.indexOf(",") + 1);
  };

  const parts = (text) => /^(---\n[\s\S]*?\n---\n)([\s\S]*)$/.exec(text)?.slice(1) ?? ["", text];
  // What is proposed for a draft, each with its reason: a tick puts it into the head, and leaves what a person wrote below.
  const proposed = (one, again, take) => {
    if (!one.proposals.length) return null;
    const ticks = one.proposals.map((proposal, number) => el("input", { type: "checkbox", value: number, onchange: async () => {
      const chosen = ticks.filter((tick) => tick.checked).map((tick) => Number(tick.value));
      ticks.forEach((tick) => { tick.disabled = true; });
      try { take((await again({ [one.id]: chosen })).find((other) => other.id === one.id)); } catch (error) { say(error.message, true); }
      ticks.forEach((tick) => { tick.disabled = false; });
    } }));
    return el("fieldset", { class: "inbox__proposals" }, el("legend", {}, "ข้อเสนอ: ติ๊กเพื่อรับใส่ในร่าง"),
      ...one.proposals.map((proposal, number) => el("label", {}, ticks[number], el("span", {}, el("b", {}, proposal.label), ` ${proposal.value} `, el("small", {}, proposal.reason)))));
  };

  const draft = (one, source, review, again) => {
    let [head, body] = parts(one.text);
    const card = el("article", { class: "inbox__draft" });
    const title = el("input", { type: "text", "aria-label": "ชื่อเรื่อง", class: "piece__heading" });
    let given = title.value = one.title;
    const status = el("select", { "aria-label": "สถานะ" }, el("option", { value: "draft" }, "ร่าง ยังไม่ขึ้นเว็บ"), el("option", { value: "reviewed" }, "ตรวจทานแล้ว ขึ้นเว็บได้"));
    let text = body;
    const pieces = el("div", { class: "pieces" });
    window.lessonPieces.mount(pieces, { value: body, sections: window.about.sections, change: (now) => { text = now; } });
    const told = el("p", { role: "status" });
    const choices = proposed(one, again, (now) => { if (!now) return; [head] = parts(now.text); if (now.title !== given) given = title.value = now.title; });
    const whole = () => head.replace(/^title:.*(?:\n[ \t]+.*)*$/m, `title: ${JSON.stringify(title.value.trim())}`).replace(/^status:.*$/m, `status: ${status.value}`) + text;
    const save = el("button", { type: "button", class: "btn btn--main", onclick: async () => {
      try {
        const path = (await ask("saveDraft", { id: one.id, text: whole() })).path;
        save.disabled = true;
        if (choices) choices.disabled = true;
        const [, folder, name] = /^(.*)\/([^/]+)\.md$/.exec(path);
        const found = await ask("faults", { path, text: whole() });
        const wrong = found.filter((fault) => fault.severity === "error");
        told.className = wrong.length ? "is-fault" : "is-good";
        told.replaceChildren(wrong.length ? `บันทึกเป็น ${path} แล้ว แต่ยังมี ${wrong.length} จุดต้องแก้ก่อนขึ้นเว็บ: ${wrong.map((fault) => fault.message).join(" · ")} ` : `บันทึกเป็น ${path} แล้ว `,
          el("a", { href: `./#/collections/lessons-${folder.replaceAll("/", "-")}/entries/${name}` }, "เปิดในหน้าเขียน"));
      } catch (error) { told.className = "is-fault"; told.textContent = error.message; }
    } }, "บันทึก");
    const sides = el("div", { class: "inbox__sides" });
    if (source) sides.append(el("div", {}, el("h3", {}, "ต้นฉบับ"), el("div", { class: "inbox__source", tabindex: "0" }, source),
      el("p", {}, el("button", { type: "button", class: "btn", onclick: () => open(URL.createObjectURL(new Blob([review], { type: "text/html" }))) }, "เทียบทีละชิ้นในหน้าใหม่"))));
    sides.append(pieces);
    card.append(...[el("p", {}, title), one.remarks.length ? el("ul", { class: "inbox__remarks" }, ...one.remarks.map((remark) => el("li", {}, remark))) : null, choices].filter(Boolean), sides, el("p", { class: "piece__acts" }, status, save), told);
    return card;
  };

  const messages = (told) => {
    const list = el("ul");
    for (const item of told.items) {
      const reply = el("textarea", { rows: 4, readonly: "", "aria-label": "ข้อความตอบกลับ" });
      reply.value = item.reply;
      list.append(el("li", {}, el("b", {}, item.title || item.about || "ข้อความ"),
        { written: ` เขียนไว้ที่ ${item.path}`, already: " รับไว้แล้วก่อนหน้านี้ ไม่ทำซ้ำ", reply: " ยังทำเป็นไฟล์ไม่ได้" }[item.state],
        item.points.length ? el("ul", {}, ...item.points.map((point) => el("li", {}, point))) : null, item.state === "already" ? null : reply));
    }
    at("work").prepend(el("section", { class: "sec" }, el("h2", {}, "ข้อความที่เพิ่งรับ"), list,
      told.chatter ? el("p", {}, `ข้อความอื่น ${told.chatter} ข้อความ ไม่ได้อ่านและไม่ได้เก็บไว้`) : null));
    list_received();
  };

  const TEXTS = /\.(?:txt|eml|mbox|json)$/i;
  const take = async (name, blob) => {
    say(`กำลังอ่าน ${name}`);
    const params = { name, content: await base64(blob) };
    try {
      if (TEXTS.test(name)) {
        const told = await ask("receive", params);
        if (told.items.length) { messages(told); say(`รับ ${name} แล้ว`); return; }
      }
      for (const outcome of await ask("import", params)) {
        if (outcome.refused) { say(`${outcome.name}: ${outcome.refused}`, true); continue; }
        if (!outcome.drafts.length) { say(`${outcome.name} นำเข้าไว้แล้วก่อนหน้านี้`); continue; }
        const again = async (accepted) => (await ask("import", { ...params, accepted })).flatMap((other) => other.drafts);
        at("work").prepend(el("section", { class: "sec" }, el("h2", {}, `ร่างจาก ${outcome.name}`), ...outcome.drafts.map((one, index) => draft(one, index ? "" : outcome.source, outcome.review, again))));
        say(`อ่าน ${outcome.name} แล้ว ได้ร่าง ${outcome.drafts.length} เรื่อง ตรวจ ย้ายชิ้นส่วนให้ถูกที่ แล้วกดบันทึก`);
      }
    } catch (error) { say(error.message, true); }
  };
  const list_received = async () => {
    const found = await ask("inbox").catch(() => []);
    at("received").replaceChildren(...(found.length ? found.map((one) => el("li", {}, el("b", {}, one.title), ` ${one.came} `, el("code", {}, one.path))) : [el("li", {}, "ยังไม่มี")]));
  };

  const drop = at("drop");
  for (const name of ["dragover", "dragenter"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("is-over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", async (event) => { event.preventDefault(); drop.classList.remove("is-over"); for (const file of event.dataTransfer.files) await take(file.name, file); });
  at("file").addEventListener("change", async () => { for (const file of at("file").files) await take(file.name, file); at("file").value = ""; });
  at("take").addEventListener("click", async () => {
    try { const told = await ask("receive", { name: "ข้อความที่วาง", content: await base64(new Blob([at("pasted").value])) });
      if (told.items.length) { messages(told); at("pasted").value = ""; say("รับข้อความแล้ว"); } else say("ไม่พบข้อความถึงคลัง ข้อความถึงคลังขึ้นต้นด้วย #ลองแล้ว #เล่าบทเรียน #ขอบทเรียน #ตอบคำถาม หรือ #แจ้งข้อผิด", true);
    } catch (error) { say(error.message, true); }
  });
  at("publish").addEventListener("click", async () => {
    at("publish").disabled = true;
    at("published").className = "";
    at("published").textContent = "กำลังสร้างเว็บ อาจใช้เวลาหลายนาที";
    try {
      const done = await ask("publish");
      at("published").textContent = done.told;
      at("published").className = done.faults ? "is-fault" : "is-good";
    }
    catch (error) { at("published").textContent = error.message; at("published").className = "is-fault"; }
    at("publish").disabled = false;
  });
  list_received();
})();
