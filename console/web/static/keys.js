// The keyboard: an element with data-key is pressed by that key. Keys go by where they are, not by the layout in force.
// With two places on one page they go to one of them: the pane where somebody works, also while a part of it is new.

let pane; // the id of that pane's element

export function startKeys() {
  document.addEventListener("focusin", (event) => workAt(event.target.closest("[data-pane]")));
  document.addEventListener("click", (event) => {
    const other = event.target.closest("[data-other]") && nextPane();
    if (!other) return;
    workAt(other);
    other.querySelector("button.main:not(:disabled), button:not(:disabled)")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.repeat) return;
    const name = nameOf(event);
    if (name === "Escape") return close(event.target.closest?.("details.more[open]"));
    if (/^(Shift\+)?\d$/.test(name) && !("digits" in document.documentElement.dataset)) return;
    if (isTyping(event.target) && !/F\d+$/.test(name)) return;
    const wanted = pressable(name);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.matches("select, textarea, input:not([type=checkbox], [type=radio])")) wanted.focus();
    else wanted.click();
    if (wanted.matches("details.more[open] > summary")) firstField(wanted.parentElement)?.focus();
  });
  workAt(here());
}

function nameOf(event) {
  const key = event.code.replace(/^(Digit|Key|Numpad(?=\d))/, "");
  return (event.ctrlKey ? "Ctrl+" : "") + (event.shiftKey ? "Shift+" : "") + key;
}

function pressable(name) {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)].filter(canBePressed);
  const worked = here();
  return (
    all.find((element) => worked?.contains(element)) ??
    all.find((element) => !element.closest("[data-pane]")) // never another place's: somebody else stands there
  );
}

function here() {
  return document.getElementById(pane) ?? document.querySelector("[data-pane]");
}

function nextPane() {
  const panes = [...document.querySelectorAll("[data-pane]")];
  return panes[(panes.indexOf(here()) + 1) % panes.length];
}

function workAt(element) {
  if (!element) return;
  pane = element.id;
  for (const each of document.querySelectorAll("[data-pane]")) each.toggleAttribute("data-here", each === element);
}

function close(opened) {
  if (!opened) return;
  opened.open = false;
  opened.querySelector("summary").focus();
}

function firstField(opened) {
  const fields = [...opened.querySelectorAll("input:not([type=hidden]), select, textarea, button")];
  return fields.find((field) => field.checked) ?? fields[0];
}

function isTyping(element) {
  return element.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])");
}

function canBePressed(element) {
  return !element.disabled && element.getAttribute("aria-disabled") !== "true" && element.checkVisibility();
}
