// An index, opened: reads its files when a query needs them. Follows harvester/search/engine.py.
import { answer } from './answering.js';
import { decodeShard, decodeText, readText, unpack, unpackFiles } from './coding.js';
import { cardOf, readBlock } from './excerpts.js';
import { Lexicon, lastUpTo } from './lexicon.js';
import { Facets } from './narrowing.js';
import { ROWS, Passages, rowOf } from './meaning.js';
import { parse, plan, shardsOf, wordsOf } from './planning.js';
import { rank } from './ranking.js';

const FORMAT = 5;

function joined(buffers) {
  const out = new Uint8Array(buffers.reduce((size, buffer) => size + buffer.byteLength, 0));
  let at = 0;
  for (const buffer of buffers) { out.set(buffer instanceof Uint8Array ? buffer : new Uint8Array(buffer), at); at += buffer.byteLength; }
  return out;
}

// `load(name)` promises the bytes of a file of the index; nothing else is touched.
export class Search {
  static async open(load) {
    const together = unpackFiles(await load('index.bin')), manifest = JSON.parse(readText(together.get('manifest.json')));
    if (manifest.format !== FORMAT) throw new Error(`index of format ${manifest.format}, not ${FORMAT}`);
    const search = new Search(async name => together.get(name) ?? load(`${manifest.build}/${name}`), manifest);
    const part = async name => joined(await Promise.all(Array.from({ length: manifest.parts[name] }, (_, k) => search.load(`${name}${k}.bin`))));
    const [words, titles] = await Promise.all([part('words'), part('titles')]);
    search.lexicon = await Lexicon.read(words, titles);
    return search;
  }

  constructor(load, { build, meaning, texts }) {
    Object.assign(this, { load, build, meaning, texts, held: new Map(), postings: new Map() });
  }

  answer(query, wanted) { return answer(this, query, wanted); }

  plan(query) { return plan(this.lexicon, parse(query)); }

  async rank(planned) {
    const reading = shardsOf(this.lexicon, planned).map(number => this.once(`p${number}.bin`, data => this.decode(number, data)));
    const failed = (await Promise.allSettled(reading)).find(({ status }) => status === 'rejected');
    if (failed?.reason.gone) throw failed.reason;
    const texts = this.texts && planned.phrases.some(({ text }) => !this.lexicon.has(text)) ? await this.once('texts.bin', async data => decodeText((await unpack(data))[0]).split('\v')) : [];
    return { ...rank(this.lexicon, planned, this.postings, texts), broken: Boolean(failed) };
  }

  // How alike each lesson is in meaning, 0 to 1, by its best passage and by what people ask for it, and how far the query
  // lies in the scope of such lessons; empty where no vectors were built or none can be read.
  async alike(planned) {
    const { lexicon } = this, out = new Map();
    let scope = 0;
    if (!this.meaning) return [out, scope];
    try {
      const reading = wordsOf(lexicon, planned).map(term => lexicon.rowOf(term));
      const [passages, ...rows] = await Promise.all([
        this.once('meaning.bin', Passages.read),
        ...reading.map(row => this.once(`v${Math.floor(row / ROWS)}.bin`, data => new Uint8Array(data)).then(held => rowOf(held, row % ROWS))),
      ]);
      const likenesses = passages.alike(rows);
      scope = likenesses.pop();
      likenesses.forEach((likeness, k) => {
        const document = passages.documents[k], owner = lexicon.owner[document], held = out.get(owner) || [0, 0], which = lexicon.isAsked(document) ? 1 : 0;
        held[which] = Math.max(held[which], likeness);
        out.set(owner, held);
      });
    } catch (fault) { if (fault.gone) throw fault; out.clear(); }
    return [out, scope];
  }

  facets() { return this.once('facets.bin', data => Facets.read(data, this.lexicon)); }

  async card(document) {
    const { blocks } = this.lexicon, block = lastUpTo(blocks, document);
    return cardOf(await this.once(`x${block}.bin`, readBlock), document - blocks[block]);
  }

  // A file is read once; one that failed is asked for again the next time.
  once(name, read) {
    if (!this.held.has(name)) {
      const reading = this.load(name).then(read);
      reading.catch(() => this.held.delete(name));
      this.held.set(name, reading);
    }
    return this.held.get(name);
  }

  decode(number, data) {
    const { starts, found, documents, layout, terms } = this.lexicon, first = starts[number], end = starts[number + 1] ?? terms.length;
    decodeShard(new Uint8Array(data), first, found.slice(first, end), documents, layout, (term, posting) => this.postings.set(term, posting));
  }
}
