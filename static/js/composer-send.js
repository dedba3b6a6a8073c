/* Sending, where the network may drop: the words stay, and go out once more with the same form token, which makes one
   of them however often they arrive. Whatever the server refuses is shown by sending the form as without scripts. */
import { forget } from "./composer-keep.js";

const WAIT_MS = 20000;
const LOOKS = ["preview", "switch", "choose"];

function go(address) {
  const to = new URL(address, location.href);
  const stays = to.pathname + to.search === location.pathname + location.search;
  location.assign(to);
  if (stays) location.reload();
}

export function start(box) {
  const form = box.querySelector("textarea").form;
  const bar = box.parentElement.querySelector("[data-said]");
  const line = box.parentElement.querySelector("[data-unsent]");
  const again = line.querySelector("[data-send]");
  let waits = null;
  let native = false;

  async function send(submitter) {
    form.dataset.sent = "yes";
    line.hidden = true;
    bar.textContent = bar.dataset.sending;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form, submitter), headers: { "Sent-By": "composer" }, signal: AbortSignal.timeout(WAIT_MS),
      });
      const to = answer.headers.get("Go-To");
      if (!to) return as_ever(submitter);
      if (!answer.headers.has("Go-To-Door")) forget(box);
      go(to);
    } catch {
      delete form.dataset.sent;
      bar.textContent = "";
      waits = () => send(submitter);
      line.hidden = false;
    }
  }

  function as_ever(submitter) {
    native = true;
    form.requestSubmit(submitter);
  }

  function now() {
    const sends = waits;
    waits = null;
    sends?.();
  }

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.defaultPrevented || button?.hasAttribute("formaction") || LOOKS.includes(button?.name)) return;
    if (native) return;
    event.preventDefault();
    if (!form.dataset.sent) send(button);
  });
  again.addEventListener("click", now);
  addEventListener("online", now);
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    native = false;
    delete form.dataset.sent;
    bar.textContent = "";
  });
}
