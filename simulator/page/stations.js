// Ticket stations with their paper, and call pads.

import { byId, make, post, say } from "./dom.js";
import { currentLanguage, knows, of, text, textIn } from "./texts.js";

const REFUSAL_MS = 4000;
const TAKEN_MS = 1000;

const shown = new Map();
let centre = null;
let newestPaper = 0;
let papersSeen = false;

export function showStations(stations, itsCentre) {
  centre = itsCentre;
  for (const station of stations) {
    if (!shown.has(station.station)) shown.set(station.station, station.printer.state === "absent" ? newPad(station) : newStation(station));
    shown.get(station.station).show(station);
  }
}

/** Where a station's own speaker is shown. */
export function voiceOf(station) { return shown.get(station).voice; }

/** *now*: which number is at which place. */
export function showNow(now) {
  for (const part of shown.values()) part.showNow?.(now);
}

/** Tickets come newest first. Those that were there before the page are laid out, later ones slide out. */
export function showTickets(tickets) {
  for (const ticket of [...tickets].reverse()) {
    if (ticket.n > newestPaper) shown.get(ticket.station)?.lay(ticket, papersSeen);
  }
  newestPaper = Math.max(newestPaper, ...tickets.map((ticket) => ticket.n));
  papersSeen = true;
  for (const part of shown.values()) part.translatePapers?.();
}

function newKey(station, button, className) {
  const key = make("button", { type: "button", className: `key ${className}` });
  key.addEventListener("click", () => {
    key.classList.remove("pressed");
    void key.offsetWidth; // begins the movement anew
    key.classList.add("pressed");
    post("/press", { station, button: button.name });
  });
  return key;
}

/** A lamp and what it means: what was refused last, for some seconds; what ails the printer; else the lamp's own word. */
function newSigns() {
  const lamp = make("span", { className: "lamp", ariaHidden: "true" });
  const words = make("span", { className: "lamp-words" });
  const signs = make("p", { className: "signs" }, lamp, words);
  signs.setAttribute("role", "status");
  let refusals = null, until = 0, reason = "", last = null;

  function show(station) {
    last = station;
    const { count, reason: why } = station.refusals;
    if (refusals !== null && count > refusals) {
      until = Date.now() + REFUSAL_MS;
      reason = why;
      setTimeout(() => show(last), REFUSAL_MS + 50);
    }
    refusals = count;
    const states = Object.values(station.lamps);
    const state = station.is_running && states.length ? states[0] : "off";
    const isRefused = Date.now() < until;
    const ailment = state === "cannot" && knows("reason", station.printer.state) ? text("reason", station.printer.state) : null;
    signs.dataset.state = state;
    signs.classList.toggle("refused", isRefused);
    say(words, isRefused ? text("reason", reason) : ailment ?? text("lamp", state));
  }
  return { element: signs, show };
}

/** The lamps beside a written sign each: lit or dark, in their rhythm, and to a screen reader in words. */
function newIndicators(names) {
  const items = names.map((name) => {
    const lamp = make("span", { className: "lamp", ariaHidden: "true" }), words = make("span"), rhythm = make("span", { className: "unseen" });
    return { name, words, rhythm, element: make("li", { className: name === "no-paper" ? "indicator wide" : "indicator" }, lamp, words, rhythm) };
  });
  const list = make("ul", { className: "indicators" }, ...items.map((item) => item.element));
  list.hidden = names.length === 0;
  return {
    element: list,
    show(states, isRunning) {
      list.ariaLabel = text("indicators");
      for (const { name, words, rhythm, element } of items) {
        element.dataset.state = isRunning ? (states[name] ?? "off") : "off";
        say(words, text("indicator", name));
        say(rhythm, ` (${text("rhythm", element.dataset.state)})`);
      }
    },
  };
}

/** What a key of a station says, in the language of its button. */
function keyWords(button, station) {
  if (button.action !== "take-ticket") return textIn(button.language, "action", button.action);
  if (station.assistance.includes(button.name)) return textIn(button.language, "assistance");
  return of(centre.zones[button.zone], button.language) || button.name;
}

