"""Cleans titles and bodies."""

from newscrawl import steps
from newscrawl.pipelines.step import StepPipeline


class MarkupPipeline(StepPipeline):
    """From the upstream's HTML to clean HTML on one line, and to plain text."""

    step = steps.clean_markup
