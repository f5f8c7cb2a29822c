// The two layouts of a Thai keyboard (Kedmanee); follows harvester/search/rewriting.py.
const LATIN = '`1234567890-=qwertyuiop[]\\asdfghjkl;\'zxcvbnm,./' + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?';
const THAI = '_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ' + '%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ';
const toThai = new Map([...LATIN].map((key, k) => [key, THAI[k]]));
const toLatin = new Map([...THAI].map((key, k) => [key, LATIN[k]]).filter(([key]) => key > '\u0e00'));
const through = table => text => Array.from(text, key => table.get(key) ?? key).join('');

export const asThai = through(toThai);
export const asLatin = through(toLatin);
