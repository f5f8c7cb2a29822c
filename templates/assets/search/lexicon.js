// Every term, title and length of an index, and the ways to look them up. Postings are read elsewhere.
import { bare, decodeNumbers, decodeTerms, decodeText, readText, unpack } from './coding.js';
import { LETTER, consonants, fold, isThai, skeleton, sound } from './wording.js';

export const LEAD = /[\u0e40-\u0e44]/;
export const FOLLOWS = /[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]/;

export class Lexicon {
  static read(words, titles) {
    return new Lexicon(unpack(words), unpack(titles));
  }

  constructor(words, titles) {
    const meta = JSON.parse(readText(words[0]));
    Object.assign(this, { documents: meta.documents, layout: meta, block: meta.block, ranking: meta.ranking, stop: new Set(meta.stop), facts: new Set(meta.facts) });
    let start = 0;
    this.starts = meta.starts.map(gap => start += gap);
    this.readTerms(words);
    this.readTitles(titles);
    this.telling = Float64Array.from(words[4], level => level / 7);
    this.synonyms = new Map();
    const numbers = decodeNumbers(words[3]);
    for (let at = 0; at < numbers.length;) {
      const side = () => numbers.slice(at + 1, at += 1 + numbers[at]).map(number => this.terms[number]);
      const forms = side(), others = side(), written = others.length ? others : forms;
      for (const form of forms) {
        const held = this.synonyms.get(form) || [];
        for (const other of written) if (other !== form && !held.includes(other)) held.push(other);
        this.synonyms.set(form, held);
        if (written.some(other => other !== form && this.facts.has(other))) this.facts.add(form);
      }
    }
    this.forms = [...this.synonyms.keys()].filter(form => form.includes(' ')).map(form => form.split(' '));
  }

  // Whether a term leads to documents, itself or by another name.
  leads(id) { return this.found[id] > 0 || this.standingFor(this.terms[id]).length > 0; }

  // The terms of documents that may stand for a form of the vocabulary.
  standingFor(form) { return (this.synonyms.get(form) || []).map(other => this.ids.get(other)).filter(term => this.found[term]); }

  readTerms(words) {
    [this.terms, this.marks] = decodeTerms(words[1]);
    this.found = decodeNumbers(words[2]);
    this.ids = new Map();
    this.bySkeleton = new Map();
    this.longest = 1;
    this.rows = new Map();                                               // terms that have a vector
    this.terms.forEach((term, id) => {
      this.ids.set(term, id);
      if (this.marks[id] & 1 && isThai(term) && !term.includes(' ')) this.rows.set(id, this.rows.size);
      if (!isThai(term)) return;
      if (term.length > this.longest) this.longest = Math.min(60, term.length);
      const key = skeleton(term), same = this.bySkeleton.get(key);
      if (same) same.push(id); else this.bySkeleton.set(key, [id]);
    });
    this.allTerms = new Joined(this.terms);
    this.rarity = new Map();
    this.remembered = new Map();
  }

  readTitles(titles) {
    const { kinds, parts, entries, address } = JSON.parse(readText(titles[4]));
    this.kinds = kinds;
    this.kindOf = titles[0];
    this.lengths = Float64Array.from(titles[1], x => x * x / 1024);       // over the average length
    this.names = decodeText(titles[2]).split('\n');
    this.shown = decodeText(titles[3]).split('\n');
    this.titles = this.shown.map(bare);
    this.folded = this.titles.map(fold);
    this.allTitles = new Joined(this.folded);
    this.isPart = kinds.map(kind => parts.includes(kind));
    this.isEntry = kinds.map(kind => entries.includes(kind));
    this.address = address;
    this.owner = new Uint32Array(this.documents);
    for (let d = 0, last = 0; d < this.documents; d++) this.owner[d] = this.isPart[this.kindOf[d]] ? last : last = d;
  }

  addressOf(d) {
    const kind = this.kinds[this.kindOf[d]];
    return this.isPart[this.kindOf[d]] ? `${this.addressOf(this.owner[d])}#${this.names[d]}` : this.address[kind].replace('{}', this.names[d]);
  }

  // Rarity of a term found in n documents, on a grid, so that no two machines can disagree.
  idf(n) {
    let value = this.rarity.get(n);
    if (value === undefined) {
      value = Math.floor(Math.log(1 + (this.documents - n + .5) / (n + .5)) * 1024 + .5) / 1024;
      this.rarity.set(n, value);
    }
    return value;
  }

  lower(text) {
    let a = 0, b = this.terms.length;
    while (a < b) { const m = a + b >> 1; if (this.terms[m] < text) a = m + 1; else b = m; }
    return a;
  }

  // Terms that bear one of `marks`, begin with `text` and lead to documents.
  completions(text, most, marks = 3) {
    const out = [];
    for (let id = this.lower(text); out.length < most && this.terms[id]?.startsWith(text); id++) if (this.leads(id) && (marks === 3 || this.marks[id] & marks)) out.push(id);
    return out;
  }

