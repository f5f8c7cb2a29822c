// Where the files of the index come from: the network, or one script beside them when there is none (file://).
import { Search } from './engine.js';

const opened = new Map();

// The open index of the site at `root`; a failure is not remembered.
export function openIndex(root) {
  if (!opened.has(root)) {
    const opening = Search.open(reader(root, 'no-cache'));
    opening.catch(() => opened.delete(root));
    opened.set(root, opening);
  }
  return opened.get(root);
}

// Answers; when the files of this build are gone, a newer build is opened once.
export async function ask(root, query, wanted) {
  const search = await openIndex(root);
  try {
    return [search, await search.answer(query, wanted)];
  } catch (fault) {
    if (!fault.gone) throw fault;
    opened.set(root, Search.open(reader(root, 'reload')));
    const newer = await openIndex(root);
    return [newer, await newer.answer(query, wanted)];
  }
}

const reader = (root, cache) => new URL(root).protocol === 'file:' ? fromScript(root) : fromNetwork(root, cache);

function fromNetwork(root, cache) {
  return async name => {
    const answer = name === 'index.bin' && await taken(cache) || await fetch(new URL(`assets/search/${name}`, root), name === 'index.bin' ? { cache } : {});
    if (!answer.ok) throw Object.assign(new Error(`${answer.status} ${name}`), { gone: answer.status === 404 || answer.status === 410 });
    return answer.arrayBuffer();
  };
}

// What search.js has asked for beside the program, once; null where it has not, or the net failed.
async function taken(cache) {
  const ahead = cache === 'reload' ? null : globalThis.botrianAhead;
  delete globalThis.botrianAhead;
  try { return await ahead; } catch { return null; }
}

function fromScript(root) {
  const files = new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL('assets/search/offline.js', root).href;
    script.onload = () => resolve(globalThis.botrianSearchFiles);
    script.onerror = () => reject(new Error('offline.js'));
    document.head.append(script);
  });
  return async name => {
    const text = (await files)[name];
    if (text === undefined) throw new Error(name);
    return Uint8Array.from(atob(text), letter => letter.charCodeAt(0)).buffer;
  };
}
