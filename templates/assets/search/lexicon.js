// Every term, title and length of an index, and the ways to look them up. Postings are read elsewhere.
import { bare, decodeNumbers, decodeTerms, decodeText, readText, unpack } from './coding.js';
import { LETTER, consonants, fold, isThai, skeleton, sound } from './wording.js';

const MANY = 7;
const added = gaps => { let sum = 0; return gaps.map(gap => sum += gap); };
// The place of the last of ascending numbers that is not over `wanted`, from place `a` on.
export function lastUpTo(numbers, wanted, a = 0) {
  for (let b = numbers.length; b - a > 1;) { const m = a + b >> 1; if (numbers[m] <= wanted) a = m; else b = m; }
  return a;
}
export const LEAD = /[\u0e40-\u0e44]/;
export const FOLLOWS = /[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]/;

export class Lexicon {
  static async read(words, titles) {
    return new Lexicon(...await Promise.all([unpack(words), unpack(titles)]));
  }

  constructor(words, titles) {
    const meta = JSON.parse(readText(words[0]));
    Object.assign(this, { documents: meta.documents, layout: meta, blocks: added(meta.blocks), starts: added(meta.starts), longest: meta.longest, ranking: meta.ranking, stop: new Set(meta.stop), facts: new Set(meta.facts) });
    this.readTerms(words);
    this.readTitles(titles);
    this.readReadings(decodeNumbers(words[4]), words[5], decodeNumbers(words[6]));
    this.rarity = new Map();
    this.remembered = new Map();
  }

  // How much a term tells of what is wanted, 0 to 1.
  telling(id) { return (this.marks[id] >> 2 & 7) / 7; }

  // Whether a term leads to documents, itself or by another name.
  leads(id) { return this.found[id] > 0 || this.standingFor(this.terms[id]).length > 0; }

  // The terms of documents that may stand for a form of the vocabulary.
  standingFor(form) { return this.namesOf(form).map(other => this.id(other)).filter(term => this.found[term]); }

  // Other forms that may mean the same as a form of the vocabulary.
  namesOf(form) {
    const out = new Set();
    const held = this.readings.get(this.id(form));
    if (!held) return [];
    for (const [first, end] of held) for (let at = first; at < end; at++) out.add(this.terms[this.numbers[at]]);
    out.delete(form);
    return [...out];
  }

  isFact(form) { return this.facts.has(form) || this.namesOf(form).some(other => this.facts.has(other)); }

  readReadings(sizes, low, high) {
    Object.assign(this, { numbers: high.map((number, k) => number << 7 | low[k]), readings: new Map(), forms: [] });
    for (let at = 0, k = 0; k < sizes.length; k += 2) {
      const others = at + sizes[k], end = others + sizes[k + 1], written = others < end ? [others, end] : [at, others];
      for (const id of this.numbers.slice(at, others)) {
        const held = this.readings.get(id);
        if (held) { held.push(written); continue; }
        this.readings.set(id, [written]);                                // where the forms that it may mean are written
        if (this.terms[id].includes(' ')) this.forms.push(this.terms[id].split(' '));
      }
      at = end;
    }
  }

  readTerms(words) {
    this.allTerms = new Joined(decodeTerms(words[1]));
    this.terms = this.allTerms.texts;
    this.bareTexts = skeleton(this.allTerms.text).split('\n');
    this.marks = words[2];                                               // two bits, then how much a term tells and where it is found
    let k = 0;
    const more = decodeNumbers(words[3]);
    this.found = Array.from(words[2], byte => byte >> 5 < MANY ? byte >> 5 : MANY + more[k++]);
    this.bySkeleton = new Map();
    this.signed = [...this.between('\u0e31', '\u0e32'), ...this.between('\u0e34', '\u0e3b'), ...this.between('\u0e47', '\u0e4f')];
  }

  // The number of a term; undefined where there is none such.
  id(text) {
    const at = this.lower(text);
    return this.terms[at] === text ? at : undefined;
  }

  has(text) { return this.id(text) !== undefined; }

  between(first, end) {
    const start = this.lower(first);
    return Array.from({ length: this.lower(end) - start }, (_, k) => start + k);
  }

  // Terms that may begin with `letter` when signs are left out: a phone looks at no more of them than it must.
  begun(letter) {
    const held = letter ? this.between(letter, letter + '\uffff') : [];
    return letter < this.terms[this.signed[0]] ? [...held, ...this.signed] : this.signed.length ? [...new Set([...held, ...this.signed])].sort((a, b) => a - b) : held;
  }

  // Terms of Thai letters that are `bare` without their tone marks and silencers.
  sameButTones(bare) { return this.bareTerms(bare).same.get(bare); }

