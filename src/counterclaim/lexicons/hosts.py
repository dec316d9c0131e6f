"""Which web addresses are of one site."""

from urllib.parse import urlsplit

#: Names under which sites serve other forms of the same pages.
_FORMS = ("www.", "m.", "mobile.", "amp.", "touch.", "lite.", "edition.", "en.")


def same_site(one: str, other: str) -> bool:
    """Whether two web addresses are of one site: one host, up to the form that it serves, or a host below the other."""
    a, b = _site(one), _site(other)
    return bool(a and b) and (a == b or a.endswith(f".{b}") or b.endswith(f".{a}"))


def _site(address: str) -> str:
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""
    for form in _FORMS:
        if host.startswith(form) and host.count(".") > 1:
            return host.removeprefix(form)
    return host if "." in host or ":" in host or host == "localhost" else ""
