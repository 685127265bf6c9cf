"""The parts of bench/crawl.py: a generated site, its server, a peer, and a stopwatch over process trees."""
