"""The Gradio page of planqa: it shows what ``qa`` answers and where the documents say so.

No Gradio: ``conversation`` is what has been said in a session and the states of one reply; ``layout`` sets a
document's lines as paragraphs and table rows; ``markup`` turns text into HTML and is the only place that escapes;
``transcript``, ``source`` and ``shelf`` are the talk, the source panel and the list of files as HTML.
Gradio: ``ask_tab``, ``files_tab`` and ``api`` wire these up, ``build`` is the whole page, ``serve`` its server,
``chinese`` its language, ``opening`` its start. A new tab is a class like ``FilesTab`` and two lines in ``build``.
"""
