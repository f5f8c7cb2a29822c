// The live part of search, in the page and in the dialog: what is typed goes in, hits and what is said of them come out.
import { el, icon } from './elements.js';
import { ask, openIndex } from './loading.js';
import { facetsOf, kindsOf } from './narrowed.js';
import { forget, recent, remember } from './recent.js';
import { hitOf, hrefOf, marked, shownOf, together, wordOf } from './results.js';

// Milliseconds: until it is said that the index is being opened, how long hits wait for their cards, a frame more.
const OPENED = 300, PATIENCE = 500, FRAME = 50, STEP = 10, FIRST = 3;
const OPENING = 'กำลังเปิดดัชนีค้นหา …', FAILED = 'อ่านดัชนีค้นหาไม่ได้ในตอนนี้ อาจเพราะสัญญาณไม่ดี สิ่งที่พิมพ์ไว้ยังอยู่';

const WAYS = [['titles/', 'รายชื่อบทเรียน'], ['techniques/', 'เทคนิค'], ['cautions/', 'ข้อควรระวัง']];

const within = (time, work) => Promise.race([work, new Promise(resolve => setTimeout(resolve, time))]);
// When the next frame has been shown; a page out of sight draws none.
const painted = () => new Promise(resolve => document.hidden ? resolve() : requestAnimationFrame(() => setTimeout(resolve, FRAME)));
const filled = (lexicon, text, words) => marked(words.reduce((done, word, k) => done.replace(`{${k}}`, () => together(lexicon, word)), text), []);

const said = (found, kind) => found.notes.some(([note]) => note === kind);

export class Panel {
  // `asked(query)` is told what is looked for, `changed(query, wanted, lasting)` what is shown, `failed()` that nothing could
  // be; `narrow` says whether facets are offered here.
  constructor({ root, form, narrow = true, asked = () => {}, changed = () => {}, failed = () => {}, wanted = {} }) {
    Object.assign(this, { root, form, box: form.elements.q, narrow, asked, changed, failed, wanted, run: 0, shown: STEP });
    this.said = el('p', { class: 'asked', role: 'status' });
    this.notes = el('ul', { class: 'seek__notes' });
    this.word = el('div');
    this.title = el('h2', { class: 'sr' }, 'รายการที่พบ');
    this.kinds = el('div');
    this.side = el('div', { class: 'seek__side' });
    this.list = el('ol', { class: 'hits', id: 'seek-hits' });
    this.after = el('div');
    this.place = el('div', { class: 'seek', onkeydown: event => this.step(event) }, this.said, this.notes, this.word, this.kinds,
      el('div', { class: 'cols seek__cols' }, this.side, el('div', {}, this.title, this.list, this.after)));
    this.box.setAttribute('aria-controls', 'seek-hits');
    this.box.addEventListener('input', () => this.typed());
    form.addEventListener('keydown', event => this.step(event));
    form.addEventListener('submit', event => { event.preventDefault(); remember(this.box.value); this.find(true); });
    this.list.addEventListener('click', event => { if (event.target.closest('a')) remember(this.box.value); });
    openIndex(root).catch(() => {});
  }

  typed() {
    this.shown = STEP;
    return this.find(false);
  }

  async find(lasting) {
    const run = ++this.run, query = this.box.value, { wanted } = this;
    this.asked(query);
    if (!query.trim()) { this.empty(); this.changed(query, wanted, lasting); return; }
    const slow = setTimeout(() => { if (run === this.run) this.say(OPENING); }, OPENED);
    try {
      const [search, found] = await ask(this.root, query, wanted);
      const first = this.list.firstChild ? this.shown : FIRST, words = this.wordsOf(search, found);
      const [rows, lines] = await Promise.all([this.rowsOf(search, found, 0, first), within(PATIENCE, words)]);
      if (run !== this.run) return;
      clearTimeout(slow);
      this.word.replaceChildren(...lines || []);
      if (!lines) words.then(late => { if (run === this.run) this.word.replaceChildren(...late); });
      await this.show(search, query, found, rows, lasting);
    } catch (fault) {
      if (run !== this.run) return;
      this.changed(query, wanted, lasting);
      this.fail(fault);
    } finally {
      clearTimeout(slow);
    }
  }

  say(text) { this.said.textContent = text; }

  // What stands in the list: lessons that answer, else those that are near.
  listed(found) { return (found.hits.length ? found.hits : found.near).slice(0, this.shown); }

