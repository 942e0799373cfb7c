"""Text on one line: titles, names, digests; and the characters that no text needs."""

import html
import re

# C0 but tab, line feed and return; DEL and C1; line and paragraph separators; byte order mark; non-characters.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_TAGS = re.compile(
    r"</?(?:a|b|big|br|center|div|em|embed|font|h[1-6]|hr|i|iframe|img|input|link|mark|meta|object|p|script|small|span|"
    r"strong|style|sub|sup|svg|u|video)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_BREAKS = re.compile(r"[ \t]*[\t\r\n][ \t\r\n]*")


def join_lines(text: str) -> str:
    """Text on one line: line ends and tabs with the blanks around them become one blank.

    >>> join_lines("甲 \\n\\t乙 丙")
    '甲 乙 丙'
    """
    if "\n" in text or "\t" in text or "\r" in text:  # most text has none, and looking for three characters is cheap
        return _BREAKS.sub(" ", text)
    return text


def clean_line(text: str) -> str:
    """A title or a name as plain text on one line: tags and controls go, entities are read once, ends are trimmed.

    >>> clean_line(" <b>常州</b>&ldquo;产改&rdquo;\\n成就 ")
    '常州“产改” 成就'
    >>> clean_line("A &lt;b&gt; C")
    'A <b> C'
    """
    if "<" in text:
        text = _TAGS.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return join_lines(strip_controls(text)).strip()


def strip_controls(text: str) -> str:
    """Without the characters that no text needs and YAML, XML and Jekyll refuse: C0, C1, U+2028/9, BOM.

    >>> strip_controls("甲\\x00乙\\u2028丙\\n")
    '甲乙 丙\\n'
    """
    if _CONTROLS.search(text) is None:  # nearly all text
        return text
    return _CONTROLS.sub(lambda c: " " if c.group() in "\u2028\u2029" else "", text)
