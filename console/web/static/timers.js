// Counts seconds since a moment, or until one, by the hall's clock: one tick for the whole page, and nothing is kept.

export function startTimers() {
  const offset = Number(document.documentElement.dataset.now ?? 0) - performance.now() / 1000;
  const tick = () => {
    const now = performance.now() / 1000 + offset;
    for (const timer of document.querySelectorAll("[data-since]")) show(timer, now - Number(timer.dataset.since));
    for (const timer of document.querySelectorAll("[data-until]")) show(timer, Number(timer.dataset.until) - now);
  };
  setInterval(tick, 1000);
  tick();
}

function show(timer, seconds) {
  const text = length(Math.max(0, Math.floor(seconds)));
  if (timer.textContent !== text) timer.textContent = text;
}

function length(seconds) {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
