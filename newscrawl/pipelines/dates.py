"""Reads the time an article was published."""

from newscrawl import steps
from newscrawl.pipelines.step import StepPipeline


class DatesPipeline(StepPipeline):
    """From the strings of list, post page and share service to one aware time."""

    step = steps.read_dates
