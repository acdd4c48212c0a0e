"""Thin adapters of ``cnfin_terms.arrow``, one for each engine and each with its extra; none is imported before it is asked for."""
