// The three things that the page does with its elements. Text only ever becomes text, never markup.

/** Make an element with properties and children: make("button", {className: "key"}, "Келесі"). */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Set the text, unless it stands there already: screen readers then say only what has changed. */
export function say(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

export const byId = (id) => document.getElementById(id);

/** POST *body* as JSON. A hall that is away shows itself by the lost line. */
export async function post(path, body) {
  try {
    return await fetch(path, { method: "POST", body: JSON.stringify(body) });
  } catch {
    return null;
  }
}
