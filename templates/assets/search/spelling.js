// Other spellings of a word: signs on other letters, one letter more, less or other. Follows harvester/search/lexicon.py.
const SHORTEST = 6;

export function variants(lexicon, text, id) {
  if (text.length < SHORTEST) return [];
  const others = lexicon.markedOtherwise(text);
  if (id !== undefined && lexicon.found[id] > lexicon.ranking.rareSpelling) return others;
  return [...others, ...lexicon.similar(text, .55, 8).map(([, term]) => term).filter(term => oneEdit(text, lexicon.terms[term]))];
}

export function oneEdit(first, second) {
  if (first === second) return false;
  let start = 0;
  while (start < Math.min(first.length, second.length) && first[start] === second[start]) start++;
  const a = first.slice(start), b = second.slice(start);
  return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1) || a.slice(0, 2) === b.slice(0, 2).split('').reverse().join('') && a.slice(2) === b.slice(2);
}
