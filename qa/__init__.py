"""Questions and answers: from a question to an answer whose every sentence is checked and cited, or to an honest no.

A room for each part of the way, and one module a stage; its first line says which. In the order in which a question
goes through them:

- what everybody knows: records, settings, numbers
- the whole way: ask
- what is asked: plan, and the room asked
- of which days: the room days
- answers from the records: the room listing
- what is shown to the model: the room shown
- the model: prompt, chain, and the room model
- whether there is an answer: refuse, verdicts
- what is written: writing
- what may be said: the room checking
- where it stands: cite, citations
- in which words and shapes: texts, present
- how good it is: the room evaluation
- what readers leave behind: the room kept

No two rooms need each other: asked and model stand on what everybody knows alone, shown on asked, days on shown,
listing on days and asked, checking on shown and asked, evaluation on all of them, kept
on checking and evaluation.
"""
