"""Search in many scripts: case, marks and forms of letters don't count, and both databases find the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db import Database
from db.public import Filter
from db.search import search
from tests.db.samples import NOW, begin, record, store

TEXTS = {
    "tr": (
        "İstanbul'da ışıklar söndü",
        "Isparta valisi dün akşam açıklama yaptı. İzmir'de elektrik kesintisi sürüyor.",
    ),
    "az": ("QIŞ OLİMPİADASI BAKIDA", "Azərbaycan komandası dünən açılışda çıxış etdi."),
    "ar": ("الرئيس يلتقي الوزراء في القاهرة", "قال المتحدث إنّ المُباحثات تناولت الاقتصاد والتعليم في المدرسة."),
    "fa": ("رئیس جمهور در تهران", "او گفت که گفتگوها دربارهٔ اقتصاد کشور بود و کتاب تازه‌ای چاپ شد."),
    "he": ("ראש הממשלה נפגש עם השרים בירושלים", "הדובר אמר כי הוּא שׂוחח על הכלכלה ועל החינוך."),
    "el": ("Ο πρωθυπουργός στην Αθήνα", "Οι συνομιλίες αφορούσαν την οικονομία, είπε ο εκπρόσωπος χθες."),
    "uk": ("У Києві відкрили міст", "Їжа та вода надійшли вчора, повідомив м'який голос із Полтави."),
    "ru": ("Ёлки привезли в Королёв", "Мэр сообщил, что всё готово; ещё один грузовик приедет завтра."),
    "kk": ("Қазақстан президенті Астанада", "Ол экономика және білім туралы айтты, деп хабарлады баспасөз."),
    "ja": ("首相が東京で会見", "経済について話し合ったとﾆｭｰｽが伝えた。１２月の予定も決まった。"),
    "zh": ("总理在上海会见记者", "他谈到经济改革和教育问题，会议持续两小时。"),
    "ko": ("총리, 서울에서 기자회견", "경제와 교육 문제를 이야기했다고 대변인이 말했다."),
    "th": ("นายกรัฐมนตรีแถลงข่าวที่กรุงเทพ", "เขาพูดถึงเศรษฐกิจและการศึกษาเมื่อวานนี้"),
    "hi": ("प्रधानमंत्री दिल्ली में", "उन्होंने अर्थव्यवस्था और शिक्षा पर बात की।"),
    "vi": ("Thủ tướng gặp báo chí ở Hà Nội", "Ông nói về kinh tế và giáo dục; đường sắt sẽ mở lại."),
    "pl": ("Premier w Łodzi", "Żółte światła zgasły, mówi rzecznik; źródło nie podaje przyczyny."),
    "da": ("Brød på Ærø", "Æbler koster mere i København, siger købmanden."),
    "de": ("Große Straße in Köln gesperrt", "Die Öffnung verzögert sich, sagt der Bürgermeister."),
}

QUERIES = [
    ("tr", "istanbul"), ("tr", "İSTANBUL"), ("tr", "ışıklar"), ("tr", "IŞIKLAR"), ("tr", "ISPARTA"), ("tr", "izmir"),
    ("az", "qış"), ("az", "bakıda"),
    ("ar", "القاهرة"), ("ar", "الوزراء"), ("ar", "المباحثات"), ("ar", "إن المتحدث"),
    ("fa", "تهران"), ("fa", "اقتصاد کشور"), ("fa", "كتاب"),
    ("he", "בירושלים"), ("he", "הממשלה"), ("he", "שוחח"), ("he", "ירושלים"), ("he", "ממשלה"), ("he", '"ממשלה נפגש"'),
    ("el", "ΠΡΩΘΥΠΟΥΡΓΟΣ"), ("el", "αθηνα"), ("el", "Οικονομία"),
    ("uk", "КИЄВІ"), ("uk", "їжа"), ("uk", "м’який"),
    ("ru", "елки"), ("ru", "КОРОЛЕВ"), ("ru", "Ёлка"),
    ("kk", "ҚАЗАҚСТАН"), ("kk", "білім"),
    ("ja", "東京"), ("ja", "ニュース"), ("ja", "12月"), ("ja", "首相"),
    ("zh", "上海"), ("zh", "经济改革"),
    ("ko", "서울"), ("ko", "기자회견"),
    ("th", "นายกรัฐมนตรี"), ("th", "เศรษฐกิจ"),
    ("hi", "दिल्ली"), ("hi", "शिक्षा"),
    ("vi", "ha noi"), ("vi", "đường sắt"), ("vi", "duong sat"), ("vi", "THỦ TƯỚNG"),
    ("pl", "ŹRÓDŁO"), ("pl", "ŻÓŁTE"), ("pl", "zolte"), ("pl", "lodzi"), ("pl", "zrodlo"),
    ("da", "brod"), ("da", "BRØD"), ("da", "koebenhavn"), ("da", "aeroe"), ("da", "æbler"),
    ("de", "strasse"), ("de", "KOELN"), ("de", "öffnung"),
]  # fmt: skip


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as connection:
        source_id, run_id = begin(connection)
        for number, (language, (title, body)) in enumerate(TEXTS.items(), start=1):
            published_at = NOW - timedelta(days=number)
            made = record(number, title=title, text=body, language=language, published_at=published_at, authors=())
            store(connection, source_id, run_id, made)
    return database


def test_a_word_is_found_however_it_is_written(filled: Database) -> None:
    missed = []
    for language, query in QUERIES:
        hits = [hit["language"] for hit in search(filled, query, Filter(), 20).hits]
        if hits != [language]:
            missed.append((language, query, hits))
    assert missed == []
