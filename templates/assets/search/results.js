// One hit as a piece of a page: what it is, its title and excerpt with the words marked, its proof, where it stands.
import { foundIn, stretch } from './excerpts.js';
import { el, icon } from './elements.js';

const ICONS = { lesson: 'book', technique: 'tech', caution: 'caution', trap: 'trap', term: 'ask' };
const TRIALS = [['worked', 'ได้ผล'], ['partly', 'ได้ผลบางส่วน'], ['failed', 'ไม่ได้ผล']];
const LONGEST = 160;

export const hrefOf = (root, address) => {
  const url = new URL(address, root);
  if (url.protocol === 'file:' && url.pathname.endsWith('/')) url.pathname += 'index.html';
  return url.href;
};

export function marked(text, marks) {
  const out = [];
  let at = 0;
  for (const [start, end] of foundIn(text, marks)) {
    out.push(text.slice(at, start), el('mark', {}, text.slice(start, end)));
    at = end;
  }
  return [...out, text.slice(at)];
}

// A hit whose card may be still under way (`card` null): then a quiet line keeps its place.
export function hitOf({ search, root, hit, card, marks }) {
  const { lexicon } = search, kind = lexicon.kinds[lexicon.kindOf[hit.document]], hazard = kind === 'caution' || kind === 'trap';
  const title = lexicon.titles[hit.document] || clipped(card?.text || '…');
  const names = lexicon.layout.kinds;
  return el('li', { class: `hit hit--${kind}` },
    el('p', { class: 'hit__kind' }, icon(ICONS[kind]), names[kind], hazard && card?.remedy ? ' พร้อมทางแก้' : null),
    el('h3', {}, el('a', { href: hrefOf(root, lexicon.addressOf(hit.document)) }, marked(title, marks))),
    card ? body(card, hazard, marks) : el('p', { class: 'hit__text hit__text--wait', 'aria-hidden': 'true' }),
    card && !hazard ? proof(card) : null,
    card?.note ? el('p', { class: 'hit__note' }, card.note) : null,
    hit.also.length ? alsoIn(search, root, hit) : null);
}

const clipped = text => text.length > LONGEST ? `${text.slice(0, text.lastIndexOf(' ', LONGEST) > 60 ? text.lastIndexOf(' ', LONGEST) : LONGEST)} …` : text;

function body(card, hazard, marks) {
  if (!hazard) return card.text ? el('p', { class: 'hit__text' }, marked(stretch(card.text, marks), marks)) : null;
  return card.remedy ? el('p', { class: 'hit__text' }, el('b', {}, 'ทางแก้ '), marked(stretch(card.remedy, marks), marks)) : null;
}

function proof(card) {
  const tried = card.trials.reduce((sum, n) => sum + n, 0), pieces = [];
  if (card.cautions) pieces.push(el('span', { class: 'hit__care' }, icon('caution'), `ข้อควรระวัง ${card.cautions} ข้อ`));
  if (tried) pieces.push(el('span', { class: 'hit__tried' }, marksOf(card.trials, tried), `ลองแล้ว ${tried} ครั้ง`, el('span', { class: 'sr' }, inWords(card.trials))));
  return pieces.length ? el('p', { class: 'hit__proof' }, pieces) : null;
}

function marksOf(trials, tried) {
  return TRIALS.flatMap(([name], k) => tried > 10
    ? trials[k] ? [icon(name, `is-${name}`), `${trials[k]} `] : []
    : Array.from({ length: trials[k] }, () => icon(name, `is-${name}`)));
}

const inWords = trials => ` ${TRIALS.map(([, word], k) => trials[k] ? `${word} ${trials[k]}` : '').filter(Boolean).join(' ')}`;

function alsoIn(search, root, hit) {
  const { lexicon } = search, names = lexicon.layout.kinds;
  const link = document => {
    const kind = lexicon.kinds[lexicon.kindOf[document]], number = lexicon.names[document].match(/\d+(?:-\d+)*$/)?.[0];
    return el('li', {}, el('a', { href: hrefOf(root, lexicon.addressOf(document)) }, icon(ICONS[kind]), lexicon.titles[document] || `${names[kind]}${number ? ` ${number.replaceAll('-', '.')}` : ''}`));
  };
  return el('div', { class: 'hit__also' }, el('p', {}, 'ในเรื่องเดียวกัน'), el('ul', {}, hit.also.map(link)));
}
