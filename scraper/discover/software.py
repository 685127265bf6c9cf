"""What the JSON interfaces of well-known software look like, so that a site that runs it needs no rule of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from db.frozen import frozen


@frozen
class Interface:
    """The parts of a `ListRule` that the software fixes; `url` is a path on the site."""

    url: str
    items: str
    fields: Mapping[str, str]
    next: str | None = None
    article: str = "{url}"
    needs: str | None = None
    """What the site's operator must have given the reader: a key, a token."""
    each: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


INTERFACES: Mapping[str, Interface] = {
    "wordpress": Interface(
        # WordPress REST API handbook: reference/posts. `_embed` brings authors, terms and the picture along.
        url="/wp-json/wp/v2/posts?per_page=50&page={page}&_embed=1",
        items="@",
        fields={
            "id": "id",
            "url": "link",
            "title": "title.rendered",
            "lead": "excerpt.rendered",
            "text": "content.rendered",
            "published": "date_gmt",
            "modified": "modified_gmt",
            "authors": "_embedded.author[].name",
            "section": "_embedded.\"wp:term\"[] | [?taxonomy=='category'] | [0].name",
            "keywords": "_embedded.\"wp:term\"[] | [?taxonomy=='post_tag'].name",
            "image": '_embedded."wp:featuredmedia"[0].source_url',
        },
    ),
    "ghost": Interface(
        # Ghost Content API: posts; the key goes into the `headers` or the address of the source.
        url="/ghost/api/content/posts/?key={key}&limit=50&page={page}&include=authors,tags",
        items="posts",
        next="meta.pagination.next",
        fields={
            "id": "id",
            "url": "url",
            "title": "title",
            "lead": "custom_excerpt || excerpt",
            "text": "html",
            "published": "published_at",
            "modified": "updated_at",
            "authors": "authors[].name",
            "section": "primary_tag.name",
            "keywords": "tags[].name",
            "image": "feature_image",
        },
        needs="key",
    ),
    "joomla": Interface(
        # Joomla Web Services API (JSON:API): com_content articles; an `X-Joomla-Token` header where it isn't public.
        url="/api/index.php/v1/content/articles?page[offset]={offset}&page[limit]=50",
        items="data",
        fields={
            "id": "attributes.id || id",
            "title": "attributes.title",
            "alias": "attributes.alias",
            "language": "attributes.language",
            "text": "attributes.text",
            "published": "attributes.publish_up || attributes.created",
            "modified": "attributes.modified",
            "authors": "attributes.created_by_alias",
            "keywords": "attributes.metakey",
            "image": "attributes.images.image_fulltext || attributes.images.image_intro",
            "category": "relationships.category.data.id",
        },
        article="/index.php?option=com_content&view=article&id={id}",
    ),
}
