"""How much one input may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds for one report. `max_bytes` counts after decompression; `timeout_s` is for the whole fetch, redirects
    included."""

    max_bytes: int = 20_000_000
    timeout_s: float = 30.0
    redirects: int = 5

    def __post_init__(self) -> None:
        if self.max_bytes <= 0 or self.timeout_s <= 0 or self.redirects < 0:
            raise ValueError("limits are positive")
