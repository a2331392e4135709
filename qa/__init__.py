"""Questions and answers: from a question to an answer whose every sentence is checked and cited, or to an honest no.

One module a stage; its first line says which. In the order in which a question goes through them:

- what everybody knows: records, settings
- the whole way: ask
- answers from the records: listing (listing_articles, listing_held, listing_citations, listing_texts), listing_question
  (listing_chinese, listing_english, listing_slots), listing_scope
- what is asked: plan (follow_up, slots), question (asking), parts (coordination, comparing, english_parts),
  answer_types
- of which days: when (when_words, when_texts), when_fits, scope
- what is shown to the model: gather, evidence, screen (guard, agreement), budget
- the model: prompt, chain, llm (model_process, model_server), models (catalogue, downloads)
- whether there is an answer: refuse, verdicts
- what may be said: compose, verify (grounds, facts, clauses, wording; numbers, quantities, calculation; conflicts,
  polarity, speakers), repair, disagree
- where it stands: cite, citations
- in which words and shapes: texts, present
- how good it is: evaluate (sets, withheld, cases, journal, measured_with), summary (metrics, statistics), comparison;
  checks (planted), attacks
"""
