// A page that is printed: its one button.
document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
