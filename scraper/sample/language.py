"""The words of the site itself in its four languages: navigation, labels, sections, places, dates, comments."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from db.frozen import frozen

Language = Literal["de", "ru", "en", "fr"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

NAME = "Meridian"
SIGNATURE = "meridian.Example"
"""The line that closes every text."""


@frozen
class Words:
    """What the site prints around its articles, in one language."""

    sections: dict[str, tuple[str, str]]
    """Key to (slug, name)."""
    places: dict[str, str]
    months: tuple[str, ...]
    """As they stand in a date."""
    date: str
    locale: str
    tagline: str
    home: str
    by: str
    share: str
    related: str
    most_read: str
    views: str
    newsletter: str
    newsletter_pitch: str
    subscribe: str
    advertisement: str
    comments: str
    remarks: tuple[tuple[str, str], ...]
    """Readers' comments: (name, what they say)."""
    next_page: str
    login: str
    print_version: str
    not_found: str
    about: tuple[str, str, str]
    """Slug, title, text; as for `contact`."""
    contact: tuple[str, str, str]
    tag: tuple[str, str]
    """Slug and name of the site's one tag page."""
    footer: str

    def day(self, moment: datetime) -> str:
        """The day of `moment` in its own zone, as a reader of this language expects it."""
        return self.date.format(day=moment.day, month=self.months[moment.month - 1], year=moment.year)


