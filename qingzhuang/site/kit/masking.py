"""Personal data covered for the screen: enough to recognise a person one knows, too little to use."""

from __future__ import annotations

import re

ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])(\d{4})\d{10}(\d{3}[0-9Xx])(?![0-9A-Za-z])")
OLD_ID_NUMBER = re.compile(r"(?<!\d)(\d{4})\d{7}(\d{4})(?!\d)")
PHONE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
ACCOUNT = re.compile(r"(?<!\d)(\d{4})\d{8,11}(\d{4})(?!\d)")


def name(text: str) -> str:
    """The family name and a star for each further character.

    >>> name("张小明"), name("李雷")
    ('张**', '李*')
    """
    text = text.strip()
    return text[:1] + "*" * (len(text) - 1)


def numbers(text: str) -> str:
    """ID, telephone and account numbers inside a text, with their middle covered.

    >>> numbers("11010119900307123X"), numbers("电话 13812345678")
    ('1101**********123X', '电话 138****5678')
    """
    text = ID_NUMBER.sub(r"\1**********\2", text)
    text = OLD_ID_NUMBER.sub(r"\1*******\2", text)
    text = ACCOUNT.sub(lambda found: found[1] + "*" * (len(found[0]) - 8) + found[2], text)
    return PHONE.sub(r"\1****\2", text)


def covered(text: str) -> str:
    """A number of any kind with all but its ends covered: what is secret stays secret whatever its shape.

    >>> covered("11010119900307123X"), covered("13812345678"), covered("66123"), covered("")
    ('1101**********123X', '138****5678', '6****', '')
    """
    masked = numbers(text)
    if masked != text:
        return masked
    kept = 4 if len(text) >= 12 else 1
    return text[:kept] + "*" * (len(text) - kept)
