"""Gives the neutral reply the form a platform shows. Pure functions; each knows limits, no network."""
