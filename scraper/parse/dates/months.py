"""The names of the months, as dates are written in the main languages: nominative, genitive and short."""

from __future__ import annotations

_NAMES = (
    """
    jan january januar jänner jaenner januari janvier janv enero ene gennaio janeiro январь января янв січня
    студзеня stycznia ocak ledna januára ianuarie јануар siječnja ιανουαρίου ιαν január tammikuuta jaanuar
    janvāris sausio يناير كانون ژانویه जनवरी জানুয়ারি มกราคม ม.ค ינואר gener janúar
    """,
    """
    feb february februar februari février fevrier févr fev febrero febbraio fevereiro февраль февраля фев
    лютого лютага lutego şubat subat února februára februarie veljače φεβρουαρίου φεβ február helmikuuta
    veebruar februāris vasario فبراير شباط فوریه फरवरी फ़रवरी ফেব্রুয়ারি กุมภาพันธ์ ก.พ פברואר febrer
    febrúar
    """,
    """
    mar march märz maerz mär mars marzo março marco марта март мар березня сакавіка marca mart března martie
    ožujka μαρτίου μαρ március maaliskuuta märts marts kovo مارس آذار मार्च মার্চ มีนาคม มี.ค מרץ març maart
    mrt maret
    """,
    """
    apr april avril avr abril abr aprile апреля апрель апр квітня красавіка kwietnia nisan dubna apríla
    aprilie travnja απριλίου απρ április huhtikuuta aprill aprīlis balandžio أبريل ابريل نيسان آوریل अप्रैल
    এপ্রিল เมษายน เม.ย אפריל apríl
    """,
    """
    may mai mayo maggio mag maio мая май травня травеня maja mayıs mayis mei maj května mája svibnja μαΐου
    μάιος május toukokuuta maijs gegužės مايو أيار ایار مه मई মে พฤษภาคม พ.ค מאי maig maí mee
    """,
    """
    jun june juni juin junio giugno giu junho июня июнь июн червня чэрвеня czerwca haziran června júna iunie
    lipnja ιουνίου ιουν június kesäkuuta juuni jūnijs birželio يونيو حزيران ژوئن जून জুন มิถุนายน มิ.ย יוני
    juny júní
    """,
    """
    jul july juli juillet juil julio luglio lug julho июля июль июл липня ліпеня lipca temmuz července júla
    iulie srpnja ιουλίου ιουλ július heinäkuuta juuli jūlijs liepos يوليو تموز ژوئیه जुलाई জুলাই กรกฎาคม ก.ค
    יולי juliol júlí
    """,
    """
    aug august août aout agosto ago августа август авг серпня жніўня sierpnia ağustos agustos augustus
    augusti agustus srpna augusta kolovoza αυγούστου αυγ augusztus elokuuta augusts rugpjūčio أغسطس آب اوت
    अगस्त আগস্ট สิงหาคม ส.ค אוגוסט agost ágúst
    """,
    """
    sep sept september septembre septiembre settembre set setembro сентября сентябрь сен сент вересня верасня
    września eylül eylul září septembra septembrie rujna σεπτεμβρίου σεπ szeptember syyskuuta septembris
    rugsėjo سبتمبر أيلول سپتامبر सितंबर सितम्बर সেপ্টেম্বর กันยายน ก.ย ספטמבר setembre
    """,
    """
    oct okt october oktober octobre octubre ottobre ott outubro out октября октябрь окт жовтня кастрычніка
    października ekim října októbra octombrie listopada οκτωβρίου οκτ október lokakuuta oktoober oktobris
    spalio أكتوبر اكتوبر تشرين اکتبر अक्टूबर অক্টোবর ตุลาคม ต.ค אוקטובר
    """,
    """
    nov november novembre noviembre novembro ноября ноябрь ноя листопада kasım kasim listopadu novembra
    noiembrie studenoga studenog νοεμβρίου νοε marraskuuta novembris lapkričio نوفمبر نوامبر नवंबर नवम्बर
    নভেম্বর พฤศจิกายน พ.ย נובמבר nóvember
    """,
    """
    dec dez december dezember décembre decembre déc diciembre dic dicembre dezembro декабря декабрь дек
    грудня снежня grudnia aralık aralik prosince decembra decembrie prosinca δεκεμβρίου δεκ joulukuuta
    detsember decembris gruodžio ديسمبر دسامبر दिसंबर दिसम्बर ডিসেম্বর ธันวาคม ธ.ค דצמבר desember desembre
    """,
)
_PERSIAN = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"
"""Months of the Persian calendar; their years begin with 13 or 14."""

_UNCLEAR = {"листопада", "listopada", "آذر"}
"""November in Ukrainian and Polish, October in Croatian; March in Arabic, the ninth month in Persian."""

_AS_PERSIAN = str.maketrans("يىك", "ییک")
"""Letters that Arabic and Persian keyboards write differently, on Persian pages in either way."""

_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split() if name not in _UNCLEAR}
_MONTHS |= {"листопада": 11, "listopada": 11, "آذار": 3}
_MONTHS |= {name: number for number, name in enumerate(_PERSIAN.split(), 1)}
_MONTHS = {name.translate(_AS_PERSIAN): number for name, number in _MONTHS.items()}


def month_named(word: str) -> int | None:
    """Its number."""
    return _MONTHS.get(word.lower().translate(_AS_PERSIAN))
