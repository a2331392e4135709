"""Errors in Chinese: web pages and the addresses that they are fetched from, by the English templates."""

from __future__ import annotations

PAGES = {
    'a web address such as "https://…"': '网址（如 "https://…"）',
    'an encoding such as "utf-8"': '编码（如 "utf-8"）',
    "the page has {size:,} characters, at most {limit:,} are read": "网页有 {size:,} 字，最多只读 {limit:,} 字",
    "the page has more than {limit:,} elements": "网页的元素超过 {limit:,} 个",
    "the page cannot be read ({reason})": "网页无法读取（{reason}）",
    "save the article's own page, or its text in a .txt file": "请保存文章自己的网页，或者把正文存成 .txt 文件",
    "the page shows its article only to those who sign in: it has {prose} characters of text": (
        "网页只让登录的人看文章：现有文字 {prose} 字"
    ),
    "open it in a browser where you are signed in, save the page, and add that file": (
        "请在已登录的浏览器里打开，保存网页，再添加那个文件"
    ),
    "the page holds no article: it has {prose} characters of text and {links} links": (
        "网页里没有文章：现有文字 {prose} 字，链接 {links} 个"
    ),
    "give the page of an article, or a .txt file of its text": "请给出一篇文章的网页，或者正文的 .txt 文件",
}

CHINESE = PAGES
