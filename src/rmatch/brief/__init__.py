"""The pairing brief: one page for the two people of a pairing, and their calendar."""
