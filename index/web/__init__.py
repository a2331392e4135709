"""Web pages: what a page of a newspaper's site says to those who look at it, and how it is had from an address.

- from bytes to an article: page (charset, saved, visible, article)
"""
