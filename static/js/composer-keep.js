/* Words outlive a crash, a sign-out and a lost network: at once in this browser, five seconds after the last key on
   the server, and when the page is left. What the server has is let go here. */
import { put } from "./composer-text.js";

const PAUSE_MS = 5000;
const AGAIN_MS = 30000;
const AT_MOST = 20;
const SECRET = ["csrfmiddlewaretoken", "window", "draft", "draft_version"];
const member = document.body.dataset.member;
// anew for each page, so that two windows know themselves apart
const page = crypto.randomUUID?.() ?? String(Math.random());

function nameOf(box) {
  const form = box.querySelector("textarea").form;
  const place = form.elements.namedItem("parent")?.value || (box.dataset.keep === "new" ? valueOf(form, "form_token") : "");
  return `draft:${member}:${box.dataset.keep}:${place}`;
}

const valueOf = (form, name) => form.elements.namedItem(name)?.value ?? "";

function written(form) {
  const said = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SECRET.includes(name));
  return Object.fromEntries(said);
}

export function forget(box) {
  try { localStorage.removeItem(nameOf(box)); } catch { /* nothing was kept */ }
}

function remember(box, form) {
  const fields = written(form);
  try {
    if (!fields.body?.trim() && !fields.title?.trim()) return forget(box), true;
    localStorage.setItem(nameOf(box), JSON.stringify({ at: Date.now(), fields }));
    const old = Object.keys(localStorage).filter((key) => key.startsWith(`draft:${member}:`));
    for (const key of old.slice(0, Math.max(0, old.length - AT_MOST))) if (key !== nameOf(box)) localStorage.removeItem(key);
    return true;
  } catch { return false; }
}

/* What this browser holds for the box and the server does not; for a new discussion, the newest one of any page. */
export function found(box) {
  if (!member || !box.dataset.keep) return null;
  try {
    const blank = box.dataset.keep === "new" && !valueOf(box.querySelector("textarea").form, "draft");
    const start = `draft:${member}:new:`;
    const keys = Object.keys(localStorage).filter((key) => (blank ? key.startsWith(start) : key === nameOf(box)));
    const held = keys.map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) })).sort((a, b) => b.at - a.at);
    return held[0] ?? null;
  } catch { return null; }
}

function offer(box, form) {
  const held = found(box);
  const line = box.parentElement.querySelector("[data-newer]");
  if (!held || !line || held.fields.body === valueOf(form, "body")) return;
  line.hidden = false;
  line.querySelector("[data-put-back]").onclick = () => {
    for (const [name, value] of Object.entries(held.fields)) {
      const field = form.elements.namedItem(name);
      if (field && name !== "form_token" && name !== "parent" && name !== "kind") field.value = value;
    }
    line.hidden = true;
    localStorage.removeItem(held.key);
    const area = box.querySelector("textarea");
    area.focus();
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };
  line.querySelector("[data-let-go]").onclick = () => {
    line.hidden = true;
    localStorage.removeItem(held.key);
    box.querySelector("textarea").focus();
  };
}

export function start(box) {
  const area = box.querySelector("textarea");
  const form = area.form;
  const bar = box.parentElement.querySelector("[data-said]");
  if (!member || !box.dataset.keep || !bar) return;
  const own = form.elements.namedItem("window");
  if (own) own.value = page;
  let waiting = 0;
  let sending = false;
  let unsaved = false;
  let stopped = !box.dataset.save;

  const say = (words) => { if (bar.textContent !== words) bar.textContent = words; };
  const later = (ms) => { clearTimeout(waiting); waiting = setTimeout(save, ms); };

  function take(answer) {
    const version = form.elements.namedItem("draft_version");
    const draft = form.elements.namedItem("draft");
    if (version) version.value = answer.headers.get("Draft-Version") ?? "";
    if (draft) draft.value = answer.headers.get("Draft-Id") ?? "";
  }

  async function save() {
    if (stopped || form.dataset.sent) return;
    if (sending) return later(PAUSE_MS);
    sending = true;
    const name = nameOf(box);
    const body = new FormData(form);
    const sent = JSON.stringify(written(form));
    try {
      const answer = await fetch(box.dataset.save, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(15000) });
      if (form.dataset.sent || name !== nameOf(box)) return;
      if (answer.ok) {
        take(answer);
        unsaved = sent !== JSON.stringify(written(form));
        if (unsaved) later(PAUSE_MS);
        else forget(box);
      } else if (answer.status === 429) later(1000 * (Number(answer.headers.get("Retry-After")) || 30));
      else if ([409, 410].includes(answer.status)) stopped = true;
      else if (answer.status >= 500) later(AGAIN_MS);
      if (answer.status === 204) say("");
      else if (answer.ok || [401, 409, 410, 422, 429].includes(answer.status)) await show(answer);
      else say(bar.dataset.here);
    } catch {
      say(bar.dataset.offline);
      later(AGAIN_MS);
    } finally {
      sending = false;
    }
  }

  async function show(answer) {
    const made = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    if (made.textContent.trim() !== bar.textContent.trim()) bar.replaceChildren(...made.childNodes);
  }

  function changed() {
    unsaved = true;
    const kept = remember(box, form);
    if (!kept) say(bar.dataset.unkept);
    else if (stopped && !box.dataset.save) say(bar.dataset.here);
    later(PAUSE_MS);
  }

  form.addEventListener("input", changed);
  addEventListener("pagehide", () => {
    if (unsaved && !stopped && !form.dataset.sent) unsaved = !navigator.sendBeacon(box.dataset.save, new FormData(form));
  });
  addEventListener("online", () => { if (found(box)) later(0); });
  form.addEventListener("composer:place", (event) => moved(event.detail.from));
  area.addEventListener("focus", () => { if (!area.value) begun(); }, { once: true });

  /* The box stands elsewhere now: words come along, and where there are none, those begun there come back. */
  async function moved(from) {
    const version = form.elements.namedItem("draft_version");
    if (version?.value) {
      const gone = new FormData(form);
      gone.set("parent", from);
      gone.set("body", "");
      fetch(box.dataset.save, { method: "POST", body: gone }).catch(() => {});
    }
    if (version) version.value = "";
    stopped = !box.dataset.save;
    say("");
    if (area.value.trim()) {
      remember(box, form);
      later(PAUSE_MS);
    } else await begun();
  }

  /* What the server keeps for this place. */
  async function begun() {
    if (!box.dataset.begun) return;
    const place = valueOf(form, "parent");
    const answer = await fetch(`${box.dataset.begun}?parent=${place}`, { redirect: "manual" }).catch(() => null);
    if (answer?.status === 200 && place === valueOf(form, "parent")) {
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      const kept = made.querySelector("textarea");
      form.elements.namedItem("draft_version").value = kept.dataset.version;
      if (!area.value.includes(kept.value)) {
        put(area, area.value && !area.value.endsWith("\n") ? `\n\n${kept.value}` : kept.value, area.value.length);
        bar.replaceChildren(...made.querySelector("p").childNodes);
      }
    }
    offer(box, form);
  }

  // somebody was faster than this script
  if ([...form.elements].some((field) => field.type !== "hidden" && field.value !== (field.defaultValue ?? field.value))) changed();
  else offer(box, form);
}
