// An index, opened: answers a query with ranked documents. Reads through `load(name)`, whatever stands behind it.
import { decodeShard } from './coding.js';
import { Lexicon } from './lexicon.js';
import { parse, plan, shardsOf } from './planning.js';
import { rank } from './ranking.js';

export const FORMAT = 1;
export class StaleIndex extends Error {}

const joined = buffers => {
  const out = new Uint8Array(buffers.reduce((size, buffer) => size + buffer.byteLength, 0));
  let at = 0;
  for (const buffer of buffers) { out.set(new Uint8Array(buffer), at); at += buffer.byteLength; }
  return out;
};

export class Search {
  static async open(load, ranking = {}) {
    const manifest = JSON.parse(new TextDecoder().decode(await load('manifest.json')));
    if (manifest.format !== FORMAT) throw new StaleIndex(`format ${manifest.format}`);
    const inBuild = name => load(`${manifest.build}/${name}`);
    const part = async name => joined(await Promise.all(Array.from({ length: manifest.parts[name] }, (_, k) => inBuild(`${name}${k}.bin`))));
    const [words, titles] = await Promise.all([part('words'), part('titles')]);
    const lexicon = await Lexicon.read(words, titles);
    Object.assign(lexicon.ranking, ranking);
    return new Search(lexicon, inBuild);
  }

  constructor(lexicon, load) {
    this.lexicon = lexicon;
    this.load = load;
    this.shards = new Map();
    this.postings = new Map();
  }

  async search(query, limit = 10) {
    const planned = plan(this.lexicon, parse(query));
    await this.fetch(shardsOf(this.lexicon, planned));
    return rank(this.lexicon, planned, this.postings).hits.slice(0, limit);
  }

  fetch(shards) {
    return Promise.all(shards.map(number => {
      let shard = this.shards.get(number);
      if (!shard) {
        shard = this.load(`p${number}.bin`).then(data => this.decode(number, new Uint8Array(data)));
        shard.catch(() => this.shards.delete(number));
        this.shards.set(number, shard);
      }
      return shard;
    }));
  }

  decode(number, bytes) {
    const { starts, found, documents, layout, terms, stop } = this.lexicon;
    const first = starts[number], end = starts[number + 1] ?? terms.length;
    decodeShard(bytes, first, found.slice(first, end), documents, layout, (term, posting) => this.postings.set(term, posting));
  }
}
