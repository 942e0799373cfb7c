"""How the tables of phrases in this package are written: one group of like phrases a line, and a comment on each.

A group is one string: in a pattern its alternatives are parted by `|`, in a set its words by blanks. Simplified and
traditional forms stand side by side. To teach a rule a phrase, add it to the group that it belongs to.
"""


def one_of(*groups: str) -> str:
    """The regular expression that matches any alternative of any group.

    >>> one_of("延伸阅读|延伸閱讀", "更多精彩")
    '(?:延伸阅读|延伸閱讀|更多精彩)'
    """
    return f"(?:{'|'.join(groups)})"


def words_of(*groups: str) -> tuple[str, ...]:
    """The words of all groups, in their order.

    >>> words_of("责任编辑 責任編輯", "记者")
    ('责任编辑', '責任編輯', '记者')
    """
    return tuple(word for group in groups for word in group.split())
