/* What is pasted from pages and programs becomes Markdown; an address over chosen words becomes a link. */
import { inBrackets, markdown } from "./composer-markdown.js";
import { put } from "./composer-text.js";

const MOST = 500000; // characters of markup that are worth reading
const ADDRESS = /^https?:\/\/\S{1,2000}$/i;
const RICH = "a[href], b, strong, i, em, li, h1, h2, h3, h4, h5, h6, blockquote, pre, code, table, hr, del, s";

const inCode = (area) => (area.value.slice(0, area.selectionStart).match(/^(```|~~~)/gm)?.length ?? 0) % 2 === 1;

function made(area, held) {
  const plain = held.getData("text/plain").trim();
  const chosen = area.value.slice(area.selectionStart, area.selectionEnd);
  if (ADDRESS.test(plain)) {
    const words = chosen.trim();
    return words && !words.includes("\n") && !ADDRESS.test(words) ? `[${chosen}](${inBrackets(plain)})` : "";
  }
  const rich = held.getData("text/html");
  if (!rich || rich.length > MOST) return "";
  // never part of this page: nothing in it runs or is fetched
  const page = new DOMParser().parseFromString(rich, "text/html");
  return page.querySelector(RICH) ? markdown(page.body) : "";
}

export function start(box) {
  const area = box.querySelector("textarea");
  let plainly = false;
  area.addEventListener("keydown", (event) => { plainly = event.shiftKey; });
  area.addEventListener("keyup", () => { plainly = false; });
  area.addEventListener("paste", (event) => {
    const held = event.clipboardData;
    if (event.defaultPrevented || plainly || !held || held.files.length || inCode(area)) return;
    const words = made(area, held);
    if (!words) return;
    event.preventDefault();
    put(area, words);
  });
}
