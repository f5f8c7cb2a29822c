// The ways of narrowing as a piece of a page: kinds as a row of buttons, facets as boxes to tick, with counts.
import { el, icon } from './elements.js';

const MOST = 7;

export function kindsOf({ counts, wanted, names, all, choose }) {
  const chosen = wanted.kind?.[0];
  const pill = (value, label, n) => el('li', {}, el('button', {
    type: 'button', class: 'pill', 'aria-current': (chosen || '') === value ? 'true' : null, onclick: () => choose(value),
  }, label, el('span', { class: 'n' }, String(n))));
  const kinds = (counts.get('kind') || []).filter(([, n]) => n);
  if (kinds.length < 2 && !chosen) return null;
  return el('ul', { class: 'pills seek__kinds', 'aria-label': 'ชนิดของผลลัพธ์' }, pill('', 'ทั้งหมด', all), kinds.map(([kind, n]) => pill(kind, names[kind], n)));
}

export function facetsOf({ counts, wanted, labels, change, open, total }) {
  const groups = [...labels].map(([facet, label]) => group(facet, label, counts.get(facet) || [], wanted[facet] || [], change, total)).filter(Boolean);
  if (!groups.length) return null;
  const chosen = Object.entries(wanted).reduce((sum, [facet, values]) => sum + (facet === 'kind' ? 0 : values.length), 0);
  return el('details', { class: 'facets fold seek__facets', open },
    el('summary', {}, chosen ? `กรองแล้ว ${chosen} อย่าง` : 'กรองให้ตรงงาน', icon('go')),
    el('form', { onsubmit: event => event.preventDefault() }, groups,
      chosen ? el('p', { class: 'acts' }, el('button', { type: 'button', class: 'btn', onclick: () => change() }, 'เลิกกรองทั้งหมด')) : null));
}

function group(facet, label, counts, chosen, change, total) {
  const held = new Map(counts), missing = chosen.filter(value => !held.has(value)).map(value => [value, 0]);
  const rows = [...counts, ...missing];
  if (!chosen.length && rows.every(([, n]) => n >= total)) return null;        // would narrow nothing
  const row = ([value, n]) => el('label', {}, el('input', {
    type: 'checkbox', name: facet, value, checked: chosen.includes(value), onchange: event => change(facet, value, event.target.checked),
  }), value, el('span', { class: 'n' }, String(n)));
  const first = rows.filter(([value], k) => k < MOST || chosen.includes(value)), rest = rows.filter(([value], k) => k >= MOST && !chosen.includes(value));
  return el('fieldset', {}, el('legend', {}, label), first.map(row), rest.length ? el('details', { class: 'seek__rest' }, el('summary', {}, `อีก ${rest.length}`), rest.map(row)) : null);
}
