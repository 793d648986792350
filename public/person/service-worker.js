// Makes the person's app open with no network. It serves this app's own files and nothing else: never /v1/, never
// another origin, never anything but GET. It never reloads a page and never takes over by itself: a new version waits
// until the page sends "activate", which it does when the person accepts.
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
self.addEventListener("install", (event) => {
  const wanted = [...FILES].map(
    // A hashed name never changes its bytes, so what the page has just downloaded need not be asked for again.
    ([path, integrity]) => new Request(path, { integrity, cache: path.startsWith("/assets/") ? "default" : "no-cache" }),
  );
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(wanted)));
});

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
    event.respondWith(stored(CACHE, url.pathname, request));
  } else if (request.mode === "navigate") {
    event.respondWith(stored(CACHE, SHELL, request));
  } else if (url.pathname.startsWith("/assets/")) {
    event.respondWith(stored(undefined, url.pathname, request));
  }
});

// The cached file, or the network's when the cache was cleared under us.
async function stored(cacheName, path, request) {
  const found = await caches.match(path, { cacheName, ignoreVary: true });
  return found ?? fetch(request);
}
