// What was typed outlives a lock and a page that is loaded anew: the server keeps it meanwhile, in memory, and gives it back
// to the same page in the same tab. Nothing of it is kept here, for others sit down at this computer, too.

import { newId, post } from "./posting.js";

const PATIENCE_MS = 1_500; // a lock waits no longer for it
const LOCKED = 401;
const FIELDS = "input, select, textarea";
const NEVER = "[type=hidden], [type=password], [type=file], [autocomplete=one-time-code], :disabled";

const page = document.body.dataset.page;
let waiting = []; // forms that were given back, and are not in the page (yet)
let kept = "";
let isLeaving = false;

export function startTyped() {
  if (!page) return;
  if ("draft" in document.body.dataset) askBack();
  document.body.addEventListener("htmx:beforeOnLoad", (event) => {
    const door = event.detail.xhr.getResponseHeader("HX-Redirect");
    if (event.detail.xhr.status !== LOCKED || !door) return;
    event.preventDefault();
    leave(door);
  });
  document.addEventListener("submit", async (event) => {
    if (event.target.getAttribute("action") !== "/lock") return;
    event.preventDefault();
    if (isLeaving) return;
    isLeaving = true;
    await keep();
    event.target.submit();
  });
  window.addEventListener("pagehide", () => keep(!isLeaving));
  window.addEventListener("pageshow", (event) => event.persisted && location.replace(page)); // the back button: nothing stale
}

// The page is loaded anew, or what follows a lock is: what was typed is safe before that.
export async function leave(to = page) {
  if (isLeaving) return;
  isLeaving = true;
  await keep();
  location.replace(to);
}

// What was given back is put where it was, as soon as its form is there. The form of another ticket has another id.
export function fillIn() {
  waiting = waiting.filter((typed) => {
    const form = document.getElementById(typed.id);
    if (form instanceof HTMLFormElement) fill(form, typed);
    return !form;
  });
}

async function keep(isLeft = false) {
  const typed = gather();
  const said = JSON.stringify(typed);
  if (!typed.length || said === kept) return;
  const fields = { page, tab: tab(), typed: said, ...(isLeft && { leaving: "on" }) };
  const answer = await post("/draft", fields, PATIENCE_MS).catch(() => null);
  if (answer?.ok) kept = said;
}

async function askBack() {
  const answer = await post("/draft/back", { page, tab: tab() }).catch(() => null);
  if (!answer?.ok) return;
  waiting = await answer.json();
  fillIn();
}

// Two tabs may have the same page open. Its name says nothing of anybody.
function tab() {
  const name = sessionStorage.getItem("kezek-tab") ?? newId();
  sessionStorage.setItem("kezek-tab", name);
  return name;
}

function gather() {
  return [...[...document.querySelectorAll("form[id]")].map(asLeft).filter(Boolean), ...waiting];
}

function asLeft(form) {
  const opened = partsOf(form).map((part) => part.open);
  const isTyped = "filled" in form.dataset ? isFilled : isChanged; // the server has put there what was typed
  const fields = fieldsOf(form).map((field, _at, all) => isTyped(field) && asField(field, all));
  if (!fields.some(Boolean) && !opened.includes(true)) return null;
  return { id: form.id, opened, fields: fields.filter(Boolean) };
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.matches(FIELDS) && field.name && !field.matches(NEVER));
}

function partsOf(form) {
  return [form.closest("details"), ...form.querySelectorAll("details")].filter(Boolean);
}

function isTick(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function isFilled(field) {
  return isTick(field) ? field.checked : field.value !== "";
}

function isChanged(field) {
  if (isTick(field)) return field.checked !== field.defaultChecked;
  if (!field.matches("select")) return field.value !== field.defaultValue;
  const first = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  return field.value !== (first?.value ?? "");
}

function asField(field, all) {
  const { name, value } = field;
  if (isTick(field)) return { name, value, ticked: field.checked };
  return { name, value, nth: all.filter((other) => other.name === name).indexOf(field) };
}

function fill(form, typed) {
  partsOf(form).forEach((part, at) => {
    if (typed.opened[at] !== undefined) part.open = typed.opened[at];
  });
  const fields = fieldsOf(form);
  for (const { name, value, nth, ticked } of typed.fields) {
    const named = fields.filter((field) => field.name === name);
    const hasTick = typeof ticked === "boolean";
    const field = hasTick ? named.find((one) => one.value === value) : named[nth ?? 0];
    if (!field || isTick(field) !== hasTick) continue;
    if (hasTick) field.checked = ticked;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true })); // it counts as typed, here as well
  }
}
