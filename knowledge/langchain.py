"""The library behind LangChain's interfaces, so that other people's chains can use it.

retriever = HandbookRetriever(library=library, k=4)
documents = retriever.invoke("how often should we meet?")
"""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.embeddings import MiniLM
from knowledge.library import Library


class MiniLMEmbeddings(Embeddings):
    """all-MiniLM-L6-v2 as a LangChain embedding model: unit vectors of 384 numbers."""

    def __init__(self, model: MiniLM | None = None) -> None:
        self._model = model or MiniLM()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._model.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class HandbookRetriever(BaseRetriever):
    """Passages of the handbook; metadata: id, document, title, start, end, score, and the query's `answerable`."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 5

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        result = self.library.search(query, self.k)
        return [
            Document(
                id=hit.passage.id,
                page_content=hit.passage.text,
                metadata=hit.passage.model_dump(exclude={"text"})
                | {"score": hit.score, "answerable": result.answerable},
            )
            for hit in result.hits
        ]
