"""Names writers, editors and photographers."""

from newscrawl import steps
from newscrawl.pipelines.step import StepPipeline


class PeoplePipeline(StepPipeline):
    """By the first and last lines of a body that came without its page; of a page, its reader has told them already."""

    step = steps.name_people
