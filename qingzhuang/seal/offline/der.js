// As much of DER and CMS as a signature of ours has; a reader that stays inside its bytes and throws for anything else.
const Der = {
  timestamp: "2a864886f70d010910020e", // signature-time-stamp-token, RFC 3161
  node(data, at = 0, end = data.length) {
    if (at + 2 > end) throw new Error("der");
    let length = data[at + 1], start = at + 2;
    if (length & 0x80) {
      const size = length & 0x7f;
      if (size < 1 || size > 4 || start + size > end) throw new Error("der");
      length = 0;
      for (let each = 0; each < size; each++) length = length * 256 + data[start + each];
      start += size;
    }
    if (start + length > end) throw new Error("der");
    return { tag: data[at], body: data.subarray(start, start + length), whole: data.subarray(at, start + length) };
  },

  inside(node) {
    const found = [];
    for (let at = 0; at < node.body.length; ) {
      const next = Der.node(node.body, at);
      found.push(next);
      at += next.whole.length;
      if (found.length > 1000) throw new Error("der");
    }
    return found;
  },

  // r and s, 32 bytes each
  signature(data) {
    const numbers = Der.inside(Der.node(data));
    if (numbers.length !== 2) throw new Error("der");
    return Bytes.join(...numbers.map((number) => {
      const bare = number.body[0] === 0 ? number.body.subarray(1) : number.body;
      if (bare.length > 32) throw new Error("der");
      return Bytes.join(new Uint8Array(32 - bare.length), bare);
    }));
  },

  // points of the keys in the certificates of a signature, and the name in the first
  certificate(node) {
    const parts = Der.inside(Der.inside(node)[0]).filter((part) => part.tag !== 0xa0);
    const names = Der.inside(parts[4]).map((set) => Der.inside(Der.inside(set)[0]));
    const common = names.find((pair) => Bytes.hex(pair[0].body) === "550403");
    return { point: Der.inside(parts[5])[1].body.subarray(1), name: common ? new TextDecoder().decode(common[1].body) : "" };
  },

  cms(data) {
    const content = Der.inside(Der.node(data));
    if (Bytes.hex(content[0].body) !== "2a864886f70d010702") throw new Error("cms");
    const parts = Der.inside(Der.inside(content[1])[0]);
    const certificates = parts.find((part) => part.tag === 0xa0);
    const signers = Der.inside(parts[parts.length - 1]);
    if (signers.length !== 1 || Der.inside(parts[2]).length !== 1) throw new Error("cms");
    const [, , digest, attributes, , signature, unsigned] = Der.inside(signers[0]);
    const told = Der.inside(attributes).map(Der.inside).filter((pair) => Bytes.hex(pair[0].body) === "2a864886f70d010904");
    if (attributes.tag !== 0xa0 || told.length !== 1) throw new Error("cms");
    const signed = attributes.whole.slice();
    signed[0] = 0x31;
    return {
      certificates: certificates ? Der.inside(certificates).map(Der.certificate) : [],
      digestOid: Bytes.hex(Der.inside(digest)[0].body),
      told: Der.inside(told[0][1])[0].body,
      signed,
      signature: Der.signature(signature.body),
      stamped: Boolean(unsigned) && Der.inside(unsigned).map(Der.inside).some((pair) => Bytes.hex(pair[0].body) === Der.timestamp),
    };
  },
};
