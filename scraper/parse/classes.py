"""What class, id and role of an element say of it: comments, related stories, navigation, captions, the text itself."""

from __future__ import annotations

import re
from functools import lru_cache

COMMENT, RELATED, SHARE, ADVERT, SIGNUP, NAVIGATION, META, CAPTION = (1 << bit for bit in range(8))
HIDDEN, LEAD, BOX, BODY, TITLE, EMBED, UNSEEN, OVERLAY = (1 << bit for bit in range(8, 16))
"""What a name may say; an element's names are the union of these bits. UNSEEN: hidden by attribute or style. EMBED:
another site's post. OVERLAY: what asks for consent, above the page."""

NOTHING = 1 << 18
"""Of a whole word: it says nothing, whatever its pieces would."""

LONGEST_NAMES = 2_000
"""Letters of an element's names that are read."""

MAX_REMEMBERED = 20_000
"""Words whose meaning is kept; they repeat over a page, over a site, and many over the web."""

_WORDS = {
    COMMENT: (
        "comment comments commentary commenting disqus respond reply replies kommentar kommentare discussion "
        "forum coral livefyre commentaires comentarios comentario commentlist fb-comments"
    ),
    RELATED: (
        "related relateds relatedposts recommend recommended recommendation recommendations recommends recirc "
        "recirculation more also trending popular mostread meistgelesen teaser teasers promo promos promotion "
        "outbrain taboola readmore verwandt verwandte empfehlung empfehlungen tout touts jp-relatedposts latest "
        "trends similar upnext next previous suggested seealso interlink inread card cards carousel slider swiper "
        "onward river"
    ),
    SHARE: (
        "share sharing shares sharebar sharedaddy social socials sociais follow following teilen addthis addtoany "
        "shareaholic sociallinks share-buttons"
    ),
    ADVERT: (
        "ad ads adbox adslot advert advertisement advertising advertorial advertise sponsor sponsored sponsors "
        "werbung anzeige banner banners reklama publicidad publicite adsense dfp gpt adunit adwrapper"
    ),
    SIGNUP: (
        "newsletter newsletters subscribe subscription subscriptions signup sign-up paywall login register "
        "consent cookie cookies gdpr donate donation donations modal popup popover overlay cta abo regwall piano "
        "tinypass marketing form survey poll quiz app-promo"
    ),
    NAVIGATION: (
        "nav navi navigation navbar menu menubar footer sidebar breadcrumb breadcrumbs pagination pager toolbar "
        "tools tag tags taglist tagcloud topics topic keywords skip toc ticker widget widgets search masthead "
        "topbar siteheader sitefooter rail complementary contentinfo tablist toolbox print kategorien categories "
        "category cat-links"
    ),
    META: (
        "byline bylines author authors autor autoren bio authorbio meta metadata date dateline timestamp pubdate "
        "published posted credit credits copyright disclaimer rating ratings time postmeta entry-meta podpis "
        "signature updated readtime contributor contributors info footnote footnotes license"
    ),
    CAPTION: (
        "caption captions wp-caption-text figcaption figure image images img photo photos gallery galerie "
        "slideshow video videos audio player media bild picture legend legende embed lightbox media-object "
        "podcast"
    ),
    HIDDEN: (
        "hidden sr-only sronly visually-hidden visuallyhidden screen-reader-text screenreader offscreen hide "
        "noprint d-none invisible tooltip tooltiptext rollover hovercard"
    ),
    LEAD: (
        "lead lede leadtext summary standfirst dek deck subtitle subtitles subheadline subheading subhead subline "
        "excerpt intro introduction vorspann chapeau perex sumario abstract kicker teasertext description "
        "strapline bajada entradilla einleitung sottotitolo ingress manchete ledtext"
    ),
    BOX: (
        "box infobox factbox aside pullquote pull sidenote module inset keypoints takeaways faq highlights facts "
        "fakta faktaboks faktaruta infokasten kasten recuadro despiece encadre accordion collapsible expandable"
    ),
    EMBED: (
        "tweet twitter-tweet twitter-video instagram-media tiktok-embed bluesky-embed fb-post reddit-embed "
        "telegram-post mastodon-embed social-embed"
    ),
    OVERLAY: (
        "onetrust onetrust-consent-sdk didomi didomi-host usercentrics usercentrics-root cookiebot "
        "cybotcookiebotdialog qc-cmp2-container cmpbox cmpwrapper sp_message_container truste iubenda-cs-banner "
        "cookie-banner cookie-notice cookie-consent cookie-law-info-bar cookieconsent gdpr-banner consent-banner "
        "consent-modal fancybox-container dialog alertdialog"
    ),
    BODY: (
        "articlebody storybody postbody entrybody articlecontent storycontent postcontent entrycontent "
        "articletext storytext posttext bodytext bodycopy articlecopy richtext contentbody maincontent "
        "pagecontent newscontent newstext articlecontents wysiwyg fulltext"
    ),
    TITLE: "title headline headlines heading h1 titel titulo",
    NOTHING: "dialog-off-canvas-main-canvas",  # so Drupal calls what holds its whole page
}
MEANING = {word: bit for bit, words in _WORDS.items() for word in words.split()}
_PIECE = re.compile(r"[A-Z]?[a-zа-яё]+|[A-Z]+")
"""`user`, `Comments`, `Box`, `left` in `userCommentsBox-left`; `FAQI`, `tem` in `FAQItem`."""

_PAIR = re.compile(
    r"(?:article|story|entry|post|news|page|main|text|content|body)[-_]{0,2}(?:body|content|text|copy)s?(?![a-z])|"
    r"body[-_]*(?:content|text|copy)|rich[-_]*text|content[-_]*body",
    re.IGNORECASE,
)
"""What the text's own place is called, in one word ..."""

FIRST = ("article", "story", "entry", "post", "news", "page", "main", "text", "content", "body")
_SECOND = re.compile(r"[-_]?(?:body|content|text|copy)s?(?![a-z])", re.IGNORECASE)
"""... or in two that follow each other."""

OPENS, CLOSES = 1 << 16, 1 << 17
"""Of a word: it may be the first, the second of such a pair."""

_MEANT = OPENS - 1


def meaning(names: str) -> int:
    """The bits of `names`: class, id and role, parted by spaces."""
    bits = before = 0
    for word in names.split():
        found = word_meaning(word)
        bits |= found
        if before & OPENS and found & CLOSES:
            bits |= BODY
        before = found
    return bits & _MEANT


@lru_cache(maxsize=MAX_REMEMBERED)
def word_meaning(word: str) -> int:
    """The bits of one of them, and whether it may be the first or the second of a pair."""
    lower = word.lower()
    bits = MEANING.get(lower, 0)
    if bits == NOTHING:
        return 0
    for piece in _PIECE.findall(word):
        bits |= MEANING.get(piece.lower(), 0)
    if lower.rstrip("-_").endswith(FIRST):
        bits |= OPENS
    if "body" in lower or "text" in lower or "content" in lower or "copy" in lower:
        if _PAIR.search(word):
            bits |= BODY
        if _SECOND.match(word):
            bits |= CLOSES
    return bits
