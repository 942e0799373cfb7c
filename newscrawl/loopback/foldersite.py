"""Sites of recorded pages: fixtures/sites/<name>/site.yaml says which file answers which address (its form is described
in fixtures/sites/README.md)."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import yaml

from newscrawl.loopback import Answer, LoopbackSite

SITES = Path(__file__).parents[2] / "fixtures" / "sites"
_NOT_FOUND = (404, {"Content-Type": "text/html; charset=utf-8"}, b"<h1>404</h1>")


class FolderSite(LoopbackSite):
    """The pages of one folder, under the addresses they were recorded from: raw bytes, with the headers they came with.

    Asked as a proxy, it answers for the hosts of these addresses; asked itself, for their paths. `lacks` are ends of
    addresses that it is to answer with 404 for once.
    """

    def __init__(self, folder: Path, *, lacks: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.folder, self.lacks = folder, lacks
        pages: list[dict[str, Any]] = yaml.safe_load((folder / "site.yaml").read_text(encoding="utf-8"))
        self.pages = [(urlsplit(page["url"]), page) for page in pages]

    def respond(self, host: str, path: str, query: dict[str, str], headers: dict[str, str]) -> Answer | None:
        for address, page in self.pages:
            asked = dict(parse_qsl(address.query, keep_blank_values=True))
            here = host in (address.netloc, urlsplit(self.url).netloc) and path == (unquote(address.path) or "/")
            if not here or not asked.items() <= query.items() or page["url"].endswith(self.lacks or ("\0",)):
                continue
            if any(headers.get(name.lower()) != value for name, value in page.get("needs", {}).items()):
                return 403, {"Content-Type": "text/plain"}, b"not for you"
            body = (self.folder / page["file"]).read_bytes() if "file" in page else b""
            return page.get("status", 200), page.get("headers", {}), body
        return _NOT_FOUND
