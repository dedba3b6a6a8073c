/* After an @, people who are here are offered; arrows choose, Enter or Tab takes, Escape lets go. */
import { put } from "./composer-text.js";

const CALLED = /(?:^|[^\p{L}\p{N}_@/.+-])@([\p{L}\p{N}][\p{L}\p{N}-]{0,29})$/u;
const PAUSE_MS = 150;
const AT_MOST = 8;
const COPIED = ["fontFamily", "fontSize", "fontWeight", "lineHeight", "letterSpacing", "paddingTop", "paddingLeft", "paddingRight", "width", "boxSizing", "overflowWrap", "tabSize"];

/* Where a place in the words stands below the top of the box: a copy of it that wraps alike is measured. */
function placeOf(area, at) {
  const copy = document.createElement("div");
  const look = getComputedStyle(area);
  for (const name of COPIED) copy.style[name] = look[name];
  Object.assign(copy.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", top: "0", left: "0" });
  copy.textContent = area.value.slice(0, at);
  const mark = copy.appendChild(document.createElement("span"));
  mark.textContent = "@";
  document.body.append(copy);
  const found = { top: mark.offsetTop + mark.offsetHeight - area.scrollTop, left: mark.offsetLeft };
  copy.remove();
  return found;
}

/* Usernames of those who take part in the page, by the beginning of any part of their name. */
function present(words) {
  const said = words.toLowerCase();
  const found = new Set();
  for (const link of document.querySelectorAll("main a.byline-name[href^='/people/']")) {
    if (link.textContent.toLowerCase().split(/\s+/).some((part) => part.startsWith(said))) found.add(link.pathname.split("/")[2]);
  }
  return [...found].slice(0, AT_MOST).join(" ");
}

export function start(box) {
  const area = box.querySelector("textarea");
  const list = box.parentElement.querySelector("[role=listbox]");
  const spoken = box.parentElement.querySelector("[data-people-said]");
  if (!list) return;
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);
  let waiting = 0;
  let asked = "";
  let from = 0;

  const close = () => {
    clearTimeout(waiting);
    asked = "";
    list.hidden = true;
    list.replaceChildren();
    spoken.textContent = "";
    area.removeAttribute("aria-activedescendant");
  };
  const chosen = () => list.querySelector("[aria-selected=true]");

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    area.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function accept(option) {
    const to = area.selectionEnd;
    const start = from;
    close();
    put(area, `@${option.dataset.name} `, start, to);
    close();
  }

  async function ask(words) {
    asked = words;
    const wanted = new URLSearchParams({ q: words, here: present(words) });
    const answer = await fetch(`${list.dataset.people}?${wanted}`).catch(() => null);
    if (asked !== words) return;
    if (!answer?.ok || answer.redirected) return close();
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    const options = [...made.querySelectorAll("[role=option]")];
    if (asked !== words || !options.length || document.activeElement !== area) return close();
    options.forEach((option, number) => { option.id = `${list.id}_${number}`; });
    list.replaceChildren(...options);
    const at = placeOf(area, from);
    list.style.top = `${box.offsetTop + area.offsetTop + at.top}px`;
    list.hidden = false;
    list.style.left = `${Math.max(0, Math.min(at.left, box.offsetWidth - list.offsetWidth))}px`;
    spoken.textContent = made.querySelector("p")?.textContent ?? "";
    choose(options[0]);
  }

  function look() {
    const found = area.selectionStart === area.selectionEnd && CALLED.exec(area.value.slice(0, area.selectionStart));
    if (!found) return asked || !list.hidden ? close() : undefined;
    from = area.selectionStart - found[1].length - 1;
    clearTimeout(waiting);
    if (found[1] !== asked) waiting = setTimeout(() => ask(found[1]), PAUSE_MS);
  }

  area.addEventListener("input", look);
  area.addEventListener("click", look);
  area.addEventListener("blur", close);
  area.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const all = [...list.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose(all[(all.indexOf(chosen()) + step + all.length) % all.length]);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) accept(chosen());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the caret stays in the box
    const option = event.target.closest("[role=option]");
    if (option) accept(option);
  });
}
