"""What is known of text itself: characters, folding, scripts, romanisation."""
