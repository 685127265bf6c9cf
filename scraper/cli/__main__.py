"""`python -m scraper.cli`: the same as the console script."""

from scraper.cli.main import main

main()
