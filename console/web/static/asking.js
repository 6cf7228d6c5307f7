// Sends what was pressed, once: each press has an id of its own, and is sent again with it while the link is away.

const PATIENCE_MS = 30_000;
const PAUSE_MS = 700;
const asks = new WeakMap(); // by element: the id of its press that has not been answered

export function startAsking() {
  document.body.addEventListener("htmx:configRequest", (event) => {
    const { elt, headers, verb } = event.detail;
    if (verb === "get") return;
    headers["X-CSRF"] = document.querySelector('meta[name="csrf"]').content;
    if (headers["X-Ask"]) return; // sent again
    const ask = asks.get(elt) ?? newId();
    asks.set(elt, ask);
    headers["X-Ask"] = ask;
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { elt, xhr } = event.detail;
    if (xhr.status > 0) {
      asks.delete(elt);
      showUnsent(false);
    }
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, (event) => sendAgain(event.detail.requestConfig));
  }
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sendAgain(config) {
  if (config.verb === "get") return;
  const until = (config.headers["X-Until"] ??= String(Date.now() + PATIENCE_MS));
  if (Date.now() > Number(until)) {
    showUnsent("lost");
    return;
  }
  showUnsent("sending");
  setTimeout(() => {
    window.htmx.ajax(config.verb.toUpperCase(), config.path, {
      values: config.parameters instanceof FormData ? Object.fromEntries(config.parameters) : config.parameters,
      headers: { "X-Ask": config.headers["X-Ask"], "X-Until": until },
      target: "#messages",
      swap: "innerHTML",
    });
  }, PAUSE_MS);
}

function showUnsent(how) {
  const banner = document.getElementById("unsent");
  if (!banner) return;
  banner.hidden = !how;
  banner.dataset.how = how || "";
}
