/* Says a moment in the reader's own words; the server's date stays for who has no script and as the tooltip. */
const steps = [["year", 31536000], ["month", 2592000], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];
const language = document.documentElement.lang || undefined;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const absolute = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat(language, { dateStyle: "medium" });
const MONTH = 30 * 86400;

function words(moment) {
  const seconds = (moment - Date.now()) / 1000;
  if (Math.abs(seconds) > MONTH) return day.format(moment);
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : relative.format(0, "minute");
}

function localise(root) {
  for (const element of root.querySelectorAll("time[data-when]")) {
    const moment = new Date(element.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    element.title = absolute.format(moment);
    element.textContent = element.dataset.when === "exact" ? absolute.format(moment) : words(moment);
  }
}

localise(document);
document.addEventListener("htmx:load", (event) => localise(event.detail.elt.parentElement ?? document));
setInterval(() => { if (!document.hidden) localise(document); }, 60000);
