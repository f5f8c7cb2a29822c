// Scores what was read. The same sums in the same order as harvester/search/ranking.py, so that ranks agree.
import { FOLLOWS, LEAD } from './lexicon.js';
import { LETTER } from './wording.js';

// -> {hits: [{score, document, whole}], loose}: the best first; `whole` when every word of some cut stands in
// the document; `loose` when no document had the phrases and they were taken as words.
export function rank(lexicon, planned, postings, texts) {
  const ranking = lexicon.ranking, { groups } = planned, pad = lexicon.pad = lexicon.pad ?? padOf(lexicon.documents);
  const { total, found, single, seen, held } = pad, documents = [], asked = new Map();
  let mass = 0, told = 0;
  groups.forEach((group, place) => {
    const weight = weightOf(ranking, group);
    group.mass = 0;
    group.placed = false;
    const value = valueOf(group, weight);
    told += value;
    group.sure = new Map();
    if (!group.read.size && !group.titles.length) { mass += weight * lexicon.idf(1) * .5; return; }
    const touched = score(lexicon, group, weight, groups.length === 1, pad, postings), bit = place < 32 ? 1 << place : 0;
    group.mass *= weight;
    mass += group.mass;
    for (const d of touched) {
      if (!total[d]) documents.push(d);
      total[d] += single[d];
      found[d] += Math.min(group.mass, single[d]);
      if (held[d] >= ranking.whole) seen[d] |= bit;
      const owner = lexicon.owner[d], isAsked = lexicon.isAsked(d), sure = held[d] * (isAsked ? ranking['sure.asked'] : 1);
      if (isAsked) asked.set(d, (asked.get(d) ?? 0) + value * held[d]);
      if (sure > (group.sure.get(owner) ?? 0)) group.sure.set(owner, sure);
      single[d] = held[d] = 0;
    }
  });
  const ways = [...planned.cuts, groups.filter(group => group.inside)];
  const needed = groups.length > 32 ? [] : ways.map(way => way.reduce((bits, group) => bits | 1 << groups.indexOf(group), 0)).filter(Boolean);
  const { must, not } = admitted(lexicon, planned, postings, texts);
  const allowed = not.length ? documents.filter(d => !not.some(held => held.has(d))) : documents;
  const strict = must.length ? allowed.filter(d => must.every(held => held.has(d))) : allowed, loose = !strict.length && allowed.length > 0;
  const chosen = loose ? allowed : strict, scores = new Float64Array(chosen.length);
  chosen.forEach((d, k) => { scores[k] = total[d] * (1 - ranking.coverage + ranking.coverage * (mass ? found[d] / mass : 1)); });
  const least = ranking.least * scores.reduce((most, score) => Math.max(most, score), 0);
  const hits = [], shares = new Map(), surely = sharesOf(lexicon, groups, asked);
  chosen.forEach((d, k) => {
    const whole = needed.some(bits => (seen[d] & bits) === bits);
    if (whole || scores[k] >= least) hits.push({ score: scores[k], document: d, whole, sure: likely(told ? (surely.get(lexicon.owner[d]) ?? 0) / told : 0, planned, ranking) });
  });
  hits.sort(byScore);
  for (const { document: d } of hits.slice(0, ranking.rerank)) shares.set(d, found[d] / (mass || 1));
  for (const d of documents) total[d] = found[d] = seen[d] = 0;
  const best = rerank(lexicon, hits.splice(0, ranking.rerank), planned, postings, pad.among, shares);
  return { hits: [...(groups.length === 1 ? varied(best, groups[0], ranking) : best), ...hits], loose };
}

const weightOf = (ranking, { cuts }) => ranking.words * cuts[0] + ranking.parts * cuts[1] + ranking.all * cuts[2];
const valueOf = (group, weight) => group.inside || group.covered ? 0 : weight * group.tells;

// How much of what the query tells surely stands in each lesson, or in one thing that is asked for it; where a word stands
// by another name, its parts half do.
function sharesOf({ ranking, owner: ownerOf }, groups, asked) {
  const out = new Map();
  for (const group of groups) {
    const value = valueOf(group, weightOf(ranking, group)), held = new Map(group.sure);
    if (!value) continue;
    for (const other of groups) {
      if (group.cuts[0] || !other.cuts[0] || !other.text.includes(group.text)) continue;
      for (const [owner, share] of other.sure) held.set(owner, Math.max(held.get(owner) ?? 0, share * ranking['sure.within']));
    }
    for (const [owner, share] of held) out.set(owner, (out.get(owner) ?? 0) + value * share);
  }
  for (const [document, share] of asked) out.set(ownerOf[document], Math.max(out.get(ownerOf[document]) ?? 0, share));
  return out;
}

