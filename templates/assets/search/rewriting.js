// What else the reader may have meant. Follows harvester/search/rewriting.py.
import { cut } from './cutting.js';
import { asLatin, asThai } from './keyboard.js';
import { parse, plan } from './planning.js';
import { oneEdit } from './spelling.js';
import { isThai, runs } from './wording.js';

const SHORTEST = 3, LATIN = 5, LONGEST = 24, WINDOWS = 12, CLEAR = .05;

export function otherLayout(lexicon, query, planned) {
  if (knowledge(lexicon, planned) >= .5) return null;
  for (const swapped of [asThai(query), asLatin(query)]) {
    if (swapped === query) continue;
    const parsed = parse(swapped), other = plan(lexicon, parsed), pieces = other.cuts[0];
    const letters = pieces.reduce((sum, group) => sum + group.text.length, 0);
    if (pieces.length && letters >= 2 * pieces.length && knowledge(lexicon, other) >= .8) return { parsed, planned: other, after: swapped.split(/\s+/).filter(Boolean).join(' ') };
  }
  return null;
}

export function knowledge(lexicon, planned) {
  let letters = 0, known = 0;
  for (const group of planned.cuts[0]) {
    letters += group.text.length;
    if (group.id !== undefined ? lexicon.leads[group.id] : group.open && group.read?.size) known += group.text.length;
  }
  return letters ? known / letters : 0;
}

// The query with one misspelt word put right, the longest such word; it may have been typed with a blank inside.
export function mended(lexicon, parsed) {
  const found = runs(parsed.text);
  let best = null, looked = 0;
  for (let first = 0; first < found.length; first++) {
    for (const last of [first, first + 1]) {
      if (last >= found.length) continue;
      for (const text of stretches(lexicon, found.slice(first, last + 1))) {
        const near = ++looked <= WINDOWS ? nearest(lexicon, text) : null;
        if (near && (!best || text.length > best.before.length || text.length === best.before.length && near.likeness > best.likeness)) best = { before: text, likeness: near.likeness, after: near.term, sure: near.sure, first, last };
      }
    }
  }
  if (!best) return null;
  const texts = found.map(run => run.text + (run.dotted ? '.' : '')), { first, last, before, after, sure } = best;
  const whole = found.slice(first, last + 1).map(run => run.text).join(''), at = whole.indexOf(before);
  texts.splice(first, last - first + 1, whole.slice(0, at) + after + whole.slice(at + before.length));
  return { before, after, sure, parsed: { ...parsed, text: texts.join(' ') + (parsed.text.endsWith(' ') ? ' ' : '') } };
}

function stretches(lexicon, held) {
  const whole = held.map(run => run.text).join('');
  if (lexicon.ids.has(whole) || held.some(run => isThai(run.text) !== isThai(whole))) return [];
  if (!isThai(whole)) return held.length === 1 && whole.length >= LATIN && whole.length <= LONGEST ? [whole] : [];
  const rows = held.map(run => cut(lexicon, run.text, 1, false)), pieces = rows.flat(), out = [];
  pieces.forEach((_, first) => {
    for (let last = first; last < Math.min(first + 4, pieces.length); last++) {
      const part = pieces.slice(first, last + 1), text = part.map(piece => piece.text).join('');
      const weak = rows.length > 1 ? part.every(piece => isWeak(lexicon, piece, 4)) : part.some(piece => isWeak(lexicon, piece, 3));
      if ((rows.length === 1 || text === whole) && weak && text.length >= SHORTEST && text.length <= LONGEST && !lexicon.ids.has(text) && (text === whole || !part.every(piece => readsWell(lexicon, piece)))) out.push(text);
    }
  });
  return out.sort((a, b) => b.length - a.length);
}

// A piece that may be an accident of cutting, or that no document has.
const isWeak = (lexicon, piece, most) => piece.id === undefined || piece.text.length <= most || !lexicon.leads[piece.id];

// A word of grammar, or a longer one that leads to documents: no mend is made out of such neighbours.
const readsWell = (lexicon, piece) => piece.id !== undefined && piece.text.length > 2 && lexicon.leads[piece.id] || lexicon.stop.has(piece.text);

// The term of documents that sounds the same or is one letter away; none when a word of the language does that documents lack.
function nearest(lexicon, text) {
  const near = new Map();
  for (const [likeness, id] of [...lexicon.markedOtherwise(text).map(id => [.95, id]), ...lexicon.similar(text, .4, 20)]) {
    if (lexicon.terms[id].length >= SHORTEST && oneEdit(text, lexicon.terms[id]) && !near.has(id)) near.set(id, likeness * .9);
  }
  for (const id of lexicon.heardAlike(text)) near.set(id, 1);
  const held = [...near].filter(([id]) => !lexicon.stop.has(lexicon.terms[id])).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (!held.length || !lexicon.leads[held[0][0]]) return null;
  return { likeness: held[0][1], term: lexicon.terms[held[0][0]], sure: held[0][1] - (held[1]?.[1] ?? 0) >= CLEAR };
}
