// What the server says is wrong with a form stands beside its fields, until somebody types there or the form is taken.

export function startFaults() {
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { xhr } = event.detail;
    const elt = event.detail.elt.pressed ?? event.detail.elt; // of a press that was sent again
    if (!(elt instanceof HTMLFormElement) || xhr.status === 0) return;
    for (const field of elt.querySelectorAll("[data-faulty]")) clear(field);
    const faults = xhr.getResponseHeader("X-Faults");
    if (faults) show(elt, JSON.parse(faults));
    else if (xhr.status < 400) putAway(elt);
  });
  document.addEventListener("input", (event) => clear(event.target));
}

function show(form, faults) {
  const fields = Object.entries(faults).map(([name, words]) => [fieldOf(form, name), words]);
  for (const [field, words] of fields) {
    if (!field) continue;
    const fault = document.getElementById("fault").content.firstElementChild.cloneNode(true);
    fault.id = `${field.id || `${form.id}-${field.name}`}-said`;
    fault.querySelector("span").textContent = words;
    (field.closest(".ticks") ?? field).before(fault);
    field.dataset.faulty = field.getAttribute("aria-describedby") ?? "";
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `${fault.id} ${field.dataset.faulty}`.trim());
  }
  fields.find(([field]) => field)?.[0].focus();
}

function fieldOf(form, name) {
  return [...form.elements].find((field) => field.name === name && field.type !== "hidden");
}

function clear(field) {
  if (!("faulty" in field.dataset)) return;
  document.getElementById(field.getAttribute("aria-describedby").split(" ")[0])?.remove();
  if (field.dataset.faulty) field.setAttribute("aria-describedby", field.dataset.faulty);
  else field.removeAttribute("aria-describedby");
  field.removeAttribute("aria-invalid");
  delete field.dataset.faulty;
}

// A part that was opened for this has done its work.
function putAway(form) {
  const opened = form.closest("details.more");
  if (!opened) return;
  if (opened.contains(document.activeElement)) opened.querySelector("summary").focus();
  opened.open = false;
  form.reset();
}
