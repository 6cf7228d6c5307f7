// A page that is made for paper: its button prints it.

document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
