"""The sentences of verdicts: simplified and traditional Chinese, English. The page that works offline shows the same ones."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str, str]] = {
    "valid": (
        "真实有效。",
        "真實有效。",
        "Genuine and valid.",
    ),
    "valid_code": (
        "二维码真实有效。纸面是不是原件，请按下面所列逐项比对。",
        "二維碼真實有效。紙面是不是原件，請按下面所列逐項比對。",
        "The code is genuine and valid. Whether the paper is the original: compare it with what is listed below.",
    ),
    "altered": (
        "内容被改动过，不能采信。请让持有人出示原件，或与出具单位联系。",
        "內容被改動過，不能採信。請讓持有人出示原件，或與出具單位聯繫。",
        "It was changed after it was issued and cannot be relied on. Ask for the original, or ask the issuer.",
    ),
    "appended": (
        "签名之后又添加了内容，只有添加之前的部分是出具单位签的。请索取未改动的原文件。",
        "簽名之後又添加了內容，只有添加之前的部分是出具單位簽的。請索取未改動的原文件。",
        "Something was added after it was signed; the issuer signed only what stood there before. Ask for the file as it was issued.",
    ),
    "copied_code": (
        "二维码是真的，但属于另一份证明（{what}），被贴到了这张纸上。",
        "二維碼是真的，但屬於另一份證明（{what}），被貼到了這張紙上。",
        "The code is genuine but belongs to another certificate ({what}); it was copied onto this paper.",
    ),
    "wrong_issuer": (
        "签名的密钥属于“{what}”，与证明上写的出具单位不是一家。",
        "簽名的密鑰屬於「{what}」，與證明上寫的出具單位不是一家。",
        "It was signed with a key of “{what}”, which is not the issuer that it names.",
    ),
    "unknown_issuer": (
        "签名的密钥不在信任名单里{what}，不能认定是谁出具的。请向出具单位索取最新的信任文件。",
        "簽名的密鑰不在信任名單裡{what}，不能認定是誰出具的。請向出具單位索取最新的信任文件。",
        "It was signed with a key that is not on the list of trust{what}: nobody can say who issued it. "
        "Ask the issuer for the newest trust file.",
    ),
    "expired_key": (
        "签发日期不在密钥的有效期内（{what}），不能采信。请与出具单位联系。",
        "簽發日期不在密鑰的有效期內（{what}），不能採信。請與出具單位聯繫。",
        "Its day of issue is outside the time in which the key was valid ({what}). Please ask the issuer.",
    ),
    "revoked_key": (
        "签名用的密钥已被注销（{what}），不能采信。请向出具单位换领。",
        "簽名用的密鑰已被註銷（{what}），不能採信。請向出具單位換領。",
        "The key that signed it was revoked ({what}). Ask the issuer for a new certificate.",
    ),
    "revoked": (
        "已被出具单位撤销。",
        "已被出具單位撤銷。",
        "It was revoked by its issuer.",
    ),
    "suspended": (
        "出具单位已暂停这份证明，请与其联系。",
        "出具單位已暫停這份證明，請與其聯繫。",
        "Its issuer has suspended it; please ask there.",
    ),
    "used": (
        "这份证明只能使用一次，已经用过了。",
        "這份證明只能使用一次，已經用過了。",
        "It may be used once only, and was used already.",
    ),
    "expired": (
        "是真的，但已于 {what} 过期。",
        "是真的，但已於 {what} 過期。",
        "It is genuine but expired on {what}.",
    ),
    "clock": (
        "无法判断：本机的日期早于这份证明或信任文件（{what}）。请校正本机时间后再试。",
        "無法判斷：本機的日期早於這份證明或信任文件（{what}）。請校正本機時間後再試。",
        "Cannot tell: the clock of this machine is earlier than the certificate or the trust file ({what}). Set it right and try again.",
    ),
    "unsigned": (
        "无法判断：文件里既没有数字签名，也找不到我们的二维码。",
        "無法判斷：文件裡既沒有數字簽名，也找不到我們的二維碼。",
        "Cannot tell: the file has neither a digital signature nor a code of ours.",
    ),
    "no_code": (
        "签名真实，由“{what}”签署，但这不是本系统出具的证明，无法判断是否有效。",
        "簽名真實，由「{what}」簽署，但這不是本系統出具的證明，無法判斷是否有效。",
        "The signature is genuine, by “{what}”, but this is no certificate made here: whether it is valid cannot be told.",
    ),
    "not_a_pdf": (
        "这不是 PDF 文件。请选择证明的 PDF 原件，或输入二维码的内容。",
        "這不是 PDF 文件。請選擇證明的 PDF 原件，或輸入二維碼的內容。",
        "This is no PDF file. Choose the PDF of the certificate, or give the text of its code.",
    ),
    "truncated": (
        "文件不完整，后面的部分缺失。请重新下载或索取。",
        "文件不完整，後面的部分缺失。請重新下載或索取。",
        "The end of the file is missing. Please download it or ask for it again.",
    ),
    "encrypted": (
        "文件加了密码，无法查验。请索取没有密码的原件。",
        "文件加了密碼，無法查驗。請索取沒有密碼的原件。",
        "The file is locked with a password. Ask for the original without one.",
    ),
    "too_large": (
        "内容太大（超过 {what}），不会是证明。",
        "內容太大（超過 {what}），不會是證明。",
        "This is larger than {what}: it cannot be a certificate.",
    ),
    "unreadable": (
        "文件已损坏，打不开。请重新索取。",
        "文件已損壞，打不開。請重新索取。",
        "The file is damaged and cannot be opened. Please ask for it again.",
    ),
    "not_a_code": (
        "这不是我们的二维码内容，或者没有扫完整。",
        "這不是我們的二維碼內容，或者沒有掃完整。",
        "This is no code of ours, or it was not scanned completely.",
    ),
}

NOTES: dict[str, tuple[str, str, str]] = {
    "compare": (
        "编号、姓名、标题、日期与纸面不一致，就是从别的证明上盗用的二维码。",
        "編號、姓名、標題、日期與紙面不一致，就是從別的證明上盜用的二維碼。",
        "Where number, name, title or day differ from the paper, the code was copied from another one.",
    ),
    "by_text": (
        "文件没有数字签名（可能重新打印过），但文字与签发时一致；图章和签字请当面看。",
        "文件沒有數字簽名（可能重新打印過），但文字與簽發時一致；圖章和簽字請當面看。",
        "The file has lost its digital signature (printed anew?), but its text is the one that was issued; look at seal and signatures yourself.",
    ),
    "no_list": (
        "手头没有该单位的撤销名单，是否已被撤销不得而知。",
        "手頭沒有該單位的撤銷名單，是否已被撤銷不得而知。",
        "There is no status list of this issuer at hand: whether it was revoked is not known.",
    ),
    "old_list": (
        "撤销名单停在 {day}，之后的撤销不得而知。",
        "撤銷名單停在 {day}，之後的撤銷不得而知。",
        "The status list is of {day}: later revocations are not known.",
    ),
    "not_listed": (
        "这份证明没有登记在撤销名单里。",
        "這份證明沒有登記在撤銷名單裡。",
        "This certificate has no place in the status list.",
    ),
    "timestamp": (
        "签署时间由时间戳服务证明。",
        "簽署時間由時間戳服務證明。",
        "The time of signing is vouched for by a timestamp service.",
    ),
    "one_time": (
        "仅供使用一次，收下后请告知出具单位核销。",
        "僅供使用一次，收下後請告知出具單位核銷。",
        "It may be used once only: tell the issuer when you have taken it.",
    ),
}
