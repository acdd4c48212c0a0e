"""Examples run where what they need is installed."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("pyarrow") is not None else ["examples"]
