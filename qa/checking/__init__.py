"""What may be said: each sentence that the model wrote is cited, corrected, or marked as unverified.

- the whole answer: compose
- one sentence: verify (grounds, facts, clauses, wording)
- its figures: quantities, calculation
- what speaks against it: conflicts (polarity, speakers)
- what is wrong in it: repair
- what other articles say: disagree (figures)
"""
