// data-drop on a form with a file field: files dropped on the page, pasted, or chosen are sent at once; one, or all where it takes several.
const form = document.querySelector("form[data-drop]");

function send(files) {
  if (!form || !files || !files.length) return;
  const field = form.querySelector("input[type=file]");
  const taken = new DataTransfer();
  for (const file of field.multiple ? files : [files[0]]) taken.items.add(file);
  field.files = taken.files;
  form.classList.add("is-sending");
  form.requestSubmit();
}

if (form) {
  let depth = 0;
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragenter", (event) => { if (carries(event)) { depth += 1; form.classList.add("is-over"); } });
  document.addEventListener("dragleave", (event) => { if (carries(event) && --depth <= 0) { depth = 0; form.classList.remove("is-over"); } });
  document.addEventListener("dragover", (event) => { if (carries(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    depth = 0;
    form.classList.remove("is-over");
    send(event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => send(event.clipboardData?.files));
  form.querySelector("input[type=file]").addEventListener("change", (event) => {
    if (event.target.files.length) { form.classList.add("is-sending"); form.requestSubmit(); }
  });
  // Back from the next page: ready for another form.
  window.addEventListener("pageshow", () => { form.classList.remove("is-sending"); form.reset(); });
}
