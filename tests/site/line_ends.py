"""Where the lines of a page end in a browser, and whether Thai allows it. For tests and benchmarks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import accumulate
from pathlib import Path

from harvester.thai.engine import newmm

SCRIPT = """() => {
  for (const one of document.querySelectorAll('details')) one.open = true;
  const blocks = new Map(), range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT + NodeFilter.SHOW_ELEMENT);
  for (let node; (node = texts.nextNode());) {
    if (node.nodeType === 1) {
      if (node.tagName === 'BR') for (const told of blocks.values()) told.text += '\\n';
      continue;
    }
    const parent = node.parentElement;
    if (parent.closest('.sr, script, style, noscript, svg, [hidden]')) continue;
    let block = parent;
    while (block.parentElement && /^(inline|contents|ruby)$/.test(getComputedStyle(block).display)) block = block.parentElement;
    if (!blocks.has(block)) blocks.set(block, {text: '', ends: [], bottom: null});
    const told = blocks.get(block);
    const clusters = node.data.match(/[^][\\u0e31\\u0e33-\\u0e3a\\u0e47-\\u0e4e]*/g) || [];
    let at = 0;
    clusters.forEach((sign) => {
      const offset = told.text.length;
      told.text += sign;
      range.setStart(node, at); range.setEnd(node, at += sign.length);
      if (/^\\s/.test(sign)) return;
      const box = [...range.getClientRects()].filter((one) => one.width).pop();
      if (!box) return;
      const middle = (box.top + box.bottom) / 2;
      if (told.bottom !== null && middle > told.bottom) told.ends.push(offset);
      told.bottom = box.bottom;
    });
  }
  return [...blocks.values()].filter((one) => one.ends.length).map((one) => [one.text, one.ends]);
}"""
"""The text of each block that has several lines, and the offsets at which its lines begin."""
ANSWERED = """async () => {
  for (let turn = 0; turn < 400; turn++) {
    const app = document.querySelector('#search-app');
    if (app?.querySelector('.asked')?.textContent && !app.querySelector('.hit__text--wait')) return true;
    await new Promise((go) => setTimeout(go, 25));
  }
  return false;
}"""
"""Waits until a search page shows what it found; false after ten seconds."""
NEVER_FIRST = frozenset("·ๆฯ.,:;!?)]}”’»")


def questions(site: Path) -> list[str]:
    """What a search is asked so that its results show the texts of all lessons: their titles."""
    pages = sorted(site.glob("lessons/*/index.html"))
    titles = (re.search(r"<h1[^>]*>(.*?)</h1>", page.read_text("utf-8"), re.DOTALL) for page in pages)
    return [unescape(re.sub("<[^>]+>", "", title[1])).strip() for title in titles if title]


def faults(blocks: Iterable[tuple[str, list[int]]]) -> Iterator[str]:
    """Line ends that Thai forbids, each with what stands around it."""
    for text, ends in blocks:
        borders = set(accumulate(map(len, newmm(text))))
        for at in ends:
            bare = text[:at].rstrip()
            inside = len(bare) == at and at not in borders and not text[at - 1 : at + 1].isascii()
            if text[at] in NEVER_FIRST or inside:
                yield f"{text[max(0, at - 24) : at]}|{text[at : at + 24]}"
