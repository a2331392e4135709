"""What readers leave behind: their conversations and what they thought of the answers, in a file of its own.

- what is kept: records, and as JSON exchange_json
- the file: readers_file
- conversations, each reader's own: conversations
- thumbs with a reason: feedback, and as an evaluation set feedback_set
- how long the last answers took: answer_times
"""
