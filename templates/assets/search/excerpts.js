// What is shown of a document, and where the words asked for stand in it. Follows harvester/search/excerpts.py.
import { decodeText, unitsOf, unpack } from './coding.js';
import { plain } from './wording.js';

const STRETCH = 170, LEAD = 50;
const CLUSTER = /[เแโใไ]{0,2}[ก-ฮ][ะ-ฺๅ็-๎]*|\r\n|[^][ัิ-ฺ็-๎\u0300-\u036f\u200d\ufe0f]*/gu;

export const readBlock = async data => (await unpack(data)).map(column => decodeText(column).split('\n'));

export function cardOf([notes, excerpts, told], place) {
  const note = notes[place], numbers = told[place], [main, remedy = ''] = excerpts[place].split('\t');
  const [cautions, ...trials] = numbers.split(' ').map(Number);
  return { note, text: main, remedy, cautions, trials };
}

// [[start, end]] of forms in a text, the longer ones first to claim a place, in order.
export function foundIn(text, marks) {
  const folded = plain(text), taken = new Uint8Array(text.length), out = [];
  if (folded.length !== text.length) return out;
  for (const form of marks) {
    for (let at = folded.indexOf(form); at >= 0; at = folded.indexOf(form, at + form.length)) {
      if (taken.subarray(at, at + form.length).every(x => !x)) taken.fill(2, at, at + form.length)[at] = 1;
    }
  }
  for (let at = 0; at < taken.length; at++) {
    if (!taken[at]) continue;
    let end = at + 1;
    while (taken[end] === 2) end++;
    out.push([at, end]);
    at = end - 1;
  }
  return out;
}

// About STRETCH characters of a text of display around the densest words asked for, from blank to blank.
export function stretch(shown, marks) {
  const { text, units } = unitsOf(shown);
  if (text.length <= STRETCH + LEAD) return shown;
  const spans = foundIn(text, marks);
  let best = 0, most = -1;
  for (const [start] of spans) {
    let held = 0;
    for (const [at, end] of spans) if (start <= at && end <= start + STRETCH) held += end - at;
    if (held > most) { best = start; most = held; }
  }
  let start = startOf(text, best);
  if (start + STRETCH > text.length) {
    const blank = text.indexOf(' ', text.length - STRETCH);
    if (blank >= 0 && blank < start) start = blank + 1;
  }
  const end = endOf(text, units, start);
  return (start ? '… ' : '') + shown.slice(placeOf(shown, start), placeOf(shown, end)).trim() + (end < text.length ? ' …' : '');
}

// Where the character number `at` of the bare text stands among signs.
function placeOf(shown, at) {
  let place = 0;
  for (; place < shown.length && (at || /[\x1e\x1f]/.test(shown[place])); place++) if (!/[\x1e\x1f]/.test(shown[place])) at--;
  return place;
}

function startOf(text, at) {
  if (at <= LEAD) return 0;
  const blank = text.lastIndexOf(' ', at - 1);
  return blank >= at - LEAD ? blank + 1 : at;
}

function endOf(text, units, start) {
  const wanted = start + STRETCH;
  if (wanted >= text.length) return text.length;
  let blank = text.lastIndexOf(' ', wanted - 1);
  if (blank < wanted - LEAD) {
    blank = text.indexOf(' ', wanted);
    if (blank >= wanted + LEAD) blank = -1;
  }
  if (blank >= 0) return blank;
  const whole = units.reduce((last, [, end]) => end <= wanted ? end : last, 0);
  if (whole > wanted - LEAD) return whole;
  let end = start;
  for (const piece of text.slice(start, wanted + LEAD).match(CLUSTER) || []) {
    if (end + piece.length > wanted) break;
    end += piece.length;
  }
  return end;
}
