"""Which elements stand around a page's lines, and which lines in an element: worked out once, from the lines up."""

from collections.abc import Sequence

from lxml import etree

from newscrawl.text.page.lines import Line


class Nesting:
    """The lines of a page and the elements around them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.parents: dict[etree._Element, etree._Element | None] = {}
        """Every element around a line, each after the one around it → the one around it; None for the root."""
        self.counts: dict[etree._Element, int] = {}
        """Block → how many lines are its own."""
        self._spans: dict[etree._Element, tuple[int, int, int]] = {}  # first and last line within, and how many
        for line in lines:
            self.counts[line.block] = self.counts.get(line.block, 0) + 1
            first, _last, count = self._spans.get(line.block, (line.n, line.n, 0))
            self._spans[line.block] = first, line.n, count + 1
        for block in self.counts:
            self._climb(block)
        for element, parent in reversed(self.parents.items()):
            if parent is not None:
                first, last, count = self._spans[element]
                first_too, last_too, count_too = self._spans.get(parent, (first, last, 0))
                self._spans[parent] = min(first, first_too), max(last, last_too), count + count_too

    def _climb(self, block: etree._Element) -> None:
        chain = []
        at: etree._Element | None = block
        while at is not None and at not in self.parents:
            above = at.getparent()
            chain.append((at, above))
            at = above
        self.parents.update(reversed(chain))

    def first(self, element: etree._Element) -> int:
        """The place of the first line within."""
        return self._spans[element][0]

    def within(self, element: etree._Element) -> Sequence[Line]:
        """The lines that stand in an element, in order.

        >>> from lxml import html
        >>> from newscrawl.text.page.lines import read_lines
        >>> page = html.fromstring("<div><p>一</p><div><p>二</p>三</div>四</div>")
        >>> [line.text for line in Nesting(read_lines(page)).within(page[1])]
        ['二', '三']
        """
        if element not in self._spans:
            return []
        first, last, count = self._spans[element]
        part = self.lines[first : last + 1]
        if len(part) == count:
            return part
        return [line for line in part if self._holds(element, line.block)]  # <font>一<p>二</p>三</font>: 二 alone

    def _holds(self, element: etree._Element, block: etree._Element) -> bool:
        at: etree._Element | None = block
        while at is not None and at is not element:
            at = self.parents[at]
        return at is element
