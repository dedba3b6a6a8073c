/* Tells a form in which zone the reader lives, so that nobody has to be asked while signing up. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) for (const field of document.querySelectorAll("input[data-time-zone]")) field.value ||= zone;
