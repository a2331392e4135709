"""Errors in Chinese: the library, its search and its models, and what is kept of readers, by the English templates."""

from __future__ import annotations

LIBRARY = {
    "there is no library here": "这里没有资料库",
    "run `askpress build PATH` with it": "请对它运行 `askpress build PATH`",
    "the library has no finished generation": "资料库里还没有建成的索引",
    "run `askpress build PATH`": "请运行 `askpress build PATH`",
    "run `askpress build`": "请运行 `askpress build`",
    "the library cannot be read ({error})": "资料库无法读取（{error}）",
    "the library cannot be written ({error})": "资料库无法写入（{error}）",
    "give this user write permission on the folder, or choose another with --library": (
        "请给运行程序的用户该文件夹的写入权限，或者用 --library 另选一个"
    ),
    "make room on the disk and give this user write permission; what was done is kept": (
        "请腾出磁盘空间，并给运行程序的用户写入权限；已做的会保留"
    ),
    "this is not a library file ({error})": "这不是资料库文件（{error}）",
    "restore a copy, or build a new library": "请放回备份，或者新建资料库",
    "the library has schema version {version}, this program knows {known}": (
        "资料库的格式版本是 {version}，本程序认识的是 {known}"
    ),
    "use the version of Askpress that made it, or build a new library": (
        "请用建它的那个 Askpress 版本，或者新建资料库"
    ),
    "{who} is building this library": "{who}正在为这个资料库建索引",
    "process {number}": "进程 {number} ",
    "another process": "另一个进程",
    "wait until it is done, then come again": "请等它完成后再来",
    "the pointer to the serving generation must hold a number, it holds {content}": (
        "指向现用索引的文件里应是一个数，实为 {content}"
    ),
    "generation {number} has format {format}, this program knows {known}": (
        "第 {number} 代索引的格式是 {format}，本程序认识的是 {known}"
    ),
    "the manifest of generation {number} cannot be read ({error})": "第 {number} 代索引的清单无法读取（{error}）",
    "a file of generation {number} is missing, the manifest says {size} bytes": (
        "第 {number} 代索引缺一个文件，清单上写的是 {size} 字节"
    ),
    "a file of generation {number} has {actual} bytes, the manifest says {size} bytes": (
        "第 {number} 代索引有个文件是 {actual} 字节，清单上写的是 {size} 字节"
    ),
    "generation {number} must hold {expected} chunks, its dense index has {dense}, its lexical {lexical}": (
        "第 {number} 代索引应有 {expected} 段，向量索引有 {dense} 段，词语索引有 {lexical} 段"
    ),
    "run `askpress build` again; the generation before goes on serving": (
        "请再运行一次 `askpress build`；上一代索引仍在使用"
    ),
    "the dense index cannot be read ({error})": "向量索引无法读取（{error}）",
    "the lexical index cannot be read ({error})": "词语索引无法读取（{error}）",
    "the names of the lexical index cannot be read ({error})": "词语索引的名称表无法读取（{error}）",
    "the library was built by an older version, without pages and sections to search by ({error})": (
        "资料库由旧版本建成，不能按版次和版块检索（{error}）"
    ),
    "run `askpress build`; it serves on meanwhile": "请运行 `askpress build`；这期间照常可用",
    "the library was made with the encoder {encoder} ({digest}, {dimension} dimensions), "
    "the one at hand is {other} ({other_digest}, {other_dimension} dimensions)": (
        "资料库是用编码模型 {encoder}（{digest}，{dimension} 维）建的，"
        "现在的是 {other}（{other_digest}，{other_dimension} 维）"
    ),
    "run `askpress build` to embed its pages anew (it serves on meanwhile), or choose the first encoder": (
        "请运行 `askpress build` 重新编码（这期间照常可用），或者换回原来的编码模型"
    ),
    "the number of passages must be at least 1, got {k}": "段落数至少为 1，实为 {k}",
    "give -k 1 or more": "请用 -k 给出 1 或更大的数",
}

ENCODER = {
    "the encoder cannot be loaded: {error}": "编码模型无法载入：{error}",
    "remove that folder and run `askpress models fetch`, or choose another encoder": (
        "请删去该文件夹后运行 `askpress models fetch`，或者换一个编码模型"
    ),
    "the encoder's configuration promises vectors of {dimension}, its weights give {actual}": (
        "编码模型的配置写明 {dimension} 维，权重给出的是 {actual} 维"
    ),
    "mend that folder's configuration, or choose another encoder": "请改正该文件夹里的配置，或者换一个编码模型",
    "the encoder's configuration cannot be read: {error}": "编码模型的配置无法读取：{error}",
    "the encoder {name} has no weights in a format that torch loads": "编码模型 {name} 没有 torch 能载入的权重",
    "choose another encoder": "请换一个编码模型",
    "there is no folder of the encoder": "没有编码模型的文件夹",
    "mend the setting `encoder`": "请改正设置 `encoder`",
    "the folder holds no encoder's weights": "文件夹里没有编码模型的权重",
    "set `encoder` to a model's folder": "请把 `encoder` 设为模型的文件夹",
    "the encoder {name} has not been fetched": "编码模型 {name} 还没有取得",
    "askpress models fetch": "请运行 `askpress models fetch`",
    "the encoder {name} could not be had from the model hub: {reason}": ("无法从模型站取得编码模型 {name}：{reason}"),
    "the model hub": "模型站",
    "check the name and the network, set HF_ENDPOINT to a mirror, or set `encoder` to a folder": (
        "请检查名称和网络，把 HF_ENDPOINT 设为镜像，或者把 `encoder` 设为文件夹"
    ),
    "the reranker cannot be loaded: {reason}": "重排模型无法载入：{reason}",
    "the reranker must have 1 output, it has {count}": "重排模型应有 1 个输出，实有 {count} 个",
    "mend the setting `reranker`: a folder with a sentence-transformers CrossEncoder, or nothing": (
        "请改正设置 `reranker`：放有 sentence-transformers CrossEncoder 的文件夹，或者留空"
    ),
}

