// Tells the server that somebody is there: who types, clicks or presses keys is not locked out. An open page alone tells nothing.

import { post } from "./posting.js";
import { leave } from "./typed.js";

const QUIET_MS = 30_000; // it is told so often at most
const LOCKED = 401;

export function startActivity() {
  if (!document.body.dataset.page) return;
  let told = 0;
  let isQuiet = false;
  let isMissed = false; // something was done meanwhile

  const tell = async () => {
    [told, isQuiet, isMissed] = [Date.now(), true, false];
    setTimeout(speak, QUIET_MS);
    const answer = await post("/here").catch(() => null); // what is typed next says it again
    if (answer?.status === LOCKED) leave();
  };
  const speak = () => {
    isQuiet = false;
    if (isMissed && Date.now() - told < 2 * QUIET_MS) tell(); // a computer that has slept meanwhile tells nothing
  };
  for (const kind of ["keydown", "pointerdown", "input"]) {
    const act = (event) => {
      if (!event.isTrusted) return;
      if (isQuiet) isMissed = true;
      else tell();
    };
    document.addEventListener(kind, act, { capture: true, passive: true });
  }
}
