"""The parts of bench/dedup.py: copies, translations, edits, and what the index costs."""
