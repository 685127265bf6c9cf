"""httpx without its command line, which brings Click, Rich and Pygments along: a third of what starting us costs.

httpx does without it wherever these aren't installed; here they are, for other reasons.
"""

from __future__ import annotations

import sys
from typing import Any

modules: dict[str, Any] = sys.modules
modules.setdefault("httpx._main", None)
