// The text of a QR code, as qingzhuang/seal/credential.py writes it.
const Code = {
  domain: new TextEncoder().encode("qingzhuang-code-1\0"),
  address: /^HTTPS?:\/\/[A-Z0-9.:-]+\/(?:[A-Z0-9._-]+\/)*/,

  // claims, what was signed, the signature; null where it is no code of ours
  read(text) {
    const upper = text.trim().toUpperCase();
    const start = upper.startsWith("QZ1:") ? "QZ1:" : (upper.match(Code.address) || [null])[0];
    if (start === null || upper.length > 2000) return null;
    const body = upper.slice(start.length);
    const data = /^[A-Z2-7]{100,}$/.test(body) ? Bytes.base32(body) : null;
    if (!data) return null;
    const payload = data.slice(0, -64);
    const claims = Code.unpacked(payload);
    return claims && { claims, signed: Bytes.join(Code.domain, payload), signature: data.slice(-64) };
  },

  unpacked(payload) {
    const flags = payload[1];
    if (payload[0] !== 1 || flags >= 8 || payload.length < 29) return null;
    let at = 26;
    const number = (size) => {
      let value = 0;
      for (let each = 0; each < size; each++) value = value * 256 + payload[at + each];
      at += size;
      return value;
    };
    const day = () => new Date(number(3) * 86400000).toISOString().slice(0, 10);
    try {
      const issued = day();
      const until = flags & 4 ? day() : null;
      const place = flags & 2 ? number(4) : null;
      const parts = Bytes.utf8(payload.slice(at)).split("\u001f");
      if (parts.length !== 5) return null;
      const [issuer, serial, title, holder, holderId] = parts;
      const kid = Bytes.hex(payload.slice(2, 10)), digest = Bytes.hex(payload.slice(10, 26));
      return { kid, digest, issued, valid_until: until, status_index: place, one_time: (flags & 1) === 1,
        issuer, number: serial, title, holder, holder_id: holderId };
    } catch (fault) {
      return null;
    }
  },
};
