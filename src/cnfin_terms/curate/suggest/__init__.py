"""What texts name and the lexicon lacks: sightings of one text, gathered over many, as records to paste."""
