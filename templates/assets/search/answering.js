// What a reader gets for a query. Follows harvester/search/answering.py.
import { beginning, parse, plan, shareWithRow } from './planning.js';
import { mended, otherLayout } from './rewriting.js';
import { runs } from './wording.js';

const NEAR = 5, SURER = .05, ALSO = 3, SHOWN = 40, TELLING = .3;
const unique = values => [...new Set(values)];

// -> {verdict, hits: [{document, score, whole, sure, also}], near: the same, entries: [document],
// notes: [[kind, ...words]], counts, marks, meant: {before, after, searched}}
export async function answer(search, query, wanted = {}) {
  const { lexicon } = search, { bar } = lexicon.ranking, notes = [];
  const read = beginning(lexicon, query), isCut = read !== query;
  if (isCut) notes.push(['long']);
  query = read;
  let parsed = parse(query), planned = plan(lexicon, parsed);
  const swapped = otherLayout(lexicon, query, planned);
  if (swapped) {
    notes.push(['layout', swapped.after]);
    ({ parsed, planned } = swapped);
  }
  let ranking = await search.rank(planned), meant = swapped && { before: query.trim(), after: swapped.after, searched: true };
  const changed = isWhole(lexicon, ranking) || parsed.phrases.length || isCut || planned.groups.length >= lexicon.ranking.most ? null : mended(lexicon, parsed);
  if (changed) {
    const other = plan(lexicon, changed.parsed), better = changed.sure ? await search.rank(other) : ranking;
    const searched = bestOf(lexicon, better) > bestOf(lexicon, ranking) + SURER;
    if (searched) {
      notes.push(['letter', changed.after, changed.before]);
      ({ parsed } = changed);
      planned = other;
      ranking = better;
    }
    if (searched || bestOf(lexicon, ranking) < bar) meant = { before: changed.before, after: changed.after, searched };
  }
  const title = bestOf(lexicon, ranking) < bar && !planned.asksFact && named(lexicon, ranking);
  if (title) {
    const other = plan(lexicon, parse(`${title} `)), better = await search.rank(other);
    if (bestOf(lexicon, better) >= bar) {
      planned = other;
      ranking = better;
      notes.push(['synonym', title]);
    }
  }
  const facets = await search.facets(), asked = wanted.kind || [];
  const single = hit => ({ ...hit, also: [] });
  let hits, near = [], relevant = ranking.hits;
  if (asked.some(kind => lexicon.isEntry[lexicon.kinds.indexOf(kind)])) hits = facets.kept(relevant, wanted).filter(hit => hit.sure >= .5).map(single);
  else {
    let lessons = grouped(lexicon, ranking.hits);
    const likely = new Map(lessons.map(hit => [hit.document, hit.sure]));
    if (!planned.phrases.length && !isSettled(lexicon, lessons)) lessons = byMeaning(lexicon, planned, lessons, await search.alike(planned));
    const [found, alike] = parted(lexicon, lessons, likely, ranking.loose), owners = new Set(found.map(hit => lexicon.owner[hit.document]));
    relevant = relevant.filter(hit => owners.has(lexicon.owner[hit.document]));
    const kept = facets.kept(relevant, wanted), left = new Set(kept.map(hit => lexicon.owner[hit.document]));
    hits = asked.length ? kept.map(single) : found.filter(hit => left.has(lexicon.owner[hit.document]));
    if (found.length && !hits.length) notes.push(['narrow']);
    if (!found.length) near = alike;
  }
  notes.push(...relaxed(lexicon, planned, ranking, hits.length + near.length > 0));
  const entries = asked.length ? [] : entriesOf(lexicon, parsed, !hits.length && !parsed.text.endsWith(' '));
  const verdict = hits.length ? 'found' : near.length || entries.length ? 'near' : 'nothing';
  return {
    verdict, hits, near, entries, notes, counts: facets.counts(relevant.filter(hit => !lexicon.isAsked(hit.document)), wanted), marks: marksOf(lexicon, planned), meant,
  };
}

// How surely the best lesson answers.
const bestOf = (lexicon, { hits }) => hits.reduce((best, hit) => lexicon.inLesson(hit.document) ? Math.max(best, hit.sure) : best, 0);
const isWhole = (lexicon, { hits }) => hits.some(hit => hit.whole && lexicon.inLesson(hit.document));

// The label of the word of the vocabulary whose names or meaning hold all of the query.
function named(lexicon, { hits }) {
  const hit = hits.find(({ document, whole }) => whole && !lexicon.inLesson(document));
  return hit ? lexicon.titles[hit.document] : '';
}

// One hit a lesson, the best first: a lesson counts by itself and a little by its best part, more by one that holds all words.
function grouped(lexicon, ranked) {
  const members = new Map(), { surely, part, partWhole, asked } = lexicon.ranking;
  for (const hit of ranked) {
    if (!lexicon.inLesson(hit.document)) continue;
    const owner = lexicon.owner[hit.document];
    if (members.has(owner)) members.get(owner).push(hit); else members.set(owner, [hit]);
  }
  const out = [...members].map(([owner, held]) => {
    let own = 0, best = 0, said = 0;
    for (const { document, score, whole } of held) {
      if (document === owner) own = score;
      else if (lexicon.isAsked(document)) said = Math.max(said, score);
      else best = Math.max(best, score * (1 + partWhole * whole));
    }
    const { sure } = held[0], score = (own + part * best + asked * said) * (1 - surely + surely * sure);
    const shown = held.map(hit => hit.document).filter(document => !lexicon.isAsked(document));
    return { document: shown.length ? shown[0] : owner, score, whole: held.some(hit => hit.whole), sure, also: shown.slice(1, 1 + ALSO) };
  });
  return inOrder(lexicon, out);
}

