/* Pictures by paste, by drop or from a file: a line stands in the words at once, and what it shows is asked beside them. */
import { gap, put } from "./composer-text.js";

const KINDS = ["image/png", "image/jpeg", "image/webp"];
const LARGE = 4_000_000; // bytes; the server takes five million, and photographs of phones have more
const SIDE = 2000;
const AT_ONCE = 10;
const TRIES = 4;
const BUSY_S = 10; // a wait for which it is worth trying again without asking
let count = 0;

/* A large photograph is scaled down here, which spares the way. What this browser cannot read goes as it is. */
async function fitting(file) {
  if (file.size <= LARGE) return file;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / image.width, (2 * SIDE) / image.height);
    const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    return new File([await canvas.convertToBlob({ type: "image/webp", quality: 0.9 })], file.name);
  } catch { return file; }
}

/* Resolves to the answer, or to null where the network is gone. */
function send(address, token, file, signal, said) {
  return new Promise((resolve, reject) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token);
    body.append("picture", file, "picture");
    const way = new XMLHttpRequest();
    way.open("POST", address);
    way.setRequestHeader("Accept", "application/json");
    way.responseType = "json";
    way.upload.onprogress = (event) => said(event.loaded / event.total);
    way.upload.onload = () => said(null);
    way.onload = () => resolve(way);
    way.onerror = () => resolve(null);
    way.onabort = () => reject(new DOMException("", "AbortError"));
    signal.addEventListener("abort", () => way.abort());
    way.send(body);
  });
}

/* Changes words without taking the caret from where it is. */
function change(area, from, to, text) {
  area.setRangeText(text, from, to, "preserve");
  area.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function replace(area, old, made) {
  const at = area.value.indexOf(old);
  if (at >= 0) change(area, at, at + old.length, made);
  return at >= 0;
}

const escaped = (words) => words.replace(/\s+/g, " ").replace(/[\\[\]`*_<&~@]/g, "\\$&");
const lineFor = (words, address) => `![${escaped(words.trim())}](${address})`;

/* The words that stand for a picture now, whatever was typed between its brackets. */
function lineIn(area, address) {
  const end = area.value.indexOf(`](${address})`);
  const from = end < 0 ? -1 : area.value.lastIndexOf("![", end);
  return from < 0 ? "" : area.value.slice(from, end + address.length + 3);
}

export function start(box) {
  const bar = box.parentElement.querySelector("[data-pictures]");
  if (!bar) return;
  const area = box.querySelector("textarea");
  const form = area.form;
  const file = bar.querySelector("[data-file]");
  const list = bar.querySelector("[data-list]");
  const spoken = bar.querySelector("[data-spoken]");
  const coming = new Set();
  let queue = Promise.resolve();

  const say = (words, name) => { spoken.textContent = words.replace("%s", name); };

  function row(name) {
    const one = bar.querySelector("template").content.firstElementChild.cloneNode(true);
    one.querySelector("[data-name]").textContent = name;
    list.append(one);
    return one;
  }

  function take(files) {
    const all = [...files];
    const ours = all.filter((one) => KINDS.includes(one.type)).slice(0, AT_ONCE);
    if (ours.length < all.length) say(bar.dataset.kinds, "");
    for (const one of ours) bring(one);
  }

  function bring(picture) {
    const name = picture.name || bar.dataset.unnamed;
    const one = { name, mark: `![${escaped(bar.dataset.coming.replace("%s", name))}](#picture-${++count})`, row: row(name), stop: new AbortController() };
    coming.add(one);
    put(area, `${gap(area)}${one.mark}\n\n`);
    one.row.querySelector("[data-cancel]").onclick = () => { one.stop.abort(); leave(one); };
    one.row.querySelector("[data-again]").onclick = () => go(one, picture);
    say(bar.dataset.coming, name);
    go(one, picture);
  }

  function go(one, picture) {
    state(one, "comes");
    queue = queue.then(() => carry(one, picture)).catch(() => {});
  }

  function state(one, now, words = "") {
    one.row.dataset.state = now;
    for (const part of one.row.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(now);
    one.row.querySelector("[data-why]").textContent = words;
  }

  async function carry(one, picture) {
    if (one.stop.signal.aborted) return;
    const progress = one.row.querySelector("progress");
    const show = (part) => { if (part === null) progress.removeAttribute("value"); else progress.value = part; };
    const body = await fitting(picture);
    const token = form.elements.namedItem("csrfmiddlewaretoken").value;
    let answer;
    for (let tries = 1; tries <= TRIES; tries++) {
      answer = await send(bar.dataset.pictures, token, body, one.stop.signal, show);
      const wait = answer?.status === 429 && Number(answer.getResponseHeader("Retry-After"));
      if (!wait || wait > BUSY_S || tries === TRIES) break;
      await new Promise((done) => { setTimeout(done, wait * 1000); });
      if (one.stop.signal.aborted) return;
    }
    if (answer?.status === 201 && answer.response?.address) arrived(one, answer.response.address);
    else failed(one, answer);
  }

  function failed(one, answer) {
    const words = answer ? (answer.response?.error ?? bar.dataset.failed) : bar.dataset.lost;
    state(one, answer?.status === 422 ? "refused" : "failed", words);
    say(words, one.name);
  }

  function arrived(one, address) {
    coming.delete(one);
    if (!replace(area, one.mark, lineFor("", address))) return one.row.remove();
    state(one, "here");
    const look = one.row.querySelector("img");
    look.src = address;
    const words = one.row.querySelector("[data-alt]");
    words.oninput = () => replace(area, lineIn(area, address) || "\0", lineFor(words.value, address));
    words.onkeydown = (event) => { if (event.key === "Enter") { event.preventDefault(); done(one); } };
    one.row.querySelector("[data-done]").onclick = () => done(one);
    say(bar.dataset.here, one.name);
  }

  function done(one) {
    one.row.remove();
    area.focus();
  }

  function leave(one) {
    coming.delete(one);
    replace(area, `${one.mark}\n\n`, "") || replace(area, one.mark, "");
    say(bar.dataset.gone, one.name);
    done(one);
  }

  bar.querySelector("[data-pick]").addEventListener("click", () => file.click());
  file.addEventListener("change", () => { take(file.files); file.value = ""; });
  area.addEventListener("paste", (event) => {
    const files = event.clipboardData?.files ?? [];
    // what a word processor puts beside its words is a picture of them
    if (!files.length || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    take(files);
  }, true);
  box.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    box.classList.add("is-over");
  });
  for (const kind of ["dragleave", "drop"]) box.addEventListener(kind, () => box.classList.remove("is-over"));
  box.addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  /* Words do not go out while a picture of theirs is still on its way. */
  form.addEventListener("submit", (event) => {
    if (!coming.size || event.submitter?.formAction.includes("/drafts/")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(bar.dataset.wait, "");
    list.querySelector("button:not([hidden])")?.focus();
  }, true);
}
