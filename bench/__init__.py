"""Measurements of ours against others'; scripts to run by hand, each tells how in its `--help`."""
