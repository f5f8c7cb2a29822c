// The only part of search that every page loads: waits until someone wants to search, then fetches the program.
// A classic script, so that it also runs from an unpacked folder (file://).
(() => {
  const here = document.currentScript.src, root = new URL('../../', here).href;
  const page = document.getElementById('search-app');
  let program;

  const load = () => program = program ?? new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('{program}', here).href;
    if (location.protocol !== 'file:') script.integrity = '{integrity}';
    script.onload = () => resolve(globalThis.botrianSearch);
    script.onerror = () => { script.remove(); program = undefined; reject(new Error('offline')); };
    document.head.append(script);
  });

  const sorry = () => {
    if (!page || page.querySelector('.seek__sorry')) return;
    const line = document.createElement('p');
    line.className = 'seek__sorry intro';
    line.setAttribute('role', 'status');
    line.textContent = 'เปิดระบบค้นหาไม่ได้ในตอนนี้ อาจเพราะสัญญาณไม่ดี เลือกจากรายชื่อด้านล่างไปก่อนได้';
    page.append(line);
  };

  if (page) {
    const form = page.querySelector('form'), box = form.elements.q;
    let mounted;
    const mount = () => mounted = mounted ?? load().then(({ mountPage }) => mountPage(page, root)).catch(() => { mounted = undefined; sorry(); });
    form.addEventListener('submit', event => { event.preventDefault(); mount(); });
    for (const kind of ['focus', 'input']) box.addEventListener(kind, mount);
    if (new URLSearchParams(location.search).get('q')) mount();
  }

  const open = event => {
    if (page) { page.querySelector('input').focus(); event.preventDefault(); return; }
    if (!globalThis.HTMLDialogElement) return;                            // the link leads to the page
    event.preventDefault();
    load().then(({ openDialog }) => openDialog(root)).catch(() => { location.href = new URL('search/', root); });
  };
  for (const link of document.querySelectorAll('[data-search-link], .search-open')) {
    link.addEventListener('click', event => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event); });
  }
  for (const box of page ? [] : document.querySelectorAll('[data-search-box]')) box.addEventListener('focus', () => load().then(({ warm }) => warm(root), () => {}), { once: true });
  addEventListener('keydown', event => {
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest?.('input, textarea, select, [contenteditable]')) open(event);
  });
})();
