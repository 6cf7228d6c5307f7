// The second click of a double click presses nothing, and neither does a key that is held: what stands there by then may
// be the next step, and nobody has read it.

const DOUBLE_MS = 500;
const NEAR_PX = 12;

export function startTwice() {
  let last = { at: -DOUBLE_MS };
  document.addEventListener(
    "click",
    (event) => {
      if (!event.isTrusted || event.detail === 0 || !event.target.closest("button")) return; // 0: by the keyboard
      const click = { at: event.timeStamp, x: event.clientX, y: event.clientY };
      const isTwice = click.at - last.at < DOUBLE_MS && Math.hypot(click.x - last.x, click.y - last.y) < NEAR_PX;
      last = click;
      if (event.detail > 1 || isTwice) drop(event);
    },
    { capture: true },
  );
  document.addEventListener(
    "keydown",
    (event) => event.repeat && event.key === "Enter" && event.target.closest("button") && drop(event),
    { capture: true },
  );
}

function drop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