  // On a slow phone the first hits are there sooner when they are painted before the rest is made.
  async show(search, query, found, rows, lasting) {
    const { labels } = await search.facets(), { run } = this, { lexicon } = search, { notes: texts, kinds: names } = lexicon.layout, { hits, notes, counts, near } = found;
    const single = Boolean(this.wanted.kind?.length), asked = query.trim().slice(0, 80);
    if (hits.length) this.said.replaceChildren('พบ ', el('b', {}, `${hits.length} ${single ? 'รายการ' : 'บทเรียน'}`));
    else this.said.replaceChildren(...said(found, 'narrow') ? [] : filled(lexicon, texts.nothing, [asked]));
    this.title.className = near.length ? '' : 'sr';
    this.title.replaceChildren(...near.length ? marked(texts.alike, []) : ['รายการที่พบ']);
    this.notes.replaceChildren(...notes.map(([kind, ...words]) => el('li', {}, filled(lexicon, texts[kind], words), kind === 'letter' ? this.asTyped(texts) : null)), ...this.offered(lexicon, found));
    this.kinds.replaceChildren(...[kindsOf({ counts, wanted: this.wanted, names, all: this.all(counts, hits), choose: kind => this.choose(kind) })].filter(Boolean));
    this.showFacets(labels, counts, hits.length);
    const at = [...this.list.querySelectorAll('h3 a')].indexOf(document.activeElement);
    this.list.replaceChildren(...rows);
    if (at >= 0) this.list.querySelectorAll('h3 a')[at]?.focus();
    this.changed(query, this.wanted, lasting);                           // before the hits a phone would set the page out twice
    const first = lasting && this.list.querySelector('h3 a');
    if (first) dispatchEvent(new CustomEvent('likely', { detail: first }));
    if (rows.length < this.listed(found).length) {
      await painted();
      const others = await this.rowsOf(search, found, rows.length, this.shown);
      if (run !== this.run) return;
      this.list.append(...others);
    }
    this.after.replaceChildren(...(hits.length ? this.more(search, found) : this.nothing(search, found)));
  }

  // A word was mended and searched: back to what was typed; or it is only offered.
  asTyped(texts) { return ['\u00a0· ', el('button', { type: 'button', class: 'seek__link', onclick: () => this.put(`"${this.box.value.trim()}"`) }, marked(texts.typed, []))]; }

  offered(lexicon, { meant }) {
    if (!meant || meant.searched) return [];
    const text = this.box.value.replace(meant.before, meant.after);
    return [el('li', {}, el('button', { type: 'button', class: 'seek__link', onclick: () => this.put(text) }, filled(lexicon, lexicon.layout.notes.offered, [meant.after])))];
  }

  all(counts, hits) { return this.wanted.kind?.length ? (counts.get('kind') || []).reduce((sum, [, n]) => sum + n, 0) : hits.length; }

  showFacets(labels, counts, total) {
    if (!this.narrow) return;
    const open = this.side.querySelector('details')?.open ?? matchMedia('(min-width:60em)').matches, focused = document.activeElement?.value;
    const box = facetsOf({ counts, wanted: this.wanted, labels, open, total, change: (facet, value, on) => this.change(facet, value, on) });
    const hadFocus = this.side.contains(document.activeElement);
    this.side.replaceChildren(...[box].filter(Boolean));
    this.place.classList.toggle('seek--narrow', Boolean(box));
    if (hadFocus) [...this.side.querySelectorAll('input')].find(input => input.value === focused)?.focus();
  }

  // Hits as rows of the list. Cards that are late are put in when they come.
  async rowsOf(search, found, from, to) {
    const { run } = this, single = Boolean(this.wanted.kind?.length), hits = this.listed(found).slice(from, to);
    const made = (hit, cards) => hitOf({ search, root: this.root, hit, cards, marks: found.marks, single });
    const coming = hits.map(hit => Promise.all(shownOf(hit).map(document => search.card(document))).catch(() => null));
    const held = await within(PATIENCE, Promise.all(coming)), rows = hits.map((hit, k) => made(hit, held?.[k] ?? null));
    if (!held) coming.forEach((cards, k) => cards.then(late => {
      if (run !== this.run) return;
      const row = made(hits[k], late), focused = rows[k].contains(document.activeElement);
      rows[k].replaceWith(row);
      if (focused) row.querySelector('h3 a').focus();
    }));
    return rows;
  }

