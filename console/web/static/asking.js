// Sends what was pressed, once: each press has an id of its own, and is sent again with it while the link is away.

const PATIENCE_MS = 30_000;
const PAUSE_MS = 700;
const unanswered = new Map(); // the ids of presses, by all that they say: pressed again meanwhile they are the same one

export function startAsking() {
  document.body.addEventListener("htmx:configRequest", (event) => {
    const { headers, verb } = event.detail;
    if (verb === "get") return;
    headers["X-CSRF"] = document.querySelector('meta[name="csrf"]').content;
    if (headers["X-Ask"]) return; // sent again
    const said = saidBy(event.detail);
    headers["X-Ask"] = unanswered.get(said) ?? newId();
    unanswered.set(said, headers["X-Ask"]);
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { requestConfig, xhr } = event.detail;
    if (xhr.status > 0) settle(requestConfig, "");
  });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, (event) => sendAgain(event.detail.requestConfig));
  }
}

function saidBy(config) {
  const fields = [...config.formData].filter(([name]) => name !== "csrf" && name !== "ask");
  return `${config.path} ${new URLSearchParams(fields)}`;
}

function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function sendAgain(config) {
  if (config.verb === "get") return;
  const until = config.headers["X-Until"] ?? String(Date.now() + PATIENCE_MS);
  if (Date.now() > Number(until)) {
    settle(config, "lost");
    return;
  }
  showUnsent("sending");
  setTimeout(() => {
    window.htmx.ajax(config.verb.toUpperCase(), config.path, {
      source: document.contains(config.elt) ? config.elt : document.body,
      values: config.formData,
      headers: { "X-Ask": config.headers["X-Ask"], "X-Until": until },
      swap: "none", // what the answer says goes to the messages by itself
    });
  }, PAUSE_MS);
}

// It was answered, or is given up: the next press is another one, whatever it says.
function settle(config, how) {
  for (const [said, ask] of unanswered) if (ask === config.headers["X-Ask"]) unanswered.delete(said);
  showUnsent(how);
}

function showUnsent(how) {
  const banner = document.getElementById("unsent");
  if (!banner) return;
  banner.hidden = !how;
  banner.dataset.how = how;
}
