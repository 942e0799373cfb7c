"""Attributes articles to their sources."""

from newscrawl import steps
from newscrawl.pipelines.step import StepPipeline


class SourcesPipeline(StepPipeline):
    """From what list, page and trailing credit say to one publisher, with the reason kept where they disagree."""

    step = steps.attribute_source
