// Hears the page's regions anew by server-sent events. A link that is silent for too long is down, and is opened again.

import { fillIn, leave } from "./typed.js";

// Without it idiomorph moves in the way of all browsers. With it Chromium 156 now and then drew nothing of what had come beside
// a part that moved: no button to call the next visitor with, while all was in the document.
delete Element.prototype.moveBefore;

const SILENCE_MS = 12_000; // the server beats every five seconds
const LOOK_MS = 1_000;
const REFUSED_MS = 10_000; // what was refused is said for so long, and until the hall has gone on

export function startLive() {
  const path = document.body.dataset.live;
  if (!path) return;
  let source;
  let heardAt;

  const heard = () => {
    heardAt = Date.now();
    document.getElementById("lost").hidden = true;
  };
  const open = () => {
    source?.close();
    heardAt = Date.now();
    source = new EventSource(path);
    source.addEventListener("open", heard);
    source.addEventListener("beat", heard);
    source.addEventListener("gone", () => leave()); // signed out, locked, or the place is another's now
    source.addEventListener("error", () => {
      document.getElementById("lost").hidden = false;
    });
    for (const region of document.querySelectorAll("[data-region]")) {
      source.addEventListener(region.dataset.region, (event) => {
        heard();
        forgetRefusals();
        draw(region, event.data);
      });
    }
  };
  const look = () => {
    const silent = Date.now() - heardAt > SILENCE_MS;
    if (silent) document.getElementById("lost").hidden = false;
    if (silent || source.readyState === EventSource.CLOSED) open();
  };
  setInterval(look, LOOK_MS);
  // A telephone that has slept ran no timers: the first look after it wakes is at once.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  window.addEventListener("pagehide", () => source.close());
  open();
}

// What somebody has opened, ticked or typed stays so: the server knows nothing of it. A form of another ticket has
// another id, and comes without any of that.
const touched = new WeakSet();
document.addEventListener("input", (event) => touched.add(event.target));

function draw(region, html) {
  window.Idiomorph.morph(region, html, {
    morphStyle: "innerHTML",
    ignoreActiveValue: isFilledIn(document.activeElement), // a button that has the focus gets its new words
    callbacks: {
      beforeNodeRemoved: (node) => !(node instanceof Element && node.hasAttribute("data-said")), // of a field's fault
      beforeAttributeUpdated: (name, element) =>
        !(name === "open" && element.matches("details")) &&
        !(name.startsWith("aria-") && element.hasAttribute("data-faulty")) &&
        name !== "data-faulty" &&
        !((name === "checked" || name === "value") && touched.has(element)),
    },
  });
  window.htmx.process(region);
  fillIn();
}

// «Nobody waits» is not to stand above the one who has come since. What went wrong stays until the next press.
const since = new WeakMap();

function forgetRefusals() {
  for (const refusal of document.querySelectorAll("#messages .notice.warn")) {
    if (!since.has(refusal)) since.set(refusal, performance.now());
    else if (performance.now() - since.get(refusal) > REFUSED_MS) refusal.remove();
  }
}

function isFilledIn(element) {
  return element.matches("input, select, textarea");
}
