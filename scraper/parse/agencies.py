"""News agencies by their names: in a byline they are no people, in a dateline and a signature they are the source."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.text import letters

AGENCIES = (
    "AP|AFP|Reuters|dpa|APA|TASS|ТАСС|RIA|РИА|РИА Новости|RIA Novosti|Interfax|Интерфакс|Xinhua|ANSA|EFE|PTI|ANI|IANS|"
    "UNI|KUNA|WAM|SPA|MENA|Anadolu|AA|Bernama|Yonhap|Kyodo|Ukrinform|Укринформ|UNIAN|УНИАН|BelTA|БелТА|Trend|Kazinform|"
    "KNA|epd|sid|SID|CNA|TT|NTB|Ritzau|STT|PAP|ČTK|MTI|Tanjug|Hina|STA|BTA|AGI|Europa Press|Notimex|Agência Brasil|"
    "UPI|CP|INTERFAX.RU|Укрінформ|УНІАН|Lusa|Adnkronos|askanews"
)
"""As they stand in datelines and signatures: alternatives of a regular expression."""

_OTHER_NAMES = """
    Associated Press|The Associated Press|Agence France-Presse|Thomson Reuters|Reuters Staff|Deutsche Presse-Agentur
    Austria Presse Agentur|Keystone-SDA|Keystone|SDA|ATS|Belga|ANP|OTS|dts|DTS Nachrichtenagentur|dpa-AFX
    dpa-infocom|Bloomberg|Dow Jones|Press Association|PA Media|PA|AAP|The Canadian Press|La Presse Canadienne
    Press Trust of India|Agencia EFE|Télam|Agencias|Agenturen|Agencies|agences|Agenzie|Lusa|Adnkronos|Kyodo News
    時事通信|共同通信|共同|新华社|新華社|中新社|中央社|中国新闻网|Yonhap News Agency|연합뉴스|Anadolu Agency|İHA|DHA
    Anka|Getty Images|Sputnik|kathpress|Новости|АГН Москва|Укрінформ|УНІАН|Rador|Agerpres|Mediafax|BNS|LETA|ELTA
    Antara|TNN|Thai News Agency
"""

_KNOWN = frozenset(letters(name) for name in re.split(r"[|\n]", f"{AGENCIES}|{_OTHER_NAMES}") if name.strip())
_WITH_A_DESK = re.compile(r"\b(?:AFP|Reuters|Xinhua|Bloomberg|EFE|dpa|Interfax)\b")


@lru_cache(maxsize=4096)
def is_agency(name: str) -> bool:
    """`dpa`, `Reuters`, `AFP Deutschland`, `dpa/lhe`."""
    return letters(name) in _KNOWN or (len(name.split()) <= 3 and _WITH_A_DESK.search(name) is not None)
