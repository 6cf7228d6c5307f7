// What was asked for was done: the form is empty again for the next visitor, but for what is kept from one to the next.

export function startFresh() {
  document.body.addEventListener("fresh", (event) => {
    const form = event.target.closest?.("form");
    if (!form || !("fresh" in form.dataset)) return;
    for (const kept of form.querySelectorAll("[data-kept] input")) kept.defaultChecked = kept.checked;
    form.reset();
    for (const opened of form.querySelectorAll("details[open]")) opened.open = false;
  });
}
