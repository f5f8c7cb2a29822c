// Facets: which documents have which value, and how many of the found ones do. Follows harvester/search/narrowing.py.
import { decodeNumbers, readText, unpack } from './coding.js';

export class Facets {
  static async read(data, lexicon) {
    const [names, numbers] = await unpack(data);
    return new Facets(JSON.parse(readText(names)), decodeNumbers(numbers), lexicon);
  }

  constructor(names, numbers, lexicon) {
    Object.assign(this, { lexicon, labels: new Map(), values: new Map(), of: new Map() });
    let at = 0;
    for (const [key, label, values] of names) {
      const held = new Map();
      this.labels.set(key, label);
      this.values.set(key, values);
      this.of.set(key, held);
      for (const value of values) {
        for (let count = numbers[at++], document = -1; count > 0; count--) {
          document += 1 + numbers[at++];
          const own = held.get(document);
          if (own) own.push(value); else held.set(document, [value]);
        }
      }
    }
  }

  valuesOf(document, facet) {
    if (facet === 'kind') return [this.lexicon.kinds[this.lexicon.kindOf[document]]];
    return this.of.get(facet)?.get(this.lexicon.owner[document]) || [];
  }

  // The values of a facet that most documents have.
  common(facet, most) { return (this.values.get(facet) || []).slice(0, most); }

  // The hits that have what is wanted: any of one facet's values, and all facets together.
  kept(hits, wanted, but = '') {
    const tests = Object.entries(wanted).filter(([facet, values]) => values.length && facet !== but);
    return !tests.length ? hits : hits.filter(hit => tests.every(([facet, values]) => this.valuesOf(hit.document, facet).some(value => values.includes(value))));
  }

  counts(hits, wanted) {
    return new Map(['kind', ...this.labels.keys()].map(facet => {
      const members = new Map();
      if (facet !== 'kind' && !this.of.get(facet).size) return [facet, []];
      for (const { document } of this.kept(hits, wanted, facet)) {
        for (const value of this.valuesOf(document, facet)) {
          if (!members.has(value)) members.set(value, new Set());
          members.get(value).add(facet === 'kind' ? document : this.lexicon.owner[document]);
        }
      }
      const order = [...members].map(([value, set]) => [value, set.size]).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      return [facet, order];
    }));
  }
}
