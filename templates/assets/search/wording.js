// The form in which index and query meet. Follows harvester/search/wording.py and thai/text.py rule by rule.
// No look-behind: older phones cannot read it.
const INVISIBLE = /[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const MARKED = /[\u0e31\u0e32-\u0e3a\u0e47-\u0e4e]{2,}/g, SEGMENT = /[\u0e32\u0e33]?[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]*/g, TONES = /[\u0e48-\u0e4b]/g;
const OTHER = '\\u00aa\\u00b5\\u00ba\\u00df-\\u00f6\\u00f8-\\u0dff\\u0e80-\\u1fff\\u2c00-\\u2dff\\u3041-\\ud7ff\\uf900-\\ufdff\\ufe70-\\ufefc\\uff66-\\uffdc';
const RUN = new RegExp(`[\\u0e01-\\u0e2e]{2,10}\\.|[\\u0e01-\\u0e3a\\u0e40-\\u0e4e]+|[a-z${OTHER}][a-z0-9${OTHER}]*|[0-9][0-9a-z]*`, 'g');
export const LETTER = new RegExp(`[0-9a-z\\u0e01-\\u0e3a\\u0e40-\\u0e4e${OTHER}]`);
const SPACED = /[เ-ไ]?[ก-ฮ]{1,3}\. (?=[ก-ฮ]{1,3}\.)/y;
const ABBREVIATION = /(?:(?:[ก-ฮ]{1,4}\.)+[ก-ฮ]{1,4}\.?(?![ก-ฮ\u0e30-\u0e4e])|(?:[ก-ฮ]{1,4}\.){2,})|(?:[a-z]\.){2,}[a-z]?/y;
const REACH = 4, THAI = /[\u0e01-\u0e4e]/, WORDLIKE = /[ก-ฮ\u0e30-\u0e4ea-z]/;

const rank = mark => '\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47'.includes(mark) ? 0 : mark === '\u0e3a' ? 1
  : '\u0e38\u0e39'.includes(mark) ? 2 : '\u0e48\u0e49\u0e4a\u0e4b'.includes(mark) ? 3 : 4;
const ordered = marks => [...new Set(marks)].sort((a, b) => rank(a) - rank(b)).join('');

// A run of marks and vowels: tones typed after the vowel stand before it.
function inWritingOrder(run) {
  let [first, ...after] = run.match(SEGMENT).filter(Boolean);
  if ('\u0e32\u0e33'.includes(first[0])) { after.unshift(first); first = ''; }
  if (!after.length) return ordered(first);
  let marks = ordered(first + (after.join('').match(TONES) || []).join(''));
  if (marks.includes('\u0e4d')) {
    marks = marks.replace('\u0e4d', '');
    after[0] = '\u0e33' + after[0].slice(1);
  }
  return marks + after.map(piece => { const bare = piece.replace(TONES, ''); return bare[0] + ordered(bare.slice(1)); }).join('');
}

const known = new Map();
const inOrder = run => { if (!known.has(run)) known.set(run, inWritingOrder(run)); return known.get(run); };

export function normalise(text) {
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n').replace(/\u00a0/g, ' ').replace(INVISIBLE, '')
    .replace(/\u200d/g, (all, at, whole) => whole[at - 1] > '\u203b' && whole[at + 1] > '\u203b' ? all : '')
    .normalize('NFC').replace(/เเ/g, 'แ').replace(MARKED, inOrder);
}

// Thai digits and capitals; the length stays, so that what is found here can be marked in the text itself.
export const plain = text => text.replace(/[\u0e50-\u0e59]/g, digit => String(digit.charCodeAt(0) - 0xe50)).toLowerCase();

function replaced(text, pattern, blocker, write) {
  if (!text.includes('.')) return text;
  let out = '', at = 0;
  while (at < text.length) {
    const dot = text.indexOf('.', at);
    if (dot < 0 || dot - at > REACH) {                                    // no match begins so far before its first dot
      const next = dot < 0 ? text.length : dot - REACH;
      out += text.slice(at, next);
      at = next;
      continue;
    }
    pattern.lastIndex = at;
    const match = at && blocker.test(text[at - 1]) ? null : pattern.exec(text);
    out += match ? write(match[0]) : text[at];
    at = match ? pattern.lastIndex : at + 1;
  }
  return out;
}

export function fold(text) {
  const bare = replaced(plain(normalise(text)).replace(/\n/g, ' '), SPACED, THAI, found => found.slice(0, -1));
  return replaced(bare, ABBREVIATION, WORDLIKE, found => ` ${found.replace(/\./g, '')}${isThai(found) ? '.' : ''} `);
}

export const runs = folded => (folded.match(RUN) || []).map(text => {
  const dotted = text.endsWith('.');
  return { text: dotted ? text.slice(0, -1) : text, dotted };
});

export const isThai = text => text[0] >= '\u0e01' && text[0] <= '\u0e4e';
export const marked = text => `${text}.`;
export const skeleton = text => text.replace(/[\u0e47-\u0e4d]/g, '');   // without tone marks and silencers
const SOUNDS = new Map([...'ใณญภศษฬรฆฅฌฑฒธฎฏฐฃ'].map((letter, k) => [letter, 'ไนยพสสลลคคชทททตตถข'[k]]));
const ENDS = new Map([...'ขคจชซตถทสลปพฟ'].map((letter, k) => [letter, 'กกดดดดดดดนบบบ'[k]]));
const SOUNDED = new RegExp(`[${[...SOUNDS.keys()].join('')}]`, 'g'), ENDED = new RegExp(`[${[...ENDS.keys()].join('')}]$`, 'gm');
// As it is heard: letters of one sound are one, more of them at its end; tone marks and silent letters are gone. Of many
// words, a line each, all at once.
export const sound = text => skeleton(text.replace(/[\u0e01-\u0e2e][\u0e34\u0e38]?\u0e4c/g, '').replace(/\u0e31\u0e21/g, '\u0e33').replace(/ญญ/g, 'นย'))
  .replace(SOUNDED, letter => SOUNDS.get(letter)).replace(ENDED, letter => ENDS.get(letter));
export const consonants = text => text.replace(/[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/g, '');   // without any sign above or below
