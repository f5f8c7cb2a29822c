// How the index is written in bytes; the other side of harvester/search/coding.py.
import { unlzma } from './lzma.js';

export function unpack(data) {
  const bytes = data instanceof Uint8Array ? data : new Uint8Array(data), view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = view.getUint32(0, true), parts = [];
  for (let i = 0, at = 4 + 8 * count; i < count; i++) {
    const packed = view.getUint32(4 + 8 * i, true);
    if (at + packed > bytes.length) throw new RangeError('part cut short');
    parts.push(unlzma(bytes.subarray(at, at + packed), view.getUint32(8 + 8 * i, true)));
    at += packed;
  }
  return parts;
}

// Several files as one: {name: bytes}.
export function unpackFiles(data) {
  const bytes = new Uint8Array(data), size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true), files = new Map();
  let at = 4 + size;
  for (const [name, length] of JSON.parse(readText(bytes.subarray(4, at)))) files.set(name, bytes.subarray(at, at += length));
  return files;
}

export const readText = bytes => new TextDecoder().decode(bytes);

export function decodeText(bytes) {
  const out = [];
  let piece = [];
  for (let i = 0; i < bytes.length; i++) {
    let code = bytes[i];
    if (code === 255) { code = bytes[i + 1] << 16 | bytes[i + 2] << 8 | bytes[i + 3]; i += 3; } else if (code >= 128) code += 0xe00 - 0x80;
    if (code > 0xffff) { code -= 0x10000; piece.push(0xd800 + (code >> 10)); code = 0xdc00 + (code & 0x3ff); }
    piece.push(code);
    if (piece.length > 4000) { out.push(String.fromCharCode.apply(null, piece)); piece = []; }
  }
  out.push(String.fromCharCode.apply(null, piece));
  return out.join('');
}

// A text of display without its signs: \x1f where a line may end between letters, \x1e after a blank that may not end one.
export const bare = text => text.replace(/[\x1e\x1f]/g, '');

// Such a text, and [[start, end]] of what stays together in it.
export function unitsOf(shown) {
  const units = [];
  let text = '';
  for (const [piece] of shown.matchAll(/(?:[^ \x1f]| \x1e)+|[ \x1f]/g)) {
    const start = text.length;
    text += bare(piece);
    if (piece > ' ') units.push([start, text.length]);
  }
  return { text, units };
}

const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789. ';

// Terms with their marks: a byte of marks and letters shared with the term before, then the other letters.
export function decodeTerms(bytes) {
  const terms = [], marks = [];
  for (let at = 0, term = ''; at < bytes.length;) {
    marks.push(bytes[at] >> 5);
    term = term.slice(0, bytes[at++] & 31);
    for (; bytes[at] >= 0x80; at++) {
      const code = bytes[at];
      if (code === 255) { term += String.fromCodePoint(bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3]); at += 3; }
      else term += code >= 0xd0 ? SIGNS[code - 0xd0] : String.fromCharCode(0xe00 + code - 0x80);
    }
    terms.push(term);
  }
  return [terms, Uint8Array.from(marks)];
}

export function decodeNumbers(bytes) {
  const out = [];
  for (let i = 0, number = 0, scale = 1; i < bytes.length; i++) {
    number += (bytes[i] & 127) * scale;
    scale *= 128;
    if (bytes[i] < 128) { out.push(number); number = 0; scale = 1; }
  }
  return out;
}

export const rice = (documents, found) => Math.max(0, 31 - Math.clz32(Math.floor(69 * documents / (100 * Math.max(1, found)))));

// Postings of consecutive terms: calls `keep(term, {documents, counts, slots})` for each.
export function decodeShard(bytes, first, founds, documents, { slots: SLOTS, placed, levels }, keep) {
  const wide = Math.log2(SLOTS), end = bytes.length * 8;
  let at = 0;
  const bit = () => { if (at >= end) throw new RangeError('shard cut short'); const x = bytes[at >> 3] >> 7 - (at & 7) & 1; at++; return x; };
  const take = width => { let value = 0; while (width--) value = value << 1 | bit(); return value; };
  const spread = pairs => { let value = 0; for (let i = 0; i < SLOTS >> 1; i++) if (pairs >> i & 1) value |= 3 << 2 * i; return value; };
  founds.forEach((found, index) => {
    const low = rice(documents, found), withSlots = found >= placed[0] && found <= placed[1];
    const where = new Uint32Array(found), counts = new Uint8Array(found), slots = new Uint16Array(found);
    for (let x = 0, last = -1; x < found; x++) {
      let high = 0; while (bit()) high++;
      where[x] = last += 1 + (high * 2 ** low + take(low));
      let level = 0; while (level < 3 && bit()) level++;
      counts[x] = levels[level];
      if (withSlots) slots[x] = level === 0 ? 1 << take(wide) : level === 1 ? 1 << take(wide) | 1 << take(wide) : spread(take(SLOTS >> 1));
    }
    keep(first + index, { documents: where, counts, slots });
  });
}
