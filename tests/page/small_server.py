"""Serves the page over the small library until it is ended; its first line of output is the address."""

from browsing import small_library

from page.build import build_page
from page.serve import free_port, serve

page = build_page(small_library())
print(serve(page, free_port(7900)), flush=True)
page.server.thread.join()