// Room for sums, one place a document, empty between two queries.
function padOf(size) {
  const sums = () => new Float64Array(size);
  return { total: sums(), found: sums(), single: sums(), held: sums(), seen: new Int32Array(size), among: new Uint8Array(size) };
}

// From the share of a query that surely stands in a lesson to how likely it answers, on a grid.
function likely(share, { cuts, asksFact }, { share: most, length, short, doubt, fact }) {
  const words = cuts[0].length;
  const power = most * share + length * Math.log(1 + words) - (doubt + (asksFact ? fact : 0)) + short / Math.max(1, words * words);
  return Math.floor(1024 / (1 + Math.exp(-power)) + .5) / 1024;
}

// Ranks rest on whole numbers; equals keep the order of the library.
const quantised = score => Math.floor(score * 4096 + .5);
const byScore = (a, b) => quantised(b.score) - quantised(a.score) || a.document - b.document;

// The best reading of a group in each document, into `single`; returns the documents touched.
function score(lexicon, group, weight, alone, { single, held }, postings) {
  if (alone) group.by = new Map();
  const ranking = lexicon.ranking, { k1, b } = ranking, known = group.id !== undefined && lexicon.found[group.id] > 0;
  const cap = known ? lexicon.idf(lexicon.found[group.id]) : Infinity, touched = [], titled = new Set(group.titles);
  const add = (d, value, term) => {
    if (!(value > single[d])) return;
    if (!single[d]) touched.push(d);
    single[d] = value;
    group.by?.set(d, term);
  };
  const often = (d, count) => count * (k1 + 1) / (count + k1 * (1 - b + b * lexicon.lengths[d]));
  for (const [term, [kind, share]] of group.read) {
    const posting = postings.get(term);
    if (!posting) continue;                                              // its shard did not arrive
    const { documents, counts, slots } = posting, own = lexicon.idf(documents.length);
    const most = kind === 'abbreviation' ? own : kind === 'prefix' && alone ? cap + ranking.lone : cap;
    const rarity = Math.min(most, own), gain = weight * share * (ranking[kind] ?? 1) * rarity;
    if (documents.length && rarity > group.mass) group.mass = rarity;
    const surety = suretyOf(lexicon, group, term, kind, share);
    if (slots[0] && kind !== 'fuzzy') group.placed = true;
    for (let k = 0; k < documents.length; k++) {
      const d = documents[k];
      if (surety > held[d]) held[d] = surety;
      add(d, gain * often(d, counts[k] + (titled.has(d) ? ranking.title : 0)), term);
    }
  }
  // titles, for words whose postings do not tell: those of grammar have none, an unfinished one stands for others
  const isStop = lexicon.stop.has(group.text), part = isStop ? 1 : group.open ? ranking.titleBegun : ranking.titlePart;
  if (part) {
    const gain = weight * Math.min(cap, lexicon.idf(titled.size));
    for (const d of titled) {
      if (!isStop && single[d]) continue;
      const at = lexicon.folded[d].indexOf(group.text);
      if (isStop || group.open && (!at || !LETTER.test(lexicon.folded[d][at - 1]))) held[d] = 1;
      add(d, gain * part * often(d, ranking.title));
    }
  }
  return touched;
}

// How surely a term of the index is what the word of the query means.
function suretyOf(lexicon, group, term, kind, share) {
  const { ranking } = lexicon;
  if (kind === 'prefix') return group.open ? 1 : share * share * ranking['sure.prefix'];
  if (kind === 'infix') return lexicon.isCompound(term, group.text, Boolean(group.open)) ? ranking['sure.infix'] : 0;
  return ranking[`sure.${kind}`] ?? 1;
}

// An unfinished word can become several: among the first ten no completion stands more than `same` times.
function varied(hits, group, ranking) {
  const count = new Map(), first = [], later = [];
  for (const hit of hits) {
    const term = group.by.get(hit.document), n = (count.get(term) || 0) + 1;
    count.set(term, n);
    (first.length < 10 && n <= (term !== undefined && term === group.id ? ranking.own : ranking.same) ? first : later).push(hit);
  }
  return [...first, ...later];
}

