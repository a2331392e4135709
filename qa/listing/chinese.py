"""Chinese questions about the records: the forms that such questions take, each fitting a whole question."""

from __future__ import annotations

import re

from index.tokens import simplified
from qa.listing.slots import DAYS, FRONT, LATEST, NEWSPAPER, PAGE, QUOTED, TITLE

_ARTICLE = "(?:新闻报道|新闻稿|文章|报道|报导|新闻|稿件|稿子|消息|稿)"
_COUNT = "(?:多少|几)(?:篇|条|则|个)?"
_WHICH = "(?:哪些|哪几篇|哪几条|哪几个|哪篇|哪一篇|哪条|什么|啥)"
_ARCHIVE = "(?:(?:这个|你的?|你们的?)?(?:资料库|数据库|档案库|报纸库|文库|档案|库|馆藏|藏报)(?:当?中|里面?|内)?)"
_PAPER = "(?:(?:这|那|当天|当日|本)?(?:份|期|张)?的?报纸?(?:上面?|里面?|中)?)"
_CONDITION = (
    f"(?:在|于)?(?:{NEWSPAPER}|{DAYS}|{LATEST}|{PAGE}|{FRONT}|{_ARCHIVE}|{_PAPER}(?!道|导))"
    "(?:(?:当|那|这一?)[天日])?(?:出版的?|刊登的?|这[一]?[天期版]|上面?|里面?|中|内|的|,|、)*"
)
_C = f"(?:{_CONDITION})"
_ALL = "(?:都|一共|总共|共计?|现|分别|目前)*"
_HAVE = f"{_ALL}(?:有|登|刊登|刊发|发表|刊载|登载|发布|收录|收|报道|包括|包含)(?:有|了|着)?"
_SAYS = f"(?:{_ALL}(?:曾经?)?(?:提到|提及|提起|谈到|谈及|讲到|说到|写到|出现|包含|含有)(?:过|了)?)"
_ABOUT = "(?:(?:是)?(?:关于|有关|涉及|报道|报导)(?:过|了|到)?)"
_PHRASE = "(?P<phrase>.{1,30}?)"
_SIGNER = (
    r"(?:(?:本报|新华社)?(?:首席|实习|见习)?(?:记者|通讯员|作者|评论员|作家)?)"
    rf"(?P<signer>(?!评论员)[\u4e00-\u9fff]{{2,4}}?|[\u4e00-\u9fff]{{2,8}}评论员|{NEWSPAPER}评论员|[\u4e00-\u9fff]+(?:·[\u4e00-\u9fff]+)+"
    rf"|[A-Za-z][A-Za-z.'’-]*(?: [A-Za-z][A-Za-z.'’-]*){{0,3}}|{QUOTED})"
)
_WROTE = "(?:写|采写|撰写|撰|署名)"
_THIS = f"(?:(?:这|那)?(?:一?篇|则|条)?(?:{_ARTICLE}|文)?)"
_T = f"(?P<title>{TITLE}|{QUOTED}){_THIS}"
_WHO = "(?:谁|何人|什么人|哪(?:一?位|一?个|些)?(?:记者|作者|通讯员|人)?(?:们)?)"
_WHICH_PAGE = "(?:第?几版|哪一?版|哪几版|哪一?个版面?|什么版面?|第?几个?版面?|第?几页)"
_PRINTED = "(?:刊登|登载|刊载|刊发|发表|登|刊|发|印|排|见报|放|出现|位于|处)"
_WHEN = "(?:哪一?天|哪一?日|何时|什么时候|什么时间|几月几日|几号|哪一?期|什么日期|哪年哪月哪日)"
_BELONGS = "(?:的)?"

