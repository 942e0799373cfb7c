"""Looks through a folder of posts, or a whole site, for what is wrong; changes nothing."""

from collections import Counter
from pathlib import Path, PurePosixPath

from newscrawl.archive.postfiles import Account, PostFile, check, read_folder
from newscrawl.archive.posts import SLUG, fits
from newscrawl.text.sources import canonical


class Examination:
    """What was found: `account` by kind of problem, and how many files were looked at."""

    def __init__(self) -> None:
        self.account = Account()
        self.posts = self.pages = self.passed_over = 0
        self.ids: dict[str, str] = {}  # id → the first file with it
        self.sources: dict[str, Counter[str]] = {}  # slug → the sources that its posts name
        self.slugs: dict[str, dict[str, str]] = {}  # source → slug → the first file with both
        self.category_pages: dict[str, tuple[str, str]] = {}  # slug → its page, and the source in the page's title

    def look_at(self, file: PostFile) -> None:
        """Take in one more file."""
        if file.is_post:
            self.posts += 1
            self.look_at_post(file)
        elif file.post and self.is_category_page(file):
            self.pages += 1
            self.look_at_page(file)
        else:
            self.passed_over += 1

    def look_at_post(self, file: PostFile) -> None:
        for kind, found in check(file).items():
            self.account.add(kind, file.path, found)
        if file.post is None:
            return
        if file.post.id:
            first = self.ids.setdefault(file.post.id, file.path)
            if first != file.path:
                self.account.add("id of another post", file.path, first)
        slug, source = file.post.front.get("categories", ""), file.post.column.name
        if slug and source:
            self.sources.setdefault(slug, Counter())[canonical(source)] += 1
            self.slugs.setdefault(canonical(source), {}).setdefault(slug, file.path)

    @staticmethod
    def is_category_page(file: PostFile) -> bool:
        in_folder = "category" in PurePosixPath(file.path).parts[:-1]
        return bool(file.post and (file.post.front.get("layout") == "category" or in_folder))

    def look_at_page(self, file: PostFile) -> None:
        assert file.post
        path = PurePosixPath(file.path)
        slug = file.post.front.get("slug") or (path.parent.name if path.stem == "index" else path.stem)
        self.category_pages[slug] = file.path, file.post.front.get("title", "").strip().removesuffix("新闻")
        if not SLUG.fullmatch(slug):
            self.account.add("bad slug", file.path, slug)
        for problem in {"invalid YAML", "not UTF-8", "U+FFFD in the text"}.intersection(file.post.problems):
            self.account.add(problem, file.path)

    def conclude(self) -> None:
        """What only all files together tell."""
        for slug, (path, name) in sorted(self.category_pages.items()):
            named = self.sources.get(slug, Counter())
            if not name:
                self.account.add("category page without a title", path)
            elif named and canonical(name) not in named:
                self.account.add(
                    "category page of another source", path, f"{name}; its posts: {named.most_common(1)[0][0]}"
                )
            elif not named and "category" in path and not fits(slug, name):
                self.account.add("category page of another source", path, f"{name}; its slug: {slug}")
        for source, slugs in sorted(self.slugs.items()):
            own = next((slug for slug in sorted(slugs) if fits(slug, source)), min(slugs))
            for slug in sorted(slugs.keys() - {own}):
                self.account.add("another slug of the same source", slugs[slug], f"{source}: {own}, {slug}")


def examine(folder: Path) -> Examination:
    """Examine every post and category page below a folder, one file at a time."""
    examination = Examination()
    for file in read_folder(folder):
        examination.look_at(file)
    examination.conclude()
    return examination
