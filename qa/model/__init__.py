"""The model: how the language model is reached, how much it can read, and where its weights come from.

- the chat model: llm
- the embedded one: process (the parent's side), server (the child's: llama.cpp, or openvino_weights, openvino_writer
  and openvino_server)
- how much it reads while a reader waits: budget
- the weights: models (catalogue, downloads)
"""