_FORMS = {
    "lead": (
        f"{_C}+头条(?:新闻|{_ARTICLE})?(?:{_ALL}(?:是|为|有)?(?:{_WHICH}|哪个)?(?:{_ARTICLE})?)?",
        f"{_C}+(?:的)?(?:第一篇|最重要的)(?:{_ARTICLE})(?:是(?:{_WHICH})(?:{_ARTICLE})?)?",
    ),
    "articles": (
        # 1版有哪些文章; 5月20日有多少篇报道; 资料库里有哪些关于疫苗的报道
        f"{_C}+(?:{_HAVE})?(?:{_WHICH}|(?P<counted>{_COUNT}))(?:(?P<about>关于|有关|涉及){_PHRASE}的)?{_ARTICLE}",
        f"{_C}*(?:{_HAVE})?(?P<counted>(?:多少|几)篇)(?:(?P<about>关于|有关|涉及){_PHRASE}的)?{_ARTICLE}",
        f"{_C}*(?:{_HAVE})(?:{_WHICH})(?P<about>关于|有关|涉及){_PHRASE}的{_ARTICLE}",
        f"(?:有)?(?:{_WHICH}|(?P<counted>{_COUNT})){_ARTICLE}(?:{_ALL})(?:{_PRINTED}|是)?(?:在|于)?了?{_C}+",
        f"{_C}*(?:{PAGE}|{FRONT}|{DAYS}|{LATEST}|{NEWSPAPER}|{_ARCHIVE}){_BELONGS}(?:里|上|中)?的?(?:所有|全部|每一?篇)?的?"
        f"{_ARTICLE}(?:的?(?:列表|目录|清单|标题|题目))?(?:{_ALL}(?:有|是)?(?:{_WHICH}|(?P<counted>{_COUNT})))?",
        f"{_C}*(?:{PAGE}|{FRONT}){_BELONGS}(?:上|里|中)?{_ALL}(?:有|登了?|刊登了?|写了?|报道了?|是)(?:些)?"
        f"(?:什么|啥|哪些)(?:内容|东西)?",
        f"{_C}*(?:{DAYS}|{LATEST}){_PAPER}?{_ALL}(?:登了?|刊登了?|写了?)(?:些)?(?:什么|啥|哪些)(?:内容|东西)?",
        f"{_C}*(?:{DAYS}|{LATEST}){_PAPER}{_ALL}(?:有|登了?|刊登了?|写了?|报道了?)(?:些)?(?:什么|啥|哪些)(?:内容|东西)?",
        # 有多少篇文章提到疫苗
        f"{_C}*(?:(?:{_HAVE})?(?:{_WHICH}|(?P<counted>{_COUNT}))|有没有(?:{_WHICH}|任何)?|有)的?{_ARTICLE}(?:里面?|中)?{_C}*"
        f"(?:{_SAYS}|(?P<about>{_ABOUT})){_PHRASE}",
        f"{_C}*(?:{_HAVE})?(?:{_WHICH}|(?P<counted>{_COUNT}))(?:{_SAYS}|(?P<about>{_ABOUT})){_PHRASE}的{_ARTICLE}",
        f"{_C}*(?:{_SAYS}|(?P<about>{_ABOUT})){_PHRASE}的{_ARTICLE}{_ALL}(?:有|是)?(?:{_WHICH}|(?P<counted>{_COUNT}))",
        f"{_C}*(?P<about>关于|有关){_PHRASE}(?:的)?{_ALL}有(?:{_WHICH}|(?P<counted>{_COUNT})){_ARTICLE}",
        f"{_PHRASE}(?:在|被)(?:{_WHICH}|(?P<counted>{_COUNT})){_ARTICLE}(?:里面?|中)?{_ALL}(?:被)?"
        "(?:提到|提及|出现|说到|写到)(?:过|了)?",
        # 彭瑜写了哪些报道
        f"{_C}*{_SIGNER}{_C}*{_ALL}{_WROTE}(?:过|了|的)?{_C}*(?:{_WHICH}|(?P<counted>{_COUNT}))"
        f"(?:(?:关于|有关){_PHRASE}的)?{_ARTICLE}",
        f"{_C}*{_SIGNER}{_C}*{_ALL}(?P<unsure>发表|报道|采访|{_WROTE})(?:过|了|的)?{_C}*(?:{_WHICH}|(?P<counted>{_COUNT}))"
        f"(?:(?:关于|有关){_PHRASE}的)?(?:{_ARTICLE})?",
        f"{_C}*(?:有)?(?:{_WHICH}|(?P<counted>{_COUNT})){_ARTICLE}(?:{_ALL})(?:是|由|为)*{_SIGNER}{_WROTE}(?:的)?",
        f"{_C}*(?:由|是)?{_SIGNER}{_WROTE}(?:的|过的|了的)(?:所有|全部)?的?{_ARTICLE}"
        f"(?:{_ALL}(?:有|是)?(?:{_WHICH}|(?P<counted>{_COUNT})))?",
        f"{_C}*(?P<unsure>记者|通讯员|作者|评论员){_SIGNER}的?{_ALL}(?:有)?(?:{_WHICH}|(?P<counted>{_COUNT})){_ARTICLE}",
        f"{_C}*(?P<unsure>){_SIGNER}的(?:所有|全部)?{_ARTICLE}{_ALL}有(?:{_WHICH}|(?P<counted>{_COUNT}))",
        f"{_C}*(?P<unsure>){_SIGNER}(?:{_WROTE}(?:了|过)?)?的(?:[这那]一?篇)?{_ARTICLE}的?"
        f"(?:题目|标题|题|名)(?:{_ALL}(?:是|叫|为)(?:什么|啥)?)?",
    ),
    "signer": (
        f"{_C}*(?:是)?{_WHO}(?:写|采写|撰写|报道|写作|署名)(?:的|了|过)?{_C}*{_T}",
        f"{_C}*{_T}{_BELONGS}(?:是|由)?{_WHO}(?:写|采写|撰写|报道|署名)(?:的|了)?",
        f"{_C}*{_T}{_BELONGS}(?:作者|记者|撰稿人|撰稿|署名|通讯员)(?:{_ALL}(?:是|为|有)?{_WHO})?",
        f"{_C}*{_T}{_BELONGS}(?:是|出自){_WHO}(?:的|之手|的?手笔)",
    ),
    "page": (
        f"{_C}*{_T}(?:是)?(?:{_PRINTED}|是)?(?:在|于|到)?了?{_C}*(?:的)?{_WHICH_PAGE}(?:上面?|里面?|的)?(?:{_ARTICLE})?",
        f"{_C}*{_T}(?:在|位于){_C}*{_WHICH_PAGE}{_PRINTED}?(?:的|出|过)?",
        f"{_WHICH_PAGE}(?:上面?|里面?)?{_PRINTED}(?:的|了|过|有){_T}",
    ),
    "date": (
        f"{_C}*{_T}(?:是)?(?:在)?{_WHEN}(?:的)?(?:报纸)?(?:上)?的?{_PRINTED}?(?:出来|出版)?(?:的|了)?(?:{_ARTICLE})?",
        f"{_C}*{_T}(?:是)?{_PRINTED}(?:在|于|的)?了?{_WHEN}(?:的)?(?:报纸)?(?:上)?",
        f"{_C}*{_T}{_BELONGS}{_PRINTED}的?(?:日期|时间)(?:是)?(?:{_WHEN}|什么|多少)?",
    ),
    "newspapers": (
        f"(?:{_ARCHIVE}的?)?(?:{_HAVE})(?:哪|什么|多少|几)(?:些|几)?(?:种|份|家|个)?(?:不同的)?(?:报纸|报刊|报)",
        f"{_ARCHIVE}(?:{_HAVE})?的?(?:报纸|报刊){_ALL}(?:有|是)(?:哪些|什么|多少种?|几种)",
    ),
    "dates": (
        f"{_C}+(?:{_HAVE})(?:哪|多少|几)(?:些|几)?(?:天|期|日期|日子|个日期)(?:的)?(?:报纸?|版面|{_ARTICLE}|内容|资料)",
        f"{_C}*(?:{_ARCHIVE}|{NEWSPAPER})的?(?:{_HAVE})(?:哪|多少|几)(?:些|几)?(?:天|期|日期|日子|个日期)的?",
        f"(?:{_HAVE})(?:哪|多少|几)(?:些|几)?(?:天|期|个?日期|日子)(?:的)?报纸?",
        f"(?:{_C}*{_ARCHIVE}|{_C}*{NEWSPAPER})的?(?:{_ARTICLE}|报纸|资料)?的?(?:时间|日期|年代)(?:范围|跨度|区间)?"
        "(?:是|有|为)?(?:什么|多少|哪些|多长|从哪天到哪天|怎样的?)?",
        f"{_C}*{_ARCHIVE}(?:{_HAVE}|覆盖)?(?:了|到)?(?:从)?(?:哪天到哪天|什么时候到什么时候|哪段时间|什么时间|什么时候|哪些时间)"
        f"(?:的)?(?:报纸?|{_ARTICLE}|资料|内容)?",
    ),
    "newest": (
        f"{_C}*(?:{LATEST}|(?:最新|最近|最后|最晚)的?(?:一[期份]的?(?:报纸?)?|报纸?|{_ARTICLE}))(?:报纸?)?的?(?:日期)?"
        f"(?:是|出版于|到|在)*{_WHEN}(?:的|出的|出版的?)?(?:报纸?)?",
    ),
    "oldest": (
        f"{_C}*(?:最早|最老|最旧|最先|第一)的?(?:一?[期份]的?(?:报纸?)?|报纸?|{_ARTICLE})(?:的)?(?:日期)?"
        f"(?:是|出版于|到|在)*{_WHEN}(?:的|出的|出版的?)?(?:报纸?)?",
    ),
    "pages": (
        f"{_C}+(?:{_ALL}(?:有|出|收录)了?)(?:哪|多少|几)(?:些|几)?(?:个)?(?:版面?|页)(?:次)?",
        f"{_C}+(?:{_ALL}(?:有|出|收录)了?)第?(?:几版|哪几版|哪些版面?)",
    ),
}
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(form)) for kind, forms in _FORMS.items() for form in forms
)

_POLITE = re.compile(
    r"^(?:请问|请你?|麻烦你?|劳驾|帮我|帮忙|给我|告诉我|我想要?知道|我想要?看看?|我要|想知道|想问一?下?|问一?下"
    r"|能不能|可以|能否|能|列出|列举|列一下|查一下|查一查|查询|查找|查|找出|找一?下|找|搜一下|统计一?下?|看看|显示|数一?数"
    r"|一?下|那么?|[,，:： ])+"
)
_END = re.compile(r"(?:[?!。.…,~ ]|[吗呢啊呀吧嘛]|谢谢|都有)+$")
_BLANKS = re.compile(r"(?<=[^A-Za-z]) +| +(?=[^A-Za-z])")


def plain_chinese(text: str) -> str:
    """A question without polite words before it, marks and particles behind it, blanks beside Chinese characters."""
    return _POLITE.sub("", _END.sub("", _BLANKS.sub("", simplified(text).strip())))
