"""A page's lines and the elements around them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree


# These two are no dataclasses: what those generate stays interpreted where the rest is compiled, and there are a thousand
# of them on a page.
class Part:
    """An element of the page that starts a line of its own or holds other elements."""

    __slots__ = ("around", "count", "element", "first", "last", "own")

    def __init__(self, element: etree._Element, around: "Part | None" = None) -> None:
        self.element = element
        self.around = around
        """The part it stands in; None for the root."""
        self.own = 0
        """How many lines are its own: it is their block."""
        self.count = 0
        """How many lines stand in it: their blocks do."""
        self.first = -1
        """The first of them."""
        self.last = -1


class Line:
    """One line of text as displayed, and where it stands."""

    __slots__ = ("heading", "linked", "mass", "n", "noise", "part", "pieces", "text")

    def __init__(
        self,
        part: Part,
        pieces: list[tuple[etree._Element, bool, str]],
        heading: int = 0,
        noise: etree._Element | None = None,
        n: int = -1,
    ) -> None:
        self.part = part
        """The nearest element that starts a line of its own."""
        self.pieces = pieces
        """Element, whether it is the element's tail, and the text of every text node in the line."""
        self.heading = heading
        """1 to 6 inside h1 to h6, else 0."""
        self.noise = noise
        """The outermost part around it whose tag, class or id says it is no article text."""
        self.linked = 0
        """How many of its characters stand in links."""
        self.n = n
        """Its place among the page's lines, from 0."""
        self.text = ""
        """White space runs are one blank; none at the ends."""
        self.mass = -1.0
        """Its weight as article text once `newscrawl.text.page.density` has found it; -1 before."""

    @property
    def block(self) -> etree._Element:
        """The nearest element that starts a line of its own."""
        return self.part.element

    def complete(self) -> bool:
        """Put the pieces together; tells whether there is any text in them."""
        pieces = self.pieces
        text = pieces[0][2] if len(pieces) == 1 else "".join([text for _element, _tail, text in pieces])
        # A blank prints, no other white space does: most lines have none of either.
        self.text = text if " " not in text and text.isprintable() else " ".join(text.split())
        return bool(self.text)

    def spaced(self) -> str:
        """The text with two blanks between its pieces: what elements side by side say in the line under the headline."""
        if len(self.pieces) == 1:
            return self.text
        return "  ".join([words for _element, _tail, text in self.pieces if (words := " ".join(text.split()))])

    def hints(self, depth: int = 2) -> str:
        """Classes, ids and the like of its elements and their nearest `depth` ancestors, lower case."""
        found: list[str] = []
        for element, tail, _text in self.pieces:
            found += hints_of(element.getparent() if tail else element, depth)
        return " ".join(found).lower()


def hints_of(element: etree._Element | None, depth: int = 2) -> list[str]:
    """What class, id, itemprop and rel call an element and its nearest `depth` ancestors."""
    found: list[str] = []
    while element is not None and depth >= 0:
        found += [value for key in ("class", "id", "itemprop", "rel") if (value := element.get(key))]
        element, depth = element.getparent(), depth - 1
    return found


@dataclass(slots=True)
class Outline:
    """The lines of a page in document order, and the parts they stand in, each after the one around it."""

    lines: list[Line]
    parts: list[Part]

    def __post_init__(self) -> None:
        """Number the lines, and tell the parts which stand in them."""
        for n, line in enumerate(self.lines):
            line.n, part = n, line.part
            if not part.own:
                part.first = n
            part.last = n
            part.own += 1
        for part in reversed(self.parts):
            count = part.count = part.count + part.own
            if count and (around := part.around) is not None:
                around.count += count
                first, last = part.first, part.last
                if first < around.first or around.first < 0:
                    around.first = first
                if last > around.last:
                    around.last = last

    def within(self, part: Part) -> Sequence[Line]:
        """The lines that stand in a part, in order."""
        lines = self.lines[part.first : part.last + 1] if part.count else []
        if len(lines) == part.count:
            return lines
        return [line for line in lines if _holds(part, line.part)]  # <font>一<p>二</p>三</font>: 二 alone


def _holds(part: Part, inner: Part) -> bool:
    at: Part | None = inner
    while at is not None and at is not part:
        at = at.around
    return at is part
