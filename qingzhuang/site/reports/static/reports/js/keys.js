// data-key="n" on a button, link or field: the key presses or focuses it, except while one types. ? opens data-help.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest("input, select, textarea");
  const pressing = event.key === "Enter" && event.target.closest("a, button, summary");
  if (typing || pressing || document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    document.querySelector("dialog[data-help]")?.showModal();
    event.preventDefault();
    return;
  }
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.matches("input")) {
    const fold = found.closest("details");
    if (fold) fold.open = true;
    found.focus();
  } else {
    found.click();
  }
});
