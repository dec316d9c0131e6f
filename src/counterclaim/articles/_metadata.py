"""What a page says about itself beside its text: JSON-LD first, then meta tags, then `<time>` elements."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from lxml import etree

from counterclaim.articles._credits import credited_line
from counterclaim.articles._stamps import read_stamp_line
from counterclaim.lexicons.time_zones import is_country

ARTICLE_TYPES = frozenset(
    "article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle "
    "reviewnewsarticle askpublicnewsarticle advertisercontentarticle report blogposting liveblogposting "
    "socialmediaposting scholarlyarticle techarticle".split()
)
#: In order of trust. Names are compared in lower case.
PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "parsely-pub-date", "originalpublicationdate", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "article.published", "article_date_original", "date",
)  # fmt: skip
UPDATED_META = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "article:updated", "datemodified",
    "dcterms.modified", "dc.date.modified", "article.updated", "lastmod", "last-modified", "revised",
)  # fmt: skip
AUTHOR_META = ("author", "parsely-author", "article:author", "dc.creator", "dcterms.creator", "sailthru.author")
TITLE_META = ("og:title", "twitter:title", "parsely-title", "dc.title", "dcterms.title")
OUTLET_META = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name")
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|cmpid|ito|ns_\w+|at_\w+|ocid|smid|"
    r"ref|ref_src|ref_url|spm|sh(?:are)?_?src|ftag|icid|ncid|partner|feedtype|feedname|s_cid|__twitter_impression",
    re.I,
)
#: Country domains that are sold as ordinary names: they say nothing about a country. `eu` is no country.
GENERIC_DOMAINS = frozenset("ai cc co fm gg io la ly me nu sh st tk to tv vc ws eu su ms ag am im".split())
MAX_NODES = 20_000
NOINDEX = frozenset({"noindex", "none"})


@dataclass(slots=True)
class Metadata:
    """What the page says. Dates are strings as found, each with the method that found it, most trusted first."""

    titles: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    published: list[tuple[str, str]] = field(default_factory=list)
    updated: list[tuple[str, str]] = field(default_factory=list)
    outlet: str | None = None
    country: str | None = None
    language: str | None = None
    canonical: str | None = None
    is_article: bool = False
    is_free: bool | None = None  # whether the page says that all may read it
    indexed: bool = True  # whether search engines may list it
    updates: list[object] = field(default_factory=list)  # the parts of a live blog, as JSON-LD lists them


def _squeeze(words: object) -> str:
    return " ".join(words.split()) if isinstance(words, str) else ""


def _json_blocks(tree: etree._Element) -> Iterator[Any]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = re.sub(
            r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", script.text or ""
        )
        for candidate in (source, re.sub(r",\s*(?=[}\]])", "", source)):
            try:
                yield json.loads(candidate.strip().rstrip(";"), strict=False)
                break
            except (ValueError, RecursionError):
                continue


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD block, outer ones first, at most `MAX_NODES`."""
    queue, seen = [data], 0
    while queue and seen < MAX_NODES:
        here = queue.pop(0) if seen < 200 else queue.pop()
        seen += 1
        if isinstance(here, dict):
            yield here
            queue.extend(value for value in here.values() if isinstance(value, dict | list))
        elif isinstance(here, list):
            queue.extend(value for value in here if isinstance(value, dict | list))


def _types(node: dict[str, Any]) -> set[str]:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return {str(name).rsplit("/", 1)[-1].lower() for name in names}


