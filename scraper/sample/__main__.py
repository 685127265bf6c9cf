"""`python -m scraper.sample [--port N] [--edition 2]`: serve the sample site until Ctrl-C."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import threading

from scraper.sample.server import EDITIONS, SampleSite


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scraper.sample", description="Serve the sample news site.")
    parser.add_argument("--port", type=int, default=8000, help="0: any free one (default: 8000)")
    parser.add_argument("--edition", type=int, choices=EDITIONS, default=1, help="2: after the site has changed")
    parser.add_argument("--app", action="store_true", help="the edition that is drawn by JavaScript")
    parser.add_argument("--graphql", action="store_true", help="the same, with lists that are asked for by POST")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        site = SampleSite(port=options.port, edition=options.edition, is_app=options.app, is_graphql=options.graphql)
    except OSError as error:
        print(f"port {options.port}: {error.strerror or error}; name another one with --port", file=sys.stderr)
        return 1
    with site, contextlib.suppress(KeyboardInterrupt):
        print(f"{site.url}/ (Ctrl-C stops it)", flush=True)
        threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
