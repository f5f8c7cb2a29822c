// Unpacks LZMA (lc 4, lp 0, pb 0, no header), as Python's lzma writes it; the format is that of 7-Zip's public
// specification. Half the bytes of what servers and older phones can do on their own.
const LC = 4;
const half = size => new Uint16Array(size).fill(1024);

class Reader {
  constructor(bytes) { Object.assign(this, { bytes, at: 5, range: 0xffffffff, code: 0 }); for (let k = 1; k < 5; k++) this.code = (this.code << 8 | bytes[k]) >>> 0; }

  more() {
    if (this.range >= 0x1000000) return;
    if (this.at > this.bytes.length + 8) throw new RangeError('packed part cut short');
    this.range = this.range << 8 >>> 0;
    this.code = (this.code << 8 | this.bytes[this.at++]) >>> 0;
  }

  bit(odds, index) {
    const chance = odds[index], bound = (this.range >>> 11) * chance;
    let bit = 0;
    if (this.code < bound) {
      this.range = bound;
      odds[index] = chance + (2048 - chance >> 5);
    } else {
      this.range -= bound;
      this.code -= bound;
      odds[index] = chance - (chance >> 5);
      bit = 1;
    }
    this.more();
    return bit;
  }

  direct(count) {
    let value = 0;
    while (count--) {
      this.range >>>= 1;
      const bit = this.code >= this.range ? 1 : 0;
      if (bit) this.code -= this.range;
      value = value * 2 + bit;
      this.more();
    }
    return value;
  }

  tree(odds, bits, from = 0) {
    let node = 1;
    for (let k = 0; k < bits; k++) node = node << 1 | this.bit(odds, from + node);
    return node - (1 << bits);
  }

  backwards(odds, bits, from) {
    let node = 1, value = 0;
    for (let k = 0; k < bits; k++) { const bit = this.bit(odds, from + node); node = node << 1 | bit; value |= bit << k; }
    return value;
  }
}

const lengths = () => ({ choice: half(2), low: half(8), mid: half(8), high: half(256) });

function lengthOf(reader, { choice, low, mid, high }) {
  if (!reader.bit(choice, 0)) return reader.tree(low, 3);
  return reader.bit(choice, 1) ? 16 + reader.tree(high, 8) : 8 + reader.tree(mid, 3);
}

// The literal after `previous`; after a repetition also the byte that would have gone on (`other`) tells something.
function literal(reader, odds, previous, other) {
  const from = 0x300 * (previous >> 8 - LC);
  let node = 1;
  for (let match = other; node < 0x100 && match >= 0; match = match << 1 & 0xff) {
    const expected = match >> 7, bit = reader.bit(odds, from + (1 + expected << 8) + node);
    node = node << 1 | bit;
    if (bit !== expected) break;
  }
  while (node < 0x100) node = node << 1 | reader.bit(odds, from + node);
  return node & 0xff;
}

export function unlzma(bytes, size) {
  const out = new Uint8Array(size), reader = new Reader(bytes), literals = half(0x300 << LC);
  const isMatch = half(12), isRep = half(12), isRep0 = half(12), isRep1 = half(12), isRep2 = half(12), isLong = half(12);
  const slots = half(256), special = half(128), aligned = half(16), plain = lengths(), repeated = lengths();
  let at = 0, state = 0, far = [0, 0, 0, 0];
  while (at < size) {
    if (!reader.bit(isMatch, state)) {
      out[at] = literal(reader, literals, at ? out[at - 1] : 0, state < 7 ? -1 : out[at - far[0] - 1]);
      at++;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let length;
    if (!reader.bit(isRep, state)) {
      length = lengthOf(reader, plain);
      far = [distance(reader, slots, special, aligned, length), far[0], far[1], far[2]];
      state = state < 7 ? 7 : 10;
    } else {
      if (!reader.bit(isRep0, state)) {
        if (!reader.bit(isLong, state)) {
          out[at] = out[at - far[0] - 1];
          at++;
          state = state < 7 ? 9 : 11;
          continue;
        }
      } else {
        const which = reader.bit(isRep1, state) ? reader.bit(isRep2, state) ? 3 : 2 : 1;
        far.unshift(...far.splice(which, 1));
      }
      length = lengthOf(reader, repeated);
      state = state < 7 ? 8 : 11;
    }
    if (far[0] >= at) throw new RangeError('packed part is damaged');
    for (let end = Math.min(size, at + length + 2); at < end; at++) out[at] = out[at - far[0] - 1];
  }
  return out;
}

function distance(reader, slots, special, aligned, length) {
  const slot = reader.tree(slots, 6, Math.min(length, 3) << 6);
  if (slot < 4) return slot;
  const bits = (slot >> 1) - 1, base = (2 | slot & 1) * 2 ** bits;
  if (slot < 14) return base + reader.backwards(special, bits, base - slot);
  return base + reader.direct(bits - 4) * 16 + reader.backwards(aligned, 4, 0);
}
