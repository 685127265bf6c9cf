"""Scrapy with trafilatura into SQLite, as their own documentations have it: `python -m bench.crawling.peer SITEMAP DB
PAGES`. Robots.txt obeyed, 32 requests at once, no delay, metadata on, a commit for every 100 articles."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from typing import Any

from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.spiders import SitemapSpider
from trafilatura import bare_extraction

SETTINGS = {
    "ROBOTSTXT_OBEY": True,
    "CONCURRENT_REQUESTS": 32,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "ITEM_PIPELINES": {"bench.crawling.peer.Store": 100},
    "CLOSESPIDER_ITEMCOUNT": int(sys.argv[3]) if len(sys.argv) > 3 else 0,
}


class NewsSpider(SitemapSpider):
    name = "news"
    sitemap_urls = sys.argv[1:2]

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        found = bare_extraction(response.body, url=response.url, with_metadata=True, include_comments=False)
        if found is None:
            return
        yield {
            "url": response.url,
            "title": found.title,
            "author": found.author,
            "date": found.date,
            "text": found.text,
        }


class Store:
    def open_spider(self, spider: NewsSpider) -> None:
        self.db = sqlite3.connect(sys.argv[2])
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("CREATE TABLE article (url TEXT PRIMARY KEY, title TEXT, author TEXT, date TEXT, text TEXT)")
        self.stored = 0

    def process_item(self, item: dict[str, Any], spider: NewsSpider) -> dict[str, Any]:
        self.db.execute("INSERT OR IGNORE INTO article VALUES (:url, :title, :author, :date, :text)", item)
        self.stored += 1
        if self.stored % 100 == 0:
            self.db.commit()
        return item

    def close_spider(self, spider: NewsSpider) -> None:
        self.db.commit()
        print(json.dumps({"new": self.db.execute("SELECT count(*) FROM article").fetchone()[0]}))
        self.db.close()


if __name__ == "__main__":
    crawler = CrawlerProcess(SETTINGS)
    crawler.crawl(NewsSpider)
    crawler.start()
