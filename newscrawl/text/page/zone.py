"""The lines around an article, by what they are to those who read time, publisher and people from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from newscrawl.text.page.body import Trimmed
from newscrawl.text.page.headline import Headline
from newscrawl.text.page.outline import Line

_ABOVE = 8  # lines above the headline where a time may stand
_BELOW = 25  # lines after the body where editors, sources and times may stand
_INFO = 40  # lines between headline and body that are read; share widgets fill the rest


@dataclass(slots=True)
class Zone:
    """The lines around an article, by what they are to its readers."""

    headline: int
    above: Sequence[Line]
    info: Sequence[Line]
    opening: Sequence[Line]
    closing: Sequence[Line]
    after: Sequence[Line]
    menu: Sequence[Line]


def mark_zone(lines: Sequence[Line], inside: Sequence[Line], headline: Headline, trimmed: Trimmed, first: int) -> Zone:
    start = trimmed.kept[0].n if trimmed.kept else first
    end = trimmed.kept[-1].n if trimmed.kept else first
    third = max(start + 2, trimmed.kept[2].n if len(trimmed.kept) > 2 else start)  # furniture may stand between
    top = headline.first if headline.first >= 0 else max(0, start - 10)
    middle = (start + end) / 2
    beside = [] if headline.beside is None else [headline.beside]
    last = [*trimmed.kept[-3:], *[line for line in trimmed.dropped if line.n > middle and not line.linked][:8]]
    return Zone(
        headline=headline.last if headline.last >= 0 else top,
        above=lines[max(0, top - _ABOVE) : top],
        info=beside + [line for line in lines[max(headline.last + 1, top) : start] if len(line.text) < 160][:_INFO],
        opening=[line for line in inside if max(start - 8, headline.last + 1) <= line.n <= third],
        closing=last,
        after=lines[end + 1 : end + _BELOW],
        menu=lines[: max(0, top - _ABOVE)],
    )
