"""Texts that users may edit: example wordings, everyday words, names of cities, prompts. No code."""
