"""The words of bylines, by what they tell: how one opens, jobs, newsrooms, and what is no name."""

from __future__ import annotations

import re


def _any_of(words: str) -> str:
    """Words parted by `|`, over several lines, as one alternative."""
    return "(?:" + "|".join(word for line in words.split("\n") for word in line.strip().split("|") if word) + ")"


_BY = _any_of(
    r"""by|von|par|por|di|de|door|av|af|przez|oleh|penulis|yazan|yazar|haber|bài|theo|tác giả|του|της
    (?:written|reported|posted|story|words|text|published|created|edited|compiled|authored|article|analysis|review) by
    (?:ein )?(?:beitrag|text|bericht|kommentar|interview|artikel|gastbeitrag|protokoll) von
    (?:veröffentlicht|verfasst|geschrieben|erstellt) (?:von|durch)
    (?:écrit|publié|rédigé|propos recueillis) par|(?:escrito|publicado|redactado) por|a cura di|scritto da|pubblicato da
    geschreven door|skrevet av|skriven av|napisał\w*"""
)
_LABEL = _any_of(
    r"""text|texte|texto|testo|tekst|words|interview|autor(?:en|in|a|es|ka)?|autorzy|autore|auteurs?|authors?|writer
    redakteur(?:in)?|redaktion|redacción|forfatter|skribent|journalist|szerző|foto\w*
    автор(?:ы|ка)?|текст|подготовил\w*|беседовал\w*|بقلم|كتب(?:ت)?|المصدر|نویسنده|خبرنگار|लेखक|द्वारा"""
)
_ASIAN_LABEL = _any_of(
    r"""(?:本報|本报|特約|特约|見習|见习|実習)?(?:記者|记者)|作者|文|責任?編輯|責任?编辑|编辑|編輯|責編|责编|執筆|取材|筆者|撰文|來源|来源|글|기자"""
)

OPENING = re.compile(
    rf"^\W*(?:(?:{_BY}|{_LABEL})(?:\s*[:：/／|]\s*|\s+)(?![a-zà-ÿ]*')|{_ASIAN_LABEL}\s*[:：/／|]?\s*)", re.IGNORECASE
)
"""What stands before the name: `Von `, `Text: `, `記者`."""

DATED_OPENING = re.compile(
    r"^\W*(?:posted|published|written|updated|created|submitted|veröffentlicht|geschrieben|erstellt|publié|publicado|"
    r"pubblicato)\b[^\n]{0,60}?\b(?:by|von|par|por|da)\s+",
    re.IGNORECASE,
)
"""`Posted on September 21, 2020 by`."""

SAYS_BY = re.compile(rf"^\W*(?:(?:{_BY}|{_LABEL})\s*[:：]?\s|{_ASIAN_LABEL}\s*[:：／/\s])|{DATED_OPENING.pattern}")
"""A line, in small letters, that begins like a byline. A pattern that heeds case is four times as quick."""

SAYS_WHO = re.compile(
    r"(?:(?:written|article|story|text|authored) by|(?:text|artikel|beitrag|geschrieben|verfasst|eingestellt) von|"
    r"(?:écrit|rédigé) par|escrito por|scritto da|geschreven door|author|autor(?:in)?|auteur|autore|text(?=:))\b:?"
)
"""How a line opens, in small letters, that tells who wrote the page wherever it stands."""

_TWO = ("wr", "ar", "st", "te", "au", "be", "ge", "ve", "ei", "éc", "ré", "es", "sc")
WHO_OPENS = frozenset(spelt for two in _TWO for spelt in (two, two.title(), two.upper()))
"""The first two letters of such a line, which few others share."""

TAIL = re.compile(
    r"\s+(?:@|–|—|-|on|am|le|el|il|den|vom|um|at|für|for|from|in|aus|mit|unter|gegen|updated?|published?|posted?|last|"
    r"aktualisiert|veröffentlicht|publicado|publié|pubblicato|опубликовано|обновлено|via)\s+"
    r"(?=\S{0,20}\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|the\b|our\b)[^\n]*$|"
    r"\s+[-–—]\s+[^\n]*$|\s+(?:updated|published|posted|reviewed|edited)\s[^\n]*$",
    re.IGNORECASE,
)
"""What stands behind the name: a date, a site, who else worked on it."""

