"""Whether work on hostile input grows with its length and not with the square of it: by ratio, never by the clock."""

import time


def fastest(work, given, runs=3):
    """The least of some runs, in seconds of the processor: what else the machine does is not counted."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work(given)
        times.append(time.process_time() - start)
    return min(times)


def assert_linear(work, given):
    """Four times the input takes 4 times as long where time is linear, 16 times where it is quadratic."""
    ratio = 0.0
    for _ in range(3):  # a disturbed machine gets another chance; a quadratic one uses it up
        quarter, whole = fastest(work, given[: len(given) // 4]), fastest(work, given)
        if whole < 9 * quarter + 0.01:
            return
        ratio = whole / quarter
    raise AssertionError(f"4 times the input took {ratio:.1f} times as long")
