"""The doors for other programs, and what the page shares with them: one open library, who may enter, one server.

``service`` is what every door gives; ``http`` (REST), ``chat`` (OpenAI's protocol) and ``tools`` (MCP) are the doors;
``guard`` stands before them with ``keys`` and ``limits``; ``faults`` is the one shape of an error; ``opening`` and
``holdings`` are the library that is open and how it changes; ``server`` serves it all. No Gradio: that is the page's.
"""