function newStation(first) {
  const title = make("h2");
  const signs = newSigns();
  const indicators = newIndicators(Object.keys(first.indicators));
  const zones = [...new Set(first.buttons.map((button) => button.zone))];
  const isSmall = (button) => button.action !== "take-ticket" || first.assistance.includes(button.name);
  const keys = first.buttons.map((button) => {
    const kind = button.action !== "take-ticket" ? "ask" : first.assistance.includes(button.name) ? "help" : `zone-${zones.indexOf(button.zone) % 4}`;
    const key = newKey(first.station, button, `take ${kind}`);
    key.lang = button.language ?? "";
    return key;
  });
  const large = keys.filter((_key, index) => !isSmall(first.buttons[index]));
  const small = keys.filter((_key, index) => isSmall(first.buttons[index]));
  const voice = make("div", { className: "station-voice" });
  const tray = make("div", { className: "tray" });
  const hint = make("p", { className: "tray-hint" });
  tray.append(hint);
  const select = make("select", { id: `fault-${first.station}` });
  for (const fault of ["none", "paper-low", "paper-out", "cover-open", "cutter-jammed", "silent", "unplugged"]) select.append(make("option", { value: fault }));
  select.addEventListener("change", () => post("/printer", { station: first.station, fault: select.value }));
  const label = make("label", { htmlFor: select.id });
  const element = make("article", { className: "station" },
    make("div", { className: "station-face" }, title, signs.element, indicators.element,
      make("div", { className: "keys" }, ...large), make("div", { className: "keys small-keys" }, ...small), voice),
    make("div", { className: "slot", ariaHidden: "true" }), tray,
    make("p", { className: "fault" }, label, select));
  const side = byId(document.querySelectorAll(".station").length % 2 ? "stations-right" : "stations-left");
  side.append(element);
  const papers = [];

  return {
    voice,
    show(station) {
      say(title, text("station", station.station));
      signs.show(station);
      indicators.show(station.indicators, station.is_running);
      say(label, text("printer"));
      say(hint, text("noPaper"));
      element.dataset.fault = station.fault;
      if (document.activeElement !== select || select.value === "") select.value = station.fault;
      for (const option of select.options) say(option, text("fault", option.value));
      station.buttons.forEach((button, index) => {
        const tag = make("small", {}, button.language === "kk" ? "Қазақша" : "Русский");
        const title = make("span", {}, keyWords(button, station));
        const lamp = make("span", { className: "key-lamp", ariaHidden: "true" });
        lamp.dataset.state = station.is_running ? (station.button_lamps[button.name] ?? "none") : "off";
        if (keys[index].dataset.shown === `${title.textContent}/${lamp.dataset.state}`) return;
        keys[index].dataset.shown = `${title.textContent}/${lamp.dataset.state}`;
        keys[index].replaceChildren(title, " ", tag, lamp);
      });
    },
    lay(ticket, slides) {
      const picture = make("img", { src: `/tickets/${ticket.n}.png`, alt: "" });
      const paper = make("button", { type: "button", className: "paper" }, picture);
      paper.addEventListener("click", () => openPaper(ticket));
      picture.addEventListener("load", () => paper.classList.add(slides ? "slides" : "lies"));
      tray.append(paper);
      papers.push({ paper, ticket });
      // The visitor takes the paper: what lay there has gone once the next one is out.
      const taken = papers.slice(0, -1);
      const take = () => taken.forEach((older) => { older.paper.remove(); if (papers.includes(older)) papers.splice(papers.indexOf(older), 1); });
      if (slides) setTimeout(take, TAKEN_MS); else take();
    },
    translatePapers() {
      for (const { paper, ticket } of papers) paper.ariaLabel = `${text("ticket")} ${ticket.number ?? "?"}. ${text("take")}`;
    },
  };
}

function newPad(first) {
  const title = make("h3");
  const signs = newSigns();
  const number = make("p", { className: "pad-number" });
  const keys = first.buttons.map((button) => newKey(first.station, button, `act act-${button.action}`));
  const place = first.buttons.find((button) => button.place)?.place;
  byId("pads").append(make("article", { className: "pad" }, title, number, make("div", { className: "keys" }, ...keys), signs.element));
  let at = null;

  function showNumber() {
    const called = at?.get(place);
    number.classList.toggle("is-empty", called === undefined);
    say(number, called === undefined ? text("nobody") : String(called));
  }
  return {
    show(station) {
      const sign = of(centre.places[place]) || station.station;
      say(title, sign);
      signs.show(station);
      station.buttons.forEach((button, index) => {
        say(keys[index], text("action", button.action));
        keys[index].ariaLabel = `${text("action", button.action)}, ${sign}`; // twenty buttons, four words
      });
      showNumber();
    },
    showNow(now) { at = now; showNumber(); },
  };
}

function openPaper(ticket) {
  byId("paper-picture").src = `/tickets/${ticket.n}.png`;
  byId("paper-picture").alt = `${text("ticket")} ${ticket.number ?? ""}`;
  const bytes = byId("paper-bytes");
  bytes.href = `/tickets/${ticket.n}.bin`;
  bytes.download = `${ticket.number ?? ticket.n}.bin`;
  say(bytes, `${text("bytes")}: ${ticket.bytes.toLocaleString(currentLanguage() === "kk" ? "kk" : "ru")}`);
  byId("paper").showModal();
}

byId("paper-close").addEventListener("click", () => byId("paper").close());
byId("paper").addEventListener("click", (event) => { if (event.target === byId("paper")) byId("paper").close(); });
