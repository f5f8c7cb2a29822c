// What else the reader may have meant. Follows harvester/search/rewriting.py.
import { cut } from './cutting.js';
import { asLatin, asThai } from './keyboard.js';
import { parse, plan } from './planning.js';
import { oneEdit } from './spelling.js';
import { consonants, isThai, runs } from './wording.js';

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
    if (group.id !== undefined ? lexicon.leads(group.id) : group.open && group.read?.size) known += group.text.length;
  }
  return letters ? known / letters : 0;
}

// The query with one misspelt word put right, so that least is left unread, then in fewest words. It may have been typed
// with a blank inside; a mend beside letters that are no words is none.
export function mended(lexicon, parsed) {
  const found = runs(parsed.text), texts = found.map(run => run.text + (run.dotted ? '.' : ''));
  let best = null, looked = 0;
  for (let first = 0; first < found.length; first++) {
    for (const last of [first, first + 1]) {
      if (last >= found.length) continue;
      const held = found.slice(first, last + 1), whole = held.map(run => run.text).join('');
      for (const before of stretches(lexicon, held)) {
        const near = ++looked <= WINDOWS ? nearest(lexicon, before) : null;
        if (!near) continue;
        const at = whole.indexOf(before), { term: after, likeness, sure } = near;
        const run = whole.slice(0, at) + after + whole.slice(at + before.length), [unread, words, beside] = unreadIn(lexicon, run, at, at + after.length);
        const rank = [-unread, -words, likeness, before.length];
        if (beside || best && !isMore(rank, best.rank)) continue;
        const text = [...texts.slice(0, first), run, ...texts.slice(last + 1)].join(' ') + (parsed.text.endsWith(' ') ? ' ' : '');
        best = { rank, before, after, sure, parsed: { ...parsed, text } };
      }
    }
  }
  return best;
}

function isMore(one, other) {
  const at = one.findIndex((value, place) => value !== other[place]);
  return at >= 0 && one[at] > other[at];
}

// Letters of a run that are in no word that leads anywhere; its words, whether such letters touch a stretch.
function unreadIn(lexicon, run, start, end) {
  let letters = 0, beside = false, at = 0;
  const pieces = isThai(run) ? cut(lexicon, run, 1, false) : [];
  for (const piece of pieces) {
    const after = at + piece.text.length;
    if (!(readsWell(lexicon, piece, 1) || piece.id !== undefined && piece.text.length > SHORTEST)) {
      letters += piece.text.length;
      if (at <= end && after >= start) beside = true;
    }
    at = after;
  }
  return [letters, pieces.length, beside];
}

function stretches(lexicon, held) {
  const whole = held.map(run => run.text).join('');
  if (lexicon.has(whole) || held.some(run => isThai(run.text) !== isThai(whole))) return [];
  if (!isThai(whole)) return held.length === 1 && whole.length >= LATIN && whole.length <= LONGEST ? [whole] : [];
  const rows = held.map(run => cut(lexicon, run.text, 1, false)), pieces = rows.flat(), out = [];
  pieces.forEach((_, first) => {
    for (let last = first; last < Math.min(first + 4, pieces.length); last++) {
      const part = pieces.slice(first, last + 1), text = part.map(piece => piece.text).join('');
      const weak = rows.length > 1 ? part.every(piece => isWeak(lexicon, piece, 4)) : part.some(piece => isWeak(lexicon, piece, 3));
      if ((rows.length === 1 || text === whole) && weak && text.length >= SHORTEST && text.length <= LONGEST && consonants(text).length > 1 && !lexicon.has(text) && !text.includes('ๆ') && (text === whole || !part.every(piece => readsWell(lexicon, piece)))) out.push(text);
    }
  });
  return out.sort((a, b) => b.length - a.length);
}

// A piece that may be an accident of cutting, or that no document has.
const isWeak = (lexicon, piece, most) => piece.id === undefined || piece.text.length <= most || !lexicon.leads(piece.id);

// A word of grammar, or one of more letters that leads to documents: no mend is made of such neighbours.
const readsWell = (lexicon, piece, more = 2) => piece.id !== undefined && piece.text.length > more && lexicon.leads(piece.id) || lexicon.stop.has(piece.text);

// The term of documents that sounds the same or is one letter away; none when a word of the language does that documents lack.
function nearest(lexicon, text) {
  const near = new Map();
  for (const [likeness, id] of [...lexicon.markedOtherwise(text).map(id => [.95, id]), ...lexicon.similar(text, .4, 20)]) {
    if (lexicon.terms[id].length >= SHORTEST && oneEdit(text, lexicon.terms[id]) && !near.has(id)) near.set(id, likeness * .9);
  }
  for (const id of lexicon.heardAlike(text)) near.set(id, 1);
  const held = [...near].filter(([id, likeness]) => likeness === 1 || !lexicon.stop.has(lexicon.terms[id])).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  let ranked = held;
  const first = held.length ? lexicon.terms[held[0][0]] : '';
  if (first && text.slice(0, -1) === first && text.slice(-1) !== first.slice(-1)) {   // a word and the first letter of the next, or of a longer word
    ranked = held.filter(([id]) => lexicon.terms[id].startsWith(text));
  }
  if (!ranked.length || !lexicon.leads(ranked[0][0]) && !lexicon.stop.has(lexicon.terms[ranked[0][0]])) return null;
  const term = lexicon.terms[ranked[0][0]];
  // who means บัญชา does not type กัญชา
  return { likeness: ranked[0][1], term, sure: ranked[0][1] - (ranked[1]?.[1] ?? 0) >= CLEAR && (ranked[0][1] === 1 || term.length !== text.length || term[0] === text[0]) };
}
