// The keyboard: an element with data-key is pressed by that key. Keys go by where they are, not by the layout in force.

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.repeat) return;
    const name = nameOf(event);
    if (/^\d$/.test(name) && !("digits" in document.documentElement.dataset)) return;
    if (isTyping(event.target) && !/F\d+$/.test(name)) return;
    const wanted = pressable(name);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("select, textarea, input:not([type=checkbox], [type=radio])")) wanted.focus();
    else wanted.click();
  });
}

function nameOf(event) {
  const key = event.code.replace(/^(Digit|Key|Numpad(?=\d))/, "");
  return (event.ctrlKey ? "Ctrl+" : "") + (event.shiftKey ? "Shift+" : "") + key;
}

// With two places on one page a key is for the one that somebody works at just now.
function pressable(name) {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)].filter(canBePressed);
  const here = document.activeElement?.closest("[data-region]");
  return all.find((element) => here?.contains(element)) ?? all[0];
}

function isTyping(element) {
  return element.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])");
}

function canBePressed(element) {
  return !element.disabled && element.getAttribute("aria-disabled") !== "true" && element.checkVisibility();
}
