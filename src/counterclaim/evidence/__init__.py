"""Evidence for others to keep and check: captures as WARC and WACZ, signatures and time stamps of checkpoints."""

from counterclaim.evidence._signatures import is_signed, sign_checkpoint
from counterclaim.evidence._timestamps import check_stamp, request_stamp
from counterclaim.evidence._wacz import write_wacz
from counterclaim.evidence._warc import WrittenRecord, write_warc

__all__ = ["WrittenRecord", "check_stamp", "is_signed", "request_stamp", "sign_checkpoint", "write_wacz", "write_warc"]
