// From what was typed to what must be read. Follows harvester/search/planning.py.
import { cut } from './cutting.js';
import { variants } from './spelling.js';
import { fold, isThai, marked, runs, skeleton } from './wording.js';

const LONGEST = 200, TAIL = 40;

// A query, or the whole words among its first LONGEST characters.
export function beginning(lexicon, query) {
  const letters = Array.from(query.slice(0, 2 * LONGEST + 1));
  if (letters.length <= LONGEST) return query;
  const held = letters.slice(0, LONGEST).join(''), text = runs(fold(held)).map(run => run.text).pop() || '';
  const last = isThai(text) ? cut(lexicon, text.slice(-TAIL), 1, false).pop().text : text;
  return (last.length < TAIL && held.endsWith(last) ? held.slice(0, held.length - last.length) : held) + ' ';
}

// “phrases”, -words and the rest of a query, folded.
export function parse(query) {
  const phrases = [], without = [];
  let text = query.replace(/["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)/g, (all, inner) => { phrases.push(fold(inner)); return ` ${inner} `; });
  text = text.replace(/(^|[ \t\n])[-–−](?=[^ \t\n0-9-])([^ \t\n]+)/g, (all, before, word) => { without.push(fold(word)); return ' '; });
  return { text: fold(text), phrases: phrases.filter(phrase => /[^ ]/.test(phrase)), without };
}

// Groups: words of the query, each with the readings {term id: [kind, share]} that stand for it;
// cuts: the groups of each of the three ways to cut the query, in order.
export function plan(lexicon, parsed) {
  const found = runs(parsed.text), groups = new Map(), cuts = [[], [], []], typing = !parsed.text.endsWith(' ') && !parsed.phrases.length;
  found.forEach((run, place) => {
    const last = typing && place === found.length - 1;
    [1, 2, 3].forEach((marks, view) => {
      const pieces = piecesOf(lexicon, run, marks, last, found.length);
      pieces.forEach((piece, k) => {
        const key = piece.text + (piece.open ? '*' : '');
        let group = groups.get(key);
        if (!group) groups.set(key, group = { ...piece, cuts: [0, 0, 0], last: false, bare: pieces.length === 1 && run.text === piece.text });
        if (group.id === undefined && piece.id !== undefined) { group.id = piece.id; group.same = group.unknown = undefined; }
        group.cuts[view] = 1;
        if (last && k === pieces.length - 1) group.last = true;
        cuts[view].push(group);
      });
    });
  });
  for (const text of formsIn(lexicon, found)) {
    for (const word of text.split(' ')) if (groups.has(word)) groups.get(word).covered = true;
    groups.set(text, { text, id: lexicon.id(text), cuts: [1, 1, 1] });
  }
  if (found.length === 1 && isThai(found[0].text) && found[0].text.length <= 12 && !groups.has(found[0].text) && !groups.has(found[0].text + '*')) {
    groups.set(found[0].text, { text: found[0].text, unknown: true, inside: true, cuts: [1, 1, 1] });
  }
  // a query of nothing but grammar looks at titles
  const all = [...groups.values()], telling = all.filter(group => !lexicon.stop.has(group.text) || group.open);
  const kept = rarest(lexicon, telling.length ? telling : all);
  for (const group of kept) read(lexicon, group, kept.length);
  return {
    groups: kept,
    cuts: cuts.map(cut => cut.filter(group => kept.includes(group))),
    asksFact: cuts[0].some(group => lexicon.isFact(group.text)),
    phrases: parsed.phrases.map(phrase => exact(lexicon, phrase)),
    without: parsed.without.map(word => exact(lexicon, word)),
  };
}

// A very long query is read by its rarest words.
function rarest(lexicon, groups) {
  const { most, words, parts, all } = lexicon.ranking;
  if (groups.length <= most) return groups;
  const worth = ({ id, cuts }) => lexicon.idf(id === undefined ? 1 : lexicon.found[id]) * (words * cuts[0] + parts * cuts[1] + all * cuts[2]);
  const best = new Set(groups.map((group, place) => [worth(group), place]).sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, most).map(([, place]) => place));
  return groups.filter((_, place) => best.has(place));
}

function piecesOf(lexicon, run, marks, last, count) {
  const { text } = run, id = lexicon.id(text), thai = isThai(text);
  // a Latin run that is a term, and a lone run that is a part, are not cut
  if (run.dotted && id === undefined && lexicon.completions(text, 1).length) return [{ text, open: true }];
  if (id !== undefined && (!thai || run.dotted || count === 1 && (lexicon.marks[id] & 3) === 2)) return [{ text, id }];
  if (thai) return cut(lexicon, text, marks, last);
  if (last && lexicon.completions(text, 1).length) return [{ text, open: true }];
  const pieces = cut(lexicon, text, marks, false);                       // several Latin words without a gap, all of them known
  return count === 1 && lexicon.ranking.chop || pieces.every(piece => piece.id !== undefined && piece.text.length >= 3) ? pieces : [{ text, unknown: true }];
}

function formsIn(lexicon, found) {
  const texts = found.map(run => run.text), out = [];
  texts.forEach((text, place) => {
    for (const form of lexicon.forms) {
      if (form[0] === text && form.every((word, k) => texts[place + k] === word)) out.push(form.join(' '));
    }
  });
  return [...new Set(out)].filter(form => lexicon.has(form));
}

// Which terms stand for a group, one of `size`; the first reason given counts. A long query asks for fewer of them.
function read(lexicon, group, size) {
  const { text, id } = group, { prefixMost, infixMost, rare, most } = lexicon.ranking, thai = isThai(text), brief = size <= lexicon.ranking.brief;
  const readings = group.read = new Map(), put = (term, kind, share) => { if (!readings.has(term)) readings.set(term, [kind, share]); };
  const missing = group.unknown || id !== undefined && !lexicon.found[id] && !lexicon.stop.has(text);
  if (id !== undefined && !missing) put(id, 'exact', 1);
  if (group.bare && lexicon.has(marked(text))) put(lexicon.id(marked(text)), 'abbreviation', 1);
  for (const term of lexicon.standingFor(text)) put(term, 'synonym', 1);
  if (group.same) for (const term of group.same) put(term, 'tone', 1);
  if (group.open || group.last && text.length > 1) {
    for (const begun of lexicon.completions(text, prefixMost)) {
      const form = lexicon.terms[begun], share = Math.sqrt(text.length / form.length);
      for (const term of group.open ? [begun, ...lexicon.standingFor(form)] : [begun]) put(term, 'prefix', share);
    }
  }
  if (thai && brief) for (const term of variants(lexicon, text, id)) put(term, 'spelling', 1);
  if (id !== undefined && thai) {
    if (brief) for (const term of lexicon.sameButTones(skeleton(text)) || []) if (lexicon.found[term]) put(term, 'toneKnown', 1);
    if (text.length > 3 && lexicon.found[id] <= rare) for (const [share, term] of lexicon.containing(text, false, 8)) put(term, 'infix', Math.sqrt(share));
  }
  if ((missing || group.open && readings.size < 3) && text.length >= (thai ? 3 : 4)) for (const [share, term] of lexicon.containing(text, Boolean(group.open), infixMost)) put(term, 'infix', Math.sqrt(share));
  if (missing && !group.inside && text.length > 2 && readings.size < 3 && size < most) for (const [likeness, term] of lexicon.similar(text, .55, 5)) put(term, 'fuzzy', likeness);
  for (const term of readings.keys()) if (lexicon.stop.has(lexicon.terms[term])) readings.delete(term);
  group.titles = text.length > 1 ? lexicon.titlesWith(text) : [];
  group.tells = tellsOf(lexicon, group);
}

// How much a word of the query tells of what is wanted, by how rare it is in the language.
function tellsOf(lexicon, { text, id, same, open }) {
  if (id !== undefined) return Math.max(.05, lexicon.telling(id));
  if (same?.length) return Math.max(.05, ...same.map(term => lexicon.telling(term)));
  if (open) return .6;
  return text.length < 3 ? .4 : isThai(text) ? 1 : .6;
}

// The words of a query that have a vector, the most telling ones.
export function wordsOf(lexicon, planned) {
  const found = [];
  for (const group of planned.cuts[0]) {
    const term = [group.id, ...group.same || []].find(id => lexicon.hasVector(id));
    if (term !== undefined && !found.some(([tells, other]) => other === term && tells === group.tells)) found.push([group.tells, term]);
  }
  return found.sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, 5).map(([, term]) => term);
}

