"""The lexicon as pages to read: one a record, lists by kind, and a search that needs no server.

What the pages say (``facts``) → what they draw (``drawings``) → a record's page (``record``, ``forms``) → lists (``lists``), the search's files
(``index``) → the folder (``build``). Every page works from a folder opened as a file, asks nothing of the network, and is the same for the
same lexicon, byte for byte.
"""
