// Cuts a run of Thai letters with the words the index knows. Follows harvester/search/cutting.py.
import { skeleton } from './wording.js';

const NO_START = /[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]/, LEAD = /[\u0e40-\u0e44]/;

// The cheapest way to read `run` in terms that bear one of `marks` (1 words, 2 parts, 3 both).
// Pieces: {text, id} known, {text, same} other tone marks, {text, open} unfinished, {text, unknown}.
export function cut(lexicon, run, marks, unfinished) {
  const { openCost, unknownCost, toneCost } = lexicon.ranking, size = run.length;
  const best = new Float64Array(size + 1).fill(1e9), from = new Int32Array(size + 1), how = new Array(size + 1);
  best[0] = 0;
  const step = (start, end, cost, piece) => {
    if (best[start] + cost < best[end]) { best[end] = best[start] + cost; from[end] = start; how[end] = piece; }
  };
  for (let start = 0; start < size; start++) {
    if (!start || !NO_START.test(run[start])) {
      for (let end = start + 1; end <= Math.min(size, start + lexicon.longest); end++) {
        if (end < size && NO_START.test(run[end]) || LEAD.test(run[end - 1])) continue;
        const text = run.slice(start, end), id = lexicon.ids.get(text);
        if (id !== undefined && lexicon.marks[id] & marks) step(start, end, 1 + .03 * lexicon.idf(lexicon.found[id]) + (end - start === 1 ? 1.5 : 0), { text, id });
        else if (end - start > 1) {
          const same = lexicon.bySkeleton.get(skeleton(text))?.filter(other => lexicon.marks[other] & marks);
          if (same?.length) step(start, end, 1 + .03 * lexicon.idf(Math.max(...same.map(other => lexicon.found[other]))) + toneCost, { text, same });
        }
      }
      const text = run.slice(start);
      if (unfinished && text.length > 1 && !lexicon.ids.has(text) && lexicon.terms[lexicon.lower(text)]?.startsWith(text)) step(start, size, 1 + openCost, { text, open: true });
    }
    step(start, start + 1, unknownCost, null);
  }
  return pieces(run, from, how);
}

function pieces(run, from, how) {
  const out = [];
  let unknown = '';
  const close = () => { if (unknown) out.push({ text: unknown, unknown: true }); unknown = ''; };
  for (let end = run.length; end > 0; end = from[end]) {
    if (how[end]) { close(); out.push(how[end]); } else unknown = run.slice(from[end], end) + unknown;
  }
  close();
  return out.reverse();
}
