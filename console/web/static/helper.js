// Tells of a new urgent summons by a short tremble, or a beep where the telephone cannot tremble: if its owner wants that,
// and not before the first touch, as browsers demand.

const TREMBLE_MS = 300;
const BEEP_HZ = 880;
const WANTED = "kezek-alert";

const box = document.getElementById("alert");
const region = document.getElementById("helper");
let known = urgent();
let sound;

box.checked = localStorage.getItem(WANTED) === "on";
box.addEventListener("change", () => {
  localStorage.setItem(WANTED, box.checked ? "on" : "off");
  if (box.checked) tell(); // so that its owner knows what it is like
});

new MutationObserver(() => {
  const now = urgent();
  const isNew = [...now].some((id) => !known.has(id));
  known = now;
  if (isNew && box.checked) tell();
}).observe(region, { childList: true, subtree: true });

function urgent() {
  return new Set([...region.querySelectorAll("[data-urgent]")].map((summons) => summons.id));
}

function tell() {
  if (!navigator.userActivation?.hasBeenActive) return;
  if (navigator.vibrate?.(TREMBLE_MS)) return;
  sound ??= new AudioContext();
  const tone = new OscillatorNode(sound, { frequency: BEEP_HZ });
  tone.connect(new GainNode(sound, { gain: 0.2 })).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + TREMBLE_MS / 1000);
}
