// Takes the place of a service worker that another build left at this address, and goes with it: while one tries out
// changes, a kept page would be yesterday's. What the app itself keeps stays.
self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => {
  const leave = async () => {
    const kept = (await caches.keys()).filter((name) => name.startsWith("waymark-"));
    await Promise.all(kept.map((name) => caches.delete(name)));
    await self.registration.unregister();
  };
  event.waitUntil(leave());
});
