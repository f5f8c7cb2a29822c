// What words mean, as vectors of whole numbers. Follows harvester/search/meaning.py.
import { decodeNumbers, unpack } from './coding.js';

const DIMENSIONS = 96, WIDTH = 1 + DIMENSIONS / 2;
export const ROWS = 16;

export const rowOf = (held, place) => held.subarray(place * WIDTH, (place + 1) * WIDTH);

const read = (bytes, start, out) => { for (let k = 0; k < DIMENSIONS / 2; k++) { out[2 * k] = (bytes[start + k] >> 4) - 8; out[2 * k + 1] = (bytes[start + k] & 15) - 8; } return out; };
const product = (a, b) => { let sum = 0; for (let k = 0; k < DIMENSIONS; k++) sum += a[k] * b[k]; return sum; };

export class Passages {
  static async read(data) {
    const [gaps, numbers] = await unpack(data);
    let last = -1;
    return Object.assign(new Passages(), { numbers, documents: decodeNumbers(gaps).map(gap => last += gap + 1) });
  }

  // How alike each passage is to a query of these words, and last how far it lies in the scope, -1 to 1, on a grid.
  alike(rows) {
    const query = new Float64Array(DIMENSIONS), numbers = new Int32Array(DIMENSIONS);
    for (const row of rows) { read(row, 1, numbers); for (let k = 0; k < DIMENSIONS; k++) query[k] += row[0] * numbers[k]; }
    const size = Math.sqrt(product(query, query)) || 1;
    return Array.from({ length: this.documents.length + 1 }, (_, k) => {
      read(this.numbers, k * DIMENSIONS / 2, numbers);
      const length = Math.sqrt(product(numbers, numbers)) || 1;
      return Math.floor(product(numbers, query) / (size * length) * 1024 + .5) / 1024;
    });
  }
}