// Share of what a query tells that stands in words with a vector.
export function shareWithRow(lexicon, { groups }) {
  let told = 0, held = 0;
  for (const group of groups) {
    const value = group.inside || group.covered ? 0 : weightOf(lexicon, group) * group.tells;
    told += value;
    if ([group.id, ...group.same || []].some(id => lexicon.hasVector(id))) held += value;
  }
  return told ? held / told : 0;
}

// The weight of a word of the query, by the cuts it stands in.
export const weightOf = ({ ranking }, { cuts }) => ranking.words * cuts[0] + ranking.parts * cuts[1] + ranking.all * cuts[2];

// The terms that a phrase or an excluded word is made of, nothing relaxed; `known` false when one is no term.
function exact(lexicon, folded) {
  const terms = [];
  let known = true;
  for (const run of runs(folded)) {
    const id = lexicon.id(run.text);
    const pieces = id !== undefined ? [{ text: run.text, id }] : isThai(run.text) ? cut(lexicon, run.text, 1, false) : [{ unknown: true }];
    for (const piece of pieces) {
      if (piece.id === undefined) known = false;
      else if (!lexicon.stop.has(piece.text)) terms.push(piece.id);
    }
  }
  return { text: folded.replace(/^ +| +$/g, ''), terms, known };
}

// Shards that must be there before the plan can be scored.
export function shardsOf(lexicon, planned) {
  const need = new Set();
  for (const group of planned.groups) for (const term of group.read.keys()) need.add(lexicon.shardOf(term));
  for (const { terms } of [...planned.phrases, ...planned.without]) for (const term of terms) need.add(lexicon.shardOf(term));
  return [...need];
}
