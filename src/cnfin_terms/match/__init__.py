"""Scan and bound: the automaton pass over folded text, and which of its hits are words of their own."""
