// Asks the browser's engine: reads jobs from standard input, prints what came of them. Used by browser_engine.py.
const engine = `file://${process.argv[2]}/`;
const { Search } = await import(`${engine}engine.js`);
const { fold, runs } = await import(`${engine}wording.js`);
const { stretch, foundIn } = await import(`${engine}excerpts.js`);
const { decodeText, decodeTerms, decodeNumbers } = await import(`${engine}coding.js`);
const { inflate } = await import(`${engine}inflate.js`);
const { asLatin, asThai } = await import(`${engine}keyboard.js`);

const bytes = text => new Uint8Array(Buffer.from(text, 'base64'));
const opened = files => Search.open(async name => {
  if (!(name in files)) throw new Error(name);
  return bytes(files[name]).buffer;
});

const WORK = {
  fold: texts => texts.map(fold),
  runs: texts => texts.map(text => runs(text).map(run => [run.text, run.dotted])),
  texts: datas => datas.map(data => decodeText(bytes(data))),
  terms: datas => datas.map(data => decodeTerms(bytes(data))),
  inflated: datas => datas.map(data => { try { return Buffer.from(inflate(bytes(data))).toString('base64'); } catch (fault) { return fault.name; } }),
  numbers: datas => datas.map(data => decodeNumbers(bytes(data))),
  stretches: pairs => pairs.map(([text, marks]) => [stretch(text, marks), foundIn(text, marks)]),
  layouts: texts => texts.map(text => [asThai(text), asLatin(text)]),
  async answers({ files, asked }) {
    const search = await opened(files), { lexicon } = search, out = [];
    for (const [query, wanted] of asked) {
      const { verdict, hits, near, entries, notes, counts, marks, meant } = await search.answer(query, wanted);
      out.push({
        hits: hits.map(hit => [lexicon.addressOf(hit.document), hit.score, hit.sure, hit.also.map(document => lexicon.addressOf(document))]),
        near: near.map(hit => lexicon.addressOf(hit.document)), entries: entries.map(document => lexicon.addressOf(document)),
        verdict, meant: meant && [meant.before, meant.after, meant.searched], notes, counts: [...counts], marks,
        cards: await Promise.all(hits.slice(0, 3).map(hit => search.card(hit.document))),
      });
    }
    return out;
  },
};

let input = '';
for await (const chunk of process.stdin) input += chunk;
const out = [];
for (const [kind, value] of JSON.parse(input)) out.push(await WORK[kind](value));
process.stdout.write(JSON.stringify(out));
