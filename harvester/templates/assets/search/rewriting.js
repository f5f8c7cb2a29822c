// What else the reader may have meant. Follows harvester/search/rewriting.py.
import { cut } from './cutting.js';
import { asLatin, asThai } from './keyboard.js';
import { parse, plan } from './planning.js';
import { oneEdit } from './spelling.js';
import { isThai, runs } from './wording.js';

const SHORTEST = 4, LONGEST = 24, WINDOWS = 12;

export function otherLayout(lexicon, query, planned) {
  if (knowledge(planned) >= .5) return null;
  for (const swapped of [asThai(query), asLatin(query)]) {
    if (swapped === query) continue;
    const parsed = parse(swapped), other = plan(lexicon, parsed), pieces = other.cuts[0];
    const letters = pieces.reduce((sum, group) => sum + group.text.length, 0);
    if (pieces.length && letters >= 2 * pieces.length && knowledge(other) >= .8) return { parsed, planned: other, after: swapped.split(/\s+/).filter(Boolean).join(' ') };
  }
  return null;
}

export function knowledge(planned) {
  let letters = 0, known = 0;
  for (const group of planned.cuts[0]) {
    letters += group.text.length;
    if (group.id !== undefined || group.open) known += group.text.length;
  }
  return letters ? known / letters : 0;
}

export function oneLetterWrong(lexicon, parsed) {
  let best = null, looked = 0;
  for (const run of runs(parsed.text)) {
    for (const text of stretches(lexicon, run.text)) {
      if (++looked > WINDOWS) break;
      const near = nearest(lexicon, text);
      if (near && (!best || text.length > best.before.length || text.length === best.before.length && near.likeness > best.likeness)) best = { before: text, likeness: near.likeness, after: near.term };
    }
  }
  if (!best) return null;
  const at = parsed.text.indexOf(best.before);
  const text = parsed.text.slice(0, at) + best.after + parsed.text.slice(at + best.before.length);
  return { ...best, parsed: { ...parsed, text } };
}

function stretches(lexicon, run) {
  if (lexicon.ids.has(run)) return [];
  if (!isThai(run)) return run.length >= SHORTEST && run.length <= LONGEST ? [run] : [];
  const pieces = cut(lexicon, run, 1, false), out = [];
  pieces.forEach((_, first) => {
    for (let last = first; last < Math.min(first + 4, pieces.length); last++) {
      const held = pieces.slice(first, last + 1), text = held.map(piece => piece.text).join('');
      if (text.length >= SHORTEST && text.length <= LONGEST && !lexicon.ids.has(text) && held.some(piece => piece.id === undefined || piece.text.length <= 3)) out.push(text);
    }
  });
  return out.sort((a, b) => b.length - a.length);
}

function nearest(lexicon, text) {
  const others = lexicon.markedOtherwise(text).map(id => [1, id]);
  for (const [likeness, id] of [...others, ...lexicon.similar(text, .4, 20)]) {
    const term = lexicon.terms[id];
    if (lexicon.found[id] && term.length >= SHORTEST && !lexicon.stop.has(term) && oneEdit(text, term)) return { likeness, term };
  }
  return null;
}
