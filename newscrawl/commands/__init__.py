"""What `scrapy` can do in this project, a module a command. Scrapy imports all of them, whichever is given, and this first:
what no command expects ends it in one line all the same."""

import atexit
import errno
import os
import sys
from types import TracebackType


def end_in_one_line(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """As `sys.excepthook`: Ctrl-C while all is still being imported, before Scrapy has handlers of its own, and standard
    output that nobody reads any more (`… | head`) or whose disk is full. Anything else is a fault of ours, with a traceback."""
    if isinstance(error, KeyboardInterrupt):
        print("scrapy: interrupted", file=sys.stderr)
    elif isinstance(error, OSError) and error.errno in (errno.EPIPE, errno.ENOSPC):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Python flushes it once more
        if error.errno == errno.ENOSPC:
            print(f"scrapy: cannot write {error.filename or 'standard output'}: {error.strerror}", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


def write_the_rest() -> None:
    """What was printed last is written at the very end, where Python would tell of an error in words of its own."""
    if sys.stdout is None:  # it was closed from the beginning
        return
    try:
        sys.stdout.flush()
    except OSError as error:
        end_in_one_line(type(error), error, None)
        os._exit(1)


sys.excepthook = end_in_one_line
atexit.register(write_the_rest)
