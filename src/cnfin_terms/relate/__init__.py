"""What mentions have to do with each other: surnames that refer back, roles and posts."""
