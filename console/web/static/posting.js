// What a page tells the server by itself, beside what is pressed: with the session's word, and with an id as every post has.

export function post(path, fields = {}, patience_ms = 0) {
  return fetch(path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: {
      "HX-Request": "true", // so that the door is named, and not opened
      "X-CSRF": document.querySelector('meta[name="csrf"]').content,
      "X-Ask": newId(),
    },
    keepalive: true, // also of a page that goes away
    signal: patience_ms ? AbortSignal.timeout(patience_ms) : null,
  });
}

export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