  // The quiet lines of words of the vocabulary.
  wordsOf(search, { entries }) {
    return Promise.all(entries.map(document => search.card(document).catch(() => null).then(card => wordOf({ search, root: this.root, document, card }))));
  }

  more(search, found) {
    const out = [], rest = found.hits.length - this.shown;
    if (said(found, 'broken')) out.push(this.again());
    if (rest > 0) {
      out.push(el('p', { class: 'acts' }, el('button', {
        type: 'button', class: 'btn', onclick: async () => {
          const from = this.shown;
          this.shown += STEP;
          await this.find(false);
          this.list.querySelectorAll('h3 a')[from]?.focus();
        },
      }, `แสดงอีก ${Math.min(rest, STEP)} จาก ${rest} รายการ`)));
    }
    return out;
  }

  request(search) {
    return el('p', { class: 'seek__ask' }, el('span', {}, 'ไม่ตรงกับที่ต้องการ หรือ', el('span', { class: 'nb' }, 'ยังไม่มีใคร'), el('wbr'), el('span', { class: 'nb' }, 'เล่าเรื่องนี้'), ' บอกให้คนอื่นรู้ว่ายังขาดอยู่'),
      el('a', { class: 'btn', href: new URL(`tell/?${new URLSearchParams({ kind: "wish", about: this.box.value.trim().slice(0, 200) })}#wish`, this.root).href }, icon('plus'), marked(search.lexicon.layout.notes.request, [])));
  }

  // Nothing answers: the way to ask for a lesson, three other ways in.
  nothing(search, found) {
    const narrowed = said(found, 'narrow');
    if (narrowed) return [el('p', { class: 'acts' }, el('button', { type: 'button', class: 'btn', onclick: () => this.change() }, 'เลิกกรองทั้งหมด'))];
    const way = ([address, label]) => el('li', {}, el('a', { class: 'pill', href: hrefOf(this.root, address) }, label));
    return [
      this.request(search),
      found.near.length ? null : el('div', { class: 'seek__near' }, el('h3', {}, 'หรือเลือกดูจาก'), el('ul', { class: 'pills' }, WAYS.map(way))),
    ].filter(Boolean);
  }

  empty() {
    for (const part of [this.notes, this.word, this.kinds, this.side, this.list, this.after]) part.replaceChildren();
    this.title.className = 'sr';
    this.place.classList.remove('seek--narrow');
    this.say('');
    const held = recent();
    if (!held.length) return;
    const word = text => el('li', {}, el('button', { type: 'button', class: 'pill', onclick: () => this.put(text) }, icon('clock'), text));
    this.after.replaceChildren(el('div', { class: 'seek__near' }, el('h3', {}, 'ค้นล่าสุด ', el('small', {}, 'เก็บไว้ในเครื่องนี้เท่านั้น')), el('ul', { class: 'pills' }, held.map(word)),
      el('p', {}, el('button', { type: 'button', class: 'seek__link', onclick: () => { forget(); this.empty(); this.box.focus(); } }, 'ลบรายการนี้'))));
  }

  fail() {
    for (const part of [this.notes, this.word, this.kinds, this.side, this.list]) part.replaceChildren();
    this.say(FAILED);
    this.failed();
    this.after.replaceChildren(this.again());
  }

  again() {
    return el('p', { class: 'acts' }, el('button', { type: 'button', class: 'btn btn--main', onclick: () => this.find(false) }, 'ลองใหม่'), ' ',
      el('a', { class: 'btn', href: new URL('titles/', this.root).href }, 'ดูรายชื่อบทเรียน'));
  }

  put(text) {
    this.box.value = text;
    this.box.focus();
    this.shown = STEP;
    this.find(true);
  }

  choose(kind) {
    this.wanted = { ...this.wanted, kind: kind ? [kind] : [] };
    this.shown = STEP;
    return this.find(true).then(() => this.kinds.querySelector('[aria-current]')?.focus());
  }

  change(facet, value, on) {
    const held = this.wanted[facet] || [];
    this.wanted = facet ? { ...this.wanted, [facet]: on ? [...held, value] : held.filter(other => other !== value) } : {};
    this.shown = STEP;
    return this.find(true);
  }

  // Arrow keys go from the box through the titles and back.
  step(event) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way || event.isComposing) return;
    const stops = [this.box, ...this.list.querySelectorAll('h3 a')], at = stops.indexOf(document.activeElement);
    if (at < 0 || !stops[at + way]) return;
    event.preventDefault();
    stops[at + way].focus();
  }
}
