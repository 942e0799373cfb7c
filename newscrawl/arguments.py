"""The arguments of a crawl (`-a key=value`), checked before it starts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from newscrawl.exceptions import WrongArgument
from newscrawl.text.addresses import is_address


@dataclass(frozen=True, kw_only=True)
class Arguments:
    """What a crawl was asked for: `-a category=a,b -a since=2022-06-01 -a until=2022-06-13 -a refetch=1 -a site_url=…`."""

    category: frozenset[str] = frozenset()
    """Slugs of the only categories to crawl; empty for all."""

    since: date | None = None
    """The first day wanted, in China."""

    until: date | None = None
    """The last day wanted, in China; it belongs to the range."""

    refetch: bool = False
    """Whether articles that are archived already are fetched again."""

    bases: Mapping[str, str] = field(default_factory=dict)
    """Bases of addresses that replace the site's own, each ending with a slash."""


def check_arguments(
    given: Mapping[str, str], *, spider: str, known: Iterable[str], bases: Mapping[str, str]
) -> Arguments:
    """Check what was given with `-a` to the spider of that name, which takes the arguments `known` and may replace its
    `bases`. Raises WrongArgument with one line that says what would be right."""
    names = [*known, *bases]
    for key in given:
        if key not in names:
            raise WrongArgument(f"{spider} takes no argument {key!r}; it takes {', '.join(names)}")
    since, until = _day(given, "since"), _day(given, "until")
    if since and until and since > until:
        raise WrongArgument(f"since={since} lies after until={until}")
    category = frozenset(slug.strip() for slug in given.get("category", "").split(",") if slug.strip())
    for slug in sorted(category):
        if not re.fullmatch(r"[\w()（）-]+", slug):
            raise WrongArgument(f"category={slug!r} is no category: give slugs such as changzhouribao,emnews")
    if (refetch := given.get("refetch", "0").strip()) not in ("0", "1"):
        raise WrongArgument(f"refetch={refetch!r}: give 1 to fetch again what is archived")
    replaced = {}
    for key in bases:
        if url := given.get(key, "").strip():
            if not is_address(url):
                raise WrongArgument(f"{key}={url!r} is no address: give one such as {bases[key]}")
            replaced[key] = url if url.endswith("/") else url + "/"
    return Arguments(category=category, since=since, until=until, refetch=refetch == "1", bases=replaced)


def _day(given: Mapping[str, str], key: str) -> date | None:
    text = given.get(key, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongArgument(f"{key}={text!r} is no day: give it as 2022-06-13") from None