LANGUAGE_MODEL = {
    "the language model gave an answer that makes no sense: {error}": "语言模型的回应不成样子：{error}",
    "ask again": "请再问一次",
    "question and evidence are longer than the model's context of {tokens} tokens: {said}": (
        "问题和依据加起来超过了模型的长度（{tokens} 个词元）：{said}"
    ),
    "ask a shorter question, or set `evidence_tokens` lower or `context_tokens` higher": (
        "请把问题写短些，或者调低 `evidence_tokens`、调高 `context_tokens`"
    ),
    "the endpoint refuses the key ({status}): {said}": "模型服务不接受密钥（{status}）：{said}",
    "set `api_key`": "请设置 `api_key`",
    "the endpoint refuses the request ({status}): {said}": "模型服务不接受请求（{status}）：{said}",
    "check `base_url` (it often ends in /v1) and `model`": "请检查 `base_url`（多以 /v1 结尾）和 `model`",
    "the endpoint answered {status}: {said}": "模型服务答复 {status}：{said}",
    "ask again in a moment": "请过一会儿再问",
    "the endpoint's answer makes no sense: {said}": "模型服务的答复不成样子：{said}",
    "check `base_url`": "请检查 `base_url`",
    "the language model did not answer in time": "语言模型没有按时回应",
    "ask again, or set `timeout_seconds` higher": "请再问一次，或者调高 `timeout_seconds`",
    "the connection to the language model failed: {kind}: {error}": "与语言模型的连接中断：{kind}：{error}",
    "check that the endpoint runs, and ask again": "请检查模型服务是否在运行，然后再问一次",
    "the language model ended with exit code {code}": "语言模型退出，代码 {code}",
    "the language model was killed by signal {number}": "语言模型被信号 {number} 终止",
    "{what}: {said}": "{what}：{said}",
    "{model}, log in {log}": "{model}，日志在 {log}",
    "ask again, it is started anew; if it happens again, mind the memory, or fetch the weights again": (
        "请再问一次，它会重新启动；如果再次发生，请留意内存，或者重新取得权重"
    ),
    "the language model did not start within {seconds:g} s": "语言模型没有在 {seconds:g} 秒内启动",
    "set `timeout_seconds` higher, or `model` to a smaller file": (
        "请调高 `timeout_seconds`，或者把 `model` 换成小些的文件"
    ),
    "the log of the language model cannot be written": "语言模型的日志无法写入",
    "set `cache` elsewhere": "请把 `cache` 设到别处",
    "the question is empty": "没有写问题",
    "type a question": "请写下问题",
    "the question has {count:,} characters, at most {limit:,} are read": ("问题有 {count:,} 字，最多只读 {limit:,} 字"),
    "ask it in fewer words": "请写短些",
}

READERS = {
    "{count} questions wait for their answers already, no more are taken": (
        "已有 {count} 个问题在等候回答，暂不接受新的问题"
    ),
    "ask again in a few minutes": "请过几分钟再问",
    "a conversation cannot be read ({kind}: {error})": "有一个对话无法读取（{kind}：{error}）",
    "{path}, exchange {number}": "{path}，第 {number} 次问答",
    "delete the conversation": "请删除这个对话",
    "the file of conversations cannot be read or written ({error})": "对话文件无法读写（{error}）",
    "give this user write permission on the library's folder": "请给运行程序的用户资料库文件夹的写入权限",
    "the file of conversations has version {version}, this program knows {known}": (
        "对话文件的版本是 {version}，本程序认识的是 {known}"
    ),
    "use the version of Askpress that made it, or move the file away: a new one is begun": (
        "请用写它的那个 Askpress 版本，或者移走文件：会另建一个"
    ),
    "another program is writing the file of conversations ({error})": "另一个程序正在写对话文件（{error}）",
    "try again": "请再试一次",
    "the file of conversations is damaged ({error})": "对话文件已损坏（{error}）",
    "put a copy in its place, or move it away: a new one is begun": "请放回备份，或者移走文件：会另建一个",
}

CHINESE = LIBRARY | ENCODER | LANGUAGE_MODEL | READERS