// Phrases that must and words that must not stand in a document.
function admitted(lexicon, planned, postings, texts) {
  const holding = ({ text, terms, known }, texts) => {
    const out = new Set(text.length > 1 ? lexicon.titlesWith(text) : []), isOpen = texts.length && !lexicon.has(text);
    if (isOpen) saying(text, texts).forEach(d => out.add(d));
    if (terms.length && (known || isOpen) && terms.every(term => postings.has(term))) {
      const slots = terms.map(term => { const { documents, slots } = postings.get(term); return new Map(Array.from(documents, (d, k) => [d, slots[k]])); });
      for (const d of slots[0].keys()) {
        if (!slots.every(held => held.has(d))) continue;
        if (isOpen ? out.has(lexicon.owner[d]) || !lexicon.inLesson(d) : inOrder(slots.map(held => held.get(d)), lexicon.layout.slots)) out.add(d);
      }
    }
    return out;
  };
  return { must: planned.phrases.map(exact => holding(exact, texts)), not: planned.without.map(exact => holding(exact, [])) };
}

// The lessons in whose text a phrase stands at borders of letters.
function saying(phrase, texts) {
  const out = new Set();
  texts.forEach((text, d) => {
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      if (LEAD.test(text[at - 1] || '') || FOLLOWS.test(text[at + phrase.length] || '')) continue;
      out.add(d);
      break;
    }
  });
  return out;
}

// False only when the slots of two neighbours show that they stand apart.
function inOrder(slots, size) {
  return slots.every((held, k) => !k || !held || !slots[k - 1] || (held & around(slots[k - 1], size)) !== 0);
}

// These slots and the ones after them.
const around = (slots, size) => slots | slots << 1 | slots >> size - 1;

// Whole titles, words next to each other and words in one window of text raise a document.
function rerank(lexicon, hits, planned, postings, among, wholes) {
  const ranking = lexicon.ranking, size = lexicon.layout.slots, { groups, cuts } = planned, pairs = [];
  let mass = 0;
  for (const hit of hits) among[hit.document] = 1;
  for (const group of groups) {
    if (group.placed) mass += group.mass;
    group.slots = group.placed ? slotsOf(group, postings, among) : new Map();
  }
  for (const hit of hits) among[hit.document] = 0;
  const shares = [ranking.words, ranking.parts, ranking.all];
  cuts.forEach((cut, view) => {
    for (let k = 0; k + 1 < cut.length; k++) {
      if (cut[k] !== cut[k + 1]) pairs.push([cut[k], cut[k + 1], Math.min(cut[k].mass, cut[k + 1].mass) * shares[view]]);
    }
  });
  for (const hit of hits) {
    const d = hit.document, cover = coverOfTitle(lexicon, d, groups), square = cover * cover;
    hit.score *= 1 + ranking.titleWhole * (square * square * square * square * Math.min(1, wholes.get(d)));
    if (!mass) continue;
    let near = 0, window = 0;
    for (const [first, second, gain] of pairs) {
      const x = first.slots.get(d), y = second.slots.get(d);
      if (x && y && y & around(x, size)) near += gain;
    }
    for (let slot = 0; slot < size; slot++) {
      const two = 1 << slot | 1 << (slot + 1) % size;
      let held = 0;
      for (const group of groups) if (group.slots.get(d) & two) held += group.mass;
      if (held > window) window = held;
    }
    hit.score *= 1 + (ranking.near * near + ranking.window * window) / mass;
  }
  return hits.sort(byScore);
}

// Where a group stands in each of the documents looked at.
function slotsOf(group, postings, among) {
  const out = new Map();
  for (const [term, [kind]] of group.read) {
    const posting = postings.get(term);
    if (!posting?.slots[0] || kind === 'fuzzy') continue;
    posting.documents.forEach((d, k) => { if (among[d]) out.set(d, out.get(d) | posting.slots[k]); });
  }
  return out;
}

// Share of a title's letters that words of the query cover.
function coverOfTitle(lexicon, d, groups) {
  const title = lexicon.folded[d], covered = new Uint8Array(title.length);
  let held = 0;
  for (const { text } of groups) {
    if (text.length < 2) continue;
    for (let at = title.indexOf(text); at >= 0; at = title.indexOf(text, at + 1)) covered.fill(1, at, at + text.length);
  }
  if (!covered.includes(1)) return 0;
  for (let k = 0; k < title.length; k++) if (title[k] !== ' ') held += covered[k];
  return held / lexicon.lettersOf(d);
}
