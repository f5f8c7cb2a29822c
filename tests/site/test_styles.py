"""The style sheet as pages take it: no component's space is shadowed by a reset, and large text stays usable."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from harvester.emitters.material import used_rules, whole_sheet
from harvester.rendering.typography import OPEN, SHUT, signs_to_tags
from tests.site.test_browser import KINDS

pytestmark = pytest.mark.browser
SHADOWED = """() => {
  const SIDES = ['padding-top', 'padding-right', 'padding-bottom', 'padding-left', 'margin-top', 'margin-bottom'];
  const COMMON = new Set(['md-typeset', 'no-js', 'js']);
  const rules = [];
  const gather = (list) => { for (const rule of list) {
    if (rule.cssRules && rule.media && matchMedia(rule.media.mediaText).matches) gather(rule.cssRules);
    if (!rule.selectorText || !/padding|margin/.test(rule.cssText)) continue;
    for (const selector of rule.selectorText.split(/,(?![^(]*\\))/)) {
      const plain = selector.replace(/:not\\([^)]*\\)+|:where\\([^)]*\\)+/g, '');
      const classes = (plain.match(/\\.[a-zA-Z][\\w-]*/g) || []).map((one) => one.slice(1));
      if (!/::|:hover|:focus|:target/.test(selector))
        rules.push({ selector, style: rule.style, own: classes.some((one) => !COMMON.has(one)) });
    }
  } };
  for (const sheet of document.styleSheets) if (/site\\.css/.test(sheet.href || '')) gather(sheet.cssRules);
  document.querySelectorAll('details').forEach((one) => { one.open = true; });
  const faults = new Set();
  for (const element of document.querySelectorAll('.page *')) {
    if (!element.checkVisibility()) continue;
    const own = rules.filter((rule) => rule.own && element.matches(rule.selector));
    if (!own.length) continue;
    const now = getComputedStyle(element);
    const probe = element.cloneNode(false);
    probe.removeAttribute('id');
    const wanted = {};
    for (const rule of own) {
      probe.style.cssText = '';
      for (const name of ['padding', 'margin', 'padding-left', 'padding-right', 'padding-top', 'padding-bottom',
          'margin-top', 'margin-bottom', 'padding-block', 'margin-block', 'padding-inline'])
        if (rule.style.getPropertyValue(name)) probe.style.setProperty(name, rule.style.getPropertyValue(name), 'important');
      element.after(probe);
      for (const side of SIDES)
        if (probe.style.getPropertyValue(side) || rule.style.getPropertyValue(side.split('-')[0]))
          (wanted[side] ??= []).push(getComputedStyle(probe)[side.replace(/-./, (two) => two[1].toUpperCase())]);
      probe.remove();
    }
    for (const [side, values] of Object.entries(wanted)) {
      const value = now[side.replace(/-./, (two) => two[1].toUpperCase())];
      if (!values.includes(value) && parseFloat(value) === 0)
        faults.add(`${element.tagName}.${element.className} ${side} ${value}, wanted ${values.join(' or ')}`);
    }
  }
  return [...faults];
}"""


def test_no_reset_takes_away_the_space_of_a_component(address: str, chromium: Any) -> None:
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    faults = []
    for kind in KINDS:
        page.goto(address + kind)
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{kind} at {width}: {fault}" for fault in page.evaluate(SHADOWED)]
    context.close()
    assert faults == []


LEFT_OUT = """(whole) => {
  const sets = ({ style }) => [...style].some((name) => !name.startsWith('--'));
  const said = (list) => [...list].flatMap((rule) => rule.selectorText
    ? sets(rule) ? rule.selectorText.split(/,\\s*(?![^(]*\\))/) : []
    : rule.cssRules && rule.media ? said(rule.cssRules) : []);
  const kept = new Set([...document.styleSheets].flatMap((sheet) => said(sheet.cssRules)));
  const theirs = new CSSStyleSheet();
  theirs.replaceSync(whole);
  const lasting = (one) => one.replace(/::[\\w-]+(\\([^)]*\\))?/g, '')
    .replace(/:(hover|focus-within|focus-visible|focus|target|checked|active)/g, ':is(*)');
  return said(theirs.cssRules).filter((one) => !kept.has(one) && lasting(one) && document.querySelector(lasting(one)));
}"""


def test_what_is_left_out_of_materials_sheet_is_for_nothing_in_a_page(address: str, chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    for kind in KINDS:
        page.goto(address + kind)
        assert page.evaluate(LEFT_OUT, whole_sheet()) == [], kind
    context.close()


def test_a_rule_stays_for_whom_it_can_be() -> None:
    whole = (
        ".md-grid,.md-tabs a{top:0}.md-tabs{top:1px}@media print{.md-tabs{top:2px}.md-grid:not(.md-tabs){top:var(--a)}}"
        ":root{--a:var(--b);--b:1px;--c:2px;--d:3px}@keyframes turn{to{top:0}}"
    )
    assert used_rules(whole, "p{top:var(--d)}") == (
        ".md-grid{top:0;}@media print{.md-grid:not(.md-tabs){top:var(--a);}}:root{--a:var(--b);--b:1px;--d:3px;}"
    )


LARGE = """() => {
  const faults = [];
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > room) faults.push(`page ${document.documentElement.scrollWidth} wide`);
  const seen = (one) => one.checkVisibility() && !one.closest('.sr') && one.getBoundingClientRect().width > 1;
  for (const one of document.querySelectorAll('a, button, summary, summary > *, input, h1, h2, h3, p, dd, dt, label')) {
    if (!seen(one) || one.closest('.scroll, pre, .skip, .gapmap, table')) continue;
    const box = one.getBoundingClientRect();
    if (box.left < -1 || box.right > room + 1)
      faults.push(`out of the window: ${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`);
  }
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  const text = document.querySelector('.md-content p');
  for (const one of document.querySelectorAll('.md-content h1, .md-content h2'))
    if (text && size(one) < size(text)) faults.push(`heading smaller than text: ${one.textContent.trim().slice(0, 40)}`);
  for (const one of document.querySelectorAll('.md-content *'))
    if (seen(one) && parseFloat(getComputedStyle(one).borderRightWidth) && one.scrollWidth > one.clientWidth + 2
        && getComputedStyle(one).overflowX === 'visible')
      faults.push(`out of its frame: ${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`);
  const labels = [...document.querySelectorAll('.dock a')].filter(seen);
  for (const one of labels) if (one.scrollWidth > one.clientWidth + 1) faults.push(`dock label cut: ${one.textContent}`);
  for (const one of document.querySelectorAll('input[type=search]'))
    if (seen(one) && one.getBoundingClientRect().width < 120) faults.push('search field too narrow');
  return faults;
}"""


def test_large_text_stays_within_a_small_phone(address: str, chromium: Any) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 800}, bypass_csp=True, service_workers="block"
    )
    page = context.new_page()
    faults = []
    for kind in KINDS:
        page.goto(address + kind)
        for size in ("32px", "200%"):
            style = page.add_style_tag(content=f"html{{font-size:{size}!important}}")
            faults += [f"{kind} at {size}: {fault}" for fault in page.evaluate(LARGE)]
            style.evaluate("one => one.remove()")
    context.close()
    assert faults == []


def test_a_page_asks_for_no_face_but_those_of_the_first_visit(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, service_workers="block")
    page = context.new_page()
    asked: dict[str, str] = {}
    page.on("request", lambda one: one.url.endswith("woff2") and asked.setdefault(one.url[-30:], page.url))
    for kind in KINDS:
        page.goto(address + kind, wait_until="networkidle")
    context.close()
    assert len(asked) == 3, asked


CLOSE = """() => {
  const faults = [];
  for (const card of document.querySelectorAll('.hz, .trial, .tcard, .open, .ask, .fold[open]')) {
    if (!card.checkVisibility()) continue;
    const range = document.createRange(), box = card.getBoundingClientRect();
    const texts = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    let low = 0;
    while (texts.nextNode()) {
      range.selectNodeContents(texts.currentNode);
      if (texts.currentNode.data.trim() && texts.currentNode.parentElement.checkVisibility())
        low = Math.max(low, range.getBoundingClientRect().bottom);
    }
    if (box.bottom - low < 4) faults.push(`at its edge: ${card.className} ${card.textContent.trim().slice(0, 40)}`);
  }
  return faults;
}"""
WORD = "สำนักงานคณะกรรมการพัฒนาการเศรษฐกิจและสังคมแห่งชาติ"
LONG_WORD = """(held) => {
  const faults = [], places = '.hz__say, .hz__fix > div, .knot__say p, .step__do, .take p, .items li, .trial__say, '
    + '.tcard__take, .tcard__in, .rows a > span:not(.n), .hz__where span, .prose p, h1, .fact--wide dd';
  for (const one of document.querySelectorAll(places)) {
    if (!one.checkVisibility()) continue;
    one.innerHTML = held;
    const word = one.firstChild.getBoundingClientRect(), box = one.getBoundingClientRect();
    const name = `${one.className || one.tagName} in ${one.parentElement.className}`;
    if (word.right > box.right + 1) faults.push(`${name}: ${Math.round(word.right - box.right)} px too wide`);
    const beside = one.nextElementSibling?.getBoundingClientRect();
    if (beside?.width && beside.left < word.right - 1 && beside.top < word.bottom - 1 && beside.bottom > word.top + 1)
      faults.push(`${name}: over what stands beside`);
  }
  return [...new Set(faults)];
}"""


def test_no_text_touches_the_edge_of_its_card(address: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, service_workers="block")
    page = context.new_page()
    faults = []
    for kind in KINDS:
        page.goto(address + kind)
        faults += [f"{kind}: {fault}" for fault in page.evaluate(CLOSE)]
    context.close()
    assert faults == []


@pytest.mark.parametrize("fonts", ["ours", "theirs"])
def test_the_longest_words_keep_to_their_place(address: str, chromium: Any, fonts: str) -> None:
    context = chromium.new_context(bypass_csp=True, service_workers="block")
    page = context.new_page()
    if fonts == "theirs":  # a font that comes late is not used: the device's own stands in its place
        page.route("**/*.woff2", lambda route: route.abort())
    faults = []
    for kind in KINDS:
        page.goto(address + kind)
        for width in (320, 360, 412):
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate(LONG_WORD, signs_to_tags(f"{OPEN}{WORD}{SHUT}"))
            faults += [f"{kind} at {width}: {fault}" for fault in found]
    context.close()
    assert sorted(set(faults)) == []


@pytest.mark.parametrize("path", ["lessons/letter/", "lessons/call-first/"])
def test_a_lesson_prints_on_three_sheets_with_its_address(address: str, chromium: Any, path: str) -> None:
    from pypdf import PdfReader

    page = chromium.new_page()
    page.goto(address + path)
    printed = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    page.close()
    text = "".join(sheet.extract_text() for sheet in printed)
    assert len(printed) <= 3
    assert address + path in text.replace("\n", "")
    assert "เก็บใส่ตะกร้า" not in text


MOVED = """() => new Promise((told) => { let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value; })
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => told(sum), 400); })"""


def test_what_scripts_add_moves_nothing_in_sight(address: str, chromium: Any) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 800}, bypass_csp=True, service_workers="block"
    )
    page = context.new_page()
    moved = {}
    for path in ("browse/", "compare/", "basket/", "tell/", "search/", "fit/"):
        page.goto(address + path, wait_until="networkidle")
        moved[path] = page.evaluate(MOVED)
    context.close()
    assert {path: value for path, value in moved.items() if value > 0.02} == {}


@pytest.mark.parametrize(
    ("scripts", "left_out", "shown"), [(True, "data-plain", ""), (False, "data-scripted", "data-plain")]
)
@pytest.mark.parametrize("path", ["browse/", "tell/"])
def test_what_is_for_the_other_kind_of_browser_is_not_seen(
    address: str, chromium: Any, path: str, scripts: bool, left_out: str, shown: str
) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(address + path)
    assert page.locator(f"[{left_out}]:visible, [{left_out}] :visible").count() == 0
    if shown:
        for fold in page.locator("details.facets > summary").all():
            fold.click()
        assert page.locator(f"[{shown}] li:visible, [{shown}] a:visible").count() > 0
    context.close()


@pytest.mark.parametrize(
    ("size", "shown"), [((540, 345), (312, 199)), ((600, 4000), (312, 720)), ((40, 30), (40, 30))]
)
def test_a_picture_keeps_its_place_before_it_is_loaded(
    address: str, chromium: Any, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{address}lessons/letter/")
    box = page.evaluate(
        """([width, height]) => { const one = Object.assign(new Image(width, height), {loading: 'lazy'});
        document.querySelector('.prose').append(one);
        return [one.offsetWidth, one.offsetHeight]; }""",
        list(size),
    )
    page.close()
    assert box == pytest.approx(shown, abs=20)
