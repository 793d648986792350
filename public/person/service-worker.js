// Makes the person's app open with no network. It serves this app's own files and nothing else: never /v1/, never
// another origin, never anything but GET. It never reloads a page and takes none over: a new version waits until the page
// sends "activate", which it does when the person accepts, or until no page of the one before is open any more.
"use strict";

const BUILD = "@@build@@";
const PREFIX = "waymark-";
const CACHE = PREFIX + BUILD;
const SHELL = "/";
// Path and integrity of every file of this build; a file whose bytes differ is refused, and with it the whole install.
const FILES = new Map(@@files@@);
// What the address bar may hold besides pages of the app.
const NOT_PAGES = ["/v1/", "/healthz", "/readyz", "/service-worker.js"];

// All or nothing: addAll puts no file when one is missing, and a failed install leaves the old version in charge.
async function keep() {
  const wanted = [...FILES].map(
    // A hashed name never changes its bytes, so what the page has just downloaded need not be asked for again.
    ([path, integrity]) => new Request(path, { integrity, cache: path.startsWith("/assets/") ? "default" : "no-cache" }),
  );
  await (await caches.open(CACHE)).addAll(wanted);
}

self.addEventListener("install", (event) => event.waitUntil(keep()));

// The build before this one stays for a release: a page that is still open may yet ask for its files.
self.addEventListener("activate", (event) => {
  const tidy = async () => {
    // In the order of their making.
    const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  };
  event.waitUntil(tidy());
});

self.addEventListener("message", (event) => {
  if (event.data === "activate") event.waitUntil(self.skipWaiting());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (NOT_PAGES.some((path) => url.pathname.startsWith(path))) return;
  if (FILES.has(url.pathname)) {
    event.respondWith(stored(event, CACHE, url.pathname));
  } else if (request.mode === "navigate") {
    event.respondWith(stored(event, CACHE, SHELL));
  } else if (url.pathname.startsWith("/assets/")) {
    event.respondWith(stored(event, undefined, url.pathname));
  }
});

// Under way once, whichever page asks.
let again;

// The kept file; or the network's, where the browser cleared what was kept but left this worker in charge. It would
// never be installed again before the next version, so it keeps everything anew: else the app no longer opens without
// signal. With no network, or a newer build at the server, the next page tries again.
async function stored(event, cacheName, path) {
  const found = await caches.match(path, { cacheName, ignoreVary: true });
  if (!found && cacheName && !again) {
    again = keep().catch(() => {}).then(() => { again = undefined; });
    event.waitUntil(again);
  }
  return found ?? fetch(event.request);
}
