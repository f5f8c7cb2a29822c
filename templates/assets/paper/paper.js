// The part of paper that every page loads: basket buttons, their count, and the notice for readers who come from paper.
import { load, save, toggled } from "./basket.js";

// A lesson with several techniques offers each of them by itself.
const parts = document.querySelectorAll("[data-lesson] section.tech[id^=technique]");
if (parts.length > 1)
  for (const part of parts) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.dataset.basket = `${part.closest("[data-lesson]").dataset.lesson}~${part.id}`;
    button.dataset.basketWord = "เก็บเฉพาะเทคนิคนี้";
    button.append(document.createElement("span"));
    part.append(button);
  }

const counts = document.querySelectorAll("[data-basket-count]");
const buttons = document.querySelectorAll("[data-basket]");

const show = () => {
  const keys = load();
  for (const count of counts) {
    count.hidden = !keys.length;
    count.textContent = keys.length;
  }
  for (const button of buttons) {
    const inside = keys.includes(button.dataset.basket);
    button.setAttribute("aria-pressed", inside);
    const word = button.querySelector("span");
    if (word) word.textContent = inside ? "อยู่ในตะกร้าแล้ว" : button.dataset.basketWord ?? "เก็บใส่ตะกร้า";
  }
};
for (const button of buttons)
  button.addEventListener("click", () => {
    if (!save(toggled(load(), button.dataset.basket))) button.querySelector("span").textContent = "เบราว์เซอร์นี้ไม่ยอมให้บันทึก";
    else show();
  });
addEventListener("storage", show);
addEventListener("basket", show);
show();

const code = new URLSearchParams(location.search).get("p");
const lesson = document.querySelector("[data-lesson][data-objects]");
if (code && lesson) import("./notice.js").then(({ notice }) => notice(lesson, code));
const page = document.getElementById("basket");
if (page) import("./page.js").then(({ mount }) => mount(page));
if (document.getElementById("tell")) import("../tell/form.js");
