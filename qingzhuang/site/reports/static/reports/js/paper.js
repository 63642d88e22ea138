// data-paper: a click anywhere in a blank opens it in the panel; the blank of the panel is outlined and kept in sight.
const paper = document.querySelector("[data-paper]");

let inSight = false; // after a click the panel is brought into sight, which matters on a phone

function open(number) {
  const base = location.pathname;
  htmx.ajax("GET", `${base}blanks/${number}/`, { target: "#panel", swap: "outerHTML" });
}

function show(scroll) {
  const number = document.getElementById("panel")?.dataset.panel;
  for (const cell of paper.querySelectorAll(".is-current")) cell.classList.remove("is-current");
  if (number === undefined || number === "") return;
  const cells = paper.querySelectorAll(`[data-blank="${CSS.escape(number)}"]`);
  for (const cell of cells) cell.classList.add("is-current");
  const first = paper.querySelector(`[data-open="${CSS.escape(number)}"]`)?.closest("td") ?? cells[0];
  if (!scroll || !first) return;
  const box = paper.getBoundingClientRect(), at = first.getBoundingClientRect();
  if (at.left < box.left || at.right > box.right) paper.scrollLeft += at.left - box.left - (box.width - at.width) / 2;
  if (at.top < box.top || at.bottom > box.bottom) paper.scrollTop += at.top - box.top - (box.height - at.height) / 2;
}

if (paper) {
  paper.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || getSelection().toString()) return;
    const number = event.target.closest("[data-open]")?.dataset.open ?? event.target.closest("[data-blank]")?.dataset.blank;
    if (number === undefined) return;
    event.preventDefault();
    open(number);
    inSight = true;
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "panel") return;
    show(true);
    if (inSight) document.getElementById("panel").scrollIntoView({ block: "nearest" });
    inSight = false;
  });
  show(new URLSearchParams(location.search).has("blank"));
}
