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
  const groups = [...labels].map(([facet, label]) => [facet, label, counts.get(facet) || [], wanted[facet] || []])
    .filter(([, , counted, held]) => held.length || counted.some(([, n]) => n < total));   // the others would narrow nothing
  if (!groups.length) return null;
  const chosen = Object.entries(wanted).reduce((sum, [facet, values]) => sum + (facet === 'kind' ? 0 : values.length), 0);
  const form = el('form', { onsubmit: event => event.preventDefault() }), whole = el('details', { class: 'facets fold seek__facets', open, ontoggle: () => fill() },
    el('summary', {}, chosen ? `กรองแล้ว ${chosen} อย่าง` : 'กรองให้ตรงงาน', icon('go')), form);
  // Hundreds of boxes are made when someone wants to see them.
  const fill = () => {
    if (form.firstChild || !whole.open) return;
    form.append(...groups.map(given => group(change, ...given)));
    if (chosen) form.append(el('p', { class: 'acts' }, el('button', { type: 'button', class: 'btn', onclick: () => change() }, 'เลิกกรองทั้งหมด')));
  };
  fill();
  return whole;
}

function group(change, facet, label, counts, chosen) {
  const held = new Map(counts), missing = chosen.filter(value => !held.has(value)).map(value => [value, 0]);
  const rows = [...counts, ...missing];
  const row = ([value, n]) => el('label', {}, el('input', {
    type: 'checkbox', name: facet, value, checked: chosen.includes(value), onchange: event => change(facet, value, event.target.checked),
  }), value, el('span', { class: 'n' }, String(n)));
  const first = rows.filter(([value], k) => k < MOST || chosen.includes(value)), rest = rows.filter(([value], k) => k >= MOST && !chosen.includes(value));
  return el('fieldset', {}, el('legend', {}, label), first.map(row), rest.length ? el('details', { class: 'seek__rest' }, el('summary', {}, `อีก ${rest.length}`), rest.map(row)) : null);
}
