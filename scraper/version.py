"""The one place that knows the program's version."""

__version__ = "0.1.0"
