"""Data alone: the names in the files beside this one."""
