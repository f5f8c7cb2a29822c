// Writes thai-address-database's packed db.json as the lines of gazetteer.txt (see README.md).
const { readFileSync } = require('node:fs');
const { data, lookup, words } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const names = lookup.split('|'), syllables = words.split('|');
const name = (packed) => (typeof packed === 'number' ? names[packed] : packed)
  .replace(/[A-Z]/gi, (letter) => syllables[letter < 'a' ? letter.charCodeAt() - 65 : letter.charCodeAt() - 71]);
for (const [province, districts] of data) {
  console.log(`= ${name(province)}`);
  for (const [district, subdistricts] of districts) {
    console.log(`${name(district)}: ${[...new Set(subdistricts.map(([packed]) => name(packed)))].join(' ')}`);
  }
}
