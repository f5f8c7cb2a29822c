// The search program as the stub calls it: in the search page, in a dialog over any other page, or opened ahead of them.
import { read, show } from './address.js';
import { el, icon } from './elements.js';
import { openIndex } from './loading.js';
import { Panel } from './panel.js';

let dialog;

function styled(root) {
  if (document.querySelector('link[data-seek]')) return Promise.resolve();
  return new Promise(resolve => {
    const sheet = el('link', { rel: 'stylesheet', href: new URL('assets/search/search.css?{styles}', root).href, 'data-seek': true, onload: resolve, onerror: resolve });
    if (location.protocol !== 'file:') sheet.integrity = '{sealed}';
    document.head.append(sheet);
  });
}

export const prepare = root => { styled(root); return openIndex(root); };

export async function mountPage(page, form, root, lasting) {
  const { query, wanted } = read(location.search), seeking = on => document.documentElement.classList.toggle('seeking', on);
  const panel = new Panel({
    root, form, wanted,
    failed: () => seeking(false),
    asked: text => seeking(Boolean(text.trim())),
    changed: show,
  });
  page.querySelector('.seek__sorry')?.remove();
  const placed = styled(root).then(() => page.append(panel.place));     // the answer is looked for meanwhile
  if (query && !form.elements.q.value) form.elements.q.value = query;
  // From the box arrow keys reach the hits; on a phone its keyboard would cover them.
  if (query && document.activeElement === document.body && matchMedia('(hover: hover) and (pointer: fine)').matches)
    form.elements.q.focus({ preventScroll: true });
  addEventListener('popstate', () => {
    const now = read(location.search);
    form.elements.q.value = now.query;
    panel.wanted = now.wanted;
    panel.find(false);
  });
  await Promise.all([placed, panel.find(lasting)]);
}

export async function openDialog(root) {
  dialog = dialog ?? await made(root);
  dialog.element.showModal();
  dialog.box.focus();
  dialog.box.select();
}

async function made(root) {
  const box = el('input', { type: 'search', name: 'q', 'aria-label': 'ค้นหาบทเรียน', placeholder: 'กำลังจะทำเรื่องอะไร', autocomplete: 'off' });
  const form = el('form', { class: 'find find--line', role: 'search' }, box, el('button', {}, icon('search'), 'ค้นหา'));
  const whole = el('a', { class: 'btn', href: new URL('search/', root).href }, 'ดูทั้งหมดและกรองให้ตรงงาน');
  const panel = new Panel({ root, form, narrow: false, changed: text => { whole.href = new URL(`search/?${new URLSearchParams({ q: text.trim() })}`, root).href; } });
  const close = el('button', { type: 'button', class: 'btn seek__close', onclick: () => element.close() }, 'ปิด');
  const element = el('dialog', { class: 'seek-dialog md-typeset', 'aria-label': 'ค้นหา', onclick: event => { if (event.target === element) element.close(); } },
    el('div', { class: 'seek-dialog__in' }, el('div', { class: 'seek-dialog__head' }, form, close), panel.place, el('p', { class: 'acts' }, whole)));
  // Opened by a key while nothing had the focus: on closing a browser would leave it nowhere.
  element.addEventListener('close', () => { if (document.activeElement === document.body || element.contains(document.activeElement)) document.getElementById('main').focus({ preventScroll: true }); });
  form.addEventListener('submit', () => panel.list.querySelector('h3 a')?.focus());
  await styled(root);
  document.body.append(element);
  panel.find(false);
  return { element, box };
}
