"""The parts of bench/same.py: copies, translations, edits, and what the index costs."""