def _name_list(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    names = [_squeeze(item.get("name") if isinstance(item, dict) else item) for item in items[:20]]
    return [name for name in names if name and "://" not in name]


def _country(value: Any) -> str | None:
    """The code in a schema.org address, if it has one."""
    for address in value if isinstance(value, list) else [value]:
        if isinstance(address, dict):
            country = address.get("addressCountry")
            if isinstance(country, dict):
                country = country.get("name")
            if isinstance(country, str) and is_country(country.strip().upper()):
                return country.strip().upper()
    return None


def _from_json(tree: etree._Element, data: Metadata) -> None:
    nodes = [node for block in _json_blocks(tree) for node in _nodes(block)]
    by_id = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if _types(node) & ARTICLE_TYPES]
    # A page may list other articles too: its own is the first with a date, else the first.
    article = next((node for node in articles if node.get("datePublished")), articles[0] if articles else None)
    if article is None:
        return
    data.is_article = True
    if headline := _squeeze(article.get("headline") or article.get("name")):
        data.titles.append(headline)
    authors = article.get("author") or article.get("creator")
    resolved = [by_id.get(str(a.get("@id")), a) if isinstance(a, dict) else a for a in _as_list(authors)]
    data.authors.extend(_name_list(resolved))
    for key, dates in (("datePublished", data.published), ("dateModified", data.updated)):
        if value := _squeeze(article.get(key)):
            dates.append(("json-ld", value))
    data.updates = _as_list(article.get("liveBlogUpdate"))
    if (free := article.get("isAccessibleForFree")) is not None:
        data.is_free = str(free).strip().lower().rpartition("/")[2] not in ("false", "no", "0")
    publisher = article.get("publisher")
    for node in _as_list(publisher)[:1]:
        if isinstance(node, dict):
            node = by_id.get(str(node.get("@id")), node)
            data.outlet = _squeeze(node.get("name")) or None
            data.country = _country(node.get("address"))
        elif isinstance(node, str):
            data.outlet = _squeeze(node) or None
    language = article.get("inLanguage")
    data.language = language if isinstance(language, str) else None
    page = article.get("mainEntityOfPage")
    address = page.get("@id") if isinstance(page, dict) else page
    data.canonical = next((a for a in (article.get("url"), address) if isinstance(a, str) and "://" in a), None)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _from_meta(tree: etree._Element, data: Metadata) -> None:
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = _squeeze(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            if content and (name := element.get(attribute)):
                meta.setdefault(name.strip().lower(), []).append(content)
    for names, dates in ((PUBLISHED_META, data.published), (UPDATED_META, data.updated)):
        dates.extend(("meta", value) for name in names for value in meta.get(name, [])[:1])
    data.titles.extend(value for name in TITLE_META for value in meta.get(name, [])[:1])
    if not data.authors:
        found = next((meta[name] for name in AUTHOR_META if name in meta), [])
        data.authors.extend(author for author in found if "://" not in author)
    data.outlet = data.outlet or next((meta[name][0] for name in OUTLET_META if name in meta), None)
    data.is_article = data.is_article or meta.get("og:type", [""])[0].lower() == "article"
    data.indexed = NOINDEX.isdisjoint(re.split(r"[\s,]+", " ".join(meta.get("robots", [])[:4]).lower()))
    canonical = next((a.get("href") for a in tree.iter("link") if (a.get("rel") or "").lower() == "canonical"), None)
    data.canonical = canonical or meta.get("og:url", [None])[0] or data.canonical
    locale = (tree.get("lang") or meta.get("og:locale", [""])[0] or data.language or "").replace("_", "-")
    data.language = locale or None


def _from_elements(tree: etree._Element, data: Metadata) -> None:
    """Dates on elements: `itemprop`, `<time datetime pubdate>`, then times in the article above its first prose."""
    for element in tree.iter("time", "span", "div", "p", "abbr", "meta"):
        item = (element.get("itemprop") or "").lower()
        value = element.get("datetime") or element.get("content") or element.get("title")
        if value and "datepublished" in item:
            data.published.append(("time-element", _squeeze(value)))
        elif value and "datemodified" in item:
            data.updated.append(("time-element", _squeeze(value)))
    main = next(iter(tree.iter("article")), None)
    if main is None:
        main = next(iter(tree.iter("main")), tree)
    for element in main.iter("time", "p"):
        if element.tag == "p":
            if len(" ".join(element.itertext())) > 200:
                break
            continue
        value = _squeeze(element.get("datetime"))
        around = " ".join(
            filter(None, (element.get("class"), element.getparent().get("class"), *list(element.itertext())[:5]))
        ).lower()
        before = (element.getprevious().tail if element.getprevious() is not None else element.getparent().text) or ""
        if value:
            late = re.search(r"updat|modif|edited", f"{around} {before.lower()}")
            (data.updated if late else data.published).append(("time-element", value))


def _from_lines(tree: etree._Element, data: Metadata) -> None:
    """Labelled stamp lines, credits and bylines that stand on the page, in or outside its prose."""
    authors: list[str] = []
    skipped = {element for tag in ("nav", "footer", "aside") for part in tree.iter(tag) for element in part.iter()}
    for element in tree.iter(etree.Element):
        if len(element) > 6 or element in skipped or element.tag in ("script", "style"):
            continue
        parts = list(islice(element.itertext(), 20))
        words = _squeeze(" ".join(parts))
        if 5 <= len(words) <= 200 and len(parts) < 20:
            for moment in read_stamp_line(words) or ():
                if moment.role:
                    dates = data.updated if moment.role == "updated" else data.published
                    dates.append(("furniture", moment.words))
            data.credits.extend(credited_line(words))
            if element.get("rel") == "author" or element.get("itemprop") == "author":
                authors.append(words.removeprefix("By ").removeprefix("by "))
    data.authors = data.authors or list(dict.fromkeys(authors))


def read_metadata(tree: etree._Element) -> Metadata:
    """What the page says about itself."""
    data = Metadata()
    _from_json(tree, data)
    _from_meta(tree, data)
    _from_elements(tree, data)
    _from_lines(tree, data)
    return data


def canonical_address(address: str, base: str = "") -> str | None:
    """A web address without fragment, tracking parameters and default port; None for anything else."""
    try:
        parts = urlsplit(urljoin(base, address.strip()) if base else address.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port and port != {"http": 80, "https": 443}[parts.scheme]:
        netloc += f":{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=None)
    kept = [(key, value) for key, value in pairs if not TRACKING.fullmatch(key)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((parts.scheme, netloc, parts.path or "/", query, ""))


def host_of(address: str | None) -> str | None:
    """The host of a web address, without `www.`."""
    clean = canonical_address(address) if address else None
    host = urlsplit(clean).hostname if clean else None
    return host.removeprefix("www.") if host else None


def country_of_host(host: str | None) -> str | None:
    """The country whose domain a host is under, unless that domain is sold as an ordinary name."""
    domain = (host or "").rsplit(".", 1)[-1].lower()
    if len(domain) != 2 or domain in GENERIC_DOMAINS:
        return None
    code = "GB" if domain == "uk" else domain.upper()
    return code if is_country(code) else None


def country_of_locale(locale: str | None) -> str | None:
    """The country of a locale such as `en-IN`. `en-US` and `en-GB` are defaults of publishing systems: they tell
    nothing."""
    code = (locale or "").replace("_", "-").rpartition("-")[2].upper()
    return code if len(code) == 2 and "-" in (locale or "").replace("_", "-") and code not in ("US", "GB") else None
