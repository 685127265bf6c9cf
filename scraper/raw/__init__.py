"""The raw archive as a whole, files and rows: verify it, read it again, fill it from elsewhere, hand it out."""
