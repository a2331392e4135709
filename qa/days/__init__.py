"""Of which days: the days that a question names, where they are looked for, and how they are said.

- in the question: when (words)
- in a sentence of an article: fits
- in the library, with the reader's filters: scope
- in an answer: texts
"""
