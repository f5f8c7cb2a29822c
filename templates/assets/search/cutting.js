// Cuts a run of Thai letters with the words the index knows. Follows harvester/search/cutting.py.
import { isThai, skeleton } from './wording.js';

const NO_START = /[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]/, LEAD = /[\u0e40-\u0e44]/, TONE = /[\u0e47-\u0e4d]/;

// The cheapest way to read `run` in terms that bear one of `marks` (1 words, 2 parts, 3 both).
// Pieces: {text, id} known, {text, same} other tone marks, {text, open} unfinished, {text, unknown}.
export const cut = (lexicon, run, marks, unfinished) => cuts(lexicon, run, unfinished)[marks - 1];

// All three ways at once, and again for nothing while the rest of the query is typed.
export function cuts(lexicon, run, unfinished) {
  return lexicon.once(`k${unfinished} ${run}`, () => {
    const ways = [1, 2, 3].map(marks => new Way(run.length, marks));
    const spans = possible(lexicon, run);
    for (let start = 0; start < run.length; start++) {
      for (const span of spans[start]) for (const way of ways) way.take(lexicon, start, span);
      const text = run.slice(start), begins = !start || !NO_START.test(run[start]);
      if (begins && unfinished && text.length > 1 && !lexicon.has(text)) {
        for (const way of ways) if (lexicon.completions(text, 1, way.marks).length) way.step(start, run.length, 1 + lexicon.ranking.openCost, { text, open: true });
      }
      for (const way of ways) way.step(start, start + 1, lexicon.ranking.unknownCost, null);
    }
    return ways.map(way => way.pieces(run));
  });
}

// For each start the stretches that are terms, or terms but for their tone marks.
function possible(lexicon, run) {
  const bare = skeleton(run), thai = isThai(run), at = new Uint16Array(run.length + 1), out = [];
  for (let k = 0; k < run.length; k++) at[k + 1] = at[k] + !TONE.test(run[k]);
  for (let start = 0; start < run.length; start++) {
    out.push([]);
    if (start && NO_START.test(run[start])) continue;
    const most = at[start] + (thai ? lexicon.longestFrom(bare.slice(at[start], at[start] + 2)) : lexicon.longest);
    for (let end = start + 1; end <= Math.min(run.length, start + lexicon.longest) && at[end] <= most; end++) {
      if (end < run.length && NO_START.test(run[end]) || LEAD.test(run[end - 1])) continue;
      const text = run.slice(start, end), same = lexicon.sameButTones(bare.slice(at[start], at[end]));
      const id = thai ? same && same.find(other => lexicon.terms[other] === text) : lexicon.id(text);
      if (id !== undefined || same && end - start > 1) out[start].push({ end, text, id, same });
    }
  }
  return out;
}

class Way {
  constructor(size, marks) {
    Object.assign(this, { marks, best: new Float64Array(size + 1).fill(1e9), from: new Int32Array(size + 1), how: new Array(size + 1) });
    this.best[0] = 0;
  }

  take(lexicon, start, { end, text, id, same }) {
    const { marks } = this, isStop = lexicon.ranking.grammar && lexicon.stop.has(text);
    if (id !== undefined && (lexicon.marks[id] & marks || isStop)) {
      // words of grammar have no postings and yet are the commonest of all
      this.step(start, end, 1 + .03 * (isStop ? 0 : lexicon.idf(lexicon.found[id])) + (end - start === 1 ? 1.5 : 0), { text, id });
    } else if (same && end - start > 1) {
      const borne = same.filter(other => lexicon.marks[other] & marks && lexicon.found[other]);
      if (borne.length) this.step(start, end, 1 + .03 * lexicon.idf(Math.max(...borne.map(other => lexicon.found[other]))) + lexicon.ranking.toneCost, { text, same: borne });
    }
  }

  step(start, end, cost, piece) {
    if (this.best[start] + cost < this.best[end]) {
      this.best[end] = this.best[start] + cost;
      this.from[end] = start;
      this.how[end] = piece;
    }
  }

  // The chosen pieces in order; letters that belong to none are joined to unknown pieces.
  pieces(run) {
    const out = [];
    let unknown = '';
    const close = () => { if (unknown) out.push({ text: unknown, unknown: true }); unknown = ''; };
    for (let end = run.length; end > 0; end = this.from[end]) {
      if (this.how[end]) { close(); out.push(this.how[end]); } else unknown = run.slice(this.from[end], end) + unknown;
    }
    close();
    return out.reverse();
  }
}
