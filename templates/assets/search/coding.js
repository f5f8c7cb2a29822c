// How the index is written in bytes; the other side of harvester/search/coding.py.
import { inflate } from './inflate.js';

const unzipped = async data => new Uint8Array(globalThis.DecompressionStream
  ? await new Response(new Response(data).body.pipeThrough(new DecompressionStream('deflate'))).arrayBuffer() : inflate(new Uint8Array(data)));

export async function unpack(data) {
  const bytes = await unzipped(data), view = new DataView(bytes.buffer), count = view.getUint32(0, true), parts = [];
  for (let k = 1, at = 4 + 4 * count; k <= count; k++) parts.push(bytes.subarray(at, at += view.getUint32(4 * k, true)));
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

const NONE = [], SHARED = 26, letters = new TextDecoder('windows-874');
export const decodeText = bytes => letters.decode(bytes).replace(/\x1b([0-9a-f]+);/g, (all, code) => String.fromCodePoint(parseInt(code, 16)));

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

// Terms in order, a line each: a byte that is the number of bytes shared with the line before, then its others.
export function decodeTerms(bytes) {
  const out = new Uint8Array(bytes.reduce((size, byte) => size + (byte > SHARED ? 1 : byte + 1), 0));
  for (let at = 0, start = 0, end = 0; at < bytes.length;) {
    const before = start, same = bytes[at++];
    start = end;
    for (let k = 0; k < same; k++) out[end++] = out[before + k];
    while (bytes[at] > SHARED) out[end++] = bytes[at++];
    out[end++] = 10;
  }
  return decodeText(out);
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
  const ahead = () => { const k = at >> 3; return (bytes[k] << 24 | bytes[k + 1] << 16 | bytes[k + 2] << 8 | bytes[k + 3]) << (at & 7); };
  const take = width => {                                                // at most 24
    if (!width) return 0;
    const next = ahead();
    at += width;
    return next >>> 32 - width;
  };
  const ones = () => {                                                   // before the next zero
    for (let count = 0; ; count += 24, at += 24) {
      const held = Math.clz32(~ahead());
      if (held < 24) { at += held + 1; return count + held; }
      if (at > end) throw new RangeError('shard cut short');
    }
  };
  const spread = pairs => { let value = 0; for (let i = 0; i < SLOTS >> 1; i++) if (pairs >> i & 1) value |= 3 << 2 * i; return value; };
  founds.forEach((found, index) => {
    if (!found) return;
    const low = rice(documents, found), withSlots = found >= placed[0] && found <= placed[1];
    const where = new Array(found), counts = new Array(found), slots = withSlots ? [] : NONE;
    for (let x = 0, last = -1; x < found; x++) {
      where[x] = last += 1 + ones() * (1 << low) + take(low);
      const level = Math.min(3, Math.clz32(~ahead()));
      at += Math.min(3, level + 1);
      counts[x] = levels[level];
      if (withSlots) slots.push(level === 0 ? 1 << take(wide) : level === 1 ? 1 << take(wide) | 1 << take(wide) : spread(take(SLOTS >> 1)));
    }
    if (at > end) throw new RangeError('shard cut short');
    keep(first + index, { documents: where, counts, slots });
  });
}
