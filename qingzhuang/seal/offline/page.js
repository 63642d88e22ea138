// The page: a file, a picture, the camera or a text goes in; a verdict in the chosen language comes out.
const el = (id) => document.getElementById(id);
const order = { "zh-hans": 0, "zh-hant": 1, en: 2 };
let shown = null, stopCamera = null;
const say = (key) => WORDS[key][order[document.documentElement.dataset.language]];

function translate() {
  const language = el("language").value;
  document.documentElement.dataset.language = language;
  document.documentElement.lang = { "zh-hans": "zh-Hans", "zh-hant": "zh-Hant", en: "en" }[language];
  for (const each of document.querySelectorAll("[data-say]")) each.textContent = say(each.dataset.say);
  document.title = say("title");
  el("made").textContent = say("made").replace("{day}", TRUST.made.slice(0, 10)).replace("{authority}", TRUST.authority);
  if (shown) show(shown);
}

function show(verdict) {
  shown = verdict;
  const at = order[document.documentElement.dataset.language];
  const codeOnly = verdict.code === "valid" && verdict.notes.includes("compare");
  const kind = verdict.code === "valid" ? "good" : CANNOT.includes(verdict.code) ? "unsure" : "bad";
  el("verdict").className = kind;
  el("sign").textContent = { good: "✓", unsure: "?", bad: "✗" }[kind];
  el("sentence").textContent = SENTENCES[codeOnly ? "valid_code" : verdict.code][at].replace("{what}", verdict.what || "");
  const rows = [];
  if (verdict.claims) {
    const { claims } = verdict;
    const days = claims.valid_until ? `${claims.issued} – ${claims.valid_until}` : claims.issued;
    rows.push(["issuer", verdict.issuer], ["number", claims.number], ["paper", claims.title],
      ["holder", [claims.holder, claims.holder_id].filter(Boolean).join("  ")], ["days", days]);
  }
  el("claims").replaceChildren(...rows.flatMap(([key, value]) => {
    const [term, text] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = say(key);
    text.textContent = value;
    return [term, text];
  }));
  const notes = (verdict.notes || []).map((note) => NOTES[note][at].replace("{day}", verdict.known || ""));
  if (verdict.scan) notes.push(say("scan"));
  if (verdict.stamped) notes.push(say(verdict.code === "revoked_key" ? "stamped_before" : "stamped"));
  el("notes").replaceChildren(...notes.map((note) => Object.assign(document.createElement("li"), { textContent: note })));
  el("verdict").hidden = false;
  el("verdict").focus();
}

async function verdictOf(work) {
  try {
    show(await work());
  } catch (fault) {
    show({ code: fault.message === "no_crypto" ? "no_crypto" : "unreadable" });
  }
}

async function take(file) {
  const data = new Uint8Array(await file.slice(0, (20 << 20) + 1).arrayBuffer());
  await verdictOf(async () => {
    if (Bytes.text(data.subarray(0, 5)) === "%PDF-") return Verify.pdf(data, new Date());
    if (!/^image\//.test(file.type)) return { code: "not_a_pdf" };
    const codes = await Picture.inFile(file);
    return codes.length ? Verify.text(codes[0], new Date()) : { code: "no_picture" };
  });
}

async function camera() {
  if (stopCamera) { stopCamera(); stopCamera = null; el("view").hidden = true; return; }
  try {
    el("view").hidden = false;
    stopCamera = await Picture.camera(el("view"), (text) => {
      stopCamera = null;
      el("view").hidden = true;
      verdictOf(() => Verify.text(text, new Date()));
    });
  } catch (fault) {
    el("view").hidden = true;
    show({ code: "no_camera" });
  }
}

el("language").addEventListener("change", translate);
el("file").addEventListener("change", (event) => event.target.files[0] && take(event.target.files[0]));
el("camera").addEventListener("click", camera);
el("check").addEventListener("click", () => verdictOf(() => Verify.text(el("text").value, new Date())));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => { event.preventDefault(); if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]); });
document.addEventListener("paste", (event) => event.clipboardData.files[0] && take(event.clipboardData.files[0]));
el("language").value = (navigator.language || "").startsWith("en") ? "en" : /TW|HK|Hant/.test(navigator.language) ? "zh-hant" : "zh-hans";
translate();
