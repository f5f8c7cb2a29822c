// Small comforts of a reader; every page works without them. Runs deferred, asks the network for nothing.
const root = document.documentElement;
for (const button of document.querySelectorAll("[data-theme-switch]"))
  button.addEventListener("click", () => {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* private window */ }
  });

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

// Filters over the cards of one page: every group narrows, within a group any answer will do.
for (const form of document.querySelectorAll("form[data-filter]")) {
  const cards = [...document.querySelectorAll(form.dataset.filter)];
  const count = document.querySelector("[data-shown]");
  form.hidden = false;
  form.addEventListener("change", () => {
    const wanted = {};
    for (const [group, value] of new FormData(form)) (wanted[group] ??= []).push(value);
    let shown = 0;
    for (const card of cards) {
      const fits = Object.values(wanted).every((values) => values.some((value) => card.dataset.facets.split(" ").includes(value)));
      card.hidden = !fits;
      shown += fits;
    }
    if (count) count.textContent = shown;
  });
}
