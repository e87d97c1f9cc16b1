// Takes the place of the worker where the portal offers no copies: deletes what it kept, and goes.
"use strict"
addEventListener("install", () => self.skipWaiting())
addEventListener("activate", event =>
  event.waitUntil(
    (async () => {
      const path = new URL(self.registration.scope).pathname
      const names = (await caches.keys()).filter(name => name.startsWith(`hall ${path} `))
      await Promise.all(names.map(name => caches.delete(name)))
      await self.registration.unregister()
    })(),
  ))
