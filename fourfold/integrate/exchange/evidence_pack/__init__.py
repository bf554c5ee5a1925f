"""A whole procedure as one signed archive, and the check that not a byte of one was changed.

archive.py      the archive: files, a manifest of their hashes, a signature over the manifest; nothing but `cryptography`
contents.py     what goes into it, from the tables of the procedure
pages.py        records as pages that any browser shows
key.py          the key that this installation signs with
"""
