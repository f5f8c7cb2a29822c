// Small comforts of a reader; every page works without them. Runs deferred, asks the network for nothing.
const root = document.documentElement;
const here = document.currentScript.src, inCopy = root.hasAttribute("data-copy");

// What the oldest phones lack and our scripts use.
if (!Element.prototype.replaceChildren) Element.prototype.replaceChildren = function (...children) { this.textContent = ""; this.append(...children); };
if (!String.prototype.replaceAll) String.prototype.replaceAll = function (one, other) { return this.split(one).join(other); };
if (!Array.prototype.at) Array.prototype.at = function (at) { return this[at < 0 ? this.length + at : at]; };

// The menu closes with Escape and when the focus or a tap leaves it.
const menu = document.querySelector("details.menu");
if (menu) {
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { menu.open = false; menu.firstElementChild.focus(); }
  });
  addEventListener("click", (event) => { if (menu.open && !menu.contains(event.target)) menu.open = false; });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
}

// Lists that a wide screen shows open and a phone folded; older browsers know no ::details-content.
if (!CSS.supports("selector(::details-content)") && matchMedia("(min-width:60em)").matches)
  for (const folded of document.querySelectorAll("details.wide-open")) folded.open = true;

// An old address leads on with all that stood behind it: the anchor, and the edition of a sheet of paper.
const refresh = document.querySelector('meta[http-equiv="refresh"]');
if (refresh && (location.hash || location.search)) location.replace(refresh.content.split("url=")[1] + location.search + location.hash);

// A link to a folded place opens it.
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.dataset.moved) { location.replace(`#${target.dataset.moved}`); return; }
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (target) target.scrollIntoView();
};
addEventListener("hashchange", unfold);
if (location.hash) unfold();

// The picture of what is near: arrow keys walk round it, and it and its list show each other's place.
const near = document.querySelector("figure.near");
if (near) {
  const nodes = [...near.querySelectorAll("a")], rows = [...near.parentElement.querySelectorAll(".near__list > li")];
  const mark = ({ target }) => {
    const at = Math.max(nodes.indexOf(target.closest("a")), rows.indexOf(target.closest(".near__list > li")));
    if (at < 0) return;
    for (const list of [nodes, rows]) list.forEach((one, number) => one.classList.toggle("is-near", number === at));
  };
  // Not pointerover: it also fires when the page moves under a resting pointer, as the arrow keys make it do.
  for (const name of ["focusin", "pointermove"]) near.parentElement.addEventListener(name, mark);
  near.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    nodes[(nodes.indexOf(document.activeElement) + step + nodes.length) % nodes.length].focus();
  });
}

// Pass a lesson on: the phone's own sheet, else the address into the clipboard.
for (const button of document.querySelectorAll("[data-share]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const shared = { title: button.dataset.share, url: location.href.split("#")[0] };
    if (navigator.share) { await navigator.share(shared).catch(() => {}); return; }
    await navigator.clipboard.writeText(shared.url);
    button.lastElementChild.textContent = "คัดลอกที่อยู่แล้ว";
  });
}

// Buttons whose work is fetched when they are first used; each shows itself only where it can work.
const more = () => more.loading = more.loading || new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = new URL(inCopy ? "more.js" : "more.js?{more}", here).href;
  if (location.protocol !== "file:") script.integrity = "{sealed}";
  script.onload = () => resolve(globalThis.botrianMore);
  script.onerror = () => { more.loading = null; reject(new Error("more.js")); };
  document.head.append(script);
});
const offer = (selector, can, act) => {
  for (const button of can ? document.querySelectorAll(selector) : []) {
    button.hidden = false;
    button.addEventListener("click", () => Promise.resolve(act(button)).catch(() => { button.lastElementChild.textContent = "ทำไม่ได้ในตอนนี้"; }));
  }
};
offer("[data-go]", true, (button) => more().then(({ go }) => go(document.getElementById(button.dataset.go))));
offer("[data-code]", location.protocol !== "file:", () => more().then(({ code }) => code()));
offer("[data-keep]", "caches" in window && "serviceWorker" in navigator && !inCopy, (button) => more().then(({ keep }) => keep(button)));

// On paper a page says where it lives; the button and Ctrl+P bring its QR code too.
const address = () => {
  let told = document.querySelector(".print-only");
  if (!told) {
    told = document.createElement("p");
    told.className = "print-only";
    told.append(location.href.split("#")[0]);
    document.querySelector(".page").append(told);
  }
  return told;
};
addEventListener("beforeprint", address);
const printed = () => (location.protocol === "file:" ? Promise.resolve() : more().then(({ code }) => code(address())).catch(() => {})).then(() => print());
offer("[data-print]", true, printed);
addEventListener("keydown", (event) => {
  if (event.code !== "KeyP" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || !document.querySelector("[data-lesson]")) return;
  event.preventDefault();
  printed();
});
offer("[data-line]", location.protocol !== "file:", (button) => {
  open(`https://line.me/R/share?text=${encodeURIComponent(`${button.dataset.line}\n${location.href.split("#")[0]}`)}`, "_blank", "noopener");
});
const voices = () => offer("[data-aloud][hidden]", speechSynthesis.getVoices().some((one) => /^th/i.test(one.lang)), (button) => more().then(({ aloud }) => aloud(button)));
if (window.speechSynthesis) { voices(); speechSynthesis.onvoiceschanged = voices; }

// Three sizes of text, kept on the device. The root carries the chosen one under the same name as the button.
const SIZES = ["", "large", "huge"];
offer("button[data-size]", true, () => {
  const next = SIZES[(SIZES.indexOf(root.dataset.size || "") + 1) % SIZES.length];
  root.dataset.size = next;
  try { localStorage.setItem("size", next); } catch { /* private window */ }
});

// The worker asks for the page that is most likely opened next: the first answer to a query, or a link under a finger.
const next = ({ origin, pathname, search }) => {
  const worker = (navigator.serviceWorker || {}).controller, { saveData } = navigator.connection || {};
  if (worker && !saveData && origin === location.origin && pathname !== location.pathname && /\/$/.test(pathname)) worker.postMessage({ next: origin + pathname + search });
};
addEventListener("likely", ({ detail }) => next(detail));
addEventListener("pointerdown", ({ target, isPrimary }) => {
  const link = isPrimary && target.closest && target.closest("a[href]");
  if (link) next(link);
});

// What was read stays readable without signal.
if ("serviceWorker" in navigator && /^https?:$/.test(location.protocol) && !inCopy)
  addEventListener("load", () => { navigator.serviceWorker.register(new URL("../../sw.js", here).href).catch(() => {}); });
