"""The lines around an article, by what they are to those who read time, publisher and people from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.text.page.body import Trimmed
from newscrawl.text.page.layout import Layout
from newscrawl.text.page.outline import Line

_ABOVE = 8  # lines above the headline where a time may stand
_BELOW = 25  # lines after the body where editors, sources and times may stand
_INFO = 40  # lines between headline and body that are read; share widgets fill the rest
_INFO_LENGTH = 160  # characters of such a line
_UNPRINTED = 10  # lines above the body among which a headline stands that was not found
_OPENING = 8  # lines before the body's first, from which datelines and by-lines are read
_CLOSING = 8  # lines cut from the article's second half, likewise


@dataclass(slots=True)
class Zone:
    """The lines of an article and around it, by what they are to its readers."""

    layout: Layout
    headline: int
    """The headline's last line; where none prints it, the first that might."""
    body: Sequence[Line]
    above: Sequence[Line]
    info: Sequence[Line]
    opening: Sequence[Line]
    closing: Sequence[Line]
    after: Sequence[Line]
    menu: Sequence[Line]


def mark_zone(layout: Layout, trimmed: Trimmed) -> Zone:
    lines, headline, body = layout.lines, layout.headline, trimmed.kept
    start, end = (body[0].n, body[-1].n) if body else (layout.first, layout.first)
    third = max(start + 2, body[2].n if len(body) > 2 else start)  # furniture may stand between
    top = headline.first if headline.first >= 0 else max(0, start - _UNPRINTED)
    beside = [] if headline.beside is None else [headline.beside]
    cut = [line for line in trimmed.dropped if line.n > (start + end) / 2 and not line.linked]
    return Zone(
        layout=layout,
        headline=headline.last if headline.last >= 0 else top,
        body=body,
        above=lines[max(0, top - _ABOVE) : top],
        info=beside
        + [line for line in lines[max(headline.last + 1, top) : start] if len(line.text) < _INFO_LENGTH][:_INFO],
        opening=[line for line in layout.inside if max(start - _OPENING, headline.last + 1) <= line.n <= third],
        closing=[*body[-3:], *cut[:_CLOSING]],
        after=lines[end + 1 : end + _BELOW],
        menu=lines[: max(0, top - _ABOVE)],
    )