WORDS: dict[Language, Words] = {
    "de": Words(
        sections={
            "politics": ("politik", "Politik"),
            "economy": ("wirtschaft", "Wirtschaft"),
            "world": ("welt", "Welt"),
            "culture": ("kultur", "Kultur"),
            "sport": ("sport", "Sport"),
        },
        places={
            "asia": "Asien",
            "europe": "Europa",
            "africa": "Afrika",
            "world": "Welt",
            "caucasus": "Kaukasus",
            "latin_america": "Lateinamerika",
            "baltic": "Ostsee",
        },
        months=(
            *("Januar", "Februar", "März", "April", "Mai", "Juni"),
            *("Juli", "August", "September", "Oktober", "November", "Dezember"),
        ),
        date="{day}. {month} {year}",
        locale="de_DE",
        tagline="Nachrichten aus vier Sprachräumen",
        home="Startseite",
        by="Von",
        share="Teilen",
        related="Mehr zum Thema",
        most_read="Meistgelesen",
        views="Aufrufe",
        newsletter="Der Morgenbrief",
        newsletter_pitch="Jeden Werktag um sechs Uhr das Wichtigste aus der Redaktion in Ihrem Postfach.",
        subscribe="Jetzt kostenlos abonnieren",
        advertisement="Anzeige",
        comments="Kommentare",
        remarks=(
            ("Elbgänger", "Das hätte man schon vor zehn Jahren so machen können."),
            ("Frau Holm", "Danke für die Zahlen. Gibt es die auch für die Nachbarregion?"),
            ("tk_81", "Mir fehlt in dem Bericht die Sicht der Leute, die dort wohnen."),
        ),
        next_page="Weiter",
        login="Anmelden",
        print_version="Drucken",
        not_found="Diese Seite gibt es nicht mehr.",
        about=("ueber-uns", "Über uns", "Meridian übersetzt Meldungen aus vier Sprachen. Alle Orte sind erfunden."),
        contact=("kontakt", "Kontakt", "Sie erreichen die Redaktion werktags von neun bis siebzehn Uhr."),
        tag=("energie", "Energie"),
        footer="Alle Rechte vorbehalten. Nachdruck nur mit Genehmigung der Redaktion.",
    ),
    "ru": Words(
        sections={
            "politics": ("politika", "Политика"),
            "economy": ("ekonomika", "Экономика"),
            "world": ("mir", "В мире"),
            "culture": ("kultura", "Культура"),
            "sport": ("sport", "Спорт"),
        },
        places={
            "asia": "Азия",
            "europe": "Европа",
            "africa": "Африка",
            "world": "Мир",
            "caucasus": "Кавказ",
            "latin_america": "Латинская Америка",
            "baltic": "Балтика",
        },
        months=(
            *("января", "февраля", "марта", "апреля", "мая", "июня"),
            *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
        ),
        date="{day} {month} {year}",
        locale="ru_RU",
        tagline="Новости на четырёх языках",
        home="Главная",
        by="Автор:",
        share="Поделиться",
        related="Читайте также",
        most_read="Самое читаемое",
        views="просмотров",
        newsletter="Утреннее письмо",
        newsletter_pitch="Каждое утро в шесть часов - главное от редакции в вашем почтовом ящике.",
        subscribe="Подписаться бесплатно",
        advertisement="Реклама",
        comments="Комментарии",
        remarks=(
            ("Прохожий", "Десять лет назад об этом уже говорили, и ничего не сделали."),
            ("Лидия К.", "Спасибо за цифры. А есть такие же по соседней области?"),
            ("ветер77", "Хотелось бы услышать и тех, кто там живёт."),
        ),
        next_page="Дальше",
        login="Войти",
        print_version="Печать",
        not_found="Такой страницы больше нет.",
        about=("o-nas", "О нас", "Меридиан переводит сообщения с четырёх языков. Все места вымышлены."),
        contact=("kontakty", "Контакты", "Редакция отвечает по будням с девяти до семнадцати часов."),
        tag=("energetika", "Энергетика"),
        footer="Все права защищены. Перепечатка только с разрешения редакции.",
    ),
    "en": Words(
        sections={
            "politics": ("politics", "Politics"),
            "economy": ("economy", "Economy"),
            "world": ("world", "World"),
            "culture": ("culture", "Culture"),
            "sport": ("sport", "Sport"),
        },
        places={
            "asia": "Asia",
            "europe": "Europe",
            "africa": "Africa",
            "world": "World",
            "caucasus": "Caucasus",
            "latin_america": "Latin America",
            "baltic": "Baltic",
        },
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        date="{day} {month} {year}",
        locale="en_GB",
        tagline="News in four languages",
        home="Home",
        by="By",
        share="Share",
        related="Read more",
        most_read="Most read",
        views="views",
        newsletter="The Morning Letter",
        newsletter_pitch="Every weekday at six, the essentials from our newsroom in your inbox.",
        subscribe="Subscribe for free",
        advertisement="Advertisement",
        comments="Comments",
        remarks=(
            ("harbourwatch", "They could have done this ten years ago."),
            ("Mrs Penhale", "Thank you for the figures. Are there any for the next county?"),
            ("ollie_r", "I would have liked to hear from the people who live there."),
        ),
        next_page="Next",
        login="Sign in",
        print_version="Print",
        not_found="This page is no longer here.",
        about=("about", "About us", "Meridian translates reports from four languages. All places are made up."),
        contact=("contact", "Contact", "The newsroom answers on weekdays from nine to five."),
        tag=("energy", "Energy"),
        footer="All rights reserved. Reprints only with the consent of the editors.",
    ),
    "fr": Words(
        sections={
            "politics": ("politique", "Politique"),
            "economy": ("economie", "Économie"),
            "world": ("monde", "Monde"),
            "culture": ("culture", "Culture"),
            "sport": ("sport", "Sport"),
        },
        places={
            "asia": "Asie",
            "europe": "Europe",
            "africa": "Afrique",
            "world": "Monde",
            "caucasus": "Caucase",
            "latin_america": "Amérique latine",
            "baltic": "Baltique",
        },
        months=(
            *("janvier", "février", "mars", "avril", "mai", "juin"),
            *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        ),
        date="{day} {month} {year}",
        locale="fr_FR",
        tagline="L'actualité en quatre langues",
        home="Accueil",
        by="Par",
        share="Partager",
        related="À lire aussi",
        most_read="Les plus lus",
        views="vues",
        newsletter="La lettre du matin",
        newsletter_pitch="Chaque jour ouvré à six heures, l'essentiel de la rédaction dans votre boîte.",
        subscribe="S'abonner gratuitement",
        advertisement="Publicité",
        comments="Commentaires",
        remarks=(
            ("quai_nord", "On aurait pu le faire il y a dix ans."),
            ("Mme Verdier", "Merci pour les chiffres. Existent-ils pour la région voisine ?"),
            ("p.lestrade", "J'aurais aimé entendre ceux qui vivent là-bas."),
        ),
        next_page="Suivant",
        login="Se connecter",
        print_version="Imprimer",
        not_found="Cette page n'existe plus.",
        about=(
            "a-propos",
            "À propos",
            "Meridian traduit des dépêches de quatre langues. Tous les lieux sont inventés.",
        ),
        contact=("contact", "Contact", "La rédaction répond en semaine de neuf à dix-sept heures."),
        tag=("energie", "Énergie"),
        footer="Tous droits réservés. Reproduction soumise à l'accord de la rédaction.",
    ),
}
