READS_TREES: bool
"""Whether the functions that this needs are there."""
