// Keeps the supplies as they were last seen, to be read where there is no network. Nothing else of a
// customer is kept, and that no longer than they are signed in. A form that cannot be sent stays on the page, to be
// sent by hand.

const KEPT = 'larder-1';
const SUPPLIES = '/supplies';
const OFFLINE = '/offline';
// What ends a sign-in: the form that signs out, and the one that deletes the account.
const ENDS = ['/sign-out', '/settings/data'];
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:";

self.addEventListener('install', (event) => {
  event.waitUntil(fetch(OFFLINE, { credentials: 'omit' }).then((page) => keep(OFFLINE, page)));
  self.skipWaiting();
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (origin !== self.location.origin) return;
  // The maker's console is no customer's, and is not kept.
  if (pathname === '/ops' || pathname.startsWith('/ops/')) return;
  if (request.method === 'POST' && ENDS.includes(pathname)) {
    event.waitUntil(forget());
  } else if (request.method === 'POST' && request.mode === 'navigate') {
    event.respondWith(send(request, pathname + search));
  } else if (request.method === 'GET' && pathname.startsWith('/style/')) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  } else if (request.method === 'GET' && request.mode === 'navigate') {
    event.respondWith(navigate(request, pathname, search, event));
  }
});

// A notice: what it says, and the page about it. Each message shows once, however often it comes.
self.addEventListener('push', (event) => {
  const { title, body, lang, tag, url } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag, icon: '/brand/icon.svg', data: { url } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});

async function navigate(request, path, search, event) {
  try {
    const page = await fetch(request);
    if (path === SUPPLIES && search === '') event.waitUntil(page.ok ? keep(SUPPLIES, page.clone()) : forget());
    return page;
  } catch (error) {
    // Whatever was chosen of them, all are shown.
    const kept = (['/', SUPPLIES].includes(path) && (await caches.match(SUPPLIES))) || (await caches.match(OFFLINE));
    if (kept) return kept;
    throw error;
  }
}

// A form, or the page that says that it was not sent and has all of it in a form of its own.
async function send(request, path) {
  const typed = request.clone();
  try {
    return await fetch(request);
  } catch (error) {
    const page = await caches.match(OFFLINE);
    if (!page) throw error;
    const fields = new URLSearchParams(await typed.text());
    const hidden = [...fields].map(([name, value]) => `<input type="hidden" name="${safe(name)}" value="${safe(value)}">`);
    const amount = fields.get('amount');
    if (amount) hidden.push(`<p><b>${safe(amount)}</b></p>`);
    const html = (await page.text())
      .replace(' id="unkept"', ' id="unkept" hidden')
      .replace(' id="unsent" hidden', ' id="unsent"')
      .replace(' action="/offline">', () => ` action="${safe(path)}">${hidden.join('')}`);
    return new Response(html, { status: 503, headers: page.headers });
  }
}

function safe(text) {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

// A page without its scripts, marked as old, and the style sheet that it needs.
async function keep(path, page) {
  if (!page.ok) return;
  const html = (await page.text())
    .replace(/<script\b[^]*?<\/script>/g, '')
    .replace(/<link rel="modulepreload"[^>]*>/g, '')
    .replace('<html', '<html data-offline');
  const style = /href="(\/style\/[^"]+)"/.exec(html)?.[1];
  const cache = await caches.open(KEPT);
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
  await cache.put(path, new Response(html, { headers }));
  if (style && !(await cache.match(style))) await cache.add(style);
}

// A redirect or an error may be that somebody else sits here now, or nobody.
async function forget() {
  const cache = await caches.open(KEPT);
  await cache.delete(SUPPLIES);
}