ROLE = re.compile(
    r"\b"
    + _any_of(
        r"""\w*correspondent\w*|\w*reporter\w*|\w*editor(?:in)?|writer|journalist\w*|photograph\w*|producers?|columnists?
        author|contributors?|contributing|political|senior|junior|chief|expert\w*|attorney|lawyer|founder|co-?founder
        winemaker|manager|managing|director|head of|president|ceo|cto|cfo|professor|analyst|advisor|adviser|coordinator
        specialist|consultant|strategist|marketer|officer|engineer|representative|freelance\w*|former|host|presenter
        researcher|executive|marketing|winning
        \w*redakteur\w*|redaktor\w*|redactor\w*|redattor\w*|rédact\w+|\w*korrespondent\w*|chef|fotograf\w*|autor|autorin
        periodista|corresponsal|giornalista|inviato|journaliste|envoyée?|colaborador\w*|kolumnist\w*|volontär\w*|ressort\w*
        rechtsanw[aä]lt\w*|leiter\w*|chefredakt\w+|корреспондент\w*|редактор\w*|обозреватель|журналист\w*|muhabir\w*
        wartawan"""
    )
    + r"\b"
)
"""Words of jobs, in small letters."""

DEGREE = re.compile(
    r"(?:\s+|^)(?:Ph\.?D\.?|M\.?D\.?|MBA|MPH|M\.?[AS]c?\.?|RDN?|CPA|CFP|Esq\.?|R\.?N\.?|DDS|JD|LL\.?M\.?)$"
)

ORGANISATION = re.compile(
    r"\b"
    + _any_of(
        r"""staff|team|desk|newsroom|news|editors|editorial|bureau|agency|agentur\w*|gmbh|ag|inc|ltd|llc|corp|e\.\s?v
        redaktion|redaktionsteam|onlineredaktion|redaction|rédaction|redacción|redazione|redação|redakcja|redakce|redactie
        redaksjon\w*|redaktionen|toimitus|szerkesztőség|редакция
        verlag|magazin\w*|magazine|zeitung|nachrichten|online|digital|times|post|press|presse|media|medien|tv|radio
        rundfunk|fernsehen|institut\w*|university|universität|foundation|stiftung|association|verein|bund|ministerium
        ministry|department|group|company|center|centre|store|blog|journal|gazette|herald|tribune|web|support|community
        service|contributors"""
    )
    + r"\b|"
    r"\w\.(?:com|org|net|de|at|ch|fr|it|es|uk|is|ru|ua|pl|co|info|io|tv|news|media|se|no|dk|fi|cz|hu|ro|eu|in|cn|jp)\b"
    r"|新聞|新闻|網$|网$|通信$|通讯社|報社|日报|日報|電視|电视|編集部|编辑部|編輯部|デジタル|뉴스|일보"
)
"""Words of newsrooms and other organisations, in small letters."""

NO_NAME = re.compile(
    r"\d{3,}|[{}=<>?!\"“”„…]|\d\s?(?:min|h\b|hours?|days?|views?|comments?)|^"
    + _any_of(
        r"""admin|administrator|webmaster|author|autor|автор|unknown|none|null|undefined|guest|user|anonymous|default
        link|advertising|(?:learn|find out|show|view|load) more|google \w+
        (?:written|posted|article|story) by|privacy policy|timeline|タイムライン|分享.*|erscheinungsdatum
        (?:aktuelle )?meldung(?:en)?|pressemitteilung|press release|advertorial|anzeige|promotion
        (?:paid|partner|sponsored) (?:content|post)
        by|von|about|bio|profile?|website|more|mehr|vom|stand|uhr|am|pm|heute|gestern|today|yesterday
        share|follow|comments?|kommentare?|published|updated|posted|min read|read|read more|weiterlesen|uncategorized
        home|start|menu|search|sagt|says|antworten|reply|registrieren|log ?in|anmelden|paid|free|print|drucken
        e-?mail|facebook|twitter|x|instagram|linkedin|whatsapp
        montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag
        monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun
        (?:member|sign|last|keine|no|related|topics?|tags?|all posts|alle|show all|zeige alle|posts by)\b.*
        (?:hinterlasse|leave a|about the|contact)\b.*
        view (?:all|my|profile|bio|author).*|(?:mehr|weitere|more|see|read|über|zum|zur|zu|follow|subscribe|jetzt)\s.*
        (?:fact.?checked|reviewed|medically|edited|updated|foto|photo|bild|image|illustration|source|quelle|copyright).*
        archiv\w* .*|kontakt.*|abonnieren.*|©.*"""
    )
    + "$"
)
"""Words of the page's own, in small letters, that stand where names do."""

MONTHS = frozenset(
    """
    jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
    october november december januar februar märz mai juni juli oktober dezember
    """.split()  # noqa: SIM905
)

PARTICLES = frozenset(
    """
    de del della di da dos das do du des la le van von der den dem zu zum zur und y e i bin ibn al el ter ten af av
    of the dr dr. prof prof. med. mag. dipl.-ing. ing.
    """.split()  # noqa: SIM905
)
"""Parts of a name that are written small."""

ASIAN_TITLE = re.compile(
    r"(?:記者|记者|編輯|编辑|主編|主编|通訊員|通讯员|特派員|評論員|评论员|撰文|攝影|摄影|報導|报道|기자|특파원|"
    r"논설위원|氏|さん)$"
)
