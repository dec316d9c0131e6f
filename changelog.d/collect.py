"""Put the news fragments together: `python changelog.d/collect.py VERSION DATE [--keep]` writes CHANGELOG.md.

A fragment is `NNNN-name.KIND.md`: one paragraph for users. With --keep the fragments stay, to see the notes beforehand.
"""

import sys
from pathlib import Path

KINDS = {"added": "Added", "changed": "Changed", "fixed": "Fixed", "removed": "Removed", "security": "Security"}
HEAD = "# Changes\n"


def kind_of(fragment: Path) -> str:
    """The kind in a fragment's name. Raises ValueError where it is none."""
    kind = fragment.name.removesuffix(".md").rpartition(".")[2]
    if kind not in KINDS:
        raise ValueError(f"{fragment.name}: the kind must be one of {', '.join(KINDS)}")
    return kind


def release_notes(folder: Path, version: str, date: str) -> str:
    """The section of one release."""
    fragments = sorted(folder.glob("*.md"))
    parts = [f"## {version} ({date})\n"]
    for kind, title in KINDS.items():
        lines = [" ".join(f.read_text(encoding="utf-8").split()) for f in fragments if kind_of(f) == kind]
        if lines:
            parts.append(f"### {title}\n\n" + "\n".join(f"- {line}" for line in lines) + "\n")
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    words = [word for word in arguments if word != "--keep"]
    if len(words) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    folder = Path(__file__).parent
    log = folder.parent / "CHANGELOG.md"
    earlier = log.read_text(encoding="utf-8").removeprefix(HEAD) if log.exists() else ""
    log.write_text(f"{HEAD}\n{release_notes(folder, *words)}{earlier}", encoding="utf-8")
    if "--keep" not in arguments:
        for fragment in folder.glob("*.md"):
            fragment.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
