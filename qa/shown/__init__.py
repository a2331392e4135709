"""What is shown to the model: the sentences worth reading, without those that it must not believe.

- the sentences: evidence; for all parts of a question: gather
- those that are withheld: screen (guard, agreement)
"""
