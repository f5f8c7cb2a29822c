// What a reader asks for by a button: the sheet before one goes, reading aloud, a QR code, pages kept for later.
// Fetched at the first such tap only. A classic script, so that it also runs from a disk.
(() => {
  const here = document.currentScript.src;
  const site = new URL("../../", here).href;
  const make = (name, kind, ...children) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    made.append(...children);
    return made;
  };
  const words = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
  const recall = (key) => { try { return JSON.parse(localStorage.getItem(key)) || []; } catch { return []; } };
  const remember = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private window */ } };
  const button = (label, act) => {
    const made = make("button", "btn", make("span", "", label));
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };
  const sheet = (title, ...children) => {
    const box = make("dialog", "sheet md-typeset", make("h2", "", title), ...children);
    box.setAttribute("aria-label", title);
    box.append(make("p", "acts", button("ปิด", () => { if (box.close) box.close(); box.remove(); })));
    document.body.append(box);
    if (box.showModal) box.showModal(); else box.setAttribute("open", "");
    return box;
  };

  /** One screen for a technique: what to do, where the knots are, what undoes them; ticks stay on the device. */
  const go = (section) => {
    const lesson = section.closest("[data-lesson]").dataset.lesson, key = `go:${lesson}:${section.id}`;
    const ticked = new Set(recall(key));
    const list = make("ol", "go");
    for (const step of section.querySelectorAll(".steps > .step")) {
      const box = make("input");
      box.type = "checkbox";
      box.checked = ticked.has(step.id);
      box.addEventListener("change", () => {
        if (box.checked) ticked.add(step.id); else ticked.delete(step.id);
        remember(key, [...ticked]);
      });
      const say = step.querySelector(".step__do b") || step.querySelector(".step__do");
      const item = make("li", "", make("label", "", box, make("span", "", ...say.cloneNode(true).childNodes)));
      for (const knot of step.querySelectorAll(".knot__part--caution, .knot__part--remedy")) {
        const part = knot.querySelector(".knot__say").cloneNode(true);
        item.append(make("div", knot.classList.contains("knot__part--remedy") ? "go__remedy" : "go__knot", ...part.childNodes));
      }
      list.append(item);
    }
    const box = sheet(`ก่อนออกไปทำ ${words(section.querySelector("h2"))}`, list);
    const [named, heading] = [section.querySelector("h2").cloneNode(true), box.querySelector("h2")];
    heading.textContent = "ก่อนออกไปทำ ";
    heading.append(...named.childNodes); // its phrases stay whole
    box.lastElementChild.prepend(button("ล้างที่ติ๊กไว้", () => {
      ticked.clear(); remember(key, []);
      for (const one of list.querySelectorAll("input")) one.checked = false;
    }));
  };

  let speaking = false;
  const aloud = (on) => {
    const talk = globalThis.speechSynthesis;
    if (speaking) { talk.cancel(); speaking = false; words(on) && (on.lastElementChild.textContent = "อ่านให้ฟัง"); return; }
    const voice = talk.getVoices().find((one) => /^th/i.test(one.lang));
    const texts = [...document.querySelectorAll(".lesson h1, .take p, .tech h2, .tech .step__do, .knot__say, .hz__say, .hz__fix, .items li")].map(words);
    speaking = true;
    on.lastElementChild.textContent = "หยุดอ่าน";
    texts.forEach((text, at) => {
      const said = new SpeechSynthesisUtterance(text);
      said.lang = "th-TH";
      if (voice) said.voice = voice;
      if (at === texts.length - 1) said.onend = () => { speaking = false; on.lastElementChild.textContent = "อ่านให้ฟัง"; };
      talk.speak(said);
    });
  };

  /** The page's QR code: on a sheet of its own, or in front of the address on paper. */
  const code = async (paper) => {
    const address = location.href.split("#")[0].split("?")[0];
    const { qr } = await import(new URL("../paper/qr.js", here).href);
    if (paper) {
      if (!paper.querySelector("svg")) paper.prepend(qr(address, "คิวอาร์โค้ดของหน้านี้"));
      return;
    }
    sheet("สแกนคิวอาร์โค้ดเพื่อเปิดหน้านี้", make("div", "sheet__code", qr(address, "คิวอาร์โค้ดของหน้านี้")), make("p", "quiet", address));
  };

  /** Keeps pages for later: of this page's lessons, or all of the library with its search. */
  const keep = async (on) => {
    const say = (text) => { on.lastElementChild.textContent = text; };
    try {
      const list = await (await fetch(new URL("assets/keep.json", site))).json();
      let wanted = list.files, size = list.size;
      if (on.dataset.keep !== "all") {
        const links = [...document.querySelectorAll(".page a[href]")].map((link) => link.href.split("#")[0]).filter((href) => href.startsWith(`${site}lessons/`));
        wanted = [location.pathname, ...new Set(links), ...list.files.filter((file) => /^assets\/(css|js|fonts|paper)/.test(file))];
        size = 0;
      } else if (!on.dataset.asked) {
        on.dataset.asked = "yes";
        say(`ทั้งคลัง ${list.pages} หน้า ราว ${(size / 1e6).toFixed(1)} MB แตะอีกครั้งเพื่อเริ่มเก็บ`);
        return;
      }
      on.disabled = true;
      const shared = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.href || one.src);
      const all = [...new Set([...wanted.map((file) => new URL(file, site).href), ...shared])];
      const cache = await caches.open("kept");
      let done = 0, bytes = 0, failed = 0;
      const next = async () => {
        for (let file; (file = all.pop());) {
          try {
            const answer = await fetch(file);
            if (!answer.ok) throw new Error(answer.status);
            bytes += (await answer.clone().arrayBuffer()).byteLength;
            await cache.put(file, answer);
          } catch { failed += 1; }
          done += 1;
          say(`กำลังเก็บ ${done} จาก ${done + all.length} (${(bytes / 1e6).toFixed(1)} MB)`);
        }
      };
      await Promise.all([next(), next(), next(), next()]);
      say(failed ? `เก็บได้ ${done - failed} จาก ${done} แตะอีกครั้งเพื่อเก็บที่เหลือ` : `เก็บไว้แล้ว ${(bytes / 1e6).toFixed(1)} MB อ่านได้แม้ไม่มีสัญญาณ`);
      on.disabled = !failed;
    } catch { say("เก็บไม่ได้ในตอนนี้ ลองใหม่เมื่อมีสัญญาณ"); on.disabled = false; }
  };

  globalThis.botrianMore = { go, aloud, code, keep };
})();
