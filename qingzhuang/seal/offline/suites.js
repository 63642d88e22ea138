// The two suites, as qingzhuang/seal/suites has them: P-256 by the browser, SM2 by the library sm-crypto.
const Suites = {
  "P-256": {
    digestOid: "608648016503040201",
    digest: async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", data)),
    verify: async (point, message, signature) => {
      const kind = { name: "ECDSA", namedCurve: "P-256" };
      const key = await crypto.subtle.importKey("raw", point, kind, false, ["verify"]);
      return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, message);
    },
  },
  SM2: {
    digestOid: "2a811ccf55018311",
    digest: async (data) => Bytes.fromHex(sm3(Array.from(data))),
    verify: async (point, message, signature) => {
      const options = { hash: true, der: false, userId: "1234567812345678" };
      return sm2.doVerifySignature(Array.from(message), Bytes.hex(signature), Bytes.hex(point), options);
    },
  },
};

async function holds(key, message, signature) {
  try {
    return signature.length === 64 && (await Suites[key.suite].verify(Bytes.base64(key.point), message, signature));
  } catch (fault) {
    if (!window.isSecureContext && key.suite === "P-256") throw new Error("no_crypto");
    return false;
  }
}
