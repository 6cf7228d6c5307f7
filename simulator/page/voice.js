// The speakers of the hall and of the stations: what was said, and the sound itself, one after the other, once a person
// has asked for sound.

import { byId, make, say } from "./dom.js";
import { voiceOf } from "./stations.js";
import { text } from "./texts.js";

const SHOWN = 3;
const LONGEST_QUEUE = 5;

const heard = new Map();
const queue = [];
const player = new Audio();
let isOn = false;
let isPlaying = false;

export function showSpeakers(speakers) {
  for (const { id, said, station } of speakers) {
    const place = station === null ? byId("speakers") : voiceOf(station);
    if (!heard.has(id)) heard.set(id, newSpeaker(id, said[0]?.n ?? 0, place, station));
    heard.get(id).show(said);
  }
}

export function translateSound() {
  byId("sound").setAttribute("aria-pressed", String(isOn));
  say(byId("sound-text"), text(isOn ? "soundOn" : "soundOff"));
}

byId("sound").addEventListener("click", () => {
  isOn = !isOn;
  if (!isOn) { queue.length = 0; player.pause(); isPlaying = false; showPlaying(null); }
  translateSound();
});

function play(id, n) {
  queue.push({ id, n });
  while (queue.length > LONGEST_QUEUE) queue.shift(); // a call of long ago is of no use to anybody
  if (!isPlaying) playNext();
}

function playNext() {
  const next = queue.shift();
  isPlaying = next !== undefined;
  showPlaying(next?.id ?? null);
  if (!next) return;
  player.src = `/speakers/${encodeURIComponent(next.id)}/${next.n}.wav`;
  player.play().catch(() => playNext());
}

player.addEventListener("ended", playNext);
player.addEventListener("error", () => { if (isPlaying) playNext(); });

function showPlaying(id) {
  for (const [name, speaker] of heard) speaker.sounds(name === id);
}

function newSpeaker(id, newest, place, station) {
  const cone = make("span", { className: "cone", ariaHidden: "true" });
  const list = make("ol", { className: station === null ? "said" : "station-said" });
  list.setAttribute("aria-live", "polite");
  const none = make("p", { className: "said-none" });
  const element = make("div", { className: "speaker" }, cone, list, none);
  place.append(element);

  return {
    sounds(does) { element.classList.toggle("sounds", does); },
    show(said) {
      none.hidden = said.length > 0;
      say(none, text(station === null ? "silence" : "stationSilence"));
      list.replaceChildren(...said.slice(0, SHOWN).map((saying) => {
        const again = make("button", { type: "button", className: "again", ariaLabel: `${text("play")}: ${station === null ? saying.text : text("station", station)}`, title: text("play") });
        again.addEventListener("click", () => play(id, saying.n));
        const number = saying.number === null && saying.about !== undefined ? [] : [make("b", {}, String(saying.number ?? "!"))];
        return make("li", {}, again, ...number, make("span", { lang: saying.language ?? "" }, saying.text));
      }));
      for (const saying of [...said].reverse()) {
        if (saying.n > newest && isOn) play(id, saying.n);
      }
      newest = Math.max(newest, said[0]?.n ?? 0);
    },
  };
}
