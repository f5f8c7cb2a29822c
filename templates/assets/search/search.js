// The only part of search that every page loads: waits until someone wants to search, then fetches the program.
// A classic script, so that it also runs from an unpacked folder (file://).
(() => {
  const here = document.currentScript.src, root = new URL('../../', here).href;
  const page = document.getElementById('search-app'), form = page && document.querySelector('[data-search-box]').form;
  const isOwn = page && page.contains(form), seeking = on => document.documentElement.classList.toggle('seeking', on);
  let program, mounted;
  globalThis.botrianSearches = true;

  const load = () => program = program ?? new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('{program}', here).href;
    if (location.protocol !== 'file:') {
      script.integrity = '{integrity}';
      // The index comes beside the program that opens it: loading.js takes it from here.
      const first = fetch(new URL('index.bin', here), { cache: 'no-cache' });
      first.catch(() => {});
      globalThis.botrianAhead = first;
    }
    script.onload = () => resolve(globalThis.botrianSearch);
    script.onerror = () => { script.remove(); program = undefined; reject(new Error('offline')); };
    document.head.append(script);
  });

  const sorry = () => {
    mounted = undefined;
    seeking(false);
    if (page.querySelector('.seek__sorry')) return;
    const line = document.createElement('p');
    line.className = 'seek__sorry intro';
    line.setAttribute('role', 'status');
    line.textContent = 'เปิดระบบค้นหาไม่ได้ในตอนนี้ อาจเพราะสัญญาณไม่ดี เลือกจากรายชื่อด้านล่างไปก่อนได้';
    page.append(line);
  };

  if (page) {
    const box = form.elements.q, mount = lasting => mounted = mounted ?? load().then(({ mountPage }) => mountPage(page, form, root, lasting)).catch(sorry);
    const asked = new URLSearchParams(location.search).get('q');
    form.addEventListener('submit', event => {
      if (!isOwn && !box.value.trim()) return;                            // to the page of search
      event.preventDefault();
      seeking(true);
      mount(true);
    });
    // Another page goes on as it is until a query is sent; all that answers it is made ready.
    for (const kind of ['focus', 'input']) box.addEventListener(kind, isOwn ? () => mount(false) : () => load().then(({ prepare }) => prepare(root)).catch(() => {}), { once: !isOwn });
    if (asked) mount(false);
  }

  const open = event => {
    if (isOwn || mounted) { form.elements.q.focus(); event.preventDefault(); return; }
    if (!globalThis.HTMLDialogElement) return;                            // the link leads to the page
    event.preventDefault();
    load().then(({ openDialog }) => openDialog(root)).catch(() => { location.href = new URL('search/', root); });
  };
  for (const link of document.querySelectorAll('[data-search-link], .search-open')) {
    link.addEventListener('click', event => { if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event); });
  }
  addEventListener('keydown', event => {
    if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest?.('input, textarea, select, [contenteditable]')) open(event);
  });
})();
