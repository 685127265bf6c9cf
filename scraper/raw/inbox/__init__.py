"""What can be imported, each as a stream of pages with a position to go on from: WARC files, saved pages, Wayback."""
