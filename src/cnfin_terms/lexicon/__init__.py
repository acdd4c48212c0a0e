"""From TOML records to the compiled lexicon: schema, load, forms, compile, store."""
