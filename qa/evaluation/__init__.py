"""How good it is: sets of questions are answered, and the answers measured.

- a run: evaluate (sets, withheld, cases, journal, measured_with)
- its scores: summary (metrics, statistics)
- two runs: comparison
- the checks by themselves, with planted errors: checks (planted)
- poisoned corpora: attacks
"""
