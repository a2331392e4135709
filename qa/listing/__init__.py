"""Answers from the records: which articles, by whom, on which page, what is held; without the language model.

- whether a question asks for them: question (slots; chinese, english)
- the answer: answer (articles, held)
- of which issues: scope
- in which words, and where it stands: texts, citations
"""
