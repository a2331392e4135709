"""Errors in Chinese: all templates by the English ones that are their keys, with those of intake and of the system.

A dictionary in Python as the page's other texts are, and not gettext's .po and .mo: those need a compiler at build time
and give one more format for some hundred sentences; the test of this module looks for what they would be checked for.
"""

from __future__ import annotations

import errno
import os

from ui.texts_errors_library import CHINESE as LIBRARY
from ui.texts_errors_pages import CHINESE as PAGES
from ui.texts_errors_web import CHINESE as WEB

INTAKE = {
    "the program ended {tries} times while this was taken in": "收录这个文件时，程序 {tries} 次中途结束",
    "send it again, with few other files": "请重新发送它，一次少发几个文件",
    "the program ended before this was taken in, and it is not there any more": (
        "程序在收录这个文件之前就结束了，文件已经不在"
    ),
    "send it again": "请重新发送",
    "a build is running already": "正在建索引",
    "wait until it is done, or stop it": "请等它完成，或者停止它",
    "convert it to text, or leave it out": "请转成文本，或者不要发送",
    "the archive holds no files": "压缩包里没有文件",
    "pack pages into it": "请把版面装进去",
    "it cannot be unpacked: {error}": "无法解开：{error}",
    "it cannot be unpacked ({error})": "无法解开（{error}）",
    "pack it again, or send it by itself": "请重新打包，或者单独发送它",
    "it is encrypted": "它是加密的",
    "pack it again without a password": "请不加密码重新打包",
    "it is a link to another file": "它是指向另一个文件的链接",
    "pack the file itself": "请装入文件本身",
    "the archive holds {actual}, at most {most} are unpacked": "压缩包里有{actual}，最多解开{most}",
    "{count:,} files": " {count:,} 个文件",
    "more than {count:,} bytes": "超过 {count:,} 字节的内容",
    "{count:,} bytes": " {count:,} 字节",
    "pack it in several parts": "请分成几包",
    "the archive cannot be read ({error})": "压缩包无法读取（{error}）",
    "pack it again, or send the files by themselves": "请重新打包，或者直接发送文件",
    "the uploaded files cannot be kept ({error})": "上传的文件无法保存（{error}）",
    "make room on the disk and give this user write permission on the library folder": (
        "请腾出磁盘空间，并给运行程序的用户资料库文件夹的写入权限"
    ),
    "make the folder, or name another": "请建立这个文件夹，或者另选一个",
}

SYSTEM = {"[Errno {number}] {reason}{rest}": "{reason}{rest}（错误号 {number}）"} | {
    os.strerror(number): said
    for number, said in {
        errno.ENOENT: "没有这个文件或文件夹",
        errno.EACCES: "没有权限",
        errno.EPERM: "不允许这样做",
        errno.ENOSPC: "磁盘已满",
        errno.EDQUOT: "超出磁盘配额",
        errno.EROFS: "磁盘是只读的",
        errno.EIO: "磁盘读写出错",
        errno.EISDIR: "这是文件夹",
        errno.ENOTDIR: "这不是文件夹",
        errno.EEXIST: "文件已经存在",
        errno.ENAMETOOLONG: "文件名太长",
        errno.EMFILE: "打开的文件太多",
        errno.EBUSY: "正被占用",
        errno.ENOMEM: "内存不足",
        errno.ETIMEDOUT: "等候超时",
        errno.ECONNREFUSED: "连接被拒绝",
    }.items()
}
"""What the system says of files and connections, in its own words."""

CHINESE: dict[str, str] = PAGES | LIBRARY | WEB | INTAKE | SYSTEM
