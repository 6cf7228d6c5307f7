// Sends what was pressed, once: each press has an id of its own, and is sent again with it while nobody answers.

import { newId } from "./posting.js";

const PATIENCE_MS = 30_000;
const PAUSE_MS = 700;
const NO_ANSWER = 503; // the dispatcher did not answer in time: only asking again tells what has become of it
const asks = new Map(); // by all that a press says: its id, until it is answered. Elements go from one step to the next
const presses = new Map(); // by that id: the element, and who sends it again

export function startAsking() {
  document.body.addEventListener("htmx:configRequest", (event) => {
    const { elt, headers, verb } = event.detail;
    if (verb === "get") return;
    const said = saidBy(event.detail);
    headers["X-CSRF"] = document.querySelector('meta[name="csrf"]').content;
    if (headers["X-Ask"]) return; // sent again
    const ask = asks.get(said) ?? newId();
    asks.set(said, ask);
    if (!presses.has(ask)) presses.set(ask, { elt, said });
    headers["X-Ask"] = ask;
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (isUnanswered(event.detail)) event.detail.shouldSwap = false;
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { requestConfig, xhr } = event.detail;
    if (isUnanswered(event.detail)) sendAgain(requestConfig);
    else if (xhr.status > 0) {
      forget(requestConfig.headers["X-Ask"]);
      showUnsent(false);
    }
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, (event) => sendAgain(event.detail.requestConfig));
  }
}

function isUnanswered({ requestConfig, xhr }) {
  return requestConfig.verb !== "get" && xhr.status === NO_ANSWER;
}

function forget(ask) {
  const press = presses.get(ask);
  if (!press) return;
  presses.delete(ask);
  drop(press);
  asks.delete(press.said);
}

function saidBy(config) {
  const fields = [...config.formData].filter(([name]) => name !== "csrf" && name !== "ask");
  return `${config.path} ${new URLSearchParams(fields)}`;
}

function sendAgain(config) {
  if (config.verb === "get") return;
  const ask = config.headers["X-Ask"];
  const until = (config.headers["X-Until"] ??= String(Date.now() + PATIENCE_MS));
  if (Date.now() > Number(until)) {
    forget(ask); // what is pressed from now on is another press, which the page's ticket keeps from acting twice
    showUnsent("lost");
    return;
  }
  showUnsent("sending");
  setTimeout(() => {
    window.htmx.ajax(config.verb.toUpperCase(), config.path, {
      source: carrierOf(ask),
      values: config.formData,
      headers: { "X-Ask": ask, "X-Until": until },
      target: "#messages",
      swap: "none", // what is said comes out of band
    });
  }, PAUSE_MS);
}

// The button may be gone by now, and htmx keeps one request that waits for each element: every press has its own.
function carrierOf(ask) {
  const press = presses.get(ask) ?? {};
  presses.set(ask, press);
  if (!press.carrier) {
    press.carrier = document.body.appendChild(document.createElement("span"));
    press.carrier.hidden = true;
    press.carrier.pressed = press.elt;
  }
  return press.carrier;
}

function drop(press) {
  press?.carrier?.remove();
  delete press?.carrier;
}

function showUnsent(how) {
  const banner = document.getElementById("unsent");
  if (!banner) return;
  banner.hidden = !how;
  banner.dataset.how = how || "";
}
