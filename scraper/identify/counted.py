"""Words that count: numbers, months and days of the week, in the languages that our sources write.

What `forty ships on Tuesday` and `сорок кораблей во вторник` have in common besides their names. A closed class, so a
table is all of it. Left out are words that mean something else in another of these languages (`once`, `neuf`, `sex`,
`ten`), and those that are written all the time (one). Each is known in small and with a capital letter, but for `May`
and `March`.
"""

from __future__ import annotations

_NUMBERS = {
    2: "two both twice zwei beide zweimal deux dos due dois duas twee tveir tvær tvö два две двух двум двумя "
       "дважды оба обе двое дві двох двом двічі dwa dwie dwóch",
    3: "three drei dreimal trois tres tre três drie þrír þrjár þrjú три трёх трех трём трем тремя трое трижды троє "
       "трьох трьом trzy trzech",
    4: "four vier quatre cuatro quattro quatro fjórir fjórar fjögur четыре четырёх четырех четырём четырьмя четверо "
       "чотири чотирьох cztery czterech",
    5: "five fünf cinq cinco cinque vijf fimm пять пяти пятью пятеро п'ять пятьох pięć pięciu",
    6: "six sechs seis sei zes шесть шести шестью шестеро шість шести sześć sześciu",
    7: "seven sieben sept siete sette sete zeven sjö семь семи семью семеро сім семи siedem siedmiu",
    8: "eight acht huit ocho otto oito átta восемь восьми восемью вісім восьми osiem ośmiu",
    9: "nine neun nueve nove negen níu девять девяти девятью дев'ять девяти dziewięć dziewięciu",
    10: "zehn diez dieci dez tíu десять десяти десятью десять dziesięć dziesięciu",
    11: "eleven elf undici onze ellefu одиннадцать одиннадцати одинадцять",
    12: "twelve dozen zwölf douze doce dodici twaalf tólf двенадцать двенадцати дванадцять",
    13: "thirteen dreizehn treize trece tredici тринадцать тринадцати",
    14: "fourteen vierzehn quatorze catorce quattordici четырнадцать четырнадцати",
    15: "fifteen fünfzehn quinze quince quindici пятнадцать пятнадцати",
    16: "sixteen sechzehn seize dieciséis шестнадцать шестнадцати",
    17: "seventeen siebzehn семнадцать семнадцати",
    18: "eighteen achtzehn восемнадцать восемнадцати",
    19: "nineteen neunzehn девятнадцать девятнадцати",
    20: "twenty zwanzig vingt veinte venti vinte twintig tuttugu двадцать двадцати двадцять",
    30: "thirty dreißig dreissig trente treinta trenta trinta dertig þrjátíu тридцать тридцати тридцять",
    40: "forty vierzig quarante cuarenta quaranta quarenta veertig fjörutíu сорок сорока",
    50: "fifty fünfzig cinquante cincuenta cinquanta cinquenta vijftig fimmtíu пятьдесят пятидесяти п'ятдесят",
    60: "sixty sechzig soixante sesenta sessanta sessenta zestig sextíu шестьдесят шестидесяти шістдесят",
    70: "seventy siebzig setenta settanta zeventig sjötíu семьдесят семидесяти сімдесят",
    80: "eighty achtzig ochenta ottanta oitenta tachtig áttatíu восемьдесят восьмидесяти вісімдесят",
    90: "ninety neunzig noventa novanta negentig níutíu девяносто дев'яносто",
    100: "hundred hundert hunderte cent cien cento honderd hundrað сто ста сотни сотен сотня sto",
    1000: "thousand thousands tausend tausende mille mil duizend þúsund тысяча тысячи тысяч тысячу тисяча тисяч tysiąc",
}  # fmt: skip

_MONTHS = (
    "january januar janvier enero gennaio janeiro januari janúar январь января январе січень січня stycznia",
    "february februar février febrero febbraio fevereiro februari febrúar февраль февраля феврале лютий лютого lutego",
    "märz marzo março maart март марта марте березень березня marca",
    "april avril abril aprile apríl апрель апреля апреле квітень квітня kwietnia",
    "mai mayo maggio maio mei maí май мая мае травень травня maja",
    "june juni juin junio giugno junho júní июнь июня июне червень червня czerwca",
    "july juli juillet julio luglio julho júlí июль июля июле липень липня lipca",
    "august août agosto augustus ágúst август августа августе серпень серпня sierpnia",
    "september septembre septiembre settembre setembro сентябрь сентября сентябре вересень вересня września",
    "october oktober octobre octubre ottobre outubro október октябрь октября октябре жовтень жовтня października",
    "november novembre noviembre novembro nóvember ноябрь ноября ноябре листопад листопада listopada",
    "december dezember décembre diciembre dicembre dezembro desember декабрь декабря декабре грудень грудня grudnia",
)
_DAYS = (
    "monday montag lundi lunes lunedì maandag mánudag mánudaginn понедельник понедельника понеділок понеділка",
    "tuesday dienstag mardi martes martedì dinsdag þriðjudag þriðjudaginn вторник вторника вівторок вівторка",
    "wednesday mittwoch mercredi miércoles mercoledì woensdag miðvikudag среда среду среды середа середу середи",
    "thursday donnerstag jeudi jueves giovedì donderdag fimmtudag четверг четверга четвер четверга",
    "friday freitag vendredi viernes venerdì vrijdag föstudag пятница пятницу пятницы п'ятниця п'ятницю",
    "saturday samstag sonnabend samedi sábado sabato zaterdag laugardag суббота субботу субботы субота суботу",
    "sunday sonntag dimanche domingo domenica zondag sunnudag воскресенье воскресенья неділя неділю",
)


def _table() -> dict[str, str]:
    table: dict[str, str] = {"May": "#m5", "March": "#m3"}
    groups = [(f"#{number}", words) for number, words in _NUMBERS.items()]
    groups += [(f"#m{place}", words) for place, words in enumerate(_MONTHS, 1)]
    groups += [(f"#d{place}", words) for place, words in enumerate(_DAYS, 1)]
    for token, words in groups:
        for word in words.split():
            table[word] = table[word.capitalize()] = token
    return table


COUNTED = _table()
"""Word to token: `#40` for a number, as its figures give, `#m3` for a month, `#d2` for a day of the week."""
