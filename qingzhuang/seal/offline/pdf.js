// Signatures of a PDF, as strictly as qingzhuang/seal/pdf_check.py: they cover every byte of the file but themselves.
const Pdf = {
  range: /\/ByteRange\s{0,8}\[\s{0,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{0,64}\]/g,

  ranges(text) { // no more than 64: a hostile file may hold a million
    const found = [];
    for (const match of text.matchAll(Pdf.range)) if (found.push(match) === 64) break;
    return found;
  },

  seals(data, text) {
    const found = [];
    for (const match of Pdf.ranges(text)) {
      const [start, a, b, c] = match.slice(1).map(Number);
      const end = b + c;
      if (start !== 0 || !(a < b && b <= end && end <= data.length) || b - a > 262144) continue;
      const hole = text.slice(a, b);
      if (!/^<[0-9A-Fa-f]*>$/.test(hole) || hole.length % 2) continue;
      found.push({ a, b, end, cms: Bytes.fromHex(hole.slice(1, -1)) });
      if (found.length === 8) break;
    }
    return found.sort((one, other) => other.end - one.end);
  },

  reachesBeyond: (text) => Pdf.ranges(text).some((match) => Number(match[3]) + Number(match[4]) > text.length),

  async check(data, seal) {
    const cms = Der.cms(seal.cms);
    const points = cms.certificates.map((each) => Bytes.hex(each.point));
    const claimed = cms.certificates.length ? cms.certificates[0].name : "";
    const key = TRUST.keys.find((each) => points.includes(Bytes.hex(Bytes.base64(each.point))));
    if (!key) return { key: null, claimed, holds: false };
    const suite = Suites[key.suite];
    const covered = Bytes.join(data.subarray(0, seal.a), data.subarray(seal.b, seal.end));
    if (key.suite === "P-256" && !window.isSecureContext) throw new Error("no_crypto");
    const fits = cms.digestOid === suite.digestOid && Bytes.same(cms.told, await suite.digest(covered));
    return { key, claimed, stamped: cms.stamped, holds: fits && (await holds(key, cms.signed, cms.signature)) };
  },
};
