"""What stands where on a page: its lines, the headline among them, the element that holds the article."""

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from newscrawl.text.page.density import find_article, mass_of
from newscrawl.text.page.headline import Headline, find_headline
from newscrawl.text.page.outline import Line, Outline

_PARAGRAPH = 20  # what the first paragraph weighs at least


@dataclass(slots=True)
class Layout:
    """A page's lines, and what was found among them."""

    lines: Sequence[Line]
    headline: Headline
    article: etree._Element
    """The element that holds the article; the page itself where there is none."""
    inside: Sequence[Line]
    """The lines of that element; none for a page without an article."""

    @property
    def heading(self) -> etree._Element | None:
        """The headline's element; None where no line prints it."""
        return self.lines[self.headline.last].block if self.headline.last >= 0 else None

    @property
    def first(self) -> int:
        """The line with which the article's text begins; its element's first where none is a paragraph."""
        below = (line.n for line in self.inside if line.n > self.headline.last and mass_of(line) > _PARAGRAPH)
        return next(below, self.inside[0].n)


def lay_out(outline: Outline, titles: Sequence[str]) -> Layout:
    """Find the headline that the head of the page repeats (`titles`), and the article below it."""
    headline = find_headline(outline.lines, titles)
    part = find_article(outline, headline.last)
    if part is None:
        return Layout(outline.lines, headline, outline.parts[0].element, [])
    return Layout(outline.lines, headline, part.element, outline.within(part))
