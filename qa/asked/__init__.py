"""What is asked: a question's words, what would answer it, and the questions that it comes apart into.

- its words: question, asking
- what would answer it: answer_types
- several things at once: parts (coordination, comparing, english_parts)
- what is left to the conversation: slots, follow_up
"""
