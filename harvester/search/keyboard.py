"""The two layouts of a Thai keyboard (Kedmanee), key by key: what was typed with the wrong one switched on.

The browser's twin is `keyboard.js`.
"""

from __future__ import annotations

_LATIN = (
    "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./" + '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
)
_THAI = "_ๅ/-ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ" + '%+๑๒๓๔ู฿๕๖๗๘๙๐"ฎฑธํ๊ณฯญฐ,ฅฤฆฏโฌ็๋ษศซ.()ฉฮฺ์?ฒฬฦ'

_TO_THAI = str.maketrans(_LATIN, _THAI)
_TO_LATIN = str.maketrans({thai: latin for thai, latin in zip(_THAI, _LATIN, strict=True) if thai > "\u0e00"})


def as_thai(text: str) -> str:
    """What the keys pressed for `text` give with the Thai layout on."""
    return text.translate(_TO_THAI)


def as_latin(text: str) -> str:
    """What the keys pressed for the Thai letters of `text` give with the English layout on."""
    return text.translate(_TO_LATIN)
