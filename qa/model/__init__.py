"""A language model as an option: it understands hard questions and words answers, and is held to the facts.

Nothing here is imported unless a model is configured (``PLANQA_MODEL``) or asked for by name.
"""
