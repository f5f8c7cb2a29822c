// What was searched for last, kept on this device alone.
const KEY = 'recent-searches', MOST = 6;

export function recent() {
  try {
    const held = JSON.parse(localStorage.getItem(KEY) || '[]');
    return Array.isArray(held) ? held.filter(text => typeof text === 'string').slice(0, MOST) : [];
  } catch { return []; }
}

export function remember(query) {
  const text = query.trim().slice(0, 80);
  if (text.length < 2) return;
  try { localStorage.setItem(KEY, JSON.stringify([text, ...recent().filter(other => other !== text)].slice(0, MOST))); } catch { /* private window */ }
}

export function forget() {
  try { localStorage.removeItem(KEY); } catch { /* private window */ }
}
