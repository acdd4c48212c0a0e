"""Tools for those who keep the lexicon: format it, check it, begin a record."""
