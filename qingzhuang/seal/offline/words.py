"""Words of the page that checks certificates without a network: simplified and traditional Chinese, English."""

from __future__ import annotations

PAGE: dict[str, tuple[str, str, str]] = {
    "title": ("核验证明", "核驗證明", "Check a certificate"),
    "lead": (
        "拖入证明的 PDF，或拍下、扫描纸上的二维码。这一页不联网，什么都不会发出去。",
        "拖入證明的 PDF，或拍下、掃描紙上的二維碼。這一頁不聯網，什麼都不會發出去。",
        "Drop the PDF of a certificate, or take a picture of the code on paper. This page uses no network and sends nothing.",
    ),
    "choose": ("选择 PDF 或照片", "選擇 PDF 或照片", "Choose a PDF or a picture"),
    "camera": ("用摄像头扫码", "用攝像頭掃碼", "Scan with the camera"),
    "text_label": ("二维码的内容", "二維碼的內容", "Text of a code"),
    "check": ("核验", "核驗", "Check"),
    "language": ("语言", "語言", "Language"),
    "issuer": ("出具单位", "出具單位", "Issuer"),
    "number": ("编号", "編號", "Number"),
    "paper": ("名称", "名稱", "Title"),
    "holder": ("持有人", "持有人", "Holder"),
    "days": ("日期", "日期", "Days"),
    "made": (
        "信任文件：{authority}，{day}。更晚的撤销这一页不知道。",
        "信任文件：{authority}，{day}。更晚的撤銷這一頁不知道。",
        "Trust file: {authority}, {day}. What was revoked later is not known to this page.",
    ),
    "no_seal": (
        "二维码和数字签名用于查验真伪，不是电子印章。",
        "二維碼和數字簽名用於查驗真偽，不是電子印章。",
        "The code and the digital signature serve to check that a paper is genuine; they are not an electronic seal.",
    ),
    "scan": (
        "如果纸上印有二维码，请用摄像头扫描或拍照核验。",
        "如果紙上印有二維碼，請用攝像頭掃描或拍照核驗。",
        "If a code is printed on it, scan it with the camera or take a picture.",
    ),
    "stamped": (
        "文件带有时间戳，这一页不读时间戳。",
        "文件帶有時間戳，這一頁不讀時間戳。",
        "The file has a timestamp, which this page does not read.",
    ),
    "stamped_before": (
        "文件带有时间戳，这一页不读时间戳。如果是密钥注销以前签的，可能仍然有效：请用命令 qingzhuang verify 或出具单位的查验网页核验。",
        "文件帶有時間戳，這一頁不讀時間戳。如果是密鑰註銷以前簽的，可能仍然有效：請用命令 qingzhuang verify 或出具單位的查驗網頁核驗。",
        "The file has a timestamp, which this page does not read. If it was signed before the key ended it may still hold: "
        "ask qingzhuang verify, or the page of the issuer.",
    ),
    "no_crypto": (
        "这个浏览器打开的方式不支持验签：请存到本机后打开，或用命令 qingzhuang verify。",
        "這個瀏覽器打開的方式不支持驗簽：請存到本機後打開，或用命令 qingzhuang verify。",
        "Opened this way the browser cannot check signatures: save the page and open it from the disk, or use qingzhuang verify.",
    ),
    "no_camera": (
        "用不了摄像头。请拍一张照片，再用“选择 PDF 或照片”。",
        "用不了攝像頭。請拍一張照片，再用「選擇 PDF 或照片」。",
        "The camera cannot be used. Take a picture, then choose it above.",
    ),
    "no_picture": (
        "照片里没有找到二维码。请靠近一些，对准、放平再拍。",
        "照片裡沒有找到二維碼。請靠近一些，對準、放平再拍。",
        "No code was found in the picture. Go nearer, hold it flat and sharp, and try again.",
    ),
}
