"""Fetching and keeping pictures: Scrapy's files pipeline, made to leave whole files and to lose nothing else for one."""

from io import BytesIO
from pathlib import Path
from typing import Any

from scrapy.http import Request, Response
from scrapy.pipelines.files import FilesPipeline, FSFilesStore

from newscrawl.files import write_whole
from newscrawl.text.markup.pictures import copy_name, is_picture

LARGEST = 20_000_000  # bytes


class WholeFiles(FSFilesStore):
    """Files are whole or not there: Scrapy's own store leaves a part of one where it is killed."""

    def persist_file(self, path: Any, buf: BytesIO, info: Any, meta: Any = None, headers: Any = None) -> None:
        write_whole(Path(self.basedir, path), buf.getvalue())


class Pictures(FilesPipeline):
    """What is no picture, gone, or forbidden has no file, and is no error. A request's `meta["picture"]` is the address
    as the article has it."""

    STORE_SCHEMES = FilesPipeline.STORE_SCHEMES | {"": WholeFiles, "file": WholeFiles}
    EXPIRES = 10**6  # days: what was published is kept, not refreshed

    def file_path(self, request: Request, response: Any = None, info: Any = None, *, item: Any = None) -> str:
        return copy_name(request.meta["picture"])

    async def media_downloaded(self, response: Response, request: Request, info: Any, *, item: Any = None) -> Any:
        is_one = response.status == 200 and is_picture(response.body)
        return await super().media_downloaded(response, request, info, item=item) if is_one else None

    def media_failed(self, failure: Any, request: Request, info: Any) -> Any:
        return None
