"""Old pages that are laid out in tables: the cells as plain blocks, since the extractor leaves tables out as data."""

from lxml import etree

#: Words in running text, outside of links, that make a cell a part of the page and no entry of a table of data.
RUNNING = 40
#: The share of a cell's words in links from which it is a menu.
_MENU = 0.5
#: Longer lines are text that runs on, whatever breaks are in it.
_LINE = 15
_PARTS = frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"})
_CELLS = ("td", "th")
_INLINE = ("font", "b", "strong", "i", "em", "span", "small", "big")
_BLOCKS = ("p", "div", "table", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "pre", "center")
_SILENT = frozenset({"script", "style", "noscript", "form", "select"})


class Layout:
    """The tables of a page that lay it out: those in which a cell of its own holds running text."""

    def __init__(self, tree: etree._Element) -> None:
        self._counts = _count(tree)
        self._tables = [table for table in tree.iter("table") if any(map(self._runs, _own_parts(table)))]

    def holds_headline(self) -> bool:
        """Whether the headline of the page stands in one of them."""
        return any(next(table.iter("h1"), None) is not None for table in self._tables)

    def unfold(self) -> bool:
        """Turns the tables and their cells into blocks, in place and without their menus; False if there are none."""
        parts = [part for table in self._tables for part in _own_parts(table)]
        for part in parts:
            if part.tag in _CELLS and self._is_menu(part):
                part.clear()
        for part in parts:
            for child in part.iterchildren(*_INLINE) if part.tag in _CELLS else ():
                if _alone(child) and next(child.iterdescendants(*_BLOCKS), None) is None:
                    _as_lines(child)
        for part in parts:
            part.tag = "div"
            part.attrib.clear()
        return bool(parts)

    def _runs(self, cell: etree._Element) -> bool:
        words, linked = self._counts[cell]
        return cell.tag in _CELLS and words - linked >= RUNNING and not self._is_menu(cell)

    def _is_menu(self, cell: etree._Element) -> bool:
        words, linked = self._counts[cell]
        return words > 0 and linked >= _MENU * words


def _alone(element: etree._Element) -> bool:
    """Whether no words run on before or behind an element."""
    before, parent = element.getprevious(), element.getparent()
    lead = before.tail if before is not None else parent.text if parent is not None else ""
    return not (lead or "").strip() and not (element.tail or "").strip()


def _as_lines(element: etree._Element) -> None:
    """Makes lines in a type of their own (a date, a byline) paragraphs, each where a break parts them."""
    lines = [" ".join(element.text.split())] if element.text else [""]
    for part in element.iterdescendants():
        if part.tag == "br":
            lines.append("")
        else:
            lines[-1] += part.text or ""
        lines[-1] += part.tail or ""
    if max(len(line.split()) for line in lines) > _LINE:
        element.tag = "p"
        return
    for child in list(element):
        element.remove(child)
    element.tag, element.text = "div", None
    for line in filter(str.strip, lines):
        etree.SubElement(element, "p").text = line


def _own_parts(table: etree._Element) -> list[etree._Element]:
    """A table with its rows and cells, but not those of tables in it."""
    parts, open_ = [table], [table]
    while open_:
        for child in open_.pop():
            if child.tag in _PARTS:
                parts.append(child)
                if child.tag not in _CELLS:
                    open_.append(child)
    return parts


def _count(tree: etree._Element) -> dict[etree._Element, tuple[int, int]]:
    """The words of each element, and how many of them stand in links."""
    counts: dict[etree._Element, tuple[int, int]] = {}
    for element in reversed(list(tree.iter())):
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            counts[element] = (0, 0)
            continue
        words, linked = len((element.text or "").split()), 0
        for child in element:
            words += counts[child][0] + len((child.tail or "").split())
            linked += counts[child][1]
        counts[element] = (words, words if element.tag == "a" else linked)
    return counts
