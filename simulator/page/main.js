// The page: listens to the hall's events, and gives each to the part that shows it.

import { byId, say } from "./dom.js";
import { showBoard, showDisplays } from "./wall.js";
import { showDaemons } from "./daemons.js";
import { showStations, showTickets } from "./stations.js";
import { showSpeakers, translateSound } from "./voice.js";
import { choose, currentLanguage, of, text } from "./texts.js";

const state = {};

const PARTS = {
  centre: showCentre,
  stations: () => state.stations && state.centre && showStations(state.stations, state.centre),
  tickets: () => state.tickets && state.stations && state.centre && showTickets(state.tickets),
  board: () => state.board && showBoard(state.board),
  displays: () => state.displays && showDisplays(state.displays),
  speakers: () => state.speakers && state.stations && state.centre && showSpeakers(state.speakers),
  daemons: () => state.daemons && showDaemons(state.daemons),
};

function showCentre() {
  if (!state.centre) return;
  say(byId("centre-name"), of(state.centre.name));
  say(byId("centre-address"), of(state.centre.address));
  document.title = `${of(state.centre.name)} · Kezek`;
}

function translate() {
  document.documentElement.lang = currentLanguage();
  for (const element of document.querySelectorAll("[data-text]")) say(element, text(element.dataset.text));
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === currentLanguage()));
  }
  translateSound();
  for (const show of Object.values(PARTS)) show();
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => { choose(button.dataset.language); translate(); });
}

const events = new EventSource("/events");
for (const subject of Object.keys(PARTS)) {
  events.addEventListener(subject, (event) => {
    state[subject] = JSON.parse(event.data);
    PARTS[subject]();
    if (subject === "centre" || subject === "stations") { PARTS.stations(); PARTS.tickets(); PARTS.board(); PARTS.speakers(); }
  });
}
events.addEventListener("open", () => { byId("lost").hidden = true; });
events.addEventListener("error", () => { byId("lost").hidden = false; });
translate();
