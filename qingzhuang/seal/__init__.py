"""Engine: sealing. The only place with cryptography: values that must not lie open on a disk, and papers that prove themselves.

At rest: `Keyring` (values, files, columns), `lock`/`unlock` (a passphrase). Beside a file: `seal.manifests` (canonical JSON, signed).

Certificates, from what a paper says to what a stranger can check without a network (import from the modules named):

    from qingzhuang.seal.certificate import Certificate, Holder, Issuer     # what it says; .canonical() bytes of what is printed
    from qingzhuang.seal.paper import issue                                 # → Paper(pdf, code, digest): the three steps below
    from qingzhuang.seal.credential import issue, read                      # the text of the QR code, signed
    from qingzhuang.seal.typeset import render                              # PDF/A-2b, layout by name or Typst source
    from qingzhuang.seal.pdf_sign import IssuerKey, sign_pdf                # PAdES B-B, B-T with a timestamp service
    from qingzhuang.seal.verify import verify                               # (pdf bytes | code text, trust, now) → Verdict
    from qingzhuang.seal.verdict import Code, Note, Verdict                 # .valid .code .message("zh-hans") .as_json()
    from qingzhuang.seal.trust import Trust, opened, bundle                 # whom to believe; a file without secrets
    from qingzhuang.seal.status import Status, StatusList, publish          # revoked, used once
    from qingzhuang.seal.authority import ceremony, add_issuer, rotate, end # keys: made, renewed, ended
    from qingzhuang.seal.disclosure import issue, present, check            # one fact instead of a paper (SD-JWT)
    from qingzhuang.seal.offline import page                                # the HTML file that checks without a network
    from qingzhuang.seal.key_folder import KeyFolder                        # all keys of an installation in a folder
    from qingzhuang.seal.key_file import packed, unpacked, locked, unlocked # an issuer's key as bytes, to be sealed at once

An example from the ceremony to the verdict:

    authority = ceremony("样板区", now)                                      # once; authority.root goes to a safe
    key, authority = add_issuer(authority, "420102001001", "样板社区居民委员会", now)
    paper = issue(Certificate(…), key, "https://zm.example.cn/v/")           # paper.pdf is what the resident gets
    papers = StatusList(); papers.set(certificate.status_index, Status.INVALID)
    listed = publish(papers, key.issuer_id, key.key, key.kid.hex(), now)
    trust = opened(bundle(authority.token(), (listed,)))
    verify(paper.pdf, trust).code                                            # Code.REVOKED

These modules are imported only when they are used: Typst and pyHanko take a third of a second to load.
"""

from qingzhuang.seal.errors import BadCertificate, FontMissing, KeyFault, NoSeal, NoTimestamp, SealError, TokenSilent
from qingzhuang.seal.keys import Keyring
from qingzhuang.seal.locks import lock, unlock
from qingzhuang.seal.values import is_sealed

__all__ = [
    "BadCertificate", "FontMissing", "KeyFault", "Keyring", "NoSeal", "NoTimestamp", "SealError", "TokenSilent", "is_sealed", "lock",
    "unlock",
]  # fmt: skip
