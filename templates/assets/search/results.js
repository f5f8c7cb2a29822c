// One hit as a piece of a page: what it is, its title and excerpt with the words marked, its proof, where it stands.
import { foundIn, stretch } from './excerpts.js';
import { el, icon } from './elements.js';

const ICONS = { lesson: 'book', technique: 'tech', step: 'tech', caution: 'caution', trap: 'trap', question: 'ask', event: 'people' };
const TRIALS = [['worked', 'ได้ผล'], ['partly', 'ได้ผลบางส่วน'], ['failed', 'ไม่ได้ผล']];
const LONGEST = 160, PARTS = 2;

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

// The documents of a hit whose cards are shown: the best place, then others of the lesson.
export const shownOf = hit => [hit.document, ...hit.also.slice(0, PARTS)];

// One card a lesson: its title, then the technique, caution or step that matched. Cards that are still under way
// (`cards` null) leave a quiet line that keeps their place.
export function hitOf({ search, root, hit, cards, marks, single }) {
  const { lexicon } = search, owner = lexicon.owner[hit.document], isLesson = hit.document === owner;
  const head = lexicon.inLesson(hit.document) ? owner : hit.document, kind = lexicon.kinds[lexicon.kindOf[head]], card = cards?.[0];
  const parts = shownOf(hit).map((document, k) => [document, cards?.[k]]).filter(([document]) => document !== head).slice(0, single ? 1 : PARTS);
  return el('li', { class: `hit hit--${kind}` },
    el('h3', {}, el('a', { href: hrefOf(root, lexicon.addressOf(single ? hit.document : head)) }, marked(lexicon.titles[head], marks))),
    !cards ? el('p', { class: 'hit__text hit__text--wait', 'aria-hidden': 'true' }) : null,
    card?.text && (isLesson || head !== owner) ? el('p', { class: 'hit__text' }, marked(stretch(card.text, marks), marks)) : null,
    parts.map(([document, one]) => one ? partOf(lexicon, root, document, one, marks) : null),
    card && isLesson ? proof(card) : null,
    card?.note && isLesson ? el('p', { class: 'hit__note' }, card.note) : null);
}

// A place in a lesson: what it is, its sentence, its remedy and the step it belongs to.
function partOf(lexicon, root, document, card, marks) {
  const kind = lexicon.kinds[lexicon.kindOf[document]], title = lexicon.titles[document], hazard = kind === 'caution' || kind === 'trap';
  const text = hazard ? card.remedy : title ? card.text : '';
  return el('div', { class: `hit__part hit__part--${kind}` },
    el('p', {}, el('span', { class: 'hit__kind' }, icon(ICONS[kind] || 'book'), lexicon.layout.kinds[kind]), ' ',
      el('a', { href: hrefOf(root, lexicon.addressOf(document)) }, marked(title || clipped(card.text), marks))),
    text ? el('p', { class: 'hit__text' }, hazard ? el('b', {}, 'ทางแก้ ') : null, marked(stretch(text, marks), marks)) : null,
    card.note && kind !== 'technique' ? el('p', { class: 'hit__note' }, card.note) : null);
}

// A word of the vocabulary that is just what was asked for: one quiet line.
export function wordOf({ search, root, document, card }) {
  const { lexicon } = search;
  return el('p', { class: 'seek__word' }, lexicon.layout.kinds[lexicon.kinds[lexicon.kindOf[document]]], ' ',
    el('a', { href: hrefOf(root, lexicon.addressOf(document)) }, lexicon.titles[document]), card?.text ? ` ${clipped(card.text)}` : null);
}

const clipped = text => text.length > LONGEST ? `${text.slice(0, text.lastIndexOf(' ', LONGEST) > 60 ? text.lastIndexOf(' ', LONGEST) : LONGEST)} …` : text;

function proof(card) {
  const tried = card.trials.reduce((sum, n) => sum + n, 0), pieces = [];
  if (card.cautions) pieces.push(el('span', { class: 'hit__care' }, icon('caution'), `จุดที่ต้องระวัง ${card.cautions} ข้อ`));
  if (tried) pieces.push(el('span', { class: 'hit__tried' }, marksOf(card.trials, tried), `ลองแล้ว ${tried} ครั้ง`, el('span', { class: 'sr' }, inWords(card.trials))));
  return pieces.length ? el('p', { class: 'hit__proof' }, pieces) : null;
}

function marksOf(trials, tried) {
  return TRIALS.flatMap(([name], k) => tried > 10
    ? trials[k] ? [icon(name, `is-${name}`), `${trials[k]} `] : []
    : Array.from({ length: trials[k] }, () => icon(name, `is-${name}`)));
}

const inWords = trials => ` ${TRIALS.map(([, word], k) => trials[k] ? `${word} ${trials[k]}` : '').filter(Boolean).join(' ')}`;
