"""Measuring planqa: gold sets, strict scorers, baselines, reports. Sees every layer; no layer sees it.

The scorers are plain functions from records to scores: they know neither the index nor the model, and the same
answers always get the same scores. ``python -m eval --help`` runs them.
"""
