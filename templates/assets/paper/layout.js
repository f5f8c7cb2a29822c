// Lays blocks on leaves of paper of one size and measures what fits, so that every page is known before it is printed.
export const element = (name, kind = "", ...children) => {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
};

const bodyOf = (leaf) => leaf.querySelector(".side-body");
export const overflows = (leaf) => bodyOf(leaf).scrollHeight > bodyOf(leaf).clientHeight + 1;

/** The first (or, with `rest`, all but the first) `count` letters of a block, its markup kept. */
const portion = (block, count, rest) => {
  const copy = block.cloneNode(true);
  let left = count;
  const cut = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const here = Math.min(left, node.data.length);
      node.data = rest ? node.data.slice(here) : node.data.slice(0, here);
      left -= here;
    } else for (const child of [...node.childNodes]) cut(child);
  };
  for (const child of [...copy.childNodes]) if (!(child.classList?.contains("sheet-no"))) cut(child);
  if (rest) copy.querySelector(".sheet-no")?.remove();
  return copy;
};

/** Where a text may be parted: after a space, else between two words. */
const turns = (text) => {
  const spaces = [...text.matchAll(/\s+/g)].map((found) => found.index + found[0].length);
  if (spaces.length > 3 || !globalThis.Intl?.Segmenter) return spaces;
  return [...new Intl.Segmenter("th", { granularity: "word" }).segment(text)].map((word) => word.index).slice(1);
};

/** A block that is too long for an empty leaf as two: as much as fits, and the rest. */
const parted = (block, leaf) => {
  const body = bodyOf(leaf);
  const text = [...block.childNodes].filter((one) => !one.classList?.contains("sheet-no")).map((one) => one.textContent).join("");
  const places = turns(text);
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    body.replaceChildren(portion(block, places[middle], false));
    if (overflows(leaf)) high = middle - 1;
    else low = middle;
  }
  if (!places.length) return null;
  body.replaceChildren(portion(block, places[low], false));
  return portion(block, places[low], true);
};

/** Leaves filled with blocks. A block that does not fit opens a new leaf or goes on there; a heading goes with what it
 * heads. Nothing is cut. */
export const filled = (blocks, leaf, stage) => {
  const leaves = [];
  const waiting = [...blocks];
  let current = null;
  while (waiting.length) {
    if (!current) {
      current = leaf();
      stage.append(current);
      leaves.push(current);
    }
    const block = waiting.shift();
    const body = bodyOf(current);
    body.append(block);
    if (!overflows(current)) continue;
    if (body.children.length > 1) {
      waiting.unshift(block);
      block.remove();
      while (body.children.length > 1 && body.lastChild.matches("h2,h3")) {
        waiting.unshift(body.lastChild);
        body.lastChild.remove();
      }
      current = null;
      continue;
    }
    current.classList.add("side--tight");
    if (overflows(current)) {
      const rest = parted(block, current);
      if (rest) waiting.unshift(rest);
    }
    current = null;
  }
  return leaves;
};

/** A maker of leaves of a size (a4, a5, wide, a3, slide): room for blocks, at the foot the words `foot` and the page's number. */
export const leafOf = (size, foot, kind = "") => (...blocks) =>
  element("section", `folio folio--${size} ${kind}`.trim(), element("div", "side-body", ...blocks), element("p", "folio-foot", element("span", "", foot), element("b", "folio-no")));

/** Numbers the leaves in their order, covers left out of the print but not of the count. */
export const numbered = (leaves) => {
  leaves.forEach((leaf, at) => { leaf.querySelector(".folio-no").textContent = at + 1; });
  return leaves;
};

/** Lines to write on, under a label. */
export const toWrite = (label, count) => element("div", "sheet-row", label && element("b", "", label), ...Array.from({ length: count }, () => element("div", "sheet-line")));
