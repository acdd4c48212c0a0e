"""From forms to entities: evidence gathered, weighed, and turned into one answer, several, or none."""
