"""The index: newspaper pages to articles, articles to chunks, chunks to a library that is searched.

One module a stage; its first line says which. In the order in which a page goes through them:

- what everybody knows: records, messages, errors
- from files to pages: load (decode, identify: issue, file_names, running_heads, sidecars; page_ids), web (a room)
- from a page to its lines: lines (repair: wrapping, spacing; looks), sentences
- from lines to articles: segment (repeats: copies; parts: fragments, bylines; join: seams, characters, chains;
  jumps; cohesion), assemble (roles), spans
- what is known of an article: sections, dates (dates_chinese, dates_english, date_words, date_memory,
  calendar_days), reprints
- the keeper's word: corrections (anchors), correct (drafts, given_headlines, recompose), correction_file
- what is told of a page: page_report (oddities, damage, joints); recover does all this for one issue
- from articles to vectors: chunk, tokens, embed (encoder_folder, unpack_e5)
- the library: store (schema, serialise), ingest, removal, build, publish, generation, catalogue, status,
  forecast (pace), build_log
- the names: names (abbreviations), vocabulary, variants (sounds, romanised)
- the search: search (duplicates), ranking (dense, lexical, fuse; passages, rerank, cross_encoder, preference)
- lists of articles: selection (mentions, signers)
"""