// Ranks rest on whole numbers; equals keep the order of the library.
function inOrder(lexicon, hits) {
  const rank = hit => Math.floor(hit.score * 4096 + .5);
  return hits.sort((a, b) => rank(b) - rank(a) || lexicon.owner[a.document] - lexicon.owner[b.document]);
}

// True where words leave nothing open: a lesson surely answers, and no other comes near.
function isSettled(lexicon, lessons) {
  const { certain, apart } = lexicon.ranking;
  if (!lessons.length) return true;
  return lessons.some(hit => hit.sure >= certain) && (lessons.length < 2 || lessons[1].score <= lessons[0].score * apart);
}

// Lessons in the order of their words and their meaning together: the more of the query has a meaning, the more that counts.
// They answer the surer, the further it lies in their `scope`.
function byMeaning(lexicon, planned, lessons, [alike, scope]) {
  if (!alike.size) return lessons;
  const most = lessons[0].score, share = shareWithRow(lexicon, planned), text = share * lexicon.ranking.meaning, asked = share * lexicon.ranking.meaningAsked;
  const odds = scope ? Math.exp(lexicon.ranking.scope * (scope - lexicon.ranking.scopeFrom)) : 1;
  return inOrder(lexicon, lessons.map(hit => {
    const [byText, byAsked] = alike.get(lexicon.owner[hit.document]) || [0, 0];
    const sure = Math.floor(1024 * (hit.sure * odds / (hit.sure * odds + 1 - hit.sure)) + .5) / 1024;
    return { ...hit, score: hit.score / most + (text * byText + asked * byAsked), sure };
  }));
}

// Lessons that answer, the first of them beside likely ones, and those that are only like the query by their words, as they
// are `likely` to be; of a phrase that is nowhere all are.
function parted(lexicon, lessons, likely, loose) {
  const { bar, kept, beside, alike, phrases } = lexicon.ranking, best = lessons.reduce((most, hit) => Math.max(most, hit.sure), 0);
  if (loose && phrases || best < bar) return [[], lessons.filter(hit => likely.get(hit.document) >= alike).slice(0, NEAR)];
  const least = Math.min(bar, best * kept);
  return [lessons.filter((hit, place) => hit.whole || hit.sure >= (place < beside ? least : bar)), []];
}

// The word of the vocabulary that is just what was asked for, by any of its names; while it is typed, one that begins so.
function entriesOf(lexicon, parsed, typing) {
  const asked = runs(parsed.text).map(run => run.text).join(' ');
  let begun = -1;
  for (let d = 0; asked && d < lexicon.documents; d++) {
    if (lexicon.inLesson(d)) continue;
    const title = lexicon.folded[d], names = [title, ...lexicon.namesOf(title)];
    if (names.includes(asked)) return [d];
    if (begun < 0 && names.some(name => name.startsWith(asked))) begun = d;
  }
  return typing && begun >= 0 ? [begun] : [];
}

// What was looked for besides the words typed, where lessons are shown for it; what the library lacks.
function relaxed(lexicon, planned, ranking, isShown) {
  const notes = [], some = ranking.hits.length > 0, isLone = planned.cuts[0].length === 1;
  if (ranking.broken) notes.push(['broken']);
  if (ranking.loose) notes.push(['phrase']);
  const unknown = planned.groups.filter(group => group.cuts[0] && !group.inside && !group.read.size && group.text.length > 2).map(group => group.text);
  if (some && unknown.length) notes.push(['unknown', unique(unknown).join(' ')]);
  for (const [note, kinds] of [['synonym', ['synonym']], ['near', ['tone', 'spelling', 'infix', 'fuzzy']]]) {
    const words = unique(planned.groups.flatMap(group => readings(lexicon, group, kinds, isLone)))
      .filter(word => !planned.groups.some(group => group.text.includes(word)));
    if (isShown && words.length) notes.push([note, words.slice(0, 4).join(' · ')]);
  }
  return notes;
}

// Other terms that stand for a word of the query; of a known word among others they go without saying.
function readings(lexicon, group, kinds, isLone) {
  if (group.id !== undefined && lexicon.found[group.id] && !(isLone && kinds.includes('synonym'))) return [];
  return [...group.read].filter(([id, [kind]]) => kinds.includes(kind) && lexicon.found[id]).slice(0, 3).map(([id]) => lexicon.terms[id]);
}

// Forms of the query's words that may be in what is shown, the longest first: a part of a word that lessons have only in
// that word, words of grammar only where there are no others.
function marksOf(lexicon, planned) {
  const forms = [], known = planned.cuts[0].filter(({ id }) => id && lexicon.found[id]).map(({ text }) => text);
  const most = Math.max(0, ...planned.groups.map(({ tells }) => tells));
  for (const group of planned.groups) {
    if (!group.cuts[0] && known.some(text => text.includes(group.text)) || group.tells < Math.min(most, TELLING)) continue;
    if (group.text.length > 1) forms.push(group.text);
    for (const [id, [kind]] of [...group.read].slice(0, SHOWN)) if (kind !== 'toneKnown' && kind !== 'abbreviation' && lexicon.found[id]) forms.push(lexicon.terms[id]);
  }
  return unique(forms).sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, 2 * SHOWN);
}