  // Letters without tone marks of the longest term that begins with the first two of `bare`.
  longestFrom(bare) { return this.bareTerms(bare).most.get(bare.slice(0, 2)) || 1; }

  bareTerms(bare) {
    const letter = bare.slice(0, 1);
    let held = this.bySkeleton.get(letter);
    if (!held) {
      this.bySkeleton.set(letter, held = { same: new Map(), most: new Map() });
      for (const id of this.begun(letter)) {
        const key = this.bareTexts[id], first = key.slice(0, 2), same = held.same.get(key);
        if (same) same.push(id); else if (isThai(this.terms[id])) held.same.set(key, [id]);
        if (!(held.most.get(first) >= key.length)) held.most.set(first, key.length);
      }
    }
    return held;
  }

  hasVector(id) { return Boolean(this.marks[id] & 1) && isThai(this.terms[id]) && !this.terms[id].includes(' '); }

  // The place of its vector among all.
  rowOf(id) {
    if (!this.rows) {
      this.rows = new Uint32Array(this.terms.length + 1);
      const [first, end] = ['\u0e01', '\u0e4f'].map(letter => this.lower(letter)), apart = new Set();
      this.allTerms.each(' ', k => apart.add(k));
      for (let k = 0; k < this.terms.length; k++) this.rows[k + 1] = this.rows[k] + (k >= first && k < end && this.marks[k] & 1 && !apart.has(k) ? 1 : 0);
    }
    return this.rows[id];
  }

  readTitles(titles) {
    const { kinds, parts, entries, address } = JSON.parse(readText(titles[4]));
    this.kinds = kinds;
    this.kindOf = titles[0];
    this.lengths = Float64Array.from(titles[1], x => x * x / 1024);       // over the average length
    this.names = decodeText(titles[2]).split('\n');
    const titleText = decodeText(titles[3]);
    this.shown = titleText.split('\n');
    this.titles = bare(titleText).split('\n');
    this.allTitles = new Joined(fold(bare(titleText).replace(/\n/g, '\v')).replace(/\v/g, '\n') + '\n');
    this.folded = this.allTitles.texts;
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
    return (!before || this.has(before)) && (!after || this.has(open ? part + after : after));
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
    const { pairs, sizes, count } = this.pairs = this.pairs ?? pairsOf(this.bareTexts, this.found), letters = skeleton(text), touched = [], out = [];
    for (let k = 0; k + 1 < letters.length; k++) {
      const held = pairs.get(pairAt(letters, k));
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
    const key = consonants(text);
    this.consonants = this.consonants ?? new Joined(consonants(this.allTerms.text));
    return this.once(`m ${key}`, () => this.consonants.lines(key).filter(id => this.found[id]));
  }

  // Terms that sound the same, whether documents hold them or not.
  heardAlike(text) {
    this.sounds = this.sounds ?? new Joined(sound(this.allTerms.text));
    return this.sounds.lines(sound(text));
  }

  shardOf(id) { return lastUpTo(this.starts, id); }
}

const pairAt = (letters, k) => letters.charCodeAt(k) << 16 | letters.charCodeAt(k + 1);

function pairsOf(texts, found) {
  const pairs = new Map(), sizes = new Uint16Array(texts.length);
  texts.forEach((letters, id) => {
    if (!found[id]) return;
    sizes[id] = letters.length;
    for (let k = 0; k + 1 < letters.length; k++) {
      const pair = pairAt(letters, k), held = pairs.get(pair);
      if (!held) pairs.set(pair, [id]); else if (held[held.length - 1] !== id) held.push(id);
    }
  });
  return { pairs, sizes, count: new Uint16Array(texts.length) };
}

// Many short texts, a line each, searched in one pass; only the first place in each text is told.
class Joined {
  constructor(text) {
    Object.assign(this, { text, texts: text.slice(0, -1).split('\n'), starts: null });
  }

  // The numbers of the texts that are just so.
  lines(wanted) {
    const out = this.texts[0] === wanted ? [0] : [];
    this.each(`\n${wanted}\n`, i => out.push(i + 1));
    return out;
  }

  each(wanted, tell) {
    if (!this.starts) {
      this.starts = new Uint32Array(this.texts.length + 1);
      this.texts.forEach((text, i) => { this.starts[i + 1] = this.starts[i] + text.length + 1; });
    }
    const { text, starts } = this;
    for (let at = text.indexOf(wanted), i = 0; at >= 0; at = text.indexOf(wanted, starts[i + 1])) {
      i = lastUpTo(starts, at, i);
      tell(i, at - starts[i]);
    }
  }
}
