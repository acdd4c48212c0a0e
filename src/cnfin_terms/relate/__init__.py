"""What mentions have to do with each other: names that the document itself makes, surnames that refer back, roles and posts."""
