"""Which addresses are the same page: real-life pairs, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.identify import (
    Version,
    alias_kind,
    clean_url,
    guid_address,
    is_above,
    is_another_article,
    same_site,
    trusted_canonical,
    url_key,
)

SAME = [
    ("http://example.org/a", "https://example.org/a"),
    ("https://example.org/a", "https://www.example.org/a"),
    ("https://example.org/a", "https://EXAMPLE.org/a"),
    ("https://example.org/a", "https://example.org:443/a"),
    ("http://example.org/a", "http://example.org:80/a"),
    ("https://example.org/a", "https://example.org/a/"),
    ("https://example.org", "https://example.org/"),
    ("https://example.org/", "https://example.org/index.html"),
    ("https://example.org/news/", "https://example.org/news/index.php"),
    ("https://example.org/a", "https://example.org/a#comments"),
    ("https://example.org/a", "https://example.org/a#"),
    ("https://example.org/a", "https://example.org/a?"),
    ("https://example.org/a", "https://m.example.org/a"),
    ("https://example.org/a", "https://mobile.example.org/a"),
    ("https://example.org/a", "https://amp.example.org/a"),
    ("https://example.org/a", "https://example.org/amp/a"),
    ("https://example.org/a", "https://example.org/a/amp"),
    ("https://example.org/a", "https://example.org/a/amp/"),
    ("https://example.org/a", "https://example.org/a?amp=1"),
    ("https://example.org/a", "https://example.org/a?amp"),
    ("https://example.org/a", "https://example.org/a?outputType=amp"),
    ("https://example.org/a.html", "https://example.org/a.amp.html"),
    ("https://example.org/a", "https://example.org/a/print"),
    ("https://example.org/a", "https://example.org/a?print=1"),
    ("https://example.org/a", "https://example.org/a?print=true"),
    ("https://example.org/a", "https://example.org/a?view=print"),
    ("https://example.org/a", "https://example-org.cdn.ampproject.org/c/s/example.org/a"),
    ("https://example.org/a", "https://www.google.com/amp/s/example.org/a"),
    ("https://example.org/a", "https://example.org/a?utm_source=rss&utm_medium=feed"),
    ("https://example.org/a?id=1", "https://example.org/a?utm_source=rss&id=1"),
    ("https://example.org/a?id=1", "https://example.org/a?id=1&amp;utm_medium=x"),
    ("https://example.org/a", "https://example.org/a?fbclid=IwAR0x"),
    ("https://example.org/a", "https://example.org/a?gclid=x&dclid=y"),
    ("https://example.org/a", "https://example.org/a?yclid=123&ysclid=abc"),
    ("https://example.org/a", "https://example.org/a?_openstat=dGVzdA"),
    ("https://example.org/a", "https://example.org/a?mc_cid=1&mc_eid=2"),
    ("https://example.org/a", "https://example.org/a?at_medium=RSS&at_campaign=KARANGA"),
    ("https://example.org/a", "https://example.org/a?xtor=RSS-3208"),
    ("https://example.org/a", "https://example.org/a?ref=rss"),
    ("https://example.org/a", "https://example.org/a?from=telegram"),
    ("https://example.org/a", "https://example.org/a?source=twitter"),
    ("https://example.org/a?b=1&c=2", "https://example.org/a?c=2&b=1"),
    ("https://example.org/a/b", "https://example.org/a//b"),
    ("https://example.org/b", "https://example.org/a/../b"),
    ("https://example.org/a", "https://example.org/./a"),
    ("https://example.org/a", "https://user:secret@example.org/a"),
    ("https://example.org/a", "https://example.org/a;jsessionid=1A2B3C"),
    ("https://example.org/a?id=2", "https://example.org/a;jsessionid=1A2B3C?id=2"),
    ("https://example.org/a", "https://example.org/a?PHPSESSID=0123456789abcdef0123456789abcdef"),
    ("https://example.org/%7Ea", "https://example.org/~a"),
    ("https://example.org/%c3%a4", "https://example.org/%C3%A4"),
    ("https://example.org/ä", "https://example.org/%C3%A4"),
    ("https://example.org/%C3%A4", "https://example.org/a%CC%88"),
    ("https://example.org/новости", "https://example.org/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
    ("https://пример.рф/a", "https://xn--e1afmkfd.xn--p1ai/a"),
    ("https://bücher.de/a", "https://xn--bcher-kva.de/a"),
    ("https://example.org/a b", "https://example.org/a%20b"),
    ("https://example.org/a?q=a+b", "https://example.org/a?q=a%20b"),
    (" https://example.org/a ", "https://example.org/a"),
    ("HTTPS://example.org/a", "https://example.org/a"),
    ("https://www.bbc.com/news/articles/c0k4w1", "https://www.bbc.com/news/articles/c0k4w1.amp"),
    ("https://www.bbc.com/news/world-1234", "http://www.bbc.com/news/world-1234?ns_mchannel=social&ns_source=twitter"),
    ("https://www.theguardian.com/world/2024/x", "https://amp.theguardian.com/world/2024/x?CMP=Share_iOSApp_Other"),
    ("https://www.nytimes.com/2024/05/01/x.html", "https://www.nytimes.com/2024/05/01/x.html?smid=tw-share"),
    ("https://www.nytimes.com/2024/05/01/x.html", "https://www.nytimes.com/2024/05/01/x.html?unlocked_article_code=1.a"),
    ("https://www.nytimes.com/2024/05/01/x.html", "https://www.nytimes.com/2024/05/01/x.amp.html"),
    ("https://www.washingtonpost.com/a/x/", "https://www.washingtonpost.com/a/x/?itid=hp-top-table-main"),
    ("https://www.reuters.com/world/x-2024-05-01/", "https://www.reuters.com/world/x-2024-05-01/?taid=66&utm_source=t"),
    ("https://www.bloomberg.com/news/articles/x", "https://www.bloomberg.com/news/articles/x?srnd=homepage&sref=a1"),
    ("https://www.wsj.com/world/x-1a2b", "https://www.wsj.com/amp/world/x-1a2b?reflink=desktopwebshare_permalink"),
    ("https://www.dailymail.co.uk/news/article-1/x.html", "https://www.dailymail.co.uk/news/article-1/x.html?ito=1490"),
    ("https://www.dw.com/en/x/a-123", "https://amp.dw.com/en/x/a-123?maca=en-rss-en-all-1573-rdf"),
    ("https://www.faz.net/aktuell/x-19.html", "https://www.faz.net/aktuell/x-19.html?GEPC=s3"),
    ("https://www.faz.net/aktuell/x-19.html", "https://m.faz.net/aktuell/x-19.html?printPagedArticle=true"),
    ("https://www.sueddeutsche.de/politik/x-1.7", "https://www.sueddeutsche.de/politik/x-1.7!amp"),
    ("https://www.sueddeutsche.de/politik/x-1.7", "https://www.sueddeutsche.de/politik/x-1.7?print=true"),
    ("https://www.tagesschau.de/inland/x-100.html", "https://www.tagesschau.de/inland/x-100.amp.html"),
    ("https://www.heise.de/news/X-7.html", "https://www.heise.de/news/X-7.html?wt_mc=rss.red.ho.ho.atom.beitrag.beitrag"),
    ("https://www.heise.de/news/X-7.html", "https://www.heise.de/news/X-7.html?view=print"),
    ("https://www.lemonde.fr/i/article/x_6_3210.html", "https://www.lemonde.fr/amp/i/article/x_6_3210.html"),
    ("https://www.lemonde.fr/i/article/x_6_3210.html", "https://www.lemonde.fr/i/article/x_6_3210.html#xtor=RSS-3208"),
    ("https://www.lefigaro.fr/x-20240501", "https://amp.lefigaro.fr/x-20240501"),
    ("https://elpais.com/x/2024-05-01/y.html", "https://elpais.com/x/2024-05-01/y.html?outputType=amp"),
    ("https://elpais.com/x/2024-05-01/y.html", "https://elpais.com/x/2024-05-01/y.html?ssm=TW_CC"),
    ("https://lenta.ru/news/2024/05/01/x/", "https://m.lenta.ru/news/2024/05/01/x"),
    ("https://lenta.ru/news/2024/05/01/x/", "https://lenta.ru/amp/news/2024/05/01/x/"),
    ("https://tass.ru/politika/123", "https://tass.ru/politika/123/amp"),
    ("https://www.rbc.ru/politics/01/05/2024/a", "https://www.rbc.ru/politics/01/05/2024/a?from=newsfeed"),
    ("https://www.kommersant.ru/doc/123", "https://www.kommersant.ru/doc/123?from=telegram&utm_source=x"),
    ("https://www.gazeta.ru/politics/x.shtml", "https://m.gazeta.ru/politics/x.shtml?ysclid=lvn1"),
    ("https://bbabo.net/news/123.html", "http://www.bbabo.net/news/123.html?utm_referrer=https%3A%2F%2Fdzen.ru"),
    ("https://www.pravda.com.ua/news/2024/05/1/7/", "https://www.pravda.com.ua/amp/news/2024/05/1/7/"),
    ("https://www3.nhk.or.jp/news/html/1/k1.html", "http://www.nhk.or.jp/news/html/1/k1.html"),
    ("https://blog.example.org/2024/05/x/", "https://blog.example.org/2024/05/x/?replytocom=55#respond"),
    ("https://blog.example.org/2024/05/x/", "https://blog.example.org/2024/05/x/?share=twitter"),
    ("https://blog.example.org/2024/05/x/", "https://blog.example.org/2024/05/x/?doing_wp_cron=161.1&noamp=mobile"),
    ("https://blog.example.org/2024/05/x/", "https://blog.example.org/2024/05/x/amp/?amp_js_v=a9&amp_gsa=1&usqp=mq331"),
    ("https://example.org/de/x", "https://example.org/de/x?tmpl=component&print=1"),
    ("https://example.org/x", "https://example.org/x?service=print"),
    ("https://example.org/x", "https://example.org/x?mibextid=Zxz2cZ"),
    ("https://example.org/x", "https://example.org/x?dicbo=v2-abc&cx_testId=3&cx_artPos=1"),
    ("https://example.org/x", "https://example.org/x?hsCtaTracking=a%7Cb&_hsenc=p2A&hss_channel=tw-1"),
    ("https://example.org/x", "https://example.org/x?__cf_chl_tk=abc"),
    ("https://example.org/x", "https://example.org/x?_branch_match_id=9&_branch_referrer=H4"),
    ("https://example.org/x", "https://example.org/x?gaa_at=eafs&gaa_n=AS&gaa_ts=6&gaa_sig=b"),
    ("https://example.org/x", "https://www-example-org.cdn.ampproject.org/v/s/www.example.org/x?amp_js_v=0.1"),
    ("https://example.org/x.html", "https://example.org/x.html?pk_campaign=rss&matomo_source=a"),
    ("https://example.org/x", "https://example.org:443//x/?&"),
]  # fmt: skip

DIFFERENT = [
    ("https://example.org/a", "https://example.org/b"),
    ("https://example.org/a", "https://example.org/A"),
    ("https://example.org/a", "https://example.com/a"),
    ("https://de.example.org/a", "https://en.example.org/a"),
    ("https://ru.example.org/a", "https://example.org/a"),
    ("https://news.example.org/a", "https://example.org/a"),
    ("https://video.example.org/a", "https://example.org/a"),
    ("https://example.org/?p=1", "https://example.org/?p=2"),
    ("https://example.org/a?id=1", "https://example.org/a?id=2"),
    ("https://example.org/a?id=1", "https://example.org/a"),
    ("https://example.org/a?newsid=5", "https://example.org/a?newsid=6"),
    ("https://example.org/a?page=2", "https://example.org/a"),
    ("https://example.org/a?seite=2", "https://example.org/a?seite=3"),
    ("https://example.org/a?sid=77", "https://example.org/a?sid=78"),
    ("https://example.org/a?s=kreml", "https://example.org/a?s=astana"),
    ("https://example.org/a?date=2026-02-10", "https://example.org/a?date=2026-02-11"),
    ("https://example.org/a?from=moscow", "https://example.org/a?from=astana"),
    ("https://example.org/a?ref=12", "https://example.org/a?ref=13"),
    ("https://example.org/a?src=5", "https://example.org/a"),
    ("https://example.org/a?share=7", "https://example.org/a"),
    ("https://example.org/a?lang=de", "https://example.org/a?lang=en"),
    ("https://example.org/a?view=gallery", "https://example.org/a"),
    ("https://example.org/a/1", "https://example.org/a/2"),
    ("https://example.org/a-1", "https://example.org/a-2"),
    ("https://example.org/amplitude", "https://example.org/litude"),
    ("https://example.org/a/ampere", "https://example.org/a"),
    ("https://example.org/print-media", "https://example.org/-media"),
    ("https://example.org/blueprint", "https://example.org/blue"),
    ("https://example.org/index", "https://example.org/"),
    ("https://example.org/a/index-of-things.html", "https://example.org/a"),
    ("https://example.org:8080/a", "https://example.org/a"),
    ("https://example.org:8080/a", "https://example.org:8081/a"),
    ("http://127.0.0.1:8000/a", "http://127.0.0.1:8001/a"),
    ("https://example.org/a?a=1&a=2", "https://example.org/a?a=2&a=1"),
    ("https://example.org/a?q=%26", "https://example.org/a?q=&"),
    ("https://example.org/a%2Fb", "https://example.org/a/b"),
    ("https://example.org/#!/a", "https://example.org/#!/b"),
    ("https://example.org/a?utmost=1", "https://example.org/a"),
    ("https://m.de/a", "https://de/a"),
    ("https://example.co.uk/a", "https://example.com/a"),
    ("https://example.org/a.html", "https://example.org/a.htm"),
    ("https://example.org/a?x=1&copy=2", "https://example.org/a?x=1&copy=3"),
    ("https://example.org/a?x=1&section=2", "https://example.org/a?x=1&%C2%A7ion=2"),
    ("https://example.org/a?PHPSESSID=short", "https://example.org/a"),
    ("https://edition.cnn.com/2024/05/01/x", "https://www.cnn.com/2024/05/01/x"),
    ("https://www.kommersant.ru/doc/123", "https://www.kommersant.ru/amp/123"),
    ("https://amp.rbc.ru/rbcnews/politics/a", "https://www.rbc.ru/politics/a"),
    ("https://www.zeit.de/politik/2024-05/x", "https://www.zeit.de/politik/2024-05/x/komplettansicht"),
    ("https://www.zeit.de/politik/2024-05/x", "https://www.zeit.de/politik/2024-05/x/seite-2"),
    ("https://www.corriere.it/x.shtml", "https://www.corriere.it/x_amp.html"),
    ("https://www.bbc.com/news/world-1234", "https://www.bbc.com/news/world-1235"),
    ("https://www.bbc.com/russian/news-1", "https://www.bbc.com/ukrainian/news-1"),
    ("https://www.dw.com/en/x/a-123", "https://www.dw.com/de/x/a-123"),
    ("https://example.org/index.php?mod=news&id=5", "https://example.org/index.php?mod=news&id=6"),
    ("https://example.org/index.php?id=5", "https://example.org/index.php?id=6"),
    ("https://example.org/index.php?option=com_content&id=5", "https://example.org/?option=com_content&id=6"),
    ("https://example.org/viewtopic.php?t=5", "https://example.org/viewtopic.php?t=6"),
    ("https://example.org/x?tid=5", "https://example.org/x"),
    ("https://example.org/x?action=print&id=5", "https://example.org/x?action=print&id=6"),
    ("https://example.org/x?cat=5", "https://example.org/x?cat=6"),
    ("https://example.org/x?m=202405", "https://example.org/x?m=202406"),
    ("https://example.org/?article=5", "https://example.org/?article=6"),
    ("https://example.org/news/guitar-amp", "https://example.org/news/guitar"),
    ("https://example.org/camp", "https://example.org/c"),
    ("https://example.org/news/12345", "https://example.org/news/12345-2"),
    ("https://example.org/2024/05/01", "https://example.org/2024/05/02"),
    ("https://example.org/x?tmpl=gallery", "https://example.org/x"),
    ("https://example.org/x?version=2", "https://example.org/x"),
    ("https://example.org/x?format=pdf", "https://example.org/x"),
    ("https://example.org/x?share=page7", "https://example.org/x"),
    ("https://example.org/x?cmpx=1", "https://example.org/x"),
    ("https://example.org/x?ref=rss-reader", "https://example.org/x"),
    ("https://example.org/tag/amp", "https://example.org/tag/print/x"),
    ("https://user.example.org/x", "https://example.org/user/x"),
    ("https://www.example.org/x", "https://www.example.net/x"),
    ("https://a.blogspot.com/x", "https://b.blogspot.com/x"),
    ("https://example.org/x?page=1&id=2", "https://example.org/x?page=2&id=2"),
    ("https://example.org/x/feed", "https://example.org/x"),
    ("https://example.org/x.pdf", "https://example.org/x.html"),
    ("https://m.example.org.evil.net/x", "https://example.org/x"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_page(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_pages(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize("url", ["", "a", "/a", "ftp://a.org/", "mailto:a@b.org", "javascript:x", "http://", "data:,x"])
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(ValueError, match="address"):
        url_key(url)
    assert clean_url(url) is None


urls = st.builds(
    lambda host, path, query: f"https://{host}/{path}?{query}",
    st.sampled_from(["example.org", "www.example.org", "m.пример.рф", "amp.a.co.uk", "127.0.0.1:8000"]),
    st.text("ab/.%2Fc3Aäй~;=-_ amprint", max_size=30),
    st.text("ab&=%2F+utm_idcfä", max_size=30),
)


@given(urls)
def test_the_key_of_a_key_is_itself(url: str) -> None:
    try:
        key = url_key(url)
    except ValueError:
        return
    assert url_key(f"http://{key}") == key


@given(urls)
def test_a_cleaned_address_is_the_same_page_and_stays_clean(url: str) -> None:
    cleaned = clean_url(url)
    if cleaned is not None:
        assert url_key(cleaned) == url_key(url)
        assert clean_url(cleaned) == cleaned


@given(st.text(max_size=60))
def test_no_text_is_more_than_a_value_error(url: str) -> None:
    clean_url(url, base="https://example.org/")
    try:
        url_key(url)
    except ValueError:
        return


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://www.example.org/a?utm_source=x&b=1#top", "https://www.example.org/a?b=1"),
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        ("https://example.org/#!/a", "https://example.org/#!/a"),
        ("/a", "https://example.org/a"),
        ("b?c=1", "https://example.org/x/b?c=1"),
    ],
)
def test_the_address_to_fetch(url: str, cleaned: str) -> None:
    assert clean_url(url, base="https://example.org/x/y") == cleaned


@pytest.mark.parametrize(
    ("claimed", "final_url", "believed"),
    [
        (None, "https://a.org/x?utm_source=y", "https://a.org/x"),
        ("https://a.org/x", "https://a.org/amp/x", "https://a.org/x"),
        ("/x", "https://a.org/amp/x", "https://a.org/x"),
        ("https://www.a.org/x", "https://m.a.org/x", "https://www.a.org/x"),
        ("https://b.org/x", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/de", "https://a.org/de/x", "https://a.org/de/x"),
        ("https://a.org/", "https://a.org/", "https://a.org/"),
        ("https://a.org/{{slug}}", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/undefined", "https://a.org/x", "https://a.org/x"),
        ("javascript:void(0)", "https://a.org/x", "https://a.org/x"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/amp/x", "http://127.0.0.1:8000/x"),
        ("http://127.0.0.1:8001/x", "http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("https://www.a.co.uk/x", "https://amp.a.co.uk/x", "https://www.a.co.uk/x"),
        ("https://b.co.uk/x", "https://a.co.uk/x", "https://a.co.uk/x"),
        ("https://a.org/x?utm_source=feed", "https://a.org/x?id=1", "https://a.org/x"),
        ("//www.a.org/x", "https://m.a.org/x", "https://www.a.org/x"),
        ("../x", "https://a.org/print/x", "https://a.org/x"),
        ("", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/x#top", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/?p=123", "https://a.org/x", "https://a.org/?p=123"),
        ("https://a.org/?lang=de", "https://a.org/x", "https://a.org/x"),
        ("http://localhost/x", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/%7B%7Burl%7D%7D", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/<?php echo $url ?>", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/null", "https://a.org/x", "https://a.org/x"),
        ("https://a.org/en-us/", "https://a.org/en-us/x", "https://a.org/en-us/x"),
        ("https://a.org/index.html", "https://a.org/x", "https://a.org/x"),
        ("https://web.archive.org/web/2024/https://a.org/x", "https://a.org/x", "https://a.org/x"),
        ("mailto:desk@a.org", "https://a.org/x", "https://a.org/x"),
    ],
)
def test_which_canonical_is_believed(claimed: str | None, final_url: str, believed: str) -> None:
    assert trusted_canonical(claimed, final_url) == believed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.org/", "https://m.a.org/", True),
        ("https://a.co.uk/", "https://b.co.uk/", False),
        ("https://x.a.co.uk/", "https://y.a.co.uk/", True),
        ("https://a.github.io/", "https://b.github.io/", False),
        ("http://127.0.0.1:1/", "http://127.0.0.1:2/", False),
        ("nonsense", "https://a.org", False),
    ],
)
def test_same_site(one: str, other: str, same: bool) -> None:
    assert same_site(one, other) is same


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://a.org/x", "canonical"),
        ("https://a.org/amp/x", "amp"),
        ("https://a.org/x/amp", "amp"),
        ("https://amp.a.org/x", "amp"),
        ("https://a.org/x?print=1", "print"),
        ("https://m.a.org/x", "mobile"),
        ("https://a.org/x?utm_source=rss", "tracking"),
        ("https://a.org/x/", "variant"),
        ("https://a-org.cdn.ampproject.org/c/s/a.org/x", "amp"),
        ("https://a.org/x?outputType=amp", "amp"),
        ("https://a.org/print/x", "print"),
        ("https://mobile.a.org/x", "mobile"),
        ("https://a.org/x?fbclid=1&id=2", "tracking"),
        ("https://a.org/x?page=2", "part"),
        ("https://a.org/x/komplettansicht", "part"),
        ("https://a.org/x/seite-3", "part"),
        ("http://a.org/x", "variant"),
        ("https://a.org/another", "variant"),
    ],
)
def test_why_an_address_is_the_same(url: str, kind: str) -> None:
    assert alias_kind(url, "https://a.org/x") == kind


@pytest.mark.parametrize(
    ("url", "canonical", "kind"),
    [
        ("https://a.org/news/123456-old-title", "https://a.org/news/123456-new-title", "slug"),
        ("https://a.org/economy/bank-fails-a-4711829.html", "https://a.org/markets/a-4711829.html", "slug"),
        ("https://m.a.org/news/123456-old-title", "https://a.org/news/123456-new-title", "mobile"),
        ("https://a.org/news/123456-old-title", "https://a.org/news/123457-new-title", "variant"),
        ("https://a.org/2024/05/x", "https://a.org/2024/05/y", "variant"),
    ],
)
def test_one_page_under_many_slugs_is_known_by_its_site_s_number(url: str, canonical: str, kind: str) -> None:
    assert alias_kind(url, canonical) == kind


LONG = " ".join(f"word{n}" for n in range(60))
OTHER = " ".join(f"else{n}" for n in range(60))


@pytest.mark.parametrize(
    ("there", "here", "is_another"),
    [
        (Version("The bridge", None, LONG), Version("The bridge (2/3)", None, OTHER), False),
        (Version("The bridge", None, LONG), Version("THE BRIDGE", None, ""), False),
        (Version("The bridge", None, LONG), Version("The bridge is open", None, LONG + " and more"), False),
        (Version("The bridge", None, LONG), Version("Renamed since", None, LONG), False),
        (Version(None, None, LONG), Version(None, None, LONG), False),
        (Version("The bridge", None, LONG), Version("The ferry", None, OTHER), True),
        (Version(None, None, LONG), Version(None, None, OTHER), True),
        (Version("News", None, ""), Version("The ferry", None, OTHER), True),
    ],
)
def test_whether_another_article_stands_at_the_canonical_address(
    there: Version, here: Version, is_another: bool
) -> None:
    assert is_another_article(there, here) is is_another


@pytest.mark.parametrize(
    ("guid", "address"),
    [
        ("https://a.org/?p=123", "https://a.org/?p=123"),
        ("https://www.a.org/node/55", "https://www.a.org/node/55"),
        ("http://a.org/x", None),
        ("https://a.org/", None),
        ("https://b.org/x", None),
        ("tag:a.org,2024:55", None),
        ("123456", None),
        (None, None),
    ],
)
def test_when_a_feed_s_guid_is_an_address(guid: str | None, address: str | None) -> None:
    assert guid_address(guid, "https://a.org/x") == address


@pytest.mark.parametrize(
    ("url", "other", "above"),
    [
        ("https://a.org/news", "https://www.a.org/news/x", True),
        ("https://a.org/news/", "https://a.org/news/x?id=1", True),
        ("https://a.org/news/x", "https://a.org/news", False),
        ("https://a.org/new", "https://a.org/news/x", False),
        ("https://a.org/news/x", "https://a.org/news/x", False),
    ],
)
def test_whether_an_address_leads_to_another(url: str, other: str, above: bool) -> None:
    assert is_above(url, other) is above
