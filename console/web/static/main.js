// What a page does by itself: hears what has changed, sends what was pressed, obeys the keyboard, counts seconds.
import { startActivity } from "./activity.js";
import { startFaults } from "./faults.js";
import { startAsking } from "./asking.js";
import { startFresh } from "./fresh.js";
import { startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { startTimers } from "./timers.js";
import { startTwice } from "./twice.js";
import { startTyped } from "./typed.js";

startTwice();
startActivity();
startTyped();
startAsking();
startFresh();
startFaults();
startKeys();
startLive();
startTimers();
