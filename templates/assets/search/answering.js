// What a reader gets for a query. Follows harvester/search/answering.py.
import { LONGEST, parse, plan } from './planning.js';
import { oneLetterWrong, otherLayout } from './rewriting.js';

const ALSO = 3, NEAREST = 6, SHOWN = 40;
const unique = values => [...new Set(values)];

// -> {hits: [{document, score, whole, also}], notes: [[kind, ...words]], counts, marks, nearest}
export async function answer(search, query, wanted = {}) {
  const { lexicon } = search, notes = [];
  let parsed = parse(query), planned = plan(lexicon, parsed);
  if (Array.from(query).length > LONGEST) notes.push(['long']);
  const swapped = otherLayout(lexicon, query, planned);
  if (swapped) {
    notes.push(['layout', swapped.after]);
    ({ parsed, planned } = swapped);
  }
  let ranking = await search.rank(planned);
  if (!ranking.hits.some(hit => hit.whole) && planned.groups.length <= 8) {
    const changed = oneLetterWrong(lexicon, parsed), other = changed && plan(lexicon, changed.parsed), better = other && await search.rank(other);
    if (better?.hits.slice(0, 10).some(hit => hit.whole)) {
      notes.push(['letter', changed.after, changed.before]);
      planned = other;
      ranking = better;
    }
  }
  notes.push(...relaxed(lexicon, planned, ranking));
  const facets = await search.facets(), relevant = relevantOf(lexicon, ranking.hits), found = facets.kept(relevant, wanted);
  const hits = wanted.kind?.length ? found.map(hit => ({ ...hit, also: [] })) : grouped(lexicon, found);
  if (ranking.hits.length && !hits.length) notes.push(['narrow']);
  const near = ranking.hits.length ? [] : nearestOf(lexicon, parsed.text, planned);
  return {
    hits, notes, counts: facets.counts(relevant, wanted), marks: marksOf(lexicon, planned),
    nearest: ranking.hits.length || near.length ? near : facets.common('tag', NEAREST),
  };
}

function relevantOf(lexicon, hits) {
  const { least, fewest } = lexicon.ranking, bar = hits.length ? hits[0].score * least : 0;
  return hits.filter((hit, place) => hit.whole || hit.score >= bar || place < fewest);
}

// One hit a lesson, so that a lesson and its own parts do not crowd out others.
function grouped(lexicon, found) {
  const members = new Map();
  for (const hit of found) {
    const owner = lexicon.owner[hit.document];
    if (members.has(owner)) members.get(owner).push(hit); else members.set(owner, [hit]);
  }
  return [...members.values()].map(([best, ...rest]) => ({ ...best, also: rest.slice(0, ALSO).map(hit => hit.document) }));
}

function relaxed(lexicon, planned, ranking) {
  const notes = [], some = ranking.hits.length > 0;
  if (ranking.broken) notes.push(['broken']);
  if (ranking.loose) notes.push(['phrase']);
  if (some && !ranking.hits[0].whole && planned.cuts[0].length > 1) notes.push(['partly']);
  const unknown = planned.groups.filter(group => group.cuts[0] && !group.inside && !group.read.size && !group.titles.length && group.text.length > 2).map(group => group.text);
  if (some && unknown.length) notes.push(['unknown', unique(unknown).join(' ')]);
  for (const [note, kinds] of [['synonym', ['synonym']], ['near', ['tone', 'spelling', 'infix', 'fuzzy']]]) {
    const words = unique(planned.groups.flatMap(group => readings(lexicon, group, kinds)))
      .filter(word => !planned.groups.some(group => group.text.includes(word)));
    if (some && words.length) notes.push([note, words.slice(0, 4).join(' · ')]);
  }
  return notes;
}

// Other terms that stand for a word of the query; what is near to a known word goes without saying.
function readings(lexicon, group, kinds) {
  if (group.id !== undefined && lexicon.found[group.id] && !kinds.includes('synonym')) return [];
  return [...group.read].filter(([id, [kind]]) => kinds.includes(kind) && lexicon.found[id]).slice(0, 3).map(([id]) => lexicon.terms[id]);
}

function nearestOf(lexicon, text, planned) {
  const unread = planned.groups.filter(group => !group.read.size).map(group => group.text), words = unread.length ? unread : text.split(/\s+/).filter(Boolean);
  const near = new Map();
  for (const word of words.sort((a, b) => b.length - a.length).slice(0, 3)) {
    for (const [likeness, id] of lexicon.similar(word, .3, NEAREST)) {
      const term = lexicon.terms[id];
      if (lexicon.found[id] && term.length > 2 && !term.endsWith('.')) near.set(term, Math.max(near.get(term) || 0, likeness));
    }
  }
  return [...near].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, NEAREST).map(([term]) => term);
}

function marksOf(lexicon, planned) {
  const forms = [];
  for (const group of planned.groups) {
    if (group.text.length > 1) forms.push(group.text);
    for (const [id, [kind]] of [...group.read].slice(0, SHOWN)) if (kind !== 'toneKnown' && kind !== 'abbreviation' && lexicon.found[id]) forms.push(lexicon.terms[id]);
  }
  return unique(forms).sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, 2 * SHOWN);
}
