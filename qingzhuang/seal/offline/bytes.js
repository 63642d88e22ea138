// Bytes and their spellings.
const Bytes = {
  text: (data) => { // each byte a sign: for looking for what is ASCII
    let found = "";
    for (let at = 0; at < data.length; at += 32768) found += String.fromCharCode(...data.subarray(at, at + 32768));
    return found;
  },
  utf8: (data) => new TextDecoder("utf-8", { fatal: true }).decode(data),
  hex: (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join(""),
  fromHex: (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16)),
  base64: (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0)),
  join: (...parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
    return whole;
  },
  same: (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]),
  // base32 as RFC 4648 without padding; null for anything else, also for a second spelling of the same bytes
  base32: (text) => {
    const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const data = new Uint8Array(Math.floor((text.length * 5) / 8));
    let bits = 0, held = 0, at = 0;
    for (const sign of text) {
      const value = signs.indexOf(sign);
      if (value < 0) return null;
      held = ((held << 5) | value) & 0xfff;
      bits += 5;
      if (bits >= 8) { bits -= 8; data[at++] = (held >> bits) & 0xff; }
    }
    return bits >= 5 || (held & ((1 << bits) - 1)) !== 0 ? null : data;
  },
};
