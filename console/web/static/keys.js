// The keyboard: an element with data-key is pressed by that key. Keys go by where they are, not by the layout in force.

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const name = (event.shiftKey ? "Shift+" : "") + event.code.replace(/^(Digit|Key|Numpad(?=\d))/, "");
    if (isTyping(event.target) && !/^(Shift\+)?F\d/.test(name)) return;
    const wanted = [...document.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)].find(canBePressed);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("input, select, textarea") && !wanted.matches("[type=checkbox], [type=radio]")) wanted.focus();
    else wanted.click();
  });
}

function isTyping(element) {
  return element.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])");
}

function canBePressed(element) {
  return !element.disabled && element.getAttribute("aria-disabled") !== "true" && element.offsetParent !== null;
}
