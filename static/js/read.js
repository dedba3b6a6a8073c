/* Says once that a member was here, how long and how far; nothing is sent where they switched that off. */
const article = document.querySelector("[data-read]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
const LONG_S = 20;
const FAR = 60;
let seconds = 0;
let percent = 0;
let told = 0;

function tell() {
  if (!token || (!seconds && !percent)) return;
  const body = new URLSearchParams({ csrfmiddlewaretoken: token, seconds, percent });
  fetch(article.dataset.read, { method: "POST", body, keepalive: true, credentials: "same-origin" });
  told += 1;
}

if (article && token) {
  const look = () => {
    const height = document.documentElement.scrollHeight;
    percent = Math.max(percent, Math.round((100 * (scrollY + innerHeight)) / height));
  };
  addEventListener("scroll", look, { passive: true });
  look();
  const clock = setInterval(() => {
    if (document.visibilityState === "visible") seconds += 1;
    if (seconds >= LONG_S && percent >= FAR) {
      clearInterval(clock);
      tell();
    }
  }, 1000);
  addEventListener("pagehide", () => { if (!told && seconds >= 3) tell(); });
}