  // True when what stands before and after `part` in a term are words too: both cuts see the borders.
  isCompound(id, part, open) {
    const at = this.terms[id].indexOf(part), before = this.terms[id].slice(0, at), after = this.terms[id].slice(at + part.length);
    return (!before || this.ids.has(before)) && (!after || this.ids.has(open ? part + after : after));
  }

  isAsked(d) { return this.kinds[this.kindOf[d]] === 'asked'; }

  inLesson(d) { return !this.isEntry[this.kindOf[d]]; }

  // While a query is typed most of its words are looked up again and again.
  once(key, look) {
    let value = this.remembered.get(key);
    if (value === undefined) {
      if (this.remembered.size > 2000) this.remembered.clear();
      this.remembered.set(key, value = look());
    }
    return value;
  }

  // Terms that contain `text` at borders of letters, the most similar first: [[share, id]].
  containing(text, open, most) { return this.once(`c${open}${most} ${text}`, () => this.lookInside(text, open, most)); }

  lookInside(text, open, most) {
    const out = [];
    this.allTerms.each(text, (id, at) => {
      const term = this.terms[id];
      if (this.found[id] && (open || !FOLLOWS.test(term[at + text.length] || '')) && !LEAD.test(term[at - 1] || '')) out.push([text.length / term.length, id]);
    });
    return out.sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, most);
  }

  titlesWith(text) {
    return this.once(`t ${text}`, () => {
      const out = [];
      this.allTitles.each(text, d => out.push(d));
      return out;
    });
  }

  // Letters of a title, signs and blanks left out.
  lettersOf(d) { return this.once(`l ${d}`, () => Array.from(this.folded[d]).filter(sign => LETTER.test(sign)).length); }

  // Terms that share most letter pairs with `text`: [[similarity, id]].
  similar(text, least, most) { return this.once(`s${least} ${most} ${text}`, () => this.lookAlike(text, least, most)); }

  lookAlike(text, least, most) {
    const { pairs, sizes, count } = this.pairs = this.pairs ?? pairsOf(this.terms, this.found), letters = skeleton(text), touched = [], out = [];
    for (let k = 0; k + 1 < letters.length; k++) {
      const held = pairs.get(letters.substr(k, 2));
      if (held) for (let i = 0; i < held.length; i++) if (!count[held[i]]++) touched.push(held[i]);
    }
    for (const id of touched) {
      const likeness = 2 * count[id] / (letters.length - 1 + Math.max(1, sizes[id] - 1));
      count[id] = 0;
      if (likeness >= least) out.push([likeness, id]);
    }
    return out.sort((a, b) => b[0] - a[0] || a[1] - b[1]).slice(0, most);
  }

  // Terms of the same consonants: signs are easily typed one letter too soon or too late.
  markedOtherwise(text) {
    if (!this.byConsonants) {
      this.byConsonants = new Map();
      this.terms.forEach((term, id) => { if (!this.found[id]) return; const key = consonants(term), held = this.byConsonants.get(key); if (held) held.push(id); else this.byConsonants.set(key, [id]); });
    }
    return this.byConsonants.get(consonants(text)) || [];
  }

  // Terms that sound the same, whether documents hold them or not.
  heardAlike(text) {
    if (!this.bySound) {
      this.bySound = new Map();
      this.terms.forEach((term, id) => { const key = sound(term), held = this.bySound.get(key); if (held) held.push(id); else this.bySound.set(key, [id]); });
    }
    return this.bySound.get(sound(text)) || [];
  }

  shardOf(id) {
    let a = 0, b = this.starts.length;
    while (b - a > 1) { const m = a + b >> 1; if (this.starts[m] <= id) a = m; else b = m; }
    return a;
  }
}

function pairsOf(terms, found) {
  const pairs = new Map(), sizes = new Uint16Array(terms.length);
  terms.forEach((term, id) => {
    const letters = skeleton(term);
    sizes[id] = letters.length;
    if (!found[id]) return;
    for (let k = 0; k + 1 < letters.length; k++) {
      const pair = letters.substr(k, 2), held = pairs.get(pair);
      if (!held) pairs.set(pair, [id]); else if (held[held.length - 1] !== id) held.push(id);
    }
  });
  return { pairs, sizes, count: new Uint16Array(terms.length) };
}

// Many short texts as one, searched in one pass; only the first place in each text is told.
class Joined {
  constructor(texts) {
    this.text = texts.join('\n') + '\n';
    this.starts = new Uint32Array(texts.length + 1);
    texts.forEach((text, i) => { this.starts[i + 1] = this.starts[i] + text.length + 1; });
  }

  each(wanted, tell) {
    const { text, starts } = this;
    for (let at = text.indexOf(wanted), i = 0; at >= 0; at = text.indexOf(wanted, starts[i + 1])) {
      let a = i, b = starts.length - 1;
      while (b - a > 1) { const m = a + b >> 1; if (starts[m] <= at) a = m; else b = m; }
      tell(i = a, at - starts[a]);
    }
  }
}
