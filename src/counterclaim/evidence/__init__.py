"""Evidence for others to keep and check: captures as WARC and WACZ, signed and time-stamped checkpoints."""

from counterclaim.evidence._wacz import write_wacz
from counterclaim.evidence._warc import WrittenRecord, write_warc

__all__ = ["WrittenRecord", "write_wacz", "write_warc"]
