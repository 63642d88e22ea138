// data-failed: shown when the server did not answer an htmx request, or answered that it could not.
const failed = document.querySelector("[data-failed]");
for (const kind of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(kind, () => { failed.hidden = false; failed.scrollIntoView({ block: "nearest" }); });
}
document.body.addEventListener("htmx:beforeRequest", () => { failed.hidden = true; });
