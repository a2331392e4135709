"""An invented issue whose sentences straddle a jump and a column's end, and an evening paper that prints it again."""

from __future__ import annotations

from pathlib import Path

WALL = "加固后的清溪河堤岸全长三公里，可以抵御二十年一遇的洪水。"
WALL_HALVES = ("加固后的清溪河堤岸全长三公", "里，可以抵御二十年一遇的洪水。")
SEATS = "图书馆馆长温以宁说，今年计划增加两百个座位，周末还要为孩子们开设朗读课。"
SEATS_HALVES = ("图书馆馆长温以宁说，今年计划增加两百个座", "位，周末还要为孩子们开设朗读课。")
REFUSED = "这几个字版面上没有"

FILES = {
    "望湖日报_2024-06-03_01.txt": f"""清溪河堤岸加固工程完工

本报讯(记者 林知远)清溪河堤岸加固工程昨日通过验收。工程去年九月开工，由市水务局组织施工。{WALL_HALVES[0]}

(下转3版)

图书馆夜间延长开放

本报讯(记者 何若溪)市图书馆从六月起延长夜间开放时间，周五和周六开放到二十三点。{SEATS_HALVES[0]}

夜市搬进旧厂房

本报讯(记者 白一诺)旧纺织厂的厂房改成了夜市，一百二十个摊位昨晚开张。摊主大多是附近的居民，摊位费头三个月全免。

{SEATS_HALVES[1]}
""",
    "望湖日报_2024-06-03_03.txt": f"""(上接1版)

{WALL_HALVES[1]}堤顶铺了步行道，沿途种了樱花和垂柳。

城区新增十条公交线路

本报讯(记者 顾行舟)城区昨日新增十条公交线路，覆盖北部的三个新区。票价一律两元，末班车开到二十二点三十分。

春季特卖 全场八折
""",
    "望湖日报_2024-06-03_03.txt.corrections.toml": f"""[[drop]]
at = "春季特卖"

[[article]]
at = "{REFUSED}"
title = "没有的标题"
""",
    "望湖晚报_2024-06-04_02.txt": f"""清溪河堤岸通过验收

清溪河堤岸加固工程昨日通过验收。工程去年九月开工，由市水务局组织施工。{WALL}堤顶铺了步行道，沿途种了樱花和垂柳。

(上接1版)

渡口的老船工说，自今年一月起，渡轮改成了电动船，噪声小了许多，油烟味也没有了。乘客可以在手机上买票。
""",
}


def write_straddling(folder: Path) -> list[Path]:
    """Write the files into a folder; gives them."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return sorted(folder.glob("望湖*"))
