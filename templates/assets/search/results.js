// One hit as a piece of a page: what it is, its title and excerpt with the words marked, its proof, where it stands.
import { unitsOf } from './coding.js';
import { cut } from './cutting.js';
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

// The stretch from `from` to `to`, what lies in `spans` made by `within`, the rest by `between`.
function split(spans, from, to, within, between) {
  const out = [];
  for (const [start, end] of spans) {
    if (end <= from || start >= to) continue;
    out.push(between(from, Math.max(from, start)), within(Math.max(from, start), Math.min(to, end)));
    from = Math.min(to, end);
  }
  return [...out, between(from, to)].flat();
}

// Letters that take room of their own, and the class that a unit needs so that a phone holds it.
const sizeOf = unit => Math.ceil(unit.replace(/[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g, '').length / 4) * 4;
const classOf = unit => sizeOf(unit) > 28 ? `nb fit--${sizeOf(unit)}` : 'nb';
const needsHold = unit => unit.length > 1 && sizeOf(unit) <= 48 && /[\u0e01-\u0e4e–—]/.test(unit) && !/[!-~]{15}/.test(unit);

// A text of display with the words asked for marked. Browsers end lines inside Thai words that their dictionaries lack,
// so words are held as on the other pages.
export function marked(shown, marks) {
  const { text, units: all } = unitsOf(shown), slice = (start, end) => text.slice(start, end);
  const units = all.filter(([start, end]) => needsHold(slice(start, end))), found = foundIn(text, marks);
  const isCut = at => units.some(([start, end]) => start < at && at < end);
  const inWord = found.filter(([start, end]) => isCut(start) || isCut(end)), ofWords = found.filter(span => !inWord.includes(span));
  const lettered = (start, end) => split(inWord, start, end, (from, to) => el('mark', {}, slice(from, to)), slice);
  const held = (start, end) => split(units, start, end, (from, to) => [el('span', { class: classOf(slice(from, to)) }, lettered(from, to)), /[^\s]/.test(text[to] || '') ? el('wbr') : ''], lettered);
  return split(ofWords, 0, text.length, (from, to) => el('mark', {}, held(from, to)), held).filter(piece => piece !== '');
}

// Words that are put into a text of display: each together, a longer one in the words that the index knows.
export const together = (lexicon, words) => words.replace(/ (?=·)/g, ' \x1e').replace(/[\u0e01-\u0e4e]{21,}/g, run => cut(lexicon, run, 1, false).map(piece => piece.text).join('\x1f'));

// The documents of a hit whose cards are shown: the best place, then others of the lesson.
export const shownOf = hit => [hit.document, ...hit.also.slice(0, PARTS)];

// One card a lesson: its title, then the technique, caution or step that matched. Cards that are still under way
// (`cards` null) leave a quiet line that keeps their place.
export function hitOf({ search, root, hit, cards, marks, single }) {
  const { lexicon } = search, owner = lexicon.owner[hit.document], isLesson = hit.document === owner;
  const head = lexicon.inLesson(hit.document) ? owner : hit.document, kind = lexicon.kinds[lexicon.kindOf[head]], card = cards?.[0];
  const parts = shownOf(hit).map((document, k) => [document, cards?.[k]]).filter(([document]) => document !== head).slice(0, single ? 1 : PARTS);
  return el('li', { class: `hit hit--${kind}` },
    el('h3', {}, el('a', { href: hrefOf(root, lexicon.addressOf(single ? hit.document : head)) }, marked(lexicon.shown[head], marks))),
    !cards ? el('p', { class: 'hit__text hit__text--wait', 'aria-hidden': 'true' }) : null,
    card?.text && (isLesson || head !== owner) ? el('p', { class: 'hit__text' }, marked(stretch(card.text, marks), marks)) : null,
    parts.map(([document, one]) => one ? partOf(lexicon, root, document, one, marks) : null),
    card && isLesson ? proof(card) : null,
    card?.note && isLesson ? el('p', { class: 'hit__note' }, marked(card.note, [])) : null);
}

// A place in a lesson: what it is, its sentence, its remedy and the step it belongs to.
function partOf(lexicon, root, document, card, marks) {
  const kind = lexicon.kinds[lexicon.kindOf[document]], title = lexicon.shown[document], hazard = kind === 'caution' || kind === 'trap';
  const text = hazard ? card.remedy : title ? card.text : '';
  return el('div', { class: `hit__part hit__part--${kind}` },
    el('p', {}, el('span', { class: 'hit__kind' }, icon(ICONS[kind] || 'book'), lexicon.layout.kinds[kind]), ' ',
      el('a', { href: hrefOf(root, lexicon.addressOf(document)) }, marked(title || clipped(card.text), marks))),
    text ? el('p', { class: 'hit__text' }, hazard ? el('b', {}, 'ทางแก้ ') : null, marked(stretch(text, marks), marks)) : null,
    card.note && kind !== 'technique' ? el('p', { class: 'hit__note' }, marked(card.note, [])) : null);
}

// A word of the vocabulary that is just what was asked for: one quiet line.
export function wordOf({ search, root, document, card }) {
  const { lexicon } = search;
  return el('p', { class: 'seek__word' }, lexicon.layout.kinds[lexicon.kinds[lexicon.kindOf[document]]], ' ',
    el('a', { href: hrefOf(root, lexicon.addressOf(document)) }, marked(lexicon.shown[document], [])), ' ', card?.text ? marked(clipped(card.text), []) : null);
}

function clipped(text) {
  if (text.length <= LONGEST) return text;
  const end = Math.max(text.lastIndexOf(' ', LONGEST), text.lastIndexOf('\x1f', LONGEST));
  return `${text.slice(0, end > 60 ? end : LONGEST)} …`;
}

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
