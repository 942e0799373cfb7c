"""Withdrawal notices: what a site shows in the place of an article that it took down."""

import re

_LONGEST = 120  # characters without white space: more are an article about something
_SUBJECT = (
    r"(?:您|你)?(?:所|要|想|正在)?(?:访问|查看|浏览|查找|阅读|请求|打开|找)?的?(?:该|此|本|这|原|当前|相关|对应)?(?:篇|条|则)?"
    r"(?:文章|稿件|新闻|内容|页面|网页|信息|资讯|帖子|报道|图文|原文|作品)"
)
_WITHDRAWN = (
    r"(?:可能|也许)?(?:已经?|因违规|因故)?(?:已经?)?被?(?:作者|发布者|发布方|发布人|编辑|管理员|原作者|来源方)?(?:自行|主动)?"
    r"(?:(?<=[已经被者方人行动辑员故规])(?:删除|删|撤稿|撤回|撤下|撤销|撤|下线|下架|移除|清除)|不存在(?:或(?:已经?)?被?(?:删除|下线|移除|撤下))?)了?"
)
_NOTICE = re.compile(rf"{_SUBJECT}{_WITHDRAWN}|(?:已撤稿|稿件已撤|此稿已撤|本稿已撤|文章不见了)")
# What stands around a notice: apologies, reasons, ways to go on.
_AROUND = re.compile(
    r"(?:非常|很|十分)?(?:抱歉|对不起|不好意思)|(?:温馨|系统|友情)?提示(?:信息)?|出错了?|错误|(?:错误(?:代码)?)?404(?:错误)?|(?:not|page|found|error)+"
    r"|(?:因|由于|应|根据|依据|按照)[^，。,]{1,20}|(?:请|您可以|您还可以|你可以|可|点击|建议)[^，。,]{1,24}"
    r"|(?:将在)?\d{0,2}秒?钟?(?:后|之后)?(?:自动|将自动|即将)?(?:返回|跳转|回到|前往)[^，。,]{0,12}|(?:返回|回到|去)?(?:网站|本站)?(?:首页|上一页|上页|主页)(?:看看)?"
    r"|(?:感谢|谢谢)[^，。,]{0,16}|如(?:有|需)[^，。,]{1,20}|看看(?:别|其他|其它)的吧?",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[^\S\n]+")
_CLAUSES = re.compile(r"[\n，。,.！!？?：:；;、~～…—\-_|｜()（）\[\]【】《》“”\"]+")


def read_withdrawal(title: str, text: str) -> str:
    """The notice of a page that says of its article that it was taken down, and nothing else; empty for any other. The
    title counts only where there is no text: a withdrawn article may keep its own.

    Every clause must be the notice, or one of those that stand around it: an article about a withdrawal says more.

    >>> read_withdrawal("", "很抱歉，您访问的文章已被删除！\\n3秒后自动返回首页")
    '您访问的文章已被删除'
    >>> read_withdrawal("", "某平台回应：相关内容已下线，并将加强审核。")
    ''
    """
    for said in (text, "" if text.strip() else title):
        plain = _SPACES.sub("", said[: 8 * _LONGEST])
        if not plain.strip() or len(plain) > _LONGEST:
            continue
        clauses = [clause for clause in _CLAUSES.split(plain) if clause.strip()]
        if said is title and len(clauses) > 1 and not _is_one_of(clauses[-1]):
            clauses.pop()  # the name of the site
        notices = [clause for clause in clauses if _NOTICE.fullmatch(clause)]
        if notices and all(_is_one_of(clause) for clause in clauses):
            return notices[0]
    return ""


# What a headline says that tells of a withdrawal: its article is the news of it, however short its text.
_TELLS = re.compile(r"删除|删帖|删文|撤稿|撤回|撤下|撤销|已撤|下线|下架|移除|清除|不存在")


def read_notice_page(title: str, text: str) -> str:
    """The same for a page that is met for the first time, when nothing is known of what stood there: empty also where
    the headline itself tells of a withdrawal, in more words than a notice has. What is news of one is archived.

    >>> read_notice_page("常州：一座桥通车", "该文章已被删除。")
    '该文章已被删除'
    >>> read_notice_page("某平台：因版权原因下架百首歌曲", "因版权原因，相关内容已下架。")
    ''
    """
    is_news = _TELLS.search(title) and not read_withdrawal(title, "")
    return "" if is_news else read_withdrawal(title, text)


def _is_one_of(clause: str) -> bool:
    return bool(_NOTICE.fullmatch(clause) or _AROUND.fullmatch(clause))
