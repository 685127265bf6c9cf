"""The words around dates: what they are the dates of, and what places are called that hold them."""

from __future__ import annotations

import re

from scraper.parse.sayings import Sayings

PLACES = ("date", "datum", "time", "publish", "posted", "created", "meta", "byline", "fecha", "data", "info")
"""What places are called that hold a date, in small letters ..."""

PLACE = re.compile("|".join(PLACES))
"""... and any of that."""

UPDATED = re.compile(
    r"updat|modif|revis|reviewed|changed|edited|aktualisiert|geändert|bearbeitet|stand|mis à jour|actuali[sz]|"
    r"aggiornat|atuali|обновл|изменен|güncelle|bijgewerkt|oppdatert|uppdatera|更新|수정|تحديث|تعديل"
)
NOT_OURS = re.compile(
    r"©|copyright|erscheinungsdatum|release date|"
    r"\(c\)|seit|since|joined|registered|registriert|inscrit|born|geboren|\*\s?$|bis|until|ends?|valid|gültig|"
    r"expires|ab dem|deadline|event"
)
BESIDE = re.compile(r"\b(?:comments?|sidebar|related|teaser)\b")
"""These three in small letters: a pattern that heeds case is four times as quick."""


SAYS_WHEN = Sayings(
    r"\b(?:published|posted|created|written|first published|date of publication|erschienen|erstellt|veröffentlicht|"
    r"verfasst|publié|mis en ligne|publicado|pubblicato|geplaatst|gepubliceerd|publicerad|publisert|julkaistu|"
    r"opublikowano|dodano|publikováno|опубликовано|дата публикации|опубліковано|yayın tarihi|post time|"
    r"(?:beitrag|artikel|eintrag) wurde)\b",
    "published|posted|created|written|first published|date of publication|erschienen|erstellt|veröffentlicht|verfasst|"
    "publié|mis en ligne|publicado|pubblicato|geplaatst|gepubliceerd|publicerad|publisert|julkaistu|opublikowano|"
    "dodano|publikováno|опубликовано|дата публикации|опубліковано|yayın tarihi|post time|beitrag wurde|artikel wurde|"
    "eintrag wurde",
)
SAYS_CHANGED = Sayings(
    r"\b(?:(?:last|page|latest) (?:updated?|modified|edited|revised|reviewed|change)|updated|zuletzt|letzte änderung|"
    r"letzte aktualisierung|aktualisiert|stand|dernière (?:mise à jour|modification)|"
    r"última (?:actualización|modificación)|"
    r"última atualização|ultim[ao] (?:aggiornamento|modifica)|laatst (?:bijgewerkt|gewijzigd)|"
    r"senast (?:uppdaterad|ändrad)|"
    r"sist (?:oppdatert|endret)|sidst (?:opdateret|ændret)|ostatnia (?:aktualizacja|modyfikacja)|последнее обновление|"
    r"остання (?:редакція|зміна))\b|最終更新|最后更新|最後更新",
    "last |page |latest |updated|zuletzt|letzte |aktualisiert|stand|dernière |última |ultim|laatst |senast |sist |"
    "sidst |ostatnia |последнее |остання |最終更新|最后更新|最後更新",
)
