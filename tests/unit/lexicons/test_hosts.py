"""Which addresses are of one site."""

import pytest

from counterclaim.lexicons.hosts import same_site


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.coast.example/a", "https://amp.coast.example/b", True),
        ("http://coast.example:8080/a", "https://news.coast.example/b", True),
        ("https://coast.example/a", "https://coast.example.evil.example/a", False),
        ("https://one.co.uk/a", "https://two.co.uk/a", False),
        ("https://m.example/a", "https://www.example/a", False),
        ("http://127.0.0.1/a", "http://127.0.0.1:9/b", True),
        ("http://[::1]/a", "http://[::1]/b", True),
        ("https://coast.example/a", "file:///etc/passwd", False),
        ("https://coast.example/a", "http://[broken", False),
        ("https://com/a", "https://coast.com/a", False),
        ("", "", False),
    ],
)
def test_same_site(one: str, other: str, same: bool) -> None:
    """Up to `www.` and its like; never because of an ending that many share."""
    assert same_site(one, other) is same
    assert same_site(other, one) is same
