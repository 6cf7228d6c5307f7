// The wall: the frames of the displays, and at each call pad the number that is there now.

import { byId, make, say } from "./dom.js";
import { showNow } from "./stations.js";
import { text } from "./texts.js";

const screens = new Map();

export function showDisplays(displays) {
  for (const { id, frame } of displays) {
    if (!screens.has(id)) screens.set(id, newScreen(id));
    screens.get(id).show(frame);
  }
}

/** Numbers are looked for by place: a ticket that is called stands in `now` of its zone. */
export function showBoard(board) {
  const now = new Map(board.zones.flatMap((zone) => zone.now.map((called) => [called.place, called.number])));
  showNow(now);
}

function newScreen(id) {
  const picture = make("img", { alt: "", width: 1920, height: 1080 });
  const dark = make("p", { className: "dark" });
  byId("displays").append(make("div", { className: "screen" }, picture, dark));
  let shown = null, loading = false, wanted = null;

  function load() {
    if (loading || wanted === null || wanted === shown) return;
    loading = true;
    const next = wanted;
    const image = new Image();
    const done = () => { loading = false; shown = next; setTimeout(load, 100); };
    image.onload = () => { picture.src = image.src; done(); };
    image.onerror = done;
    image.src = `/displays/${encodeURIComponent(id)}.png?frame=${next}`;
  }

  return {
    show(frame) {
      wanted = frame;
      if (frame === null) shown = null;
      picture.alt = text("board");
      picture.hidden = dark.hidden = false;
      picture.hidden = frame === null;
      dark.hidden = frame !== null;
      say(dark, text("noPicture"));
      load();
    },
  };
}
