"""Captures for the tests of this folder."""

from datetime import UTC, datetime
from pathlib import Path

from counterclaim.records.ids import CaptureId
from counterclaim.records.revisions import Block, BlockKind, Capture, Revision

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
PAGES = Path(__file__).parent / "pages"


def capture(body: str | bytes, *, html: bool = False, address: str = "file:///reports/one", **declared: str) -> Capture:
    return Capture(
        id=CaptureId("c0"),
        address=address,
        media_type="text/html" if html else "text/plain",
        body=body.encode() if isinstance(body, str) else body,
        captured_at=NOW,
        declared=tuple(declared.items()),
    )


def page(name: str, address: str = "file:///reports/page.html") -> Capture:
    return capture((PAGES / name).read_bytes(), html=True, address=address)


def words(revision: Revision, *kinds: BlockKind) -> list[str]:
    """The words of the blocks of these kinds."""
    return [block.span.of(revision.text) for block in revision.blocks if block.kind in kinds]


def kind_of(revision: Revision, start: str) -> BlockKind:
    """The kind of the block that begins with `start`."""
    found: list[Block] = [block for block in revision.blocks if block.span.of(revision.text).startswith(start)]
    assert len(found) == 1, f"{len(found)} blocks begin with {start!r}"
    return found[0].kind
