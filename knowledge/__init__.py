"""Documents that can be searched and cited; what is learned about messages."""

import os

# Before numpy is loaded, which reads it once. The products here are small: threads of OpenBLAS that spin while they
# wait take the cores from onnxruntime, which makes every reading two to four times as slow on a busy small machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
