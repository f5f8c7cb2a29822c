// Unpacks zlib's format (RFC 1950 and 1951) for browsers that cannot on their own: Firefox before 113, Safari before 16.4.
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

// How many codes there are of each length, and the symbols that they stand for, in order.
function codeOf(lengths) {
  const counts = new Uint16Array(16), symbols = [];
  for (let size = 1; size < 16; size++) lengths.forEach((length, symbol) => { if (length === size) { counts[size]++; symbols.push(symbol); } });
  return { counts, symbols };
}

const many = (count, length) => new Array(count).fill(length);
const LETTERS = codeOf([...many(144, 8), ...many(112, 9), ...many(24, 7), ...many(8, 8)]), DISTANCES = codeOf(many(30, 5));

export function inflate(bytes) {
  const out = [];
  let at = 16;
  const bit = () => { if (at >= bytes.length * 8) throw new RangeError('packed part cut short'); const x = bytes[at >> 3] >> (at & 7) & 1; at++; return x; };
  const take = width => { let value = 0; for (let k = 0; k < width; k++) value |= bit() << k; return value; };
  const next = ({ counts, symbols }) => {
    for (let size = 1, code = 0, first = 0, before = 0; size < 16; size++) {
      code |= bit();
      if (code - first < counts[size]) return symbols[before + code - first];
      before += counts[size];
      first = first + counts[size] << 1;
      code <<= 1;
    }
    throw new RangeError('packed part is damaged');
  };
  const codes = () => {
    const [letters, distances, held] = [257 + take(5), 1 + take(5), 4 + take(4)], sizes = many(19, 0), lengths = [];
    for (let k = 0; k < held; k++) sizes[ORDER[k]] = take(3);
    for (const code = codeOf(sizes); lengths.length < letters + distances;) {
      const size = next(code);
      if (size < 16) lengths.push(size);
      else lengths.push(...size === 16 ? many(3 + take(2), lengths[lengths.length - 1]) : many(size === 17 ? 3 + take(3) : 11 + take(7), 0));
    }
    return [codeOf(lengths.slice(0, letters)), codeOf(lengths.slice(letters))];
  };
  for (let last = 0; !last;) {
    last = bit();
    const kind = take(2);
    if (!kind) {
      at = at + 7 & ~7;
      const size = take(16);
      at += 16;
      for (let end = out.length + size; out.length < end;) out.push(take(8));
      continue;
    }
    const [letters, distances] = kind === 1 ? [LETTERS, DISTANCES] : codes();
    for (let sign = next(letters); sign !== 256; sign = next(letters)) {
      if (sign < 256) { out.push(sign); continue; }
      const k = sign - 257, more = k < 8 ? 0 : (k >> 2) - 1, length = k === 28 ? 258 : 3 + (k < 8 ? k : (4 + (k & 3) << more) + take(more));
      const far = next(distances), rest = far < 4 ? 0 : (far >> 1) - 1, distance = 1 + (far < 4 ? far : (2 + (far & 1) << rest) + take(rest));
      if (distance > out.length) throw new RangeError('packed part is damaged');
      for (let end = out.length + length; out.length < end;) out.push(out[out.length - distance]);
    }
  }
  return Uint8Array.from(out);
}
