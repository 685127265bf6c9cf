"""Shows the news: read-only pages, feeds and a JSON API over the database. Imports only `db` of ours."""
