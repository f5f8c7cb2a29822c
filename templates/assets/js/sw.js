// Keeps what was read, and what a reader asked to keep, for when there is no signal. Pages come from the network
// first; what the network does not bring in a few seconds comes from what is kept. What has its edition in its address
// never changes, nor do the faces: neither is asked for again.
const READ = "read-{version}", KEPT = "kept", MOST = 120, PATIENCE = 5000, SOON = 20000;
const FIXED = /\/assets\/(fonts\/|search\/(app\.|[0-9a-f]{10}\/))|\?[0-9a-f]{10}$/;
const FACES = ["sarabun-thai-400", "maitree-thai-600", "sarabun-thai-700"].map((face) => `assets/fonts/${face}-normal.woff2`);

addEventListener("install", (event) => event.waitUntil(
  caches.open(READ).then((cache) => cache.addAll(["./", "assets/css/site.css", "assets/js/reader.js", "assets/js/more.js", "basket/", ...FACES]))
    .catch(() => {}).then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("read-") && name !== READ).map((name) => caches.delete(name))))
    .then(() => clients.claim())));

const kept = (request) => caches.match(request, { ignoreSearch: request.mode === "navigate" });
const unknown = () => new Response(
  `<!doctype html><html lang="th"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>ไม่มีสัญญาณ</title>
<body style="font:18px/1.7 sans-serif;max-width:34rem;margin:2rem auto;padding:0 1rem"><h1>ตอนนี้ไม่มีสัญญาณ</h1>
<p>หน้านี้ยังไม่ได้เก็บไว้ในเครื่อง กลับไปหน้าที่เคยอ่าน หรือลองใหม่เมื่อมีสัญญาณ</p><p><a href="./">หน้าแรกที่เก็บไว้</a></p>`,
  { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });

async function keep(request, response) {
  const cache = await caches.open(READ);
  await cache.put(request, response);
  const keys = await cache.keys();
  if (keys.length > MOST) await cache.delete(keys[0]);
}

async function answer(event, request) {
  const held = FIXED.test(request.url) && (await kept(request));
  if (held) return held;
  // A page is shown while it comes, and also where it cannot be kept (no room, `Vary: *`).
  const asked = fetch(request).then((response) => {
    if (response.ok && response.type === "basic" && !request.headers.has("range"))
      event.waitUntil(keep(request, response.clone()).catch(() => {}));
    return response;
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const first = await Promise.race([asked.catch(() => null), late]);
  if (first) return first;
  return (await kept(request)) || asked.catch(() => (request.mode === "navigate" ? unknown() : Response.error()));
}

// A page tells which one is most likely opened next: its answer is on the way before the tap.
const ahead = new Map();
addEventListener("message", (event) => {
  const { next } = event.data;
  if (ahead.has(next)) return;
  const coming = answer(event, new Request(next));
  event.waitUntil(coming);
  ahead.clear();
  ahead.set(next, { since: Date.now(), coming });
});
const early = async ({ url, mode, cache }) => {
  const asked = mode === "navigate" && cache === "default" && ahead.get(url);
  if (asked) ahead.delete(url);
  const response = asked && Date.now() - asked.since < SOON && (await asked.coming);
  return response && response.ok ? response : null;
};

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin || /\/admin\//.test(request.url)) return;
  event.respondWith(early(request).then((response) => response || answer(event, request)));
});
