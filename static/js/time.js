/* Says a moment in the reader's own words; the server's date stays for who has no script and as the tooltip. */
const steps = [["year", 31536000], ["month", 2592000], ["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60]];
const language = document.documentElement.lang || undefined;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const parts = new Intl.DateTimeFormat(language, {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
const MONTH = 30 * 86400;

/* In the page's language and in the order in which the server writes it: day, month, year. */
function written(moment, shape) {
  const said = Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, value]));
  return shape.replace(/[a-z]+/g, (part) => said[part]);
}
const day = (moment) => written(moment, "day month year");
const absolute = (moment) => written(moment, "day month year, hour:minute");

function words(moment) {
  const seconds = (moment - Date.now()) / 1000;
  if (Math.abs(seconds) > MONTH) return day(moment);
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : relative.format(0, "minute");
}

function localise(root) {
  for (const element of root.querySelectorAll("time[data-when]")) {
    const moment = new Date(element.dateTime);
    if (Number.isNaN(moment.getTime())) continue;
    element.title = absolute(moment);
    element.textContent = element.dataset.when === "exact" ? absolute(moment) : words(moment);
  }
}

localise(document);
document.addEventListener("htmx:load", (event) => localise(event.detail.elt.parentElement ?? document));
setInterval(() => { if (!document.hidden) localise(document); }, 60000);
