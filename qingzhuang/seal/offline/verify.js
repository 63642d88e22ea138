// The verdict, step by step as qingzhuang/seal/verify.py comes to it; a test compares the two.
const Verify = {
  day: (moment) => new Date(moment.getTime() + 8 * 3600000).toISOString().slice(0, 10), // the day on the wall in China

  async code(text, now) {
    const found = Code.read(text);
    if (!found) return { code: "not_a_code" };
    const { claims } = found;
    const key = TRUST.keys.find((each) => each.kid === claims.kid);
    if (!key) return { code: "unknown_issuer" };
    if (!(await holds(key, found.signed, found.signature))) return { code: "altered" };
    const verdict = { code: "valid", claims, issuer: key.name, notes: [] };
    if (claims.issuer !== key.issuer) return { ...verdict, code: "wrong_issuer", what: key.name };
    return Verify.keyAndDays(verdict, claims, key, now);
  },

  keyAndDays(verdict, claims, key, now) {
    const issued = new Date(`${claims.issued}T00:00:00+08:00`);
    const latest = new Date(Math.max(issued, new Date(TRUST.made)));
    if (now.getTime() + 86400000 < latest.getTime()) return { ...verdict, code: "clock", what: Verify.day(latest) };
    if (claims.issued < key.from || claims.issued > key.until)
      return { ...verdict, code: "expired_key", what: `${key.from} – ${key.until}` };
    if (key.ended && (key.ended.why === "compromised" || claims.issued > key.ended.on))
      return { ...verdict, code: "revoked_key", what: key.ended.on };
    verdict = Verify.status(verdict, claims, now);
    if (verdict.code === "valid" && claims.valid_until && Verify.day(now) > claims.valid_until)
      return { ...verdict, code: "expired", what: claims.valid_until };
    return verdict;
  },

  status(verdict, claims, now) {
    if (claims.status_index === null) return { ...verdict, notes: [...verdict.notes, "not_listed"] };
    const list = TRUST.lists[claims.issuer];
    if (!list) return { ...verdict, notes: [...verdict.notes, "no_list"] };
    const papers = Bytes.base64(list.papers), place = claims.status_index * 2, byte = Math.floor(place / 8);
    const state = byte < papers.length ? (papers[byte] >> (place % 8)) & 3 : 0;
    const notes = [...verdict.notes];
    if (now > new Date(list.fresh_until)) notes.push("old_list");
    if (claims.one_time) notes.push("one_time");
    return { ...verdict, code: ["valid", "revoked", "suspended", "used"][state], notes, known: list.made.slice(0, 10) };
  },

  async text(text, now) {
    const verdict = text.length > 65536 ? { code: "too_large", what: "64 KB" } : await Verify.code(text, now);
    if (verdict.claims && ["valid", "expired"].includes(verdict.code)) verdict.notes = [...verdict.notes, "compare"];
    return verdict;
  },

  async pdf(data, now) {
    if (data.length > 20 << 20) return { code: "too_large", what: "20 MB" };
    const text = Bytes.text(data);
    if (!text.startsWith("%PDF-")) return { code: "not_a_pdf" };
    const checked = [];
    for (const seal of Pdf.seals(data, text)) {
      const result = await Pdf.check(data, seal).catch((fault) => {
        if (fault.message === "no_crypto") throw fault;
        return null;
      });
      if (!result) continue;
      if (!result.holds) { checked.push(result); continue; }
      const verdict = { ...(await Verify.signed(text, seal, result.key, now)), stamped: result.stamped };
      return seal.end === data.length ? verdict : { ...verdict, code: "appended", notes: [] };
    }
    if (checked.some((each) => each.key)) return { code: "altered" };
    if (checked.length) return { code: "unknown_issuer", what: checked[0].claimed ? `（${checked[0].claimed.slice(0, 60)}）` : "" };
    if (!text.slice(-2048).includes("%%EOF") || Pdf.reachesBeyond(text)) return { code: "truncated" };
    if (text.slice(-65536).includes("/Encrypt")) return { code: "encrypted" };
    return { code: "unsigned", scan: true };
  },

  async signed(text, seal, key, now) {
    const outside = text.slice(0, seal.a) + text.slice(seal.b, seal.end);
    const code = outside.match(/(?:QZ1:|HTTPS?:\/\/[A-Z0-9.:/_-]{1,120}\/)[A-Z2-7]{100,1900}/);
    if (!code && key.ended && key.ended.why === "compromised") return { code: "revoked_key", what: key.ended.on };
    if (!code) return { code: "no_code", issuer: key.name, what: key.name };
    const verdict = await Verify.code(code[0], now);
    if (verdict.claims && verdict.claims.issuer !== key.issuer) return { ...verdict, code: "wrong_issuer", what: key.name };
    if (verdict.claims && verdict.claims.kid !== key.kid) return { ...verdict, code: "copied_code", what: verdict.claims.number, notes: [] };
    return verdict;
  },
};
