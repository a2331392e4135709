"""Web pages: what a page of a newspaper's site says to those who look at it, and how it is had from an address.

- from bytes to an article: page (charset, saved, visible, article)
- from an address to bytes, and to a file that is kept: fetch, kept
"""
