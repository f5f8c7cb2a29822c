// The query and the narrowing in the address of the page: ?q=…&kind=…&province=…
export const NARROWINGS = ['kind', 'province', 'role', 'tag', 'programme', 'evidence', 'year'];

export function read(search) {
  const given = new URLSearchParams(search), wanted = {};
  for (const facet of NARROWINGS) if (given.has(facet)) wanted[facet] = given.getAll(facet).slice(0, 20);
  return { query: given.get('q') || '', wanted };
}

export function write(query, wanted) {
  const out = new URLSearchParams();
  if (query.trim()) out.set('q', query.trim());
  for (const facet of NARROWINGS) for (const value of wanted[facet] || []) out.append(facet, value);
  const text = out.toString();
  return text ? `?${text}` : '';
}

// Changes the address of this page; a folder on disk may refuse, which does no harm.
export function show(query, wanted, lasting) {
  const url = location.pathname + write(query, wanted) + location.hash;
  if (url === location.pathname + location.search + location.hash) return;
  try { history[lasting ? 'pushState' : 'replaceState'](null, '', url); } catch { /* file:// */ }
}
