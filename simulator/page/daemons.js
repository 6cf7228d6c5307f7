// The quiet corner: every process of the hall, to be killed, stopped and started.

import { byId, make, post, say } from "./dom.js";
import { text } from "./texts.js";

const rows = new Map();

export function showDaemons(daemons) {
  for (const daemon of daemons) {
    if (!rows.has(daemon.name)) rows.set(daemon.name, newRow(daemon));
    rows.get(daemon.name)(daemon);
  }
}

function newRow({ name }) {
  const [role, state, pid, starts] = ["td", "td", "td", "td"].map((tag) => make(tag));
  state.className = "process-state";
  const buttons = ["kill", "stop", "start"].map((deed) => {
    const button = make("button", { type: "button", className: `tool do-${deed}` });
    button.addEventListener("click", () => post(`/daemons/${encodeURIComponent(name)}`, { do: deed }));
    return button;
  });
  byId("daemons").append(make("tr", {}, make("th", { scope: "row" }, name), role, state, pid, starts, make("td", { className: "deeds" }, ...buttons)));

  return (daemon) => {
    const isOn = daemon.pid !== null;
    const isWell = !isOn || !daemon.condition || daemon.condition === "ready";
    const condition = isWell ? "" : ` · ${text("condition", daemon.condition)}`;
    const faults = isOn ? daemon.faults.map((fault) => ` · ${text("reason", fault.code)}`).join("") : "";
    say(role, text("role_", daemon.role));
    say(state, text("processState", daemon.state) + condition + faults);
    state.dataset.state = daemon.state;
    state.classList.toggle("ails", !isWell);
    say(pid, isOn ? String(daemon.pid) : "–");
    say(starts, String(daemon.starts));
    buttons.forEach((button, index) => {
      const deed = ["kill", "stop", "start"][index];
      say(button, text(deed));
      button.ariaLabel = `${text(deed)}: ${name}`;
      button.disabled = deed === "start" ? isOn : !isOn;
    });
  };
}
