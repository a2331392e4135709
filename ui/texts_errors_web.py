"""Errors in Chinese: web pages and the addresses that they are fetched from, by the English templates."""

from __future__ import annotations

CHINESE = {
    'a web address such as "https://…"': "“https://…”这样的网址",
    'an encoding such as "utf-8"': "“utf-8”这样的编码",
    "the page has {size:,} characters, at most {limit:,} are read": "网页有 {size:,} 个字符，最多读取 {limit:,} 个",
    "the page has more than {limit:,} elements": "网页的元素超过 {limit:,} 个",
    "the page cannot be read ({reason})": "网页无法读取（{reason}）",
    "save the article's own page, or its text in a .txt file": "请保存文章自己的网页，或者把正文存成 .txt 文件",
    "the page shows its article only to those who sign in: it has {prose} characters of text": (
        "网页要求登录才显示文章：未登录时只有 {prose} 个字"
    ),
    "open it in a browser where you are signed in, save the page, and add that file": (
        "请在已登录的浏览器里打开，保存网页，再添加那个文件"
    ),
    "the page holds no article: it has {prose} characters of text and {links} links": (
        "网页里没有文章：正文 {prose} 个字，链接 {links} 个"
    ),
    "give the page of an article, or a .txt file of its text": "请给出一篇文章的网页，或者把正文存成 .txt 文件",
    "the server gave no usable answer ({reason})": "服务器没有给出可用的答复（{reason}）",
    "look whether a browser shows the page, and try again later": "请看看浏览器能否打开，稍后再试",
    "fetching was stopped": "抓取已停止",
    "give the address again": "请重新输入网址",
    "the page was not there after {seconds:g} seconds": "等了 {seconds:g} 秒，网页还没有传完",
    "try again later, or save the page in a browser and add that file": (
        "请稍后再试，或者在浏览器里保存网页，再添加那个文件"
    ),
    "the address leads on more than {limit} times": "网址转了 {limit} 次以上",
    "open it in a browser, save the page, and add that file": "请在浏览器里打开，保存网页，再添加那个文件",
    "the site does not allow programs to fetch this page (robots.txt)": "网站不许程序抓取这个网页（robots.txt）",
    "the page has more than {limit:,} bytes": "网页超过 {limit:,} 字节",
    "{peer} is an address of this machine or of a network of its own, which is not fetched from": (
        "{peer} 是本机或内部网络的地址，不予抓取"
    ),
    "give an address of the web; to allow this one set ASKPRESS_PRIVATE_ADDRESSES=true": (
        "请给出公网的网址；要允许内部地址，请设置 ASKPRESS_PRIVATE_ADDRESSES=true"
    ),
    "this is no address of a web page, expected http://… or https://…": "这不是网页地址，应为 http://… 或 https://…",
    "copy the address from the browser's address bar": "请从浏览器的地址栏复制",
    "the site shows this page only to those whom it lets in (status {status})": (
        "网站只让获准的人看这个网页（状态 {status}）"
    ),
    "the server is busy (status {status})": "服务器正忙（状态 {status}）",
    "try again later": "请稍后再试",
    "there is no page at this address (status {status})": "这个网址没有网页（状态 {status}）",
    "check the address": "请检查网址",
    "the address gives {kind}, expected a web page (text/html)": "网址给出的是 {kind}，应为网页（text/html）",
    "give the address of an article's page; save anything else as a file and add that": (
        "请给出文章网页的地址；其他内容请存成文件再添加"
    ),
}
